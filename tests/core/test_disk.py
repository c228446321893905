"""What is written is there whole, or what was there before is."""

from __future__ import annotations

import ast
import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from withinscope import disk

SOURCE = Path(__file__).parents[2] / "src/withinscope"
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has rights of another kind")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    disk.write_whole(tmp_path / "a.txt", "ä\nb\r\n")
    assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa4\nb\r\n"


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with contextlib.suppress(ZeroDivisionError), disk.whole(file) as out:
        out.write(b"half")
        raise ZeroDivisionError
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_it_is_on_disk_before_it_has_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    def fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder" if is_folder else f"file, named: {(tmp_path / 'a').exists()}")

    monkeypatch.setattr(os, "fsync", fsync)
    disk.write_whole(tmp_path / "a", b"1")
    assert steps == ["file, named: False", "folder"]
    disk.write_whole(tmp_path / "b", b"1", sync=False)
    assert len(steps) == 2


@POSIX
def test_a_file_keeps_its_mode_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    for wanted in (0o644, 0o600, 0o755, 0o664):
        file = tmp_path / f"{wanted:o}"
        file.touch()
        file.chmod(wanted)
        disk.write_whole(file, "new")
        assert (mode(file), file.read_text()) == (wanted, "new")
    disk.write_whole(tmp_path / "new", "")
    assert mode(tmp_path / "new") == mode(usual)


@POSIX
def test_what_is_private_is_its_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "a").touch(0o644)
    for name in "ab":
        disk.write_whole(tmp_path / name, "mine", private=True)
        assert mode(tmp_path / name) == 0o600


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a").write_text("old")
    (tmp_path / "link").symlink_to("real/a")
    disk.write_whole(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/a").read_text() == "new"


@POSIX
def test_where_links_are_not_followed_the_file_takes_their_place(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    (tmp_path / "link").symlink_to("elsewhere")
    disk.write_whole(tmp_path / "link", "new", follow=False)
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere").read_text() == "theirs"


@POSIX
def test_a_file_that_may_not_be_written_to_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    # Root may write everywhere, and tests often run as root.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        disk.write_whole(file, "new")
    assert file.read_text() == "old"


WRITES = {"write_text", "write_bytes", "mkstemp", "touch"}
ALLOWED = {
    "disk.py": 8,
    "cli.py": 1,  # the null device, in place of a terminal that went away
    "course.py": 1,  # a syllabus as it was read, in a folder that goes
    "grading/book/backup.py": 1,  # an empty file, for SQLite to fill before it has the name
    "grading/book/gradebook.py": 1,  # an empty file, for SQLite to fill
    "grading/certificates/signing.py": 2,  # a key, which must not replace another
    "grading/crew.py": 1,  # a pipe, to the process that it helps
    "lab/redirect.py": 2,  # the log, and the terminal
    "session/faults.py": 1,  # a log
    "site/building.py": 1,  # a copy of the course, in a folder that goes
    "site/bytecode.py": 2,  # what Node.js is given, in a folder that goes
    "site/engine.py": 1,  # where npm is
}
"""Who opens a file to write by other means, and how often."""


def writes(path: Path) -> Iterator[int]:
    """Yield the lines of a module that write a file, or open one to write."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        modes = [m.value for m in [*node.args, *(k.value for k in node.keywords)]
                 if isinstance(m, ast.Constant) and isinstance(m.value, str)]  # fmt: skip
        opens = name.split(".")[-1] in {"open", "fdopen"} and any(
            set(one) <= set("wxabt+r") and set(one) & set("wxa+") for one in modes
        )
        others = name == "os.open" or name.startswith("shutil.")
        if name.split(".")[-1] in WRITES or opens or others:
            yield node.lineno


def test_nothing_else_in_the_package_writes_a_file() -> None:
    """Else a write that fails midway leaves half a file where there was a whole one."""
    found = {
        path.relative_to(SOURCE).as_posix(): len(lines)
        for path in sorted(SOURCE.rglob("*.py"))
        if (lines := list(writes(path)))
    }
    assert found == ALLOWED
