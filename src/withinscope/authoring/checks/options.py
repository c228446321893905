"""What gives the right option away: its length or place, and words that only the others have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from withinscope.authoring.checks._rule import Finding, warning
from withinscope.authoring.material import Asked, Material
from withinscope.parts import Decision

LONGEST = warning("WS501")
UNEQUAL = warning("WS502")
ABSOLUTE = warning("WS503")
ABOVE = warning("WS504")
IN_ORDER = warning("WS505")

LONGER = 1.2
"""How much longer than every other the right option may be."""
RATIO = 1.6
"""How much longer the longest option may be than the shortest."""
_ABSOLUTES = re.compile(
    r"\b(always|never|everyone|everybody|absolutely|completely|entirely|guaranteed?"
    r"|without exception|under no circumstances|in every case)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(all|none|both|neither|any) of (the above|these|the others)\b", re.IGNORECASE
)


def found(material: Material) -> Iterator[Finding]:
    """Yield what a test-wise trainee would go by instead of reading."""
    for one in material.asked:
        if not one.item.played:
            yield from _in_order(one, one.item.decisions())
        for decision in one.item.decisions():
            if decision.best:
                yield from _longest(one, decision)
                yield from _absolute(one, decision)
            yield from _unequal(one, decision)
            yield from _above(one, decision)


def _in_order(one: Asked, cases: Sequence[Decision]) -> Iterator[Finding]:
    """Yield an item whose first case has the first option, the second the second, and so on."""
    places = [number for number, case in enumerate(cases) if case.best == (number,)]
    if len(cases) > 2 and len(places) > len(cases) / 2:
        what = f"In {len(places)} of {len(cases)} what fits best has the place of the case: "
        what += "the first of the one goes with the first of the other."
        mend = "Put the cases in another order."
        yield IN_ORDER(one.at(cases[0].at), what, mend)


def _longest(one: Asked, decision: Decision) -> Iterator[Finding]:
    """Yield a right option that stands out by its length; of several, their mean counts."""
    lengths = decision.lengths
    best = sum(lengths[n] for n in decision.best) / len(decision.best)
    others = [lengths[n] for n in decision.wrong]
    other = max(others) if len(decision.best) == 1 else sum(others) / len(others)
    if best > LONGER * other:
        than = "any other" if len(decision.best) == 1 else "the others on average"
        what = f"What is right here is {_percent(best / other)} longer than {than}."
        mend = "Cut it, or give the others as much to say."
        yield LONGEST(one.at(f"{decision.at}.{decision.best[0]}"), what, mend)


def _percent(ratio: float) -> str:
    return f"{round((ratio - 1) * 100)} %"


def _unequal(one: Asked, decision: Decision) -> Iterator[Finding]:
    shortest, longest = min(decision.lengths), max(decision.lengths)
    if longest > RATIO * shortest:
        what = f"The longest of these has {longest} characters and the shortest {shortest}, "
        what += f"{longest / shortest:.1f} to 1."
        mend = f"Bring them within {RATIO} to 1."
        at = f"{decision.at}.{decision.lengths.index(longest)}.text"
        yield UNEQUAL(one.at(at), what, mend)


def _absolute(one: Asked, decision: Decision) -> Iterator[Finding]:
    """Yield wrong options with an absolute, where no right one has any."""
    if any(_ABSOLUTES.search(decision.texts[n]) for n in decision.best):
        return
    for number in decision.wrong:
        if word := _ABSOLUTES.search(decision.texts[number]):
            what = f"Of these, only a wrong one says `{word[0]}`."
            mend = "Say it without, or let what is right be as sure."
            yield ABSOLUTE(one.at(f"{decision.at}.{number}"), what, mend)
            return


def _above(one: Asked, decision: Decision) -> Iterator[Finding]:
    for number, text in enumerate(decision.texts):
        if words := _ABOVE.search(text):
            what = f"An option speaks of others: `{words[0]}`."
            mend = "Say what it means. If several fit, make it a `multiple`."
            yield ABOVE(one.at(f"{decision.at}.{number}.text"), what, mend)
