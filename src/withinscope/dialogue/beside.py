"""The way taken through a conversation beside an expert's, and what became of the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.parts import Point, Response
from withinscope.dialogue.playing import Play, choices, in_turns, replay
from withinscope.parts import Beside, Moment, Remark, Way
from withinscope.texts import _


class Row(Struct, frozen=True):
    """One row of the picture: the turn of one's own way, of an expert's, or of both.

    Turns count from 1. `together` says that both ways stand at the same moment here, and
    `parting` that from here they go on differently.
    """

    mine: int | None
    theirs: int | None
    together: bool = False
    parting: bool = False


def way(dialogue: Assessed, response: Response) -> Way:
    """Return a finished play beside an expert's, moment by moment, and what became of each point.

    What was not broken tells the checklist, and so is a key.
    """
    play, expert = replay(dialogue, response.path), replay(dialogue, dialogue.expert)
    mine, theirs = (_moments_of(dialogue, one) for one in (play, expert))
    beside = (
        Beside(
            mine[row.mine - 1] if row.mine else None,
            theirs[row.theirs - 1] if row.theirs else None,
            not row.parting if row.together else None,
        )
        for row in rows(play, expert)
    )
    points = (of_point(dialogue, play, point) for point in dialogue.checklist)
    return Way(tuple(beside), tuple(_remark(one) for one in points))


def _moments_of(dialogue: Assessed, play: Play) -> list[Moment]:
    """Return what is said in each turn of a play, and how it ends."""
    ending = dialogue.nodes[play.turns[-1].node]
    said = [Moment(n, one.say, one.why, one.fits) for n, one in choices(dialogue, play.turns)]
    return [*said, Moment(None, ending.ending or "", ending.debrief or "")]


def _remark(point: dict[str, Any]) -> Remark:
    broken = point["state"] == "broken"
    return Remark(point["told"], point["text"], "", point["state"] == "met", tells_key=not broken)


def rows(play: Play, expert: Play) -> tuple[Row, ...]:
    """Set two ways side by side: in one row where they are at the same moment.

    What they begin with in common stays so; after that the longest stretches that they share.
    """
    common = _common(play.path, expert.path)
    pairs = [(n, n, True) for n in range(1, common + 2)]
    mine, theirs = ([turn.node for turn in one.turns[common + 1 :]] for one in (play, expert))
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    after = common + 2
    for kind, low, high, from_, to in matcher.get_opcodes():
        left, right = range(low + after, high + after), range(from_ + after, to + after)
        pairs += [(a, b, kind == "equal") for a, b in zip_longest(left, right)]
    return tuple(Row(a, b, same, same and _parts(play, expert, a, b)) for a, b, same in pairs)


def _common(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """Return how many steps two paths begin with in common."""
    same = (one == other for one, other in zip(mine, theirs, strict=False))
    return next((n for n, alike in enumerate(same) if not alike), min(len(mine), len(theirs)))


def _parts(play: Play, expert: Play, mine: int, theirs: int) -> bool:
    """Tell whether two ways that are at the same moment go on differently."""
    return play.turns[mine - 1].chosen != expert.turns[theirs - 1].chosen


def of_point(dialogue: Assessed, play: Play, point: Point) -> dict[str, Any]:
    """Return a point of the checklist and what became of it: a break always wins."""
    if point.id in play.broken:
        state, told = "broken", _("Broken in {turns}", turns=in_turns(play.broken[point.id]))
    elif point.id in play.met:
        state, told = "met", _("Met in {turns}", turns=in_turns(play.met[point.id]))
    elif point in dialogue.earned(play):
        state, told = "met", _("Kept from beginning to end")
    else:
        state, told = "missed", _("Missed")
    return {"text": point.text, "state": state, "told": told, "critical": point.critical}
