"""What is wrong with sets: one that nothing is set against, an item that tells not what decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from withinscope.authoring.checks._rule import Finding, error, warning
from withinscope.authoring.material import Material

LONELY = warning("WS206")
UNTOLD = error("WS207")


def found(material: Material) -> Iterator[Finding]:
    """Yield sets that fewer than two items are over, and items over one without `turns_on`."""
    uses = Counter(one.options_of for one in material.asked if one.options_of)
    for one in material.sets:
        if uses[one] < 2:
            what = f"{'One item is' if uses[one] else 'No item is'} over the set `{one.id}`."
            mend = "Ask another over it for which something else fits, or write its options there."
            yield LONELY(one.at("id"), what, mend)
    for asked in material.asked:
        if asked.item.set and not asked.item.turns_on:
            what = f"`turns_on` is missing for this item of the set `{asked.item.set}`."
            yield UNTOLD(
                asked.at("set"), what, "Name the fact in the stem that decides, in a line."
            )
