"""Who of a roster is missing, and who is there that it does not expect."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct
from sqlalchemy import Connection

from withinscope.grading import text
from withinscope.grading.book import queries


class Expected(Struct, frozen=True):
    """Somebody of a roster: the id that the gradebook has for them, the name and the cohort."""

    person: int
    name: str
    cohort: str = ""


def against(
    connection: Connection, exercises: Iterable[str], expected: Collection[Expected]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Compare exercises with a roster: (name, exercise) of who is missing, and who is not on it.

    Whoever is of another cohort, as last year's people are, is no stranger to this one. Where one
    of several people of a name handed in, and nothing shows which, none is missing.
    """
    missing: list[tuple[str, str]] = []
    strangers: dict[int, str] = {}
    ids, names = {one.person for one in expected}, {text.alike(one.name) for one in expected}
    cohorts = {one.cohort for one in expected}
    for exercise in sorted({*exercises} - {""}) if expected else ():
        there = {one.person: one for one in queries.people_of(connection, exercise)}
        unclear = {text.alike(one.name) for one in there.values() if one.unplaced}
        missing += [
            (one.name, exercise)
            for one in expected
            if one.person not in there and text.alike(one.name) not in unclear
        ]
        strangers |= {
            one.person: one.name
            for one in there.values()
            if one.person not in ids
            and (not one.cohort or one.cohort in cohorts)
            and not (one.unplaced and text.alike(one.name) in names)
        }
    return missing, sorted(strangers.values())
