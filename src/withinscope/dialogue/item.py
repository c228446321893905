"""A conversation as an item: what an answer to it looks like, what it scores, how it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, field

from withinscope.dialogue import playing, rules
from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.parts import (
    Invariant,
    Node,
    Point,
    ReleasedNode,
    Response,
    State,
    Variant,
)
from withinscope.dialogue.playing import Play, replay
from withinscope.dialogue.walking import Playable
from withinscope.parts import Decision, Id, Remark, Text, Way, by_id
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import BadResponse
from withinscope.texts import _, n_

NAME = "dialogue"


class _Asked(Playable, Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    played = True
    practicable = False
    title: str

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless the path is a play that reaches the ending it claims."""
        ending = replay(self, response.path).ending
        if ending is None:
            raise BadResponse("its path does not reach an ending")
        if ending != response.ending:
            raise BadResponse("its path does not lead to the ending that it names")

    def said(self, response: Response) -> str:
        """Return the whole conversation in words, and how it ended."""
        lines = playing.transcript(replay(self, response.path))
        return "\n".join(
            (*lines, _("It ended: {ending}", ending=self.nodes[response.ending].ending))
        )


class ReleasedDialogue(
    _Asked, ReleasedQuestion[Response], frozen=True, kw_only=True, tag=NAME, dict=True
):
    """What can be seen and said in a conversation, and the state that decides it."""

    title: Text
    again: bool = False
    state: State = field(default_factory=dict)
    seems: tuple[Variant, ...] = ()
    nodes: Annotated[dict[Id, ReleasedNode], Meta(min_length=1)]

    @cached_property
    def revision(self) -> str:
        """SHA-256 (hex) of the canonical JSON, and of the start, which sorting would lose."""
        told = (self, next(iter(self.nodes)))
        return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield (place, what is wrong) for what would keep it from being played."""
        return ((one.at, f"{one.what} {one.mend}") for one in rules.of_any(self))

    def _lines(self) -> Iterator[str]:
        """Yield the opening as plain text: a conversation is played, so it can't be read."""
        turn = replay(self, ()).turns[0]
        yield f"{self.title}. This conversation is played live, in the course."
        yield ""
        yield from ([f"({turn.scene})"] if turn.scene else [])
        yield f"Client: {turn.client}"
        yield from (f"( ) {choice.say}" for choice in turn.choices)


class Dialogue(_Asked, Assessed, Question[Response], frozen=True, kw_only=True, tag=NAME):
    """A conversation as its author wrote it. The first node is its start.

    `again` lets trainees play it twice in an exercise; `expert` is the path set beside theirs;
    `reflect` is the question that the debrief ends with.
    """

    released_type = ReleasedDialogue

    title: Text
    again: bool = False
    state: State = field(default_factory=dict)
    seems: tuple[Variant, ...] = ()
    checklist: Annotated[tuple[Point, ...], Meta(min_length=1)]
    invariants: tuple[Invariant, ...] = ()
    expert: Annotated[tuple[str, ...], Meta(min_length=1)]
    reflect: Text | None = None
    nodes: Annotated[dict[Id, Node], Meta(min_length=1)]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield (place, what is wrong) for what can be told without playing it."""
        return ((one.at, f"{one.what} {one.mend}") for one in rules.of_whole(self))

    def score(self, response: Response) -> float:
        """Return the weight of the points earned, of all."""
        earned = self.earned(replay(self, response.path))
        return self.worth([point in earned for point in self.checklist])

    @property
    def decides(self) -> bool:
        """Whether competence hangs on it: as a whole, or on a critical point."""
        return self.critical or any(point.critical for point in self.checklist)

    def fails(self, response: Response) -> bool:
        """Tell whether a critical point was missed or broken."""
        earned = self.earned(replay(self, response.path))
        return any(point.critical and point not in earned for point in self.checklist)

    def chance(self) -> float:
        """Return the mean score of play in which every open choice is as likely."""
        from withinscope.dialogue import proof  # large, and hardly anybody who plays one asks

        return proof.chance(self).value

    def verdict(self, response: Response) -> str:
        """Say how much of the checklist was earned, and whether it was safe."""
        play = replay(self, response.path)
        earned = self.earned(play)
        if len(earned) == len(self.checklist):
            return _("Yes: you kept to every point of the checklist.")
        told = n_(
            "You kept to {kept} of the {n} point of the checklist.",
            "You kept to {kept} of the {n} points of the checklist.",
            len(self.checklist),
            kept=len(earned),
        )
        missing = _("One that safety asks for is missing.")
        return f"{told} {missing}" if self.fails(response) else told

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each thing said, on the ending and on each point that was broken;
        then on those missed, and on where an expert goes another way.
        """
        play = replay(self, response.path)
        return (*self._told(play), *self._untold(play))

    def _told(self, play: Play) -> Iterator[Remark]:
        points = by_id(self.checklist)
        for turn, choice in playing.choices(self, play.turns):
            yield Remark(
                _("You said in turn {n}", n=turn), choice.say, choice.why, fits=choice.fits
            )
        ending = self.nodes[play.turns[-1].node]
        yield Remark(_("It ended"), ending.ending or "", ending.debrief or "")
        for point, turns in play.broken.items():
            yield Remark(
                _("Lost in {turns}", turns=playing.in_turns(turns)),
                points[point].text,
                "",
                fits=False,
            )

    def _untold(self, play: Play) -> Iterator[Remark]:
        earned = self.earned(play)
        if len(earned) == len(self.checklist):
            return
        for point in self.checklist:
            if point not in earned and point.id not in play.broken:
                yield Remark(_("Missed"), point.text, "", fits=False, tells_key=True)
        steps = zip((*play.path, ""), self.expert, strict=False)
        turn = next((n for n, (mine, theirs) in enumerate(steps, 1) if mine != theirs), None)
        if turn is not None:
            choice = list(playing.choices(self, replay(self, self.expert[:turn]).turns))[-1][1]
            label = _("An expert says in turn {n}", n=turn)
            yield Remark(label, choice.say, choice.why, fits=True, tells_key=True)

    def way(self, response: Response) -> Way:
        """Return each moment beside an expert's, and each point of the checklist."""
        from withinscope.dialogue import beside  # wanted once it has been played to its end

        return beside.way(self, response)

    def decisions(self) -> tuple[Decision, ...]:
        """Return each turn with something to choose, the expert's choice being right."""
        return tuple(
            Decision(
                f"nodes.{name}.choices",
                tuple(choice.say for choice in node.choices),
                tuple(n for n, one in enumerate(node.choices) if f"{name}.{one.id}" in self.expert),
            )
            for name, node in self.nodes.items()
            if len(node.choices) > 1
        )


AnyDialogue: TypeAlias = Dialogue | ReleasedDialogue
"""A conversation in either form: both can be played."""
