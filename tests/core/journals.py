"""Lines and files of a journal, for its tests."""

from pathlib import Path

import msgspec

from withinscope.journal import Line


def a_line(item: str = "i", response: str = '{"choice": "b"}') -> Line:
    return Line("answer", notebook="ex01", item=item, response=msgspec.Raw(response.encode()))


def items_in(lines: object) -> list[str]:
    return [line.item for line in lines]  # type: ignore[attr-defined]


def copy(file: Path, name: str, change: bytes = b"\n") -> None:
    """Leave a copy of a file beside it, as programs do that keep two computers alike."""
    file.with_name(name).write_bytes(file.read_bytes().replace(b"\n", change))


def the_file(work: Path) -> Path:
    (file,) = (work / "journal").iterdir()
    return file
