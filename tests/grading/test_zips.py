"""Zips are read in memory and within bounds; what they name goes nowhere."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from makers import a_hand_in, encoded

from withinscope.grading.intake import archives
from withinscope.grading.intake.collect import collect, count
from withinscope.grading.intake.found import Found

from .instructor import RIGHT, Instructor

GOOD = encoded(a_hand_in(RIGHT, "Good", workbook="good"))


def a_zip(**entries: bytes) -> bytes:
    return zipped(*entries.items())


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = 8) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content, method)
    return data.getvalue()


def an_entry(name: str, mode: int = 0, **more: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    for field, value in more.items():
        setattr(info, field, value)
    return info


def problems(folder: Path, data: bytes) -> dict[str, str]:
    """What is found in a zip: its problem, empty if there is none, by where it stands."""
    path = folder / "cohort.zip"
    path.write_bytes(data)
    return {f.where: f.problem for f in collect([path]) if isinstance(f, Found)}


def test_a_zip_is_read_like_a_folder(instructor: Instructor) -> None:
    ana, bo = a_hand_in(RIGHT, None), a_hand_in(RIGHT, None, workbook="book-of-bo")
    inner = zipped(("week 1/01_ground.ipynb", encoded(bo)))
    path = instructor.hand_ins / "cohort.zip"
    path.parent.mkdir()
    path.write_bytes(zipped(("Ana Ruiz/01_ground.ipynb", encoded(ana)), ("Bo/up.zip", inner)))
    assert instructor.grades(path) == 0
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo", "3")]
    assert not list(instructor.folder.rglob("01_ground.ipynb"))[1:]  # the solution alone


REFUSED: dict[str, tuple[str | zipfile.ZipInfo, str]] = {
    "traversal": ("../../Ana/x.ipynb", "its path in the zip leads out of the zip (..)"),
    "traversal below": ("Ana/../../x.ipynb", "its path in the zip leads out of the zip (..)"),
    "traversal with backslashes": (
        "..\\..\\Ana\\x.ipynb",
        "its path in the zip leads out of the zip (..)",
    ),
    "absolute": ("/Ana/x.ipynb", "its path in the zip begins at the root of the disk"),
    "a share": ("\\\\server\\Ana\\x.ipynb", "its path in the zip begins at the root of the disk"),
    "a drive": ("C:\\Ana\\x.ipynb", "its path in the zip names a drive"),
    "a drive without a slash": ("c:x.ipynb", "its path in the zip names a drive"),
    "a link": (
        an_entry("Ana/x.ipynb", stat.S_IFLNK | 0o777),
        "a link to a file, not the file itself",
    ),
    "a device": (an_entry("Ana/x.ipynb", stat.S_IFCHR | 0o666), "not a file that can be read"),
    "a folder": ("Ana/x.ipynb/", "a folder, not a file"),
}


@pytest.mark.parametrize(("entry", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_an_entry_that_leads_elsewhere_is_refused_and_the_others_are_not(
    tmp_path: Path, entry: str | zipfile.ZipInfo, reason: str
) -> None:
    name = entry if isinstance(entry, str) else entry.filename
    content = b"" if name.endswith("/") else b"/etc/passwd"
    assert problems(tmp_path, zipped((entry, content), ("Good/ex01.ipynb", GOOD))) == {
        f"cohort.zip/{name.replace(chr(92), '/')}": reason,
        "cohort.zip/Good/ex01.ipynb": "",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["cohort.zip"]


def test_what_is_refused_belongs_to_whose_folder_it_names(instructor: Instructor) -> None:
    instructor.hand_ins.mkdir()
    path = instructor.hand_ins / "cohort.zip"
    path.write_bytes(zipped(("../Ana Ruiz/x.ipynb", GOOD), ("Good/ex01.ipynb", GOOD)))
    assert instructor.grades(path) == 1
    assert instructor.rows("trainee", "state", "reason") == [
        (
            "Ana Ruiz",
            "not gradable",
            "cohort.zip/../Ana Ruiz/x.ipynb: its path in the zip leads out of the zip (..)",
        ),
        ("Good", "graded", ""),
    ]


def _bomb() -> bytes:
    return zipped(("Ana/bomb.ipynb", b" " * (30 * 2**20)))


def _too_large() -> bytes:
    """An entry that is said to be larger than any hand-in."""
    return zipped(("Ana/large.ipynb", b"x"), method=0).replace(
        struct.pack("<II", 1, 1), struct.pack("<II", 2**30, 2**30)
    )


def _locked() -> bytes:
    return _flagged(zipped(("Ana/locked.ipynb", GOOD)), 0x1)


def _flagged(data: bytes, flag: int) -> bytes:
    """Set a flag of the only entry, in both places where a zip keeps it."""
    changed = bytearray(data)
    changed[6] |= flag
    changed[data.index(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


def _damaged() -> bytes:
    data = bytearray(zipped(("Ana/damaged.ipynb", GOOD)))
    data[200:220] = bytes(20)
    return bytes(data)


def _understated() -> bytes:
    """An entry that unpacks to more than it says."""
    data = zipped(("Ana/more.ipynb", GOOD))
    return data.replace(struct.pack("<I", len(GOOD)), struct.pack("<I", 10))


def _nest(depth: int) -> bytes:
    data = zipped(("Ana/deep.ipynb", GOOD))
    for level in range(depth):
        data = zipped((f"{level}.zip", data))
    return data


HOSTILE: dict[str, tuple[Callable[[], bytes], dict[str, str]]] = {
    "a bomb": (_bomb, {"/Ana/bomb.ipynb": "a zip bomb: unpacked, more than 200 times as large"}),
    "too large": (_too_large, {"/Ana/large.ipynb": "larger than 32 MB"}),
    "locked": (_locked, {"/Ana/locked.ipynb": "locked with a password"}),
    "damaged": (_damaged, {"/Ana/damaged.ipynb": "damaged inside its zip"}),
    "understated": (_understated, {"/Ana/more.ipynb": "damaged inside its zip"}),
    "another packing": (
        lambda: zipped(("Ana/x.ipynb", GOOD), method=zipfile.ZIP_LZMA),
        {"/Ana/x.ipynb": "packed in a way that isn't read here; zip it again as usual"},
    ),
    "zips in zips in zips in zips": (
        lambda: _nest(3),
        {"/2.zip/1.zip/0.zip": "a zip inside 3 zips"},
    ),
    "no zip": (lambda: b"hello", {"": "not a zip that can be read: broken or cut off"}),
    "empty": (lambda: b"", {"": "not a zip that can be read: broken or cut off"}),
    "cut off": (
        lambda: zipped(("Ana/x.ipynb", GOOD))[:-30],
        {"": "not a zip that can be read: broken or cut off"},
    ),
}


@pytest.mark.parametrize(("data", "reasons"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_zip_has_its_reason(
    tmp_path: Path, data: Callable[[], bytes], reasons: dict[str, str]
) -> None:
    expected = {f"cohort.zip{name}": reason for name, reason in reasons.items()}
    assert problems(tmp_path, data()) == expected


def test_bounds_hold_for_all_zips_inside_one_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped(("Ana/1.ipynb", GOOD), ("Ana/2.ipynb", GOOD))
    data = zipped(("a.zip", inner), ("b.zip", inner))
    monkeypatch.setattr(archives, "MOST_ENTRIES", 5)
    assert problems(tmp_path, data) == {
        "cohort.zip/a.zip/Ana/1.ipynb": "",
        "cohort.zip/a.zip/Ana/2.ipynb": "",
        "cohort.zip/b.zip": "a zip with more than 5 files",
    }
    monkeypatch.setattr(archives, "MOST_ENTRIES", 50_000)
    monkeypatch.setattr(archives, "MOST_BYTES", 3 * len(GOOD) + 2 * len(inner))
    assert problems(tmp_path, data) == {
        "cohort.zip/a.zip/Ana/1.ipynb": "",
        "cohort.zip/a.zip/Ana/2.ipynb": "",
        "cohort.zip/b.zip/Ana/1.ipynb": "",
        "cohort.zip/b.zip/Ana/2.ipynb": "beyond the 0 GB that are read of one zip",
    }


@pytest.mark.parametrize("flagged", [True, False])
def test_names_in_any_script_are_read(tmp_path: Path, flagged: bool) -> None:
    name = "Zoë Łukasik 李/ex01.ipynb"
    data = zipped((name, GOOD))
    if not flagged:  # as many programs write it: UTF-8 that does not say so
        data = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    assert problems(tmp_path, data) == {f"cohort.zip/{name}": ""}


def test_what_programs_add_to_zips_is_ignored(tmp_path: Path) -> None:
    data = zipped(
        ("__MACOSX/Ana/._x.ipynb", b"\0"),
        ("Ana/._x.ipynb", b"\0"),
        ("Ana/.ipynb_checkpoints/x-checkpoint.ipynb", GOOD),
        ("Ana/x.ipynb", GOOD),
    )
    assert problems(tmp_path, data) == {"cohort.zip/Ana/x.ipynb": ""}


def test_what_will_be_found_is_counted_before(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.zip").write_bytes(a_zip(**{"x.ipynb": GOOD, "y.csv": b""}))
    (tmp_path / "b.ipynb").write_bytes(GOOD)
    (tmp_path / "c.zip").write_bytes(b"broken")
    assert count([tmp_path, tmp_path / "b.ipynb"]) == 4
