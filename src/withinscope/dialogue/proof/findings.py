"""What is wrong with a conversation's states, each with a shortest play that shows it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from withinscope.dialogue import walking
from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.playing import replay
from withinscope.dialogue.proof import effects
from withinscope.dialogue.proof.components import Components
from withinscope.dialogue.proof.graph import Moments, States
from withinscope.dialogue.rules import Finding
from withinscope.response import BadResponse

_END, _STUCK = 1, 2


def partial(bound: int) -> Finding:
    """Return the refusal of a conversation with too many states."""
    what = f"This conversation has more than {bound:,} states: partial, not a proof."
    mend = "Use fewer counters, narrower bounds or fewer points, or split the conversation."
    return Finding("partial", what, mend)


def of_moments(dialogue: Assessed, moments: Moments) -> Iterator[Finding]:
    """Yield what is wrong whatever was met or broken before."""
    if moments.complete:
        yield from _unreached(dialogue, moments)
        yield from _unsaid(dialogue, moments)
    yield from _closed(dialogue, moments)
    yield from _broken(dialogue, moments)
    yield from _unsafe(dialogue, moments)


def _unreached(dialogue: Assessed, moments: Moments) -> Iterator[Finding]:
    reached = {moments.node(number) for number in range(len(moments.codes))}
    open_somewhere = set(moments.via)
    for number, name in enumerate(dialogue.nodes):
        if number not in reached:
            what = f"No play reaches `{name}`."
            mend = "Let a choice that can be open lead to it, or take it out."
            yield Finding("unreachable-node", what, mend, name, at=f"nodes.{name}")
    names = list(dialogue.nodes)
    for number, (node, choice) in enumerate(moments.choices):
        if number not in open_somewhere and names.index(node) in reached:
            what = f"In `{node}` the choice `{choice}` is never open."
            mend = "Loosen its `when`, or take it out."
            at = f"nodes.{node}.choices.{choice}"
            yield Finding("unreachable-choice", what, mend, node, at=at)


def _unsaid(dialogue: Assessed, moments: Moments) -> Iterator[Finding]:
    """Yield the variants, of what the client says and how they seem, that no play shows."""
    script = dialogue.script
    lists = {n: spot.lines for n, spot in enumerate(script.spots) if len(spot.lines) > 1}
    left = {n: set(range(len(lines))) for n, lines in lists.items()}
    seems = set(range(len(script.seems)))
    reached = set()
    for number in range(len(moments.codes)):
        node, values = moments.node(number), moments.values(number)
        reached.add(node)
        if seems:
            seems.discard(_first(script.seems, values))
        if left.get(node):
            left[node].discard(_first(lists[node], values))
    places = [(f"seems.{n}", "") for n in sorted(seems)]
    for node in sorted(reached & left.keys()):
        name = script.spots[node].id
        places += [(f"nodes.{name}.client.{n}", name) for n in sorted(left[node])]
    for at, name in places:
        mend = "Loosen its `when`, tighten those before it, or take it out."
        yield Finding("unsaid-variant", "No play shows this variant.", mend, name, at=at)


def _first(lines: tuple[tuple[walking.Tests, str], ...], values: int) -> int:
    return next((n for n, (tests, _) in enumerate(lines) if walking.holds(tests, values)), -1)


def _closed(dialogue: Assessed, moments: Moments) -> Iterator[Finding]:
    """Yield nodes where nothing, or but one of several choices, is open."""
    written = [len(node.choices) for node in dialogue.nodes.values()]
    names = list(dialogue.nodes)
    told = set()
    for number in range(moments.expanded):
        node, ways = moments.node(number), len(moments.edges(number))
        if ways >= min(written[node], 2) or (node, ways) in told:
            continue
        told.add((node, ways))
        name, path = names[node], moments.path(number)
        if ways:
            what = f"In `{name}` one choice only is open where a decision was meant."
            mend = "Open another there, or give the moment a node of its own with one choice."
            at = f"nodes.{name}.choices"
            yield Finding("no-decision", what, mend, name, path, at)
        else:
            what = f"In `{name}` no choice is open."
            mend = "Leave `when` out of one choice, or let one hold in this state too."
            yield Finding("no-open-choice", what, mend, name, path, f"nodes.{name}")


def _broken(dialogue: Assessed, moments: Moments) -> Iterator[Finding]:
    """Yield the invariants that some play breaks."""
    spots = dialogue.script.spots
    left = dict(enumerate(dialogue.needs))
    for number in range(len(moments.codes)):
        if not left:
            return
        spot, values = spots[moments.node(number)], moments.values(number)
        for index, (at, tests) in list(left.items()):
            if (spot.ending if at is None else at == spot.id) and not walking.holds(tests, values):
                del left[index]
                what = f"A play reaches `{spot.id}` without what it needs."
                mend = "Close that way with a `when`, or mend the invariant."
                path, where = moments.path(number), f"invariants.{index}"
                yield Finding("broken-invariant", what, mend, spot.id, path, where)


def _unsafe(dialogue: Assessed, moments: Moments) -> Iterator[Finding]:
    """Yield the danger nodes from which a play reaches an ending that is not safe."""
    nodes = list(dialogue.nodes.values())
    dangers = {number for number, node in enumerate(nodes) if node.danger}
    unsafe = {number for number, node in enumerate(nodes) if node.safe is False}
    while dangers and (trail := _escape(moments, dangers, unsafe)):
        visited = [moments.node(one) for one in trail]
        danger = next(node for node in visited if node in dangers)
        dangers.remove(danger)
        names = list(dialogue.nodes)
        what = f"From the danger in `{names[danger]}` a play reaches `{names[visited[-1]]}`, "
        what += "which is not safe."
        mend = "Let every way on from there reach a safe ending."
        at = f"nodes.{names[danger]}"
        yield Finding("unsafe-ending", what, mend, names[danger], moments.steps(trail), at)


def _escape(moments: Moments, dangers: set[int], unsafe: set[int]) -> list[int]:
    """Return a shortest way through a danger node to an unsafe ending, as moments, or nothing.

    Breadth-first over (moment, been in danger): an even number is a moment before any danger.
    """
    if not any(moments.node(number) in unsafe for number in range(len(moments.codes))):
        return []
    start = int(moments.node(0) in dangers)
    before = array("q", [-1]) * (2 * len(moments.codes))
    before[start] = start
    queue = array("q", [start])
    for here in queue:
        number, danger = divmod(here, 2)
        if danger and moments.node(number) in unsafe:
            return _back(before, here)
        if number < moments.expanded:
            for there in moments.next(number):
                after = there * 2 + (danger or moments.node(there) in dangers)
                if before[after] < 0:
                    before[after] = here
                    queue.append(after)
    return []


def _back(before: array[int], here: int) -> list[int]:
    trail = [here]
    while before[trail[-1]] != trail[-1]:
        trail.append(before[trail[-1]])
    return [one // 2 for one in reversed(trail)]


def of_expert(dialogue: Assessed) -> Iterator[Finding]:
    """Yield what is wrong with the expert's path."""
    try:
        play = replay(dialogue, dialogue.expert)
    except BadResponse as bad:
        what = f"The expert's way is no play: {str(bad).replace('its path', 'it')}."
        mend = "Write the choices as `node.choice`, in the order in which they can be made."
        yield Finding("expert-no-play", what, mend, at="expert")
        return
    if play.ending is None:
        what = f"The expert's way stops in `{play.turns[-1].node}`, before an ending."
        mend = "Write on to an ending."
        yield Finding("expert-no-play", what, mend, play.turns[-1].node, play.path, "expert")
        return
    earned = dialogue.earned(play)
    for point in dialogue.checklist:
        if point not in earned:
            how = "breaks" if point.id in play.broken else "misses"
            what, mend = (
                f"The expert's way {how} the point `{point.id}`.",
                "Take a way that earns it.",
            )
            yield Finding("expert-misses", what, mend, play.ending, play.path, "expert")


