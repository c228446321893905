"""Whom a report is on: everybody, a cohort, or those of whom a roster says something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from withinscope.grading.analysis import Interval, difference
from withinscope.grading.book.queries import Grade
from withinscope.grading.book.roll import Membership
from withinscope.grading.report.figures import Line, line
from withinscope.grading.report.given import Given, by_person, together
from withinscope.problems import Mistake, Problem

Members = Mapping[int, Membership]
"""What a roster says of people, by their number."""


class Change(Struct, frozen=True):
    """How two groups do on something, and by how much the first does better; None where few."""

    now: Line
    before: Line
    difference: Interval | None

    @property
    def words(self) -> str:
        """What the difference says, as far as it is clear."""
        if self.difference is None:
            return "Too few to tell"
        if self.difference.low > 0:
            return "Better"
        return "Worse" if self.difference.high < 0 else "No clear difference"


class Compared(Struct, frozen=True):
    """Two groups by their names, on the `items` that both were asked, word for word the same."""

    now: str
    before: str
    items: int
    changes: tuple[Change, ...]


def of(members: Members, name: str) -> frozenset[int]:
    """Return the people of a cohort, or those in whose row of a roster stands HEADING=VALUE.

    Raises Mistake if there are none.
    """
    heading, _, value = name.partition("=")
    found = [number for number, one in members.items() if one.cohort == name]
    if not found and value:
        found = [n for n, one in members.items() if one.columns.get(heading) == value]
    if not found:
        known = ", ".join(cohorts(members)) or "none yet: grade with --roster"
        what = f"Nobody in the gradebook is of the group {name}."
        mend = f"Cohorts are {known}. A column of the roster goes too: HEADING=VALUE."
        raise Mistake(Problem(what, mend))
    return frozenset(found)


def cohorts(members: Members) -> list[str]:
    """Return the names of the cohorts."""
    return sorted({one.cohort for one in members.values()} - {""})


MOST_VALUES = 8
"""A column of a roster with more values than this parts people into no groups: names, addresses."""


def columns(members: Members) -> list[str]:
    """Return the groups that columns of rosters make, as HEADING=VALUE."""
    found: dict[str, set[str]] = {}
    for one in members.values():
        for heading, value in one.columns.items():
            found.setdefault(heading, set()).add(value)
    parting = {head: values - {""} for head, values in found.items()}
    return [
        f"{heading}={value}"
        for heading, values in sorted(parting.items())
        if 1 < len(values) <= MOST_VALUES and len(values) < len(members)
        for value in sorted(values)
    ]


def earlier(members: Members, cohort: str, grades: Iterable[Grade]) -> str:
    """Return the cohort that last handed in before one did, or nothing; by the newest hand-in."""
    newest: dict[str, float] = {}
    for grade in grades:
        name = members[grade.person].cohort
        newest[name] = max(newest.get(name, 0), grade.moment or 0)
    here = newest.get(cohort, 0)
    before = [(at, name) for name, at in newest.items() if at < here and name not in ("", cohort)]
    return max(before, default=(0, ""))[1]


def by_cohort(members: Members, answers: Iterable[Given]) -> tuple[Line, ...]:
    """Return how each cohort does; nothing unless there are two, or people of none beside one."""
    found: dict[str, list[Given]] = {}
    for one in answers:
        found.setdefault(members[one.person[0]].cohort, []).append(one)
    lines = (line(name, name or "Of no cohort", found[name]) for name in sorted(found))
    return tuple(lines) if len(found) > 1 else ()


def compared(
    names: tuple[str, str],
    now: Sequence[Given],
    before: Sequence[Given],
    parts: Iterable[tuple[str, str, frozenset[int]]],
) -> Compared:
    """Compare two groups by name, on each part: (id, text, its items)."""
    both = {one.item for one in now} & {one.item for one in before}
    changes = []
    for name, text, items in parts:
        first, second = ([one for one in of if one.item in items & both] for of in (now, before))
        if first:
            changes.append(
                Change(
                    line(name, text, first),
                    line(name, text, second),
                    difference(_shares(first), _shares(second)),
                )
            )
    return Compared(*names, len(both), tuple(changes))


def _shares(answers: Iterable[Given]) -> list[float]:
    return [together(theirs) for theirs in by_person(answers).values()]
