from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import by_id
from withinscope.types.sort import Item, Response, Statement

from ..strategies import choices, ids, options

ITEM = """\
id: rooms
type: sort
stem: Where does each belong?
bins:
  - {id: coaching, text: Coaching}
  - {id: therapy, text: Therapy}
  - {id: both, text: Both}
statements:
  - {id: s1, text: Setting a goal, key: coaching, also: [both], why: Aims are agreed on in both.}
  - {id: s2, text: Treating, key: therapy, why: Treatment is a therapist's.}
  - {id: s3, text: Listening, key: both, why: Listening is shared ground.}
"""

WORDS = """\
Where does each belong?

Put each under one of: Coaching | Therapy | Both
- Setting a goal
- Treating
- Listening"""

SCORES = [
    (
        {"placed": {"s1": "coaching", "s2": "therapy", "s3": "both"}},
        1,
        "Setting a goal -> Coaching\nTreating -> Therapy\nListening -> Both",
    ),
    ({"placed": {"s3": "both", "s2": "therapy", "s1": "both"}}, 1, None),
    ({"placed": {"s1": "therapy", "s2": "therapy", "s3": "coaching"}}, 1 / 3, None),
    ({"placed": {"s2": "both"}}, 0, None),
    (
        {"placed": {}},
        0,
        "Setting a goal -> not placed\nTreating -> not placed\nListening -> not placed",
    ),
]

BAD = [
    ({"placed": {"s4": "both"}}, "it names an unknown statement"),
    ({"placed": {"s1": "neither"}}, "it names an unknown bin"),
    ({"placed": {"s1": ["both"]}}, "its response does not have the form of sort"),
    ({"placed": {"s1": None}}, "its response does not have the form of sort"),
    ({"placed": [["s1", "both"]]}, "its response does not have the form of sort"),
    ({"placed": None}, "its response does not have the form of sort"),
]

MISTAKES = [
    ("key: therapy", "key: law", 8, "Statement `s2` names `law`, which is no bin"),
    ("also: [both]", "also: [law]", 8, "Statement `s1` names `law`, which is no bin"),
    ("also: [both]", "also: both", 9, "It has to be a list"),
    ("id: s3", "id: s1", 8, "2 statements have the id `s1`"),
    ("id: both, text: Both", "id: therapy, text: Both", 4, "2 bins have the id `therapy`"),
    (", key: both", "", 11, "`key` is missing"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    bins = draw(choices())
    names = [one.id for one in bins]
    # One bin at least stays wrong for each, so that everything can be wrong.
    right = st.lists(st.sampled_from(names), min_size=1, max_size=len(names) - 1, unique=True)
    statements = []
    for one in draw(options(most=3)):
        key, *also = draw(right)
        statements.append(Statement(one.id, one.text, one.why, key=key, also=tuple(also)))
    return Item(id=draw(ids), stem="Where?", bins=bins, statements=tuple(statements))


def legal(item: Item) -> Iterator[Response]:
    statements, bins = [s.id for s in item.statements], [b.id for b in item.bins]
    placements = product(bins, repeat=len(statements))
    return (Response(dict(zip(statements, placed, strict=True))) for placed in placements)


def best(item: Item) -> dict[str, Any]:
    return {"placed": {one.id: one.key for one in item.statements}}


def worst(item: Item) -> dict[str, Any]:
    """Each in a bin that is wrong; one that is right in every bin is left out."""
    wrong = {
        one.id: [each.id for each in item.bins if each.id not in one.right]
        for one in item.statements
    }
    return {"placed": {name: bins[0] for name, bins in wrong.items() if bins}}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    names = [one.id for one in item.statements]
    ends = (item.bins[0].id, item.bins[-1].id)
    return tuple({"placed": dict.fromkeys(names, end)} for end in ends)


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    bins = [one.id for one in item.bins]
    return {"placed": {one.id: rng.choice(bins) for one in item.statements}}


def missing(item: Any) -> str:
    return f"Choose a place for each: {len(item.statements)} are left."


def fill(shown: Any, item: Any, response: Any) -> None:
    statements, bins = by_id(item.statements), by_id(item.bins)
    for name, place in response["placed"].items():
        row = shown.get_by_role("group", name=statements[name].text, exact=True)
        row.get_by_role("radio", name=bins[place].text, exact=True).check()


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    for row in shown.locator("fieldset.ws-row").all()[1:]:
        keys.press("Space")
        keys.tab_into(row)
    keys.press("ArrowRight")
    names, (first, second, *_) = [one.id for one in item.statements], [b.id for b in item.bins]
    return {"placed": {**dict.fromkeys(names[:-1], first), names[-1]: second}}
