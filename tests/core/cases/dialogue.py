from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
from hypothesis import strategies as st

from withinscope.dialogue import Dialogue, Response, replay

from .. import walker
from ..strategies import ids

ITEM = """\
id: night-texts
title: Texts at night
stem: Ana, whom you coach on her work, texts you at 23:40. You agreed on texts by day.
state:
  trust: {start: 2, min: 0, max: 3}
  asked: false
seems:
  - {when: {trust: 1}, text: Ana answers in single words.}
checklist:
  - {id: safety, text: Asks directly about safety, weight: 2, critical: true}
  - {id: limits, text: Keeps the agreed limits of contact}
invariants:
  - {at: warm, needs: {asked: true}}
expert: [open.listen, risk.ask]
reflect: What made it hard to ask?
nodes:
  open:
    client: I can't sleep. Can I call you?
    thought: If she does not answer, nobody will.
    choices:
      - {id: listen, say: That is a long night., why: It hears her., effect: {trust: 1}, to: risk}
      - id: fix
        say: Call me at any hour.
        why: It gives away what you agreed on.
        effect: {trust: -1}
        breaks: [limits]
        to: risk
  risk:
    scene: A minute passes.
    danger: true
    client:
      - {when: {trust: ">=3"}, text: Sometimes I think I can't go on.}
      - {text: Never mind.}
    choices:
      - id: ask
        say: Do you think of ending your life?
        why: Asking directly does no harm, and may save a life.
        effect: {asked: true}
        meets: [safety]
        to: warm
      - {id: plan, say: What helps you sleep?, why: Later., when: {trust: 3}, to: late}
      - {id: leave, say: Sleep well., why: It leaves her alone., when: {trust: "<3"}, to: late}
  warm: {ending: She stays in touch, safe: true, debrief: You asked., client: Thank you.}
  late: {ending: A friend hears it first, safe: true, debrief: Nobody asked.}
"""

WORDS = """\
Ana, whom you coach on her work, texts you at 23:40. You agreed on texts by day.

Texts at night. This conversation is played live, in the course.

Client: I can't sleep. Can I call you?
( ) That is a long night.
( ) Call me at any hour."""

TOLD = """\
Client: I can't sleep. Can I call you?
You: That is a long night.
(A minute passes.)
Client: Sometimes I think I can't go on.
You: Do you think of ending your life?
Client: Thank you.
It ended: She stays in touch"""

FORM = "its response does not have the form of dialogue"

SCORES = [
    ({"path": ["open.listen", "risk.ask"], "ending": "warm"}, 1, TOLD),
    ({"path": ["open.fix", "risk.ask"], "ending": "warm"}, 2 / 3, None),
    ({"path": ["open.listen", "risk.plan"], "ending": "late", "more": [1, {}]}, 1 / 3, None),
    (
        {"path": ["open.fix", "risk.leave"], "ending": "late"},
        0,
        "Client: I can't sleep. Can I call you?\nYou: Call me at any hour.\n(A minute passes.)\n"
        "Client: Never mind.\nYou: Sleep well.\nIt ended: A friend hears it first",
    ),
]

BAD = [
    ({"path": [], "ending": "warm"}, "its path does not reach an ending"),
    ({"path": ["open.fix"], "ending": "risk"}, "its path does not reach an ending"),
    (
        {"path": ["open.fix", "risk.ask"], "ending": "late"},
        "its path does not lead to the ending that it names",
    ),
    (
        {"path": ["open.fix", "risk.plan"], "ending": "late"},
        "step 2 of its path makes a choice that is not open there",
    ),
    (
        {"path": ["open.fix", "risk.wait"], "ending": "late"},
        "step 2 of its path names an unknown choice",
    ),
    (
        {"path": ["risk.ask"], "ending": "warm"},
        "step 1 of its path does not begin where the one before led",
    ),
    (
        {"path": ["open.fix", "risk.ask", "warm.ask"], "ending": "warm"},
        "step 3 of its path names an unknown choice",
    ),
    ({"path": ["open.fix"] * 1001, "ending": "warm"}, "its path is longer than 1,000 choices"),
    ({"path": ["open.fix", 1], "ending": "warm"}, FORM),
    ({"path": "open.fix", "ending": "warm"}, FORM),
    ({"path": None, "ending": "warm"}, FORM),
    ({"path": ["open.fix", "risk.ask"]}, FORM),
    ({"path": ["open.fix", "risk.ask"], "ending": ["warm"]}, FORM),
]

