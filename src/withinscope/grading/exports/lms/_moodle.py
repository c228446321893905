"""Moodle's names for folders, files and assignments, and whose its numbers are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from withinscope.grading.exports.lms._who import Row, plain
from withinscope.grading.sheet import Standing

_FOLDER = re.compile(r"(?P<name>.*?)(?:_(?P<number>\d+))?_assignsubmission_(?:file|onlinetext)")
_ASSIGNMENT = re.compile(r"-(\d+)(?: ?\(\d+\))?(?:\.[a-z]+)?$")


class Folder(Struct, frozen=True):
    """Whose a submission is: the name and the number that Moodle gives, and of which assignment.

    A number means somebody only within its assignment; a team without a group has none.
    """

    name: str
    number: str
    assignment: str = ""


def folder(path: str) -> Folder | None:
    """Return the first folder, or file, of a path that is a submission's."""
    parts = path.split("/")
    for at, part in enumerate(parts):
        if found := _FOLDER.match(part):
            above = parts[at - 1] if at else ""
            return Folder(found["name"], found["number"] or "", assignment(above))
    return None


def assignment(name: str) -> str:
    """Return the number of the assignment with which Moodle ends a file's name, or nothing."""
    found = _ASSIGNMENT.search(name)
    return found[1] if found else ""


class Numbers:
    """Whose Moodle's numbers are, by the folders that people's files stood in."""

    def __init__(self, people: Iterable[Standing]) -> None:
        """Know the numbers of some people in one exercise."""
        self._by: dict[str, list[tuple[Folder, Standing]]] = defaultdict(list)
        self._assignments: set[str] = set()
        for person in people:
            for one in {found for place in person.places if (found := folder(place))}:
                self._by[one.number].append((one, person))
                self._assignments.add(one.assignment)

    def of(self, number: str, row: Row, assignment: str) -> Sequence[Standing]:
        """Return who has a number: where the row names nobody, in just that assignment."""
        fit = [
            person
            for one, person in self._by[number]
            if (plain(one.name) == plain(row.name) if row.name else self._same(one, assignment))
        ]
        return list({person.person: person for person in fit}.values())

    def _same(self, one: Folder, assignment: str) -> bool:
        if one.assignment and assignment:
            return one.assignment == assignment
        return len(self._assignments) == 1
