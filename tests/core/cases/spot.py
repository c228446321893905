from collections.abc import Iterator
from itertools import chain, combinations
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import by_id
from withinscope.types.spot import Item, Judged, Response

from ..strategies import choices, ids, options

ITEM = """\
id: letter
type: spot
stem: Where does the coach cross the boundary?
lines:
  - {id: t1, who: Client, text: I can't sleep.}
  - {id: t2, who: Coach, text: That is PTSD., why: A coach does not diagnose.}
  - {id: t3, who: Client, text: Really?}
  - {id: t4, who: Coach, text: What do you need?, why: This asks about the client's own aim.}
  - {id: t5, who: Coach, text: Stop the pills., why: Medicines are a doctor's.}
key: [t2, t5]
reasons:
  - {id: label, text: It names an illness}
  - {id: drugs, text: It advises on medicines}
"""

WORDS = """\
Where does the coach cross the boundary?

[ ] 1. Client: I can't sleep.
[ ] 2. Coach: That is PTSD.
[ ] 3. Client: Really?
[ ] 4. Coach: What do you need?
[ ] 5. Coach: Stop the pills.
Reasons to choose from: It names an illness | It advises on medicines"""

SCORES = [
    ({"lines": ["t2", "t5"]}, 1, "2. Coach: That is PTSD.\n5. Coach: Stop the pills."),
    ({"lines": ["t5", "t2"], "reasons": {}}, 1, None),
    (
        {"lines": ["t5", "t2"], "reasons": {"t2": "label"}},
        1,
        "2. Coach: That is PTSD. -> It names an illness\n5. Coach: Stop the pills.",
    ),
    ({"lines": ["t2", "t5"], "reasons": {"t2": "drugs", "t5": "drugs"}}, 1, None),
    ({"lines": ["t2"]}, 1 / 2, None),
    ({"lines": ["t2", "t5", "t4"]}, 2 / 3, None),
    ({"lines": ["t2", "t1"], "reasons": {"t1": "label"}}, 1 / 6, None),
    ({"lines": ["t1", "t3"]}, 0, "1. Client: I can't sleep.\n3. Client: Really?"),
    ({"lines": ["t1", "t2", "t3", "t4", "t5"]}, 0, None),
    ({"lines": []}, 0, "None of these"),
]

BAD = [
    ({"lines": ["t2", "t6"]}, "it names an unknown line"),
    ({"lines": ["t2", "t2"]}, "it names the same line twice"),
    ({"lines": ["t2"], "reasons": {"t2": "crisis"}}, "it names an unknown reason"),
    ({"lines": ["t2"], "reasons": {"t2": ""}}, "it names an unknown reason"),
    (
        {"lines": ["t2"], "reasons": {"t5": "drugs"}},
        "it gives a reason for a line that is not marked",
    ),
    ({"lines": [], "reasons": {"t6": "drugs"}}, "it gives a reason for a line that is not marked"),
    ({"lines": ["t2"], "reasons": {"t2": None}}, "its response does not have the form of spot"),
    ({"lines": ["t2"], "reasons": ["label"]}, "its response does not have the form of spot"),
    ({"lines": ["t2"], "reasons": None}, "its response does not have the form of spot"),
    ({"lines": "t2"}, "its response does not have the form of spot"),
    ({"lines": [2]}, "its response does not have the form of spot"),
    ({"reasons": {}}, "its response does not have the form of spot"),
]

MISTAKES = [
    ("key: [t2, t5]", "key: [t2, t6]", 10, "The key `t6` is none of the lines"),
    ("key: [t2, t5]", "key: [t2, t2]", 10, "The key names `t2` 2 times"),
    ("key: [t2, t5]", "key: [t3]", 4, "Line `t3` is to be marked. Say in its `why`"),
    ("key: [t2, t5]\n", "", 1, "`key` is missing"),
    ("key: [t2, t5]", "key: t2", 10, "It has to be a list"),
    ("id: t5", "id: t4", 4, "2 lines have the id `t4`"),
    ("id: drugs", "id: label", 11, "2 reasons have the id `label`"),
    ("who: Client, ", "", 5, "`who` is missing"),
    (", why: A coach does not diagnose.", ", why: ''", 6, "`why` is empty"),
]


def line(option: object) -> Judged:
    name = option.id  # type: ignore[attr-defined]
    return Judged(name, "Coach", f"Text {name}", f"Why {name}")


@st.composite
def items(draw: st.DrawFn) -> Item:
    lines = tuple(map(line, draw(options())))
    names = st.sampled_from([one.id for one in lines])
    key = draw(st.sets(names, max_size=len(lines) - 1))
    reasons = draw(st.just(()) | choices())
    return Item(id=draw(ids), stem="Which?", lines=lines, key=tuple(sorted(key)), reasons=reasons)


def legal(item: Item) -> Iterator[Response]:
    """Without reasons: any or none may be given, and none is scored."""
    names = [line.id for line in item.lines]
    subsets = chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))
    return (Response(subset) for subset in subsets)


def best(item: Item) -> dict[str, Any]:
    return {"lines": list(item.key), "reasons": {}}


def worst(item: Item) -> dict[str, Any]:
    return {"lines": [one.id for one in item.lines if one.id not in item.key], "reasons": {}}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    return tuple(_marked(item, [one.id for one in item.lines[:count]]) for count in (2, 1))


def _marked(item: Any, lines: list[str]) -> dict[str, Any]:
    """The first of the lines with the first of the reasons, if there are any."""
    reasons = [one.id for one in item.reasons[:1]]
    return {"lines": lines, "reasons": dict(zip(lines, reasons, strict=False))}


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    return {"lines": [one.id for one in item.lines if rng.random() < 0.5]}


def missing(item: Any) -> str:
    return ""


def fill(shown: Any, item: Any, response: Any) -> None:
    for number, one in enumerate(item.lines, 1):
        box = shown.get_by_role("checkbox", name=f"{number}. {one.who}: {one.text}")
        box.set_checked(one.id in response["lines"])
    for line, reason in response.get("reasons", {}).items():
        reasons_of(shown, item, line).select_option(reason)


def reasons_of(shown: Any, item: Any, line: str) -> Any:
    """The word list at a marked line."""
    words = by_id(item.lines)[line].text
    return shown.get_by_role("listitem").filter(has_text=words).get_by_role("combobox")


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    keys.press("Space", *(["Tab", "ArrowDown"] if item.reasons else []))
    return _marked(item, [item.lines[0].id])