def endings(states: States) -> bytearray:
    """Return 1 for each state that is an ending, else 0."""
    moments = states.moments
    ends = [spot.ending for spot in moments.script.spots]
    return bytearray(
        ends[moments.node(states.moment(number))] for number in range(len(states.codes))
    )


def of_endings(
    dialogue: Assessed, states: States, components: Components, ends: bytearray
) -> Iterator[Finding]:
    """Yield what is wrong with how plays end, if they do, and with what they earn."""
    own = bytearray(
        _END if end else 0 if states.first[number + 1] > states.first[number] else _STUCK
        for number, end in enumerate(ends)
    )
    reached = components.reached(own)
    if not reached[0] & _END:
        what, mend = "No play can end.", "Let choices that can be open lead to an ending."
        start = next(iter(dialogue.nodes))
        yield Finding("no-end", what, mend, start, at=f"nodes.{start}")
        return
    yield from _traps(dialogue, states, reached)
    yield from _points(dialogue, states, ends)


def _traps(dialogue: Assessed, states: States, reached: bytearray) -> Iterator[Finding]:
    """Yield the nodes in which a play first comes to go round without a way out."""
    names, told = list(dialogue.nodes), set()
    state = reached.find(0)
    while state >= 0:
        name = names[states.moments.node(states.moment(state))]
        if reached[states.parent[state]] and name not in told:
            told.add(name)
            what = f"From `{name}` on a play goes round and can't end."
            mend = "Give the loop a way out that can be open."
            yield Finding("endless-loop", what, mend, name, states.path(state), f"nodes.{name}")
        state = reached.find(0, state + 1)


def _points(dialogue: Assessed, states: States, ends: bytearray) -> Iterator[Finding]:
    """Yield the points that every play or none earns, and a checklist that none earns whole."""
    kinds = {states.found(state) for state, end in enumerate(ends) if end}
    kept = [states.marks.earned(found) for found in kinds]
    never = False
    for number, point in enumerate(dialogue.checklist):
        ways = {earned[number] for earned in kept}
        at = f"checklist.{point.id}"
        if ways == {False}:
            never = True
            what = f"No play earns the point `{point.id}`."
            yield Finding("never-earned", what, "Let a play meet it and not break it.", at=at)
        elif ways == {True}:
            what = f"Every play earns the point `{point.id}`."
            mend = "Let a choice break it, or let a play end without meeting it."
            yield Finding("never-lost", what, mend, at=at)
    if not never and not any(all(earned) for earned in kept):
        what, mend = "No play earns all points.", "Let one play meet them all and break none."
        yield Finding("no-perfect-play", what, mend, at="checklist")


def of_effects(dialogue: Assessed, moments: Moments) -> list[Finding]:
    """Return the effects that can never matter."""
    found = []
    try:
        for node, choice, name in effects.idle(dialogue, moments):
            what = f"What `{choice}` does to `{name}` can never matter."
            mend = "Let something ask for it that can come after, or take it out."
            at = f"nodes.{node}.choices.{choice}.effect"
            found.append(Finding("idle-effect", what, mend, node, at=at))
    except effects.Undecided:
        what = "Whether every effect can matter took too long to find out: partial, not a proof."
        mend = "Use fewer counters or narrower bounds, or split the conversation."
        found.append(Finding("partial", what, mend))
    return found