MISTAKES = [
    ("to: late}\n      - {id: leave", "to: lat}\n      - {id: leave", 41, "no node `lat`"),
    ("trust: -1", "trst: -1", 25, "`trst` is not declared"),
    ("trust: -1", "trust: a lot", 25, "`trust: a lot` is nothing that a counter or flag"),
    ('trust: "<3"', "trust: 2.5", 42, "or in quotes what to compare with"),
    ("why: It hears her., ", "", 21, "`why` is missing"),
    ("breaks: [limits]", "break: [limits]", 26, "Did you mean `breaks`?"),
    ("scene: A minute", "scene: [A minute]\n    x: A minute", 29, "`scene` has to be a text"),
    ("text: Never mind.", "text: ''", 33, "`text` is empty"),
    ("  risk:\n", "  at risk:\n", 28, "`at risk` can't be an id"),
    ("{start: 2, min: 0, max: 3}", "{start: 2, min: 0}", 5, "`max` is missing"),
    ("max: 3", "max: 3000", 5, "It has to be at most 1000"),
    ("asked: false", "asked: 0", 6, "`asked: 0` is neither a flag nor a counter"),
    ("warm: {", "warm: {coices: [], ", 43, "Did you mean `choices`?"),
    ("say: Sleep well.", "say: Sleep #well.", 43, "can't be read as YAML"),
]


@st.composite
def items(draw: st.DrawFn) -> Dialogue:
    """Level by level, as many choices on each, so that every play is as likely as any other.

    Each level has its point of the checklist: some of its choices, not all, meet or break it.
    """
    levels, width = draw(st.integers(1, 3)), draw(st.integers(2, 3))
    nodes: dict[str, object] = {}
    for level in range(levels):
        to = f"n{level + 1}" if level + 1 < levels else "end"
        marked = draw(st.sets(st.integers(0, width - 1), min_size=1, max_size=width - 1))
        how = draw(st.sampled_from(["meets", "breaks"]))
        choices = [
            {"id": f"c{n}", "say": f"Say {n}", "why": f"Why {n}", "to": to}
            | ({how: [f"p{level}"]} if n in marked else {})
            for n in range(width)
        ]
        nodes[f"n{level}"] = {"client": f"Line {level}", "choices": choices}
    nodes["end"] = {"ending": "The end", "safe": True, "debrief": "It ended."}
    weights = st.sampled_from([1, 2, 0.5, 3.25])
    points = [{"id": f"p{n}", "text": f"Point {n}", "weight": draw(weights)} for n in range(levels)]
    data = {"id": draw(ids), "title": "Talk", "stem": "Meet.", "nodes": nodes}
    return msgspec.convert(data | {"checklist": points, "expert": ["n0.c0"]}, Dialogue)


def legal(item: Dialogue) -> Iterator[Response]:
    data = msgspec.to_builtins(item)
    for path in walker.plays(data):
        at = walker.allowed(data, path)
        assert at is not None
        yield Response(tuple(path), at.node)


def best(item: Dialogue) -> Any:
    return msgspec.to_builtins(max(legal(item), key=item.score))


def worst(item: Dialogue) -> Any:
    return msgspec.to_builtins(min(legal(item), key=item.score))


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    play = replay(item, ())
    while play.ending is None:
        turn = play.turns[-1]
        choice = rng.choice(turn.choices)
        play = replay(item, (*play.path, f"{turn.node}.{choice.id}"))
    return {"path": list(play.path), "ending": play.ending}
