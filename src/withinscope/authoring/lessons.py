"""What is wrong in course.yaml: ids that come twice, files that are not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from withinscope.course import FILE, Course
from withinscope.problems import Place, Problem

_FILE_NAME = re.compile(r"\d\d_[a-z0-9_]+")
_PAGE_NAME = re.compile(r"[a-z][a-z0-9_]*")


def problems(course: Path, known: Course) -> Iterator[Problem]:
    """Yield what is wrong in a syllabus that could be read, each at its line."""
    lines = (course / FILE).read_text(encoding="utf-8").splitlines()
    for group in ("outcomes", "dimensions", "claims", "sources", "lessons", "pages"):
        entries = getattr(known, group)
        yield from _twice([entry.id for entry in entries], f"of the {group} have the id", lines)
    books = [lesson.id for lesson in known.lessons]
    exercises = [lesson.exercise for lesson in known.lessons if lesson.exercise]
    pages = {page.id for page in known.pages}
    yield from _twice([*{*books}, *exercises, *pages], "notebooks have the id", lines)
    yield from _twice([lesson.file for lesson in known.lessons], "lessons have the file", lines)
    for lesson in known.lessons:
        place = Place(FILE, line=_line(lines, lesson.file))
        if not _FILE_NAME.fullmatch(lesson.file):
            what = f"`file: {lesson.file}` is no name of a lesson's file."
            mend = "Write two digits, _ and words in small letters: 01_shared_ground."
            yield Problem(what, mend, place)
            continue
        folders = ["notebooks", *(["solutions", "exercises"] if lesson.exercise else [])]
        for folder in folders:
            if not (course / folder / f"{lesson.file}.ipynb").is_file():
                what = f"There is no {folder}/{lesson.file}.ipynb."
                yield Problem(what, _MEND[folder], place)
    yield from _pages(course, known, lines)


def _pages(course: Path, known: Course, lines: list[str]) -> Iterator[Problem]:
    for page in known.pages:
        place = Place(FILE, line=_line(lines, page.file))
        if not _PAGE_NAME.fullmatch(page.file):
            what = f"`file: {page.file}` is no name of a page's file."
            yield Problem(what, "Write words in small letters, without a number: my_notes.", place)
        elif not (course / "notebooks" / f"{page.file}.ipynb").is_file():
            what = f"There is no notebooks/{page.file}.ipynb."
            yield Problem(what, "Write the page, or take it out here.", place)


_MEND = {
    "notebooks": "Write the lesson, or take it out here.",
    "solutions": "Write the exercise there, or take `exercise` out here.",
    "exercises": "Run `withinscope release`.",
}


def _twice(names: list[str], what: str, lines: list[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            place = Place(FILE, line=_line(lines, name, nth=2))
            yield Problem(f"{count} {what} `{name}`.", "Give each its own.", place)


def _line(lines: list[str], value: str, nth: int = 1) -> int:
    """Return the nth line, from 1, that gives this value to a name."""
    given = re.compile(rf":\s*[\"']?{re.escape(value)}[\"']?\s*([,}}#]|$)")
    found = [number for number, line in enumerate(lines, 1) if given.search(line)]
    return found[min(nth, len(found)) - 1] if found else 1
