"""When what nbgrader collected came: by the date that it wrote down beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import a_hand_in, encoded

from .instructor import RIGHT, Instructor
from .test_late import DUE, scores, syllabus
from .test_zips import zipped

COLLECTED = "submitted/ana/ps1"
"""Where nbgrader puts what ana hands in for ps1."""
ON_TIME = encoded(a_hand_in(RIGHT, handed_in_at="2026-11-17T09:00:00+00:00"))
"""By its own word, and by the clock of whoever handed it in."""


def collected(instructor: Instructor, stamp: bytes, folder: str = COLLECTED) -> Path:
    """A hand-in with a `timestamp.txt` beside it."""
    file = instructor.folder / folder / "01_ground.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(ON_TIME)
    (file.parent / "timestamp.txt").write_bytes(stamp)
    return file


@pytest.mark.parametrize(
    "stamp",
    [
        b"2026-11-20 09:00:00.000000 UTC",
        b"2026-11-20 09:00:00 UTC\n",
        b"2026-11-20 10:00:00 +0100",
        b"2026-11-20 04:00:00.5-05:00",
        b"2026-11-20 09:00:00",
    ],
)
@pytest.mark.parametrize("way", ["folder", "file", "zip"])
def test_what_nbgrader_collected_came_when_it_wrote_that_down(
    instructor: Instructor, stamp: bytes, way: str
) -> None:
    syllabus(instructor, due=DUE, late="1")
    file = collected(instructor, stamp)
    packed = file.with_name("submitted.zip")
    packed.write_bytes(
        zipped((f"{COLLECTED}/01_ground.ipynb", ON_TIME), (f"{COLLECTED}/timestamp.txt", stamp))
    )
    given = {"folder": file.parents[3] / "submitted", "file": file, "zip": packed}[way]
    if way == "folder":
        packed.unlink()
    assert instructor.grades(given) == 0
    assert scores(instructor) == [("1", "3", "2", "2")]


@pytest.mark.parametrize(
    "stamp",
    [
        b"",
        b"yesterday",
        b"2026-11-20 09:00:00 PST",  # which of several zones, nobody knows
        b"2026-13-40 09:00:00 UTC",
        b"1926-11-20 09:00:00 UTC",
        b"\xff\xfe2\x000\x002\x006",
        b"2026-11-20 09:00:00 UTC" + b" " * 200,
    ],
)
def test_a_timestamp_that_is_no_date_says_nothing(instructor: Instructor, stamp: bytes) -> None:
    syllabus(instructor, due=DUE, late="1")
    assert instructor.grades(collected(instructor, stamp)) == 0
    assert scores(instructor) == [("3", "3", "0", "0")]


def test_a_timestamp_outside_of_nbgraders_folders_may_be_the_trainees_own(
    instructor: Instructor,
) -> None:
    syllabus(instructor, due=DUE, late="1")
    collected(instructor, b"2026-11-20 09:00:00 UTC", "ana/mine")
    assert instructor.grades(instructor.folder / "ana") == 0
    assert scores(instructor) == [("3", "3", "0", "0")]


def test_another_timestamp_beside_the_same_file_is_read(instructor: Instructor) -> None:
    syllabus(instructor, due=DUE, late="1")
    collected(instructor, b"2026-11-18 09:00:00 UTC")
    instructor.grades(instructor.folder / "submitted")
    collected(instructor, b"2026-11-20 09:00:00 UTC")
    instructor.grades(instructor.folder / "submitted")
    assert scores(instructor) == [("1", "3", "2", "2")]
