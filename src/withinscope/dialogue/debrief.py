"""Looking back at a conversation: the picture in words, each choice, the checklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from withinscope.dialogue.beside import Row, of_point, rows
from withinscope.dialogue.item import Dialogue
from withinscope.dialogue.parts import Response
from withinscope.dialogue.playing import Play, choices, replay
from withinscope.texts import _


def debrief(dialogue: Dialogue, response: Response) -> dict[str, Any]:
    """Return all that the page tells of a finished play, ready to draw."""
    play, expert = replay(dialogue, response.path), replay(dialogue, dialogue.expert)
    ending = dialogue.nodes[response.ending]
    way = rows(play, expert)
    return {
        "verdict": dialogue.verdict(response),
        "ending": {"title": ending.ending, "text": ending.debrief, "safe": bool(ending.safe)},
        "rows": [msgspec.to_builtins(row) for row in way],
        "words": list(words(dialogue, play, expert, way)),
        "turns": list(_turns(dialogue, play, expert, way)),
        "checklist": [of_point(dialogue, play, point) for point in dialogue.checklist],
        "reflect": dialogue.reflect,
        "after": dialogue.after,
        "turning": dialogue.turns_on,
    }


def words(dialogue: Dialogue, play: Play, expert: Play, way: Sequence[Row]) -> Iterator[str]:
    """Yield what the picture shows, sentence by sentence."""
    for alike, run in groupby(_moments(way), key=lambda row: not row.parting):
        stretch = list(run)
        if alike:
            yield _span(stretch)
        else:
            yield from (_parting(way, row) for row in stretch)
    mine, theirs = (dialogue.nodes[one.turns[-1].node].ending for one in (play, expert))
    if mine == theirs:
        yield _("Both ways come to the same end: {ending}.", ending=mine)
    else:
        yield _(
            "Your way ends with: {mine}. The expert's ends with: {theirs}.",
            mine=mine,
            theirs=theirs,
        )


def _moments(way: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows in which both stand at the same moment and say something."""
    return (row for row in way[:-1] if row.together)


def _span(rows: Sequence[Row]) -> str:
    first, last = rows[0].mine, rows[-1].mine
    if first == last:
        return _("Turn {n}: you say what the expert says.", n=first)
    return _("Turns {first} to {last}: you say what the expert says.", first=first, last=last)


def _parting(way: Sequence[Row], row: Row) -> str:
    after = way[way.index(row) + 1 :]
    again = next((one for one in after if one.together), None)
    if again is None:
        return _("Turn {n}: you part, and don't meet again.", n=row.mine)
    turns = {"n": row.mine, "mine": again.mine}
    if again.mine == again.theirs:
        return _("Turn {n}: you part, and meet again at turn {mine}.", **turns)
    return _(
        "Turn {n}: you part, and meet again at turn {mine}, the expert's turn {theirs}.",
        theirs=again.theirs,
        **turns,
    )


def _turns(
    dialogue: Dialogue, play: Play, expert: Play, way: Sequence[Row]
) -> Iterator[dict[str, Any]]:
    """Yield each choice made, with its reason, what the client thought and did not say, and what
    an expert says at the same moment where that is something else.
    """
    points = {point.id: point.text for point in dialogue.checklist}
    others = {
        row.mine: expert.turns[row.theirs - 1].said for row in way if row.parting and row.theirs
    }
    for number, choice in choices(dialogue, play.turns):
        yield {
            "turn": number,
            "said": choice.say,
            "why": choice.why,
            "thought": dialogue.nodes[play.turns[number - 1].node].thought,
            "expert": others.get(number),
            "fits": choice.fits,
            "meets": [points[name] for name in choice.meets],
            "breaks": [points[name] for name in choice.breaks],
        }
