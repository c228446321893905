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
    within its `assignment`. `doubt` is why an instructor should look, or empty.
    """

    name: str
    source: str = ""
    why: str = ""
    email: str = ""
    number: str = ""
    assignment: str = ""
    doubt: str = ""


def whose(found: Found, trainee: str | None, course: Course) -> Whose:
    """Say whose a file is; `trainee` is what the notebook's metadata says.

    The layout of the lowest rank that gives a name decides; what others tell of the same name,
    or of none, is added. A firm layout with another name is a conflict, told in `doubt`.
    """
    every = list(_told(File(found, trainee), course))
    source, first = next((one for one in every if one[1].name), ("", Told("", "?")))
    same, conflicts = [], []
    for _, told in every:
        if not told.name or text.alike(told.name) == text.alike(first.name):
            same.append(told)
        else:
            conflicts.append(f"{told.why} says {told.name}, {first.why} {first.name}")
    return Whose(
        first.name,
        source,
        first.why,
        next((told.email for told in same if told.email), ""),
        *next(((told.number, told.assignment) for told in same if told.number), ("", "")),
        doubt="; ".join(doubt for doubt in (first.doubt, *conflicts) if doubt),
    )


def _told(file: File, course: Course) -> Iterator[tuple[str, Told]]:
    """Yield what each layout tells; once there is a name, only of those that are firm."""
    named = False
    for name, layout in layouts().items():
        if (layout.FIRM or not named) and (told := layout.told(file, course)):
            named = named or bool(told.name)
            yield name, told


def exercise_of(found: Found, course: Course) -> str:
    """Return the exercise that the layouts tell of a file which doesn't say, or nothing."""
    file = File(found)
    every = (layout.told(file, course) for layout in layouts().values())
    return next((told.exercise for told in every if told and told.exercise), "")
