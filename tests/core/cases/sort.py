from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

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
