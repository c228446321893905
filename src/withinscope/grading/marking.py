"""A sitting of marking as a value: a state and a message give a state and what is to be done.

Whoever shows it (the terminal, a notebook) asks what `asking` says, hands the answer in as a
message, does what comes back with the gradebook and hands that in too. Nothing here prints,
reads or writes.

    state, effect = begin(works, rubrics)
    while state.asking != "over":
        message = <what came of the effect, or else what the marker said>
        state, effect = step(state, message)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from withinscope.parts import Criterion
from withinscope.types import Item

LONGEST_COMMENT = 2000
"""Characters of what a marker says of a criterion."""
Role = Literal["first", "second", "decided"]
"""What a mark is: of two markers who do not see each other's, or what was decided between them."""


class Work(Struct, frozen=True):
    """A free answer to be marked. Whose it is is kept for the books and shown to nobody.

    `person` and `item` are numbers in the gradebook, `text` the hash of what was written.
    """

    person: int
    item: int
    name: str
    revision: str
    text: str
    response: str


class Mark(Struct, frozen=True):
    """The mark of an answer that counts: level by criterion, whose it is, when it was given.

    `comments` are by criterion. One without levels takes back those before it.
    """

    id: int
    levels: Mapping[str, int]
    marker: str
    at: str
    comments: Mapping[str, str] = {}
    role: Role = "first"


def each(item: Item, levels: Mapping[str, int]) -> str:
    """Say which level each criterion has."""
    return ", ".join(f"{one.criterion}: {levels.get(one.id, '?')}" for one in item.rubric)


class Sitting(Struct, frozen=True):
    """Where a marker is: at which work, and what is asked or waited for.

    `levels` and `comments` are given so far, by criterion; `bank` are comments that were made of
    each before, to be made again; `latest` is the mark that a new one would replace;
    `marked` are the people whose answers were marked. `deciding` is between two marks, so that
    the one that counts is no reason to ask whether to mark at all.
    """

    works: tuple[Work, ...]
    rubrics: Mapping[int, Item]
    at: int = 0
    asking: Literal["level", "replace", "book", "over"] = "book"
    levels: Mapping[str, int] = {}
    comments: Mapping[str, str] = {}
    bank: Mapping[str, tuple[str, ...]] = {}
    latest: Mark | None = None
    marked: frozenset[int] = frozenset()
    deciding: bool = False

    @property
    def work(self) -> Work:
        """The answer that is marked now. Raises IndexError once it is over."""
        return self.works[self.at]

    @property
    def item(self) -> Item:
        """What was asked, with its rubric."""
        return self.rubrics[self.work.item]

    @property
    def criterion(self) -> Criterion:
        """The criterion whose level is asked for."""
        return self.item.rubric[len(self.levels)]


class Open(Struct, frozen=True):
    """To do: show this answer, and hand in Opened."""

    work: Work


class Save(Struct, frozen=True):
    """To do: give this mark unless another than `instead_of` counts; hand in Saved or Taken."""

    work: Work
    levels: Mapping[str, int]
    instead_of: Mark | None
    comments: Mapping[str, str] = {}


class Opened(Struct, frozen=True):
    """The answer is shown; `latest` is the mark that it has, if any, `bank` as a sitting has it."""

    latest: Mark | None = None
    bank: Mapping[str, tuple[str, ...]] = {}


class Saved(Struct, frozen=True):
    """The mark is in the gradebook."""


class Taken(Struct, frozen=True):
    """Somebody else's mark came first, and nothing was written."""

    mark: Mark


class Level(Struct, frozen=True):
    """The marker gives the criterion a level."""

    level: int


class Comment(Struct, frozen=True):
    """The marker says something of the criterion that is asked for; nothing, to take it out."""

    words: str


class Replace(Struct, frozen=True):
    """The marker says whether to mark again what is marked."""

    yes: bool


class Skip(Struct, frozen=True):
    """On to the next answer."""


