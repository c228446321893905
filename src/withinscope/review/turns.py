"""Turns of conversations as single decisions: what somebody said where a conversation was played.

A conversation takes the time of a round and is played again in its lesson; a turn of it, as it was
met there, takes a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Raw

from withinscope import journal
from withinscope.catalog import Chapter
from withinscope.certainty import CLOSE
from withinscope.dialogue import Dialogue, Play, Turn, replay
from withinscope.dialogue.parts import Choice
from withinscope.dialogue.telling import client
from withinscope.journal import Line
from withinscope.parts import Option, Remark
from withinscope.review.cards import Answers
from withinscope.texts import _
from withinscope.types import BadResponse, single

KIND = "turn"
"""The kind of a line that answers one: of an item that was played, `turn` names its node."""


class TurnItem(single.Item, frozen=True, kw_only=True, tag=single.NAME):
    """A turn, as one option to pick: `key` is what an expert says there.

    `fitting` are options that keep to the checklist too, `neutral` those that touch no point of
    it. `talk` and `node` say where it is from, `made_from` the conversation's revision.
    """

    talk: str
    node: str
    made_from: str
    fitting: frozenset[str] = frozenset()
    neutral: frozenset[str] = frozenset()

    def score(self, response: single.Response) -> float:
        """1 for what an expert says, what counts as close for what fits too, else 0."""
        return CLOSE if response.choice in self.fitting else super().score(response)

    def verdict(self, response: single.Response) -> str:
        """Say whether an expert would say so too."""
        if response.choice in self.fitting:
            return _("This fits too. An expert says something else here.")
        return super().verdict(response)

    def remarks(self, response: single.Response) -> tuple[Remark, ...]:
        """Return those of `single`, but nothing is called a mistake that breaks no point."""
        mine, *best = super().remarks(response)
        if response.choice in self.fitting | self.neutral:
            fits = True if response.choice in self.fitting else None
            mine = msgspec.structs.replace(mine, fits=fits)
        return (mine, *best)


def with_turns(
    chapters: Sequence[Chapter], lines: Iterable[Line]
) -> tuple[tuple[Chapter, ...], Answers]:
    """Return the chapters with the turns that somebody met in lessons, and all answers by item.

    What was said in a play is an answer to its turns.
    """
    lines = list(lines)
    answers: dict[str, list[Line]] = journal.answers(lines)
    again = journal.answers(lines, KIND)
    found = []
    for chapter in chapters:
        met = list(_turns(chapter, answers, again))
        answers |= {item.id: given for item, given in met}
        items = (*chapter.items, *(item for item, _ in met))
        found.append(msgspec.structs.replace(chapter, items=items))
    return tuple(found), answers


def _turns(
    chapter: Chapter, answers: Answers, again: Answers
) -> Iterator[tuple[TurnItem, list[Line]]]:
    """Yield the turns that somebody met in a lesson, each with what was said there, and since."""
    if chapter.page.role != "lesson":
        return
    for talk in (item for item in chapter.items if isinstance(item, Dialogue)):
        plays = list(_plays(talk, answers.get(talk.id, ())))
        for node, item in _met(talk, plays).items():
            since = (_as_answer(x, item) for x in again.get(talk.id, ()) if x.turn == node)
            yield item, [*_said(item, plays), *since]


def line_for(item: TurnItem, line: Line) -> Line:
    """Return an answer to a turn as the journal keeps it: with its conversation."""
    return msgspec.structs.replace(
        line, kind=KIND, item=item.talk, turn=item.node, revision=item.made_from
    )


def _as_answer(line: Line, item: TurnItem) -> Line:
    """Return a line of the journal as an answer to a turn, if of the conversation as it is now."""
    revision = item.revision if line.revision == item.made_from else ""
    return msgspec.structs.replace(line, kind="answer", item=item.id, turn="", revision=revision)


def _plays(talk: Dialogue, lines: Iterable[Line]) -> Iterator[tuple[Line, Play]]:
    """Yield plays of a conversation as it is now, the earliest first."""
    for line in lines:
        if line.revision == talk.revision:
            try:
                yield line, replay(talk, talk.decode(line.response).path)
            except BadResponse:
                continue


def _met(talk: Dialogue, plays: Sequence[tuple[Line, Play]]) -> dict[str, TurnItem]:
    """Return the turns with something to decide, by node, as they were met last."""
    found: dict[str, TurnItem] = {}
    for _line, play in reversed(plays):
        for number, turn in enumerate(play.turns):
            if turn.node not in found and (item := _item(talk, play, number)) is not None:
                found[turn.node] = item
    return found


def _item(talk: Dialogue, play: Play, number: int) -> TurnItem | None:
    turn = play.turns[number]
    ids = {one.id for one in turn.choices}
    open_ = [one for one in talk.nodes[turn.node].choices if one.id in ids]
    key = _best(talk, turn, open_)
    if key is None or len(open_) < 2:
        return None
    return TurnItem(
        id=_name(talk, turn.node),
        stem="\n\n".join(_stem(talk, play, number)),
        confidence=True,
        care=talk.care,
        dimension=talk.dimension,
        outcome=talk.outcome,
        options=tuple(Option(one.id, one.say, one.why) for one in open_),
        key=key,
        talk=talk.id,
        node=turn.node,
        made_from=talk.revision,
        fitting=frozenset(one.id for one in open_ if one.fits and one.id != key),
        neutral=frozenset(one.id for one in open_ if one.fits is None and one.id != key),
    )


def _name(talk: Dialogue, node: str) -> str:
    """Return an id that no item has: two ids together may be too long for one."""
    return f"turn-{hashlib.sha256(f'{talk.id}.{node}'.encode()).hexdigest()[:24]}"


def _best(talk: Dialogue, turn: Turn, choices: Sequence[Choice]) -> str | None:
    """Return what an expert says at a turn or, off their way, what alone keeps to the checklist."""
    theirs = [one.id for one in choices if f"{turn.node}.{one.id}" in talk.expert]
    best = theirs or [one.id for one in choices if one.fits]
    return best[0] if len(best) == 1 else None


def _stem(talk: Dialogue, play: Play, number: int) -> Iterator[str]:
    """Yield the paragraphs that ask a turn: where it is from, what was said before it, and it."""
    turn = play.turns[number]
    name = client(talk) or _("The client")
    yield _("From your conversation “{title}”, turn {n}.", title=talk.title, n=number + 1)
    yield talk.stem.partition("\n\n")[0]
    if number:
        before = play.turns[number - 1]
        yield from [f"{name}: {before.client}"] if before.client else []
        yield _("You: {line}", line=before.said)
    yield from [f"({turn.scene})"] if turn.scene else []
    yield from [f"{name}: {turn.client}"] if turn.client else []
    yield _("What do you say?")


def _said(item: TurnItem, plays: Iterable[tuple[Line, Play]]) -> Iterator[Line]:
    """Yield what plays said at a turn, the first time that each came by, as answers to it."""
    for line, play in plays:
        turn = next((one for one in play.turns if one.node == item.node and one.chosen), None)
        if turn is not None:
            raw = Raw(msgspec.json.encode({"choice": turn.chosen}))
            yield msgspec.structs.replace(
                line, item=item.id, revision=item.revision, response=raw, confidence=None
            )
