"""Plans: plays that a conversation must allow, with what each must show.

A conversation's plan is `solutions/plays/<its id>.yaml`, in which each ending is reached once at
least. What a step leaves out is not looked at; `client` and `seems` may be cut off anywhere.

    plays:
      - shows: An expert asks about safety and keeps the limits
        steps:
          - {at: open, client: I can't sleep, state: {trust: 3}, choose: listen}
          - at: risk
            client: "Sometimes I think: what for?"
            seems: Holds back
            state: {trust: 4, asked: false}
            open: [ask, plan]
            choose: ask
        ending: warm
        state: {asked: true}
        met: [safety]
        broken: []
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from withinscope.dialogue.playing import Play, Turn, replay
from withinscope.dialogue.walking import Playable
from withinscope.parts import Id, Text
from withinscope.problems import Place
from withinscope.response import BadResponse
from withinscope.yaml_text import parse

Values = dict[Id, bool | int]


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A turn: what it must show before the choice is made. `open` are all choices, in order."""

    at: Id
    choose: Id
    client: Text | None = None
    seems: Text | None = None
    state: Values = {}
    open: tuple[Id, ...] | None = None


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A play and what it `shows`; `met` and `broken` are all points that it meets and breaks."""

    shows: Text
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
    ending: Id
    met: tuple[Id, ...]
    broken: tuple[Id, ...]
    state: Values = {}


class Plans(Struct, frozen=True, forbid_unknown_fields=True):
    """The plan of one conversation."""

    plays: Annotated[tuple[Plan, ...], Meta(min_length=1)]


def load(text: str, place: Place = Place()) -> Plans:  # noqa: B008 - frozen
    """Read a plan. Raises Mistake."""
    return parse(text, Plans, place)


def differences(dialogue: Playable, plans: Plans) -> Iterator[tuple[str, str]]:
    """Yield (place in the YAML, how play differs from it) for each play that does."""
    for number, plan in enumerate(plans.plays):
        for at, what in _of_play(dialogue, plan):
            yield f"plays.{number}.{at}", what
    planned = {plan.ending for plan in plans.plays}
    for name, node in dialogue.nodes.items():
        if node.ending is not None and name not in planned:
            yield "plays", f"No play leads to the ending `{name}`. Add one."


def _of_play(dialogue: Playable, plan: Plan) -> Iterator[tuple[str, str]]:
    path = [f"{step.at}.{step.choose}" for step in plan.steps]
    try:
        play = replay(dialogue, path)
    except BadResponse as bad:
        number = next(n for n in range(len(path)) if not _plays(dialogue, path[: n + 1]))
        yield f"steps.{number}", f"This is no play: {bad}."
        return
    for number, (step, turn) in enumerate(zip(plan.steps, play.turns, strict=False)):
        for field, what in _of_turn(step, turn):
            yield f"steps.{number}.{field}", what
    yield from _of_end(plan, play)


def _plays(dialogue: Playable, path: list[str]) -> bool:
    try:
        replay(dialogue, path)
    except BadResponse:
        return False
    return True


def _of_turn(step: Step, turn: Turn) -> Iterator[tuple[str, str]]:
    for field, said in (("client", turn.client), ("seems", turn.seems)):
        wanted = getattr(step, field)
        if wanted is not None and not (said or "").startswith(wanted):
            yield field, f"`{field}` is: {said or 'nothing'}"
    yield from _of_state(step.state, turn)
    found = tuple(choice.id for choice in turn.choices)
    if step.open is not None and step.open != found:
        yield "open", f"The choices open are {', '.join(found)}."


def _of_state(wanted: Mapping[str, bool | int], turn: Turn) -> Iterator[tuple[str, str]]:
    for name, value in wanted.items():
        found = turn.state.get(name)
        if found is None:
            yield "state", f"There is no counter or flag `{name}`."
        elif (found, type(found)) != (value, type(value)):
            yield "state", f"`{name}` is {str(found).lower()}."


def _of_end(plan: Plan, play: Play) -> Iterator[tuple[str, str]]:
    if play.ending != plan.ending:
        yield "ending", f"It leads to `{play.turns[-1].node}`."
    yield from _of_state(plan.state, play.turns[-1])
    for field, wanted, found in (
        ("met", plan.met, play.met),
        ("broken", plan.broken, play.broken),
    ):
        if set(wanted) != set(found):
            yield field, f"What is {field} is {', '.join(found) or 'nothing'}."
