"""What is wrong in course.yaml: ids that come twice, files that are not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.material import Material, in_syllabus
from withinscope.course import Course
from withinscope.problems import Place

TWICE = error("WS307")
NAME = error("WS308")
MISSING = error("WS309")

At = Callable[..., Place]
"""Tells where in the syllabus a value is given."""

_FILE_NAME = re.compile(r"\d\d_[a-z0-9_]+")
_PAGE_NAME = re.compile(r"[a-z][a-z0-9_]*")


def found(material: Material) -> Iterator[Finding]:
    """Yield what is wrong in a syllabus that could be read, each at its line."""
    course, known = material.folder, material.known
    at = partial(in_syllabus, course)
    for group in ("outcomes", "dimensions", "claims", "sources", "lessons", "pages"):
        entries = getattr(known, group)
        yield from _twice([entry.id for entry in entries], f"of the {group} have the id", at)
    yield from _twice([one.id for one in known.fields], "fields of `my_code` have the id", at)
    books = [lesson.id for lesson in known.lessons]
    exercises = [lesson.exercise for lesson in known.lessons if lesson.exercise]
    pages = {page.id for page in known.pages}
    yield from _twice([*{*books}, *exercises, *pages], "notebooks have the id", at)
    yield from _twice([lesson.file for lesson in known.lessons], "lessons have the file", at)
    for lesson in known.lessons:
        place = at(lesson.file)
        if not _FILE_NAME.fullmatch(lesson.file):
            what = f"`file: {lesson.file}` is no name of a lesson's file."
            mend = "Write two digits, _ and words in small letters: 01_shared_ground."
            yield NAME(place, what, mend)
            continue
        folders = [] if lesson.capstone else ["notebooks"]
        folders += ["solutions", "exercises"] if lesson.exercise else []
        for folder in folders:
            if not (course / folder / f"{lesson.file}.ipynb").is_file():
                what = f"There is no {folder}/{lesson.file}.ipynb."
                yield MISSING(place, what, _MEND[folder])
    yield from _pages(course, known, at)


def _pages(course: Path, known: Course, at: At) -> Iterator[Finding]:
    for page in known.pages:
        place = at(page.file)
        if not _PAGE_NAME.fullmatch(page.file):
            what = f"`file: {page.file}` is no name of a page's file."
            yield NAME(place, what, "Write words in small letters, without a number: my_notes.")
        elif not (course / page.folder / f"{page.file}.ipynb").is_file():
            what = f"There is no {page.folder}/{page.file}.ipynb."
            yield MISSING(place, what, "Write the page, or take it out here.")


_MEND = {
    "notebooks": "Write the lesson, or take it out here.",
    "solutions": "Write the exercise there, or take `exercise` out here.",
    "exercises": "Run `withinscope release`.",
}


def _twice(names: list[str], what: str, at: At) -> Iterator[Finding]:
    for name, count in Counter(names).items():
        if count > 1:
            yield TWICE(at(name, 2), f"{count} {what} `{name}`.", "Give each its own.")
