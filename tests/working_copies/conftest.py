"""The small course, and a work folder that nobody has used."""

from __future__ import annotations

from pathlib import Path

import pytest

from working_copies.course import EXERCISE, LESSON, NEXT, SYLLABUS, write_page


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of two lessons and an exercise, as an author has it."""
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.yaml").write_text(SYLLABUS)
    write_page(course / LESSON, "lesson", "L01")
    write_page(course / EXERCISE, "exercise", "ex01")
    write_page(course / NEXT, "lesson", "L02")
    return course
