"""Whose row is whose, in a table of a learning platform: nobody is taken for somebody else."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from withinscope.grading.exports.lms import Left
from withinscope.grading.sheet import Standing

_GONE = dict.fromkeys(map(ord, "'\"/\\:&<>|`,")) | {ord("_"): " "}
NOBODY = "nothing of theirs is in the gradebook"
SEVERAL = "it does not show which of several people of the name this is"
TWICE = "two rows fit the same person"


class Row(Struct, frozen=True):
    """A row of a table: its place, and what it says of its person, as far as it does."""

    at: int
    name: str = ""
    email: str = ""

    @property
    def who(self) -> str:
        """The person as they are told of."""
        return self.name or self.email or f"row {self.at + 1}"

    @property
    def whole(self) -> str:
        """The person, told apart from others of the name as far as the row does."""
        return f"{self.name} ({self.email})" if self.name and self.email else self.who


Sure = Callable[[Row], Sequence[Standing]]
"""Gives whose a row is by the platform's own number."""


class Matched(Struct, frozen=True):
    """Whom each row means, by its place; who is in no row; which rows mean nobody, and why."""

    people: dict[int, Standing]
    absent: tuple[Standing, ...]
    left: tuple[Left, ...]


def plain(name: str) -> tuple[str, ...]:
    """Return what all ways to write a name share: order, capitals, what Moodle takes out."""
    whole = unicodedata.normalize("NFC", name.translate(_GONE)).casefold()
    return tuple(sorted(whole.split()))


def letters(name: str) -> tuple[str, ...]:
    """Return what names share that are one's, in whatever order and however run together.

    Two people's may share it by chance: it tells against a match, and never makes one.
    """
    whole = unicodedata.normalize("NFC", name).casefold()
    return tuple(sorted(letter for letter in whole if letter.isalnum()))


def matched(rows: Sequence[Row], people: Sequence[Standing], sure: Sure) -> Matched:
    """Match rows with people: by the platform's number, by e-mail, by a name that is one's alone.

    A number or an e-mail decides; a name does only where one row and one person have it.
    """
    emails, names = _by_email(people), _by_name(people)
    rows_named: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        rows_named[plain(row.name)] += 1
    found: dict[int, Standing] = {}
    left: list[Left] = []
    for row in rows:
        named = names[plain(row.name)] if row.name else []
        alone = named if rows_named[plain(row.name)] == 1 else []
        one = next((c[0] for c in (sure(row), emails[row.email.casefold()]) if len(c) == 1), None)
        one = one or (alone[0] if len(alone) == 1 and _may_be(row, alone[0]) else None)
        if one is None:
            left.append(Left(row.whole, SEVERAL) if named else Left(row.who, NOBODY))
        else:
            found[row.at] = one
    return _once(found, rows, people, left)


def _may_be(row: Row, person: Standing) -> bool:
    """Tell whether a row with a person's name may be theirs: by another e-mail it is not."""
    theirs = {email.casefold() for email in person.emails}
    return not row.email or not theirs or row.email.casefold() in theirs


def _once(
    found: dict[int, Standing], rows: Iterable[Row], people: Iterable[Standing], left: list[Left]
) -> Matched:
    times: dict[int, int] = defaultdict(int)
    for person in found.values():
        times[person.person] += 1
    doubled = {at for at, person in found.items() if times[person.person] > 1}
    left += [Left(row.whole, TWICE) for row in rows if row.at in doubled]
    kept = {at: person for at, person in found.items() if at not in doubled}
    absent = tuple(one for one in people if not times[one.person])
    return Matched(kept, absent, tuple(left))


def _by_email(people: Iterable[Standing]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = defaultdict(list)
    for person in people:
        for email in {email.casefold() for email in person.emails} - {""}:
            found[email].append(person)
    return found


def _by_name(people: Iterable[Standing]) -> dict[tuple[str, ...], list[Standing]]:
    found: dict[tuple[str, ...], list[Standing]] = defaultdict(list)
    for person in people:
        for name in {plain(name) for name in person.names}:
            found[name].append(person)
    return found
