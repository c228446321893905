"""Whose a hand-in is: what the layouts tell of it, put together; a conflict is never settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from withinscope.grading.intake import naming
from withinscope.grading.intake.found import Found
from withinscope.grading.intake.layouts import Course, File, Told, layouts

SAYS = " says "
"""Between where a name stands and the name, where another place has another name."""


class Conflict(Struct, frozen=True):
    """Another name that stands with a file, and is no way to write the one that decided; `told`
    says where each of the two stands.
    """

    name: str
    told: str


class Whose(Struct, frozen=True):
    """Whose a file is, so far as it shows by itself: who that is, the gradebook's people say.

    `source` is the layout that decided and `why` what it went by; `number` means somebody only
    within its `assignment`. `doubt` is why an instructor should look, or empty; `conflicts` are
    questions to them, until they are answered. `listed` is the name as the roster has it, if it has
    it once; an e-mail is the roster's too.
    `guess` says that the name is only what the file is called, `settled` that a learning system
    made the place.
    """

    name: str
    source: str = ""
    why: str = ""
    email: str = ""
    number: str = ""
    assignment: str = ""
    doubt: str = ""
    listed: str = ""
    guess: bool = False
    settled: bool = False
    conflicts: tuple[Conflict, ...] = ()

    @property
    def every_doubt(self) -> str:
        """All that an instructor should look at, in words."""
        return "; ".join(filter(None, (self.doubt, *(one.told for one in self.conflicts))))


def whose(found: Found, trainee: str | None, course: Course, exercise: str = "") -> Whose:
    """Say whose a file is; `trainee` and `exercise` are what the notebook's metadata says.

    The layout of the lowest rank that gives a name decides; what others tell of the same name,
    or of none, is added. A firm layout with a name that can't be the same person's is a conflict.
    """
    every = list(_told(File(found, trainee, exercise), course))
    source, first = _first(every)
    same: list[Told] = []
    conflicts: list[Conflict] = []
    for _, told in every:
        if not told.name or naming.agree(told.name, first.name):
            same.append(told)
        else:
            said = f"{told.why}{SAYS}{told.name}, {first.why} {first.name}"
            conflicts.append(Conflict(told.name, said))
    name = _as_written(first.name, same)
    listed = course.roster.named(name)
    return Whose(
        name,
        source,
        first.why,
        next((told.email for told in same if told.email), listed.email if listed else ""),
        *next(((told.number, told.assignment) for told in same if told.number), ("", "")),
        doubt=first.doubt,
        listed=listed.name if listed else "",
        guess=first.guess,
        settled=any(told.settled for _, told in every),
        conflicts=tuple(conflicts),
    )


def _first(every: Sequence[tuple[str, Told]]) -> tuple[str, Told]:
    """Return what decides: the first name; else what a learning system has in place of one."""
    if named := next((one for one in every if one[1].name), None):
        return named
    source, instead = next((one for one in every if one[1].otherwise), ("", Told("", "?")))
    return source, msgspec.structs.replace(instead, name=instead.otherwise or instead.name)


def _as_written(name: str, same: Sequence[Told]) -> str:
    """Return a name as its bearer typed it where only order and marks differ: systems drop some."""
    typed = (told.name for told in reversed(same) if told.name)
    return next((one for one in typed if naming.same(one, name)), name)


def _told(file: File, course: Course) -> Iterator[tuple[str, Told]]:
    """Yield what each layout tells; once there is a name, only of those that are firm."""
    named = False
    for name, layout in layouts().items():
        if (layout.FIRM or not named) and (told := layout.told(file, course)):
            named = named or bool(told.name) or told.settled
            yield name, told


def exercise_of(found: Found, course: Course) -> str:
    """Return the exercise that the layouts tell of a file which doesn't say, or nothing."""
    file = File(found)
    every = (layout.told(file, course) for layout in layouts().values())
    return next((told.exercise for told in every if told and told.exercise), "")
