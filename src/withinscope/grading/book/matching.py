"""Whether a claim is somebody's whom a gradebook knows. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from withinscope.grading import text
from withinscope.grading.intake import hub, naming
from withinscope.grading.intake.roster import Listed
from withinscope.grading.intake.whose import Whose

Kind = Literal["name", "email", "number"]
Key = tuple[str, str, str]


class Known(Struct, frozen=True):
    """One thing that a source knows a person by; `scope` is a number's assignment."""

    kind: Kind
    value: str
    source: str
    scope: str = ""

    @property
    def alike(self) -> str:
        """The value as it is compared: `125` is not `00125`, but `Ana` is `ANA`."""
        return self.value if self.kind == "number" else text.alike(self.value)

    @property
    def key(self) -> Key:
        """What two of them share that mean the same."""
        return self.kind, self.scope, self.alike


LONGEST = 200
"""Characters of a number or of its assignment. What is longer, as in a made-up zip alone, ends in
a mark of the whole: a database has room for no more, and two of them stay two.
"""
Claim = tuple[Known, ...]
"""What is told of one person; its name is the first."""


def claim_of(whose: Whose) -> Claim:
    """Return what a hand-in tells of its person."""
    return _told(
        Known("name", whose.listed, "roster"),
        Known("name", whose.name, whose.source),
        Known("email", whose.email, "roster"),
        Known("number", _short(whose.number), whose.source, _short(whose.assignment)),
    )


def claim_of_row(row: Listed, namesakes: int) -> Claim:
    """Return what a roster tells of a person; `namesakes` of its rows have the name.

    Its numbers count between namesakes only: a column `id` may as well number the rows.
    """
    return _told(
        Known("name", row.name, "roster"),
        Known("email", row.email, "roster"),
        Known("number", _short(row.number) if namesakes > 1 else "", "roster"),
    )


def _short(said: str) -> str:
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 13]} {text.mark(said)}"


def _told(*every: Known) -> Claim:
    return tuple(one for one in every if one.value)


class Person(Struct, eq=False):
    """Somebody whom a gradebook knows.

    `twin` tells those of one name apart, from 0; `listed` are those that a roster has;
    `unplaced` is whoever may be any of several people of the name.
    """

    id: int
    name: str
    twin: int
    listed: bool = False
    unplaced: bool = False
    known: set[Known] = set()

    def fixed(self) -> set[Key]:
        """Return the e-mails and numbers that are theirs."""
        return fixed(self.known)

    def may_be_called(self, name: str, number: str) -> bool:
        """Tell whether a name agrees with one that they are known by, or if one of the two is only
        a word for the number: `Participant 24`.
        """
        names = [one.value for one in self.known if one.kind == "name"]
        hidden = any(one.endswith(f" {number}") for one in (name, *names))
        return hidden or any(naming.agree(one, name) for one in names)

    def is_another(self, claim: Claim) -> bool:
        """Tell whether a claim can't be theirs: by another e-mail, or by another number of an
        assignment in which they have one.
        """
        mine = self.fixed()
        kinds = {(kind, scope) for kind, scope, _ in mine}
        return any(key not in mine and key[:2] in kinds for key in fixed(claim))


def fixed(known: Iterable[Known]) -> set[Key]:
    """Return the keys of e-mails and numbers, which nobody shares."""
    return {one.key for one in known if one.kind != "name"}


class Index:
    """People by what they are known by."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index people by all that they are known by."""
        self._by: dict[Key, list[Person]] = {}
        for person in people:
            for known in person.known:
                self._add(person, known)

    def learn(self, person: Person, claim: Claim) -> list[Known]:
        """Add what a claim tells of a person; return what was new."""
        new = [one for one in claim if one not in person.known]
        for one in new:
            person.known.add(one)
            self._add(person, one)
        return new

    def _add(self, person: Person, known: Known) -> None:
        people = self._by.setdefault(known.key, [])
        if person not in people:
            people.append(person)

    def named(self, claim: Claim) -> Sequence[Person]:
        """Return whoever has a claim's name."""
        return self._by.get(claim[0].key, ())

    def sure(self, claim: Claim) -> Person | None:
        """Return whose the claim's number or e-mail is.

        An e-mail, which a roster tells, is more than a number that somebody came with whom no
        roster has.
        """
        numbered = self.numbered(claim)
        if numbered and numbered[0].listed:
            return numbered[0]
        emails = (one.key for one in claim if one.kind == "email")
        addressed = [person for key in emails for person in self._by.get(key, ())]
        return next(iter(_listed_first(addressed) + numbered), None)

    def numbered(self, claim: Claim) -> list[Person]:
        """Return whoever came with the claim's number, those whom a roster has first.

        A number of somebody whose name it can't be is another's: two downloads may be called
        `submissions.zip`. An account on the Hub is one person's, whatever name they write.
        """
        return _listed_first(
            person
            for one in claim
            if one.kind == "number"
            for person in self._by.get(one.key, ())
            if one.scope == hub.ACCOUNT or person.may_be_called(claim[0].value, one.value)
        )

    def twin(self, name: str) -> int:
        """Return what tells one more person of a name from those who are there."""
        named = self.named((Known("name", name, ""),))
        return max((person.twin for person in named if person.name == name), default=-1) + 1


def _listed_first(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: not person.listed)


def match(claim: Claim, index: Index) -> Person | Literal["several"] | None:
    """Return whose a claim is, `several` if it may be any of several people's, None if nobody's.

    A number or an e-mail decides; else the name, among those whom nothing else sets apart. An
    unplaced person of the name takes what may be several people's.
    """
    if sure := index.sure(claim):
        return sure
    named = [one for one in index.named(claim) if not one.is_another(claim)]
    if not any(one.listed for one in named):
        spelled = {one.id for one in named if claim[0].value in _spellings(one)}
        named = [one for one in named if one.id in spelled] or named
    if len(named) < 2:
        return named[0] if named else None
    return next((one for one in named if one.unplaced), "several")


def _spellings(person: Person) -> set[str]:
    return {one.value for one in person.known if one.kind == "name"}


def match_row(claim: Claim, index: Index, namesakes: int) -> Person | None:
    """Return whom a roster's row means; `namesakes` rows of it have the name, this one with them.

    Where several have it, only what sets them apart decides.
    """
    if namesakes == 1:
        found = match(claim, index)
        return found if isinstance(found, Person) else None
    theirs, named = fixed(claim), index.named(claim)
    known = next((one for one in named if one.fixed() & theirs), None)
    return known or next((one for one in named if one.listed and one.fixed() == theirs), None)
