from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import Criterion, Sample
from withinscope.types.free import LONGEST, Item

from ..strategies import ids, texts, unique

ITEM = """\
id: refer
type: free
stem: Write what you would say.
rubric:
  - {id: warm, criterion: Stays warm, levels: [Cold, Polite, Warm]}
  - {id: clear, criterion: Names the limit, levels: [Does not, Does]}
samples:
  - {text: That is not mine to treat., marks: {warm: 1, clear: 1}, why: Clear and a little cool.}
"""

WORDS = """\
Write what you would say.

(Write your answer.)"""

SCORES = [
    ({"text": "I hear you, and this is a therapist's."}, None, None),
    ({"text": "ä\u2028\N{WAVING HAND SIGN}\n"}, None, "ä\u2028\N{WAVING HAND SIGN}\n"),
    ({"text": "x" * LONGEST}, None, None),
]

BAD = [
    ({"text": "x" * (LONGEST + 1)}, "it is longer than 20,000 characters"),
    ({"text": None}, "its response does not have the form of free"),
    ({"text": ["a"]}, "its response does not have the form of free"),
    ({"text": 1e300}, "its response does not have the form of free"),
    ({}, "its response does not have the form of free"),
]

MISTAKES = [
    ("clear: 1", "clear: 2", 7, "Sample 1 has other marks than the rubric asks for"),
    (", clear: 1", "", 7, "Sample 1 has other marks than the rubric asks for"),
    ("warm: 1", "warm: -1", 7, "Sample 1 has other marks than the rubric asks for"),
    ("warm: 1", "warm: true", 8, "It has to be a whole number"),
    ("[Does not, Does]", "[Does]", 6, "`levels` has too few entries"),
    ("[Does not, Does]", "[0, 1]", 6, "not as a text"),
    ("id: clear", "id: warm", 4, "2 criteria have the id `warm`"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    levels = st.lists(texts, min_size=2, max_size=6).map(tuple)
    rubric = tuple(
        Criterion(name, draw(texts), draw(levels)) for name in draw(unique(least=1, most=3))
    )
    marks = {one.id: draw(st.integers(0, one.highest)) for one in rubric}
    return Item(id=draw(ids), stem="Write.", rubric=rubric, samples=(Sample("So.", marks),))


PHRASES = (
    "With me she can look at what she does now and what she would like to do instead.",
    "I do not treat, and I would say so in the first ten minutes.",
    "“What would help this week?” is where I would start — and what would not.",
    "If old pain comes up, I stay with her and ask whether her therapist knows.",
    "Her goal is hers; I keep it in view when the week gets loud.",
)
TYPED = "abddxmy, and then\nI would ask.\n"
"""Each of the first letters would do something to a cell, if it reached Jupyter."""


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    return {"text": "I would listen."}, {"text": "I would ask."}


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    return {"text": " ".join(rng.choice(PHRASES) for _ in range(rng.randrange(3, 9)))}


def missing(item: Any) -> str:
    return "Write something first."


def fill(shown: Any, item: Any, response: Any) -> None:
    shown.get_by_role("textbox").fill(response["text"])


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    keys.type(TYPED)
    keys.press("ArrowUp", "Home", "Backspace")
    return {"text": TYPED.replace("then\nI", "thenI")}
