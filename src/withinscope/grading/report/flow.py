"""The ways that people took through a conversation, turn by turn, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from withinscope.dialogue import Dialogue, Response, replay
from withinscope.grading.analysis import FEWEST
from withinscope.grading.report.given import Given
from withinscope.grading.report.picture import Arrow, Picture, picture


class Step(Struct, frozen=True):
    """How many said something in a turn, counted from 1, at a moment (a node), and where to.

    `client` is what they answered, as it is said where nothing else fits; `expert` whether an
    expert says it then.
    """

    turn: int
    node: str
    client: str
    say: str
    to: str
    people: int
    expert: bool


class Ending(Struct, frozen=True):
    """How many came to an ending; `expert` whether an expert does."""

    title: str
    people: int
    expert: bool


class Flow(Struct, frozen=True):
    """The ways of all who played a conversation to its end; no picture where they are few."""

    id: str
    title: str
    people: int
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    picture: Picture | None


_Said = tuple[int, str, str, str]
"""(turn, node, choice, next node)."""


def flow(dialogue: Dialogue, answers: Iterable[Given]) -> Flow:
    """Count the ways that answers took; what nobody played is left out."""
    played = [dialogue.decode(one.response.encode()) for one in answers if one.response]
    said = Counter(step for one in played for step in _steps(one))
    ended = Counter(one.ending for one in played)
    theirs = replay(dialogue, dialogue.expert)
    expert = {*_steps(Response(theirs.path, theirs.ending or ""))}
    place = {name: at for at, name in enumerate(dialogue.nodes)}
    order = sorted(said, key=lambda one: (one[0], place[one[1]], _choice(dialogue, one)))
    return Flow(
        dialogue.id,
        dialogue.title,
        len(played),
        tuple(_step(dialogue, one, said[one], one in expert) for one in order),
        tuple(
            Ending(dialogue.nodes[name].ending or name, people, name == theirs.ending)
            for name, people in ended.most_common()
        ),
        picture(_arrows(said, expert), place) if len(played) >= FEWEST else None,
    )


def _steps(response: Response) -> Iterator[_Said]:
    """Yield what was said in each turn and where it led."""
    parts = [step.partition(".") for step in response.path]
    nodes = [*(node for node, _, _ in parts), response.ending]
    for turn, (node, _, choice) in enumerate(parts, 1):
        yield turn, node, choice, nodes[turn]


def _choice(dialogue: Dialogue, said: _Said) -> int:
    """Return where what was said stands among the choices, counted from 0."""
    return [one.id for one in dialogue.nodes[said[1]].choices].index(said[2])


def _step(dialogue: Dialogue, said: _Said, people: int, expert: bool) -> Step:
    turn, name, _, to = said
    node = dialogue.nodes[name]
    client = node.lines[-1].text if node.lines else node.scene or ""
    say = node.choices[_choice(dialogue, said)].say
    return Step(turn, name, client, say, to, people, expert)


def _arrows(said: Counter[_Said], expert: set[_Said]) -> Iterator[Arrow]:
    """Yield what leads from a node to another in a turn, whatever was said, once."""
    people = Counter[tuple[int, str, str]]()
    for (turn, node, _, to), count in said.items():
        people[turn, node, to] += count
    experts = {(turn, node, to) for turn, node, _, to in expert}
    for one, count in people.items():
        yield Arrow(*one, count, one in experts)
