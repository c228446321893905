"""Whose a hand-in is: what the layouts tell of it, put together; a conflict is never settled."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from withinscope.grading import text
from withinscope.grading.intake.found import Found
from withinscope.grading.intake.layouts import Course, File, Told, layouts


class Whose(Struct, frozen=True):
    """Whose a file is, so far as it shows by itself: who that is, the gradebook's people say.

    `source` is the layout that decided and `why` what it went by; `number` means somebody only
    within its `assignment`. `exercise` is what the layouts tell of it, if anything. `doubt` is
    why an instructor should look, or empty.
    """

    name: str
    source: str = ""
    why: str = ""
    email: str = ""
    number: str = ""
    assignment: str = ""
    exercise: str = ""
    doubt: str = ""


def whose(found: Found, trainee: str | None, course: Course) -> Whose:
    """Say whose a file is; `trainee` is what the notebook's metadata says.

    The layout of the lowest rank that gives a name decides; what others tell of the same name,
    or of none, is added. A firm layout with another name is a conflict, told in `doubt`.
    """
    file = File(found, trainee)
    asked = ((name, layout.told(file, course)) for name, layout in layouts().items())
    every = {name: told for name, told in asked if told is not None}
    source, first = next((one for one in every.items() if one[1].name), ("", Told("", "?")))
    same = [told for told in every.values() if not told.name or _same(told.name, first.name)]
    doubts = [first.doubt, *_conflicts(every, first)]
    return Whose(
        first.name,
        source,
        first.why,
        next((told.email for told in same if told.email), ""),
        *next(((told.number, told.assignment) for told in same if told.number), ("", "")),
        exercise=next((told.exercise for told in every.values() if told.exercise), ""),
        doubt="; ".join(doubt for doubt in doubts if doubt),
    )


def _same(one: str, other: str) -> bool:
    return text.alike(one) == text.alike(other)


def _conflicts(every: dict[str, Told], first: Told) -> Iterator[str]:
    for name, told in every.items():
        if layouts()[name].FIRM and told.name and not _same(told.name, first.name):
            yield f"{told.why} says {told.name}, {first.why} {first.name}"