class Back(Struct, frozen=True):
    """Back to the criterion before, or to the answer before."""


class Quit(Struct, frozen=True):
    """The marker is done for now."""


Effect = Open | Save
Message = Opened | Saved | Taken | Level | Comment | Replace | Skip | Back | Quit
Next = tuple[Sitting, Effect | None]


def begin(works: tuple[Work, ...], rubrics: Mapping[int, Item], *, deciding: bool = False) -> Next:
    """Begin with the first of the works; `rubrics` are their items by number."""
    return _open(Sitting(works, rubrics, deciding=deciding), 0)


def step(state: Sitting, message: Message) -> Next:
    """Return what a message makes of a state, and what is to be done for it.

    A message that answers nothing that is asked changes nothing.
    """
    if isinstance(message, Quit):
        return _over(state), None
    if state.asking == "book":
        return _from_book(state, message)
    if state.asking == "over":
        return state, None
    if isinstance(message, Skip):
        return _open(state, state.at + 1)
    if isinstance(message, Back):
        return _back(state)
    if state.asking == "replace" and isinstance(message, Replace):
        return _replace(state, message.yes)
    if state.asking == "level" and isinstance(message, Level):
        return _level(state, message.level)
    if state.asking == "level" and isinstance(message, Comment):
        return _comment(state, message.words), None
    return state, None


def _open(state: Sitting, at: int) -> Next:
    if at >= len(state.works):
        return _over(msgspec.structs.replace(state, at=at)), None
    now = msgspec.structs.replace(
        state, at=at, asking="book", levels={}, comments={}, bank={}, latest=None
    )
    return now, Open(now.work)


def _over(state: Sitting) -> Sitting:
    return msgspec.structs.replace(state, asking="over")


def _from_book(state: Sitting, message: Message) -> Next:
    match message:
        case Opened(latest, bank):
            now = msgspec.structs.replace(state, latest=latest, bank=bank)
            return _opened(now, latest), None
        case Taken(mark):
            return msgspec.structs.replace(state, asking="replace", latest=mark), None
        case Saved():
            marked = state.marked | {state.work.person}
            return _open(msgspec.structs.replace(state, marked=marked), state.at + 1)
    return state, None


def _opened(state: Sitting, latest: Mark | None) -> Sitting:
    # A mark by a rubric that changed since is no mark of this one.
    if latest is None or not state.item.complete(latest.levels):
        return msgspec.structs.replace(state, asking="level")
    if state.deciding and latest.role != "decided":
        return msgspec.structs.replace(state, asking="level", comments=latest.comments)
    return msgspec.structs.replace(state, asking="replace")


def _back(state: Sitting) -> Next:
    if state.asking == "level" and state.levels:
        before = dict(list(state.levels.items())[:-1])
        return msgspec.structs.replace(state, levels=before), None
    return _open(state, max(0, state.at - 1))


def _replace(state: Sitting, yes: bool) -> Next:
    if not yes:
        return _open(state, state.at + 1)
    if state.item.complete(state.levels):  # given before it showed that somebody else was first
        return _save(state)
    # What was said of the answer goes on being said, until it is said otherwise.
    said = state.latest.comments if state.latest else {}
    return msgspec.structs.replace(state, asking="level", comments=said), None


def _comment(state: Sitting, words: str) -> Sitting:
    said = {**state.comments, state.criterion.id: words}
    comments = {name: words for name, words in said.items() if words}
    return msgspec.structs.replace(state, comments=comments)


def _level(state: Sitting, level: int) -> Next:
    if not 0 <= level <= state.criterion.highest:
        return state, None
    levels = {**state.levels, state.criterion.id: level}
    now = msgspec.structs.replace(state, levels=levels)
    return _save(now) if len(levels) == len(state.item.rubric) else (now, None)


def _save(state: Sitting) -> Next:
    now = msgspec.structs.replace(state, asking="book")
    return now, Save(now.work, now.levels, now.latest, now.comments)
