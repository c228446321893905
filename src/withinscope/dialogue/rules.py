"""What can be said of a conversation without playing it: names, kinds, shapes."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.parts import Condition, Counter, Effect, Node, ReleasedNode, Variant
from withinscope.dialogue.walking import Playable


class Finding(Struct, frozen=True):
    """Something wrong in a conversation, and how to mend it.

    `code` names the rule; `node` is where it shows, empty if it is about the whole; `path` is a
    shortest play that shows it, as `node.choice` steps; `at` is the place in the YAML, such as
    `nodes.open.choices.fix`.
    """

    code: str
    what: str
    mend: str
    node: str = ""
    path: tuple[str, ...] = ()
    at: str = "nodes"

    @property
    def told(self) -> str:
        """What is wrong, and the play that shows it."""
        return (
            f"{self.what} This play shows it: {', '.join(self.path)}." if self.path else self.what
        )


def of_any(dialogue: Playable) -> Iterator[Finding]:
    """Yield what would keep a conversation, released or not, from being played."""
    yield from _bounds(dialogue)
    yield from _shapes(dialogue.nodes)
    yield from _ways(dialogue.nodes)
    yield from _lines(dialogue)
    for at, condition in conditions(dialogue):
        yield from _names(dialogue, at, condition)
    for at, effect in effects(dialogue.nodes):
        yield from _names(dialogue, at, effect)


def of_whole(dialogue: Assessed) -> Iterator[Finding]:
    """Yield what is wrong in a conversation as its author wrote it."""
    yield from of_any(dialogue)
    if dialogue.confidence:
        what = "A conversation does not ask how sure somebody is."
        yield Finding("confidence", what, "Take `confidence` out.", at="confidence")
    for name, node in dialogue.nodes.items():
        yield from _moment(name, node) if node.ending is None else _ending(name, node)
    for number, invariant in enumerate(dialogue.invariants):
        at = f"invariants.{number}"
        if invariant.at is not None and invariant.at not in dialogue.nodes:
            yield _unknown_node(invariant.at, f"{at}.at")
        yield from _names(dialogue, f"{at}.needs", invariant.needs)
    yield from _checklist(dialogue)
    yield from _unused(dialogue)


def _bounds(dialogue: Playable) -> Iterator[Finding]:
    for name, kind in dialogue.state.items():
        if isinstance(kind, Counter) and not kind.min <= kind.start <= kind.max:
            what = f"`{name}` starts at {kind.start}, outside of {kind.min} to {kind.max}."
            yield Finding("bounds", what, "Let it start within its bounds.", at=f"state.{name}")
        elif isinstance(kind, Counter) and kind.min == kind.max:
            what = f"`{name}` can have one value only."
            yield Finding("bounds", what, "Set `min` and `max` apart.", at=f"state.{name}")


def _shapes(nodes: Mapping[str, ReleasedNode]) -> Iterator[Finding]:
    for name, node in nodes.items():
        at = f"nodes.{name}"
        if (node.ending is None) != bool(node.choices):
            what = f"`{name}` has {'both' if node.choices else 'neither'} `choices` "
            what += f"{'and' if node.choices else 'nor'} `ending`."
            mend = "A node has one of them: what can be said, or how it ended."
            yield Finding("node-or-ending", what, mend, name, at=at)
        elif node.ending is None and not node.lines:
            what, mend = f"In `{name}` the client says nothing.", "Write `client: …`."
            yield Finding("no-client", what, mend, name, at=at)
    start = next(iter(nodes))
    if nodes[start].ending is not None:
        what = f"The conversation starts at its ending `{start}`."
        mend = "Put the node that it starts with first."
        yield Finding("starts-at-ending", what, mend, start, at=f"nodes.{start}")


def _ways(nodes: Mapping[str, ReleasedNode]) -> Iterator[Finding]:
    for name, node in nodes.items():
        for choice in node.choices:
            if choice.to not in nodes:
                yield _unknown_node(choice.to, f"nodes.{name}.choices.{choice.id}", name)
        for twice in _twice(choice.id for choice in node.choices):
            what = f"Several choices of `{name}` have the id `{twice}`."
            at = f"nodes.{name}.choices"
            yield Finding("same-id", what, "Give each its own.", name, at=at)


def _twice(ids: Iterable[str]) -> list[str]:
    return [name for name, count in Tally(ids).items() if count > 1]


def _unknown_node(name: str, at: str, node: str = "") -> Finding:
    what = f"There is no node `{name}`."
    return Finding("unknown-node", what, "Name one of `nodes`, or add it there.", node, at=at)


def _lines(dialogue: Playable) -> Iterator[Finding]:
    """Yield variants behind one that is always taken, and words that may be wanting."""
    for name, node in dialogue.nodes.items():
        at = f"nodes.{name}.client"
        yield from _behind(node.lines, at, name)
        if node.lines and node.lines[-1].when:
            what = f"In `{name}` the client may have nothing to say."
            mend = "Leave `when` out of the last variant."
            yield Finding("last-variant", what, mend, name, at=f"{at}.{len(node.lines) - 1}")
    yield from _behind(dialogue.seems, "seems")


def _behind(lines: tuple[Variant, ...], at: str, node: str = "") -> Iterator[Finding]:
    for number, line in enumerate(lines[:-1]):
        if not line.when:
            what = "This variant has no `when`, so those after it are never shown."
            mend = "Give it one, or put it last."
            yield Finding("variant-order", what, mend, node, at=f"{at}.{number}")


def conditions(dialogue: Playable) -> Iterator[tuple[str, Condition]]:
    """Yield (place, condition) of every choice and line."""
    for name, node in dialogue.nodes.items():
        for choice in node.choices:
            yield f"nodes.{name}.choices.{choice.id}.when", choice.when
        for number, line in enumerate(node.lines):
            yield f"nodes.{name}.client.{number}.when", line.when
    for number, line in enumerate(dialogue.seems):
        yield f"seems.{number}.when", line.when


def effects(nodes: Mapping[str, ReleasedNode]) -> Iterator[tuple[str, Effect]]:
    """Yield (place, effect) of every choice."""
    for name, node in nodes.items():
        for choice in node.choices:
            yield f"nodes.{name}.choices.{choice.id}.effect", choice.effect


def _names(dialogue: Playable, at: str, named: Mapping[str, bool | int | str]) -> Iterator[Finding]:
    """Yield names that `state` does not have, and values of the other kind."""
    node = at.split(".")[1] if at.startswith("nodes.") else ""
    for name, value in named.items():
        kind = dialogue.state.get(name)
        if kind is None:
            what, mend = f"`{name}` is not declared.", "Add it to `state`, or look for a slip."
            yield Finding("undeclared-name", what, mend, node, at=at)
        elif isinstance(kind, Counter) == isinstance(value, bool):
            counts = isinstance(kind, Counter)
            what = f"`{name}` is a {'counter' if counts else 'flag'}."
            mend = "Write a whole number." if counts else "Write true or false."
            yield Finding("wrong-kind", what, mend, node, at=at)


def _ending(name: str, node: Node) -> Iterator[Finding]:
    at = f"nodes.{name}"
    if node.debrief is None:
        what = f"The ending `{name}` has no debrief."
        mend = "Write `debrief: …`: what happened, and what to take from it."
        yield Finding("no-debrief", what, mend, name, at=at)
    if node.safe is None:
        what = f"The ending `{name}` does not say whether it is safe."
        yield Finding("no-safe", what, "Write `safe: true` or `safe: false`.", name, at=at)
    if node.thought is not None or node.danger:
        what = f"`{name}` is an ending, which has no `thought` and is no `danger`."
        yield Finding("wrong-place", what, "Take it out; `debrief` is said here.", name, at=at)


def _moment(name: str, node: Node) -> Iterator[Finding]:
    at = f"nodes.{name}"
    if node.safe is not None or node.debrief is not None:
        what = f"`{name}` is no ending, so it has no `safe` and no `debrief`."
        yield Finding("wrong-place", what, "Move it to an ending.", name, at=at)
    for choice in node.choices:
        for point in sorted({*choice.meets} & {*choice.breaks}):
            what = f"`{choice.id}` both meets and breaks `{point}`."
            at_choice = f"{at}.choices.{choice.id}"
            yield Finding("meets-and-breaks", what, "Keep one of them.", name, at=at_choice)


def _checklist(dialogue: Assessed) -> Iterator[Finding]:
    points = [point.id for point in dialogue.checklist]
    for twice in _twice(points):
        what = f"Several points of the checklist have the id `{twice}`."
        yield Finding("same-id", what, "Give each its own.", at="checklist")
    used = set()
    for name, node in dialogue.nodes.items():
        for choice in node.choices:
            for point in (*choice.meets, *choice.breaks):
                used.add(point)
                if point not in points:
                    what, mend = f"The checklist has no point `{point}`.", "Add it, or mend it."
                    at = f"nodes.{name}.choices.{choice.id}"
                    yield Finding("undeclared-point", what, mend, name, at=at)
    for point in points:
        if point not in used:
            what = f"No choice meets or breaks the point `{point}`."
            mend = "Name it under `meets` or `breaks` of a choice, or take it out."
            yield Finding("unused-point", what, mend, at=f"checklist.{point}")


def _unused(dialogue: Assessed) -> Iterator[Finding]:
    """Yield counters and flags that nothing reads: what nobody sees can't matter."""
    read = {name for _, condition in conditions(dialogue) for name in condition}
    read |= {name for invariant in dialogue.invariants for name in invariant.needs}
    for name in dialogue.state:
        if name not in read:
            what = f"`{name}` is declared, and nothing asks for it."
            mend = "Name it under a `when` or under `needs`, or take it out."
            yield Finding("unused-name", what, mend, at=f"state.{name}")
