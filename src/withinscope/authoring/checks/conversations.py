"""What is wrong in the plays of conversations: each is proved, not sampled."""

from __future__ import annotations

from collections.abc import Iterator

from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.material import Material
from withinscope.dialogue import Dialogue, proof

UNREACHABLE = error("WS402")
CLOSED = error("WS403")
ENDLESS = error("WS404")
UNSAFE = error("WS405")
INVARIANT = error("WS406")
POINTS = error("WS407")
IDLE = error("WS408")
EXPERT = error("WS409")
PARTIAL = error("WS410")

_RULES = {
    "unreachable-node": UNREACHABLE,
    "unreachable-choice": UNREACHABLE,
    "unsaid-variant": UNREACHABLE,
    "no-open-choice": CLOSED,
    "no-decision": CLOSED,
    "no-end": ENDLESS,
    "endless-loop": ENDLESS,
    "unsafe-ending": UNSAFE,
    "broken-invariant": INVARIANT,
    "never-earned": POINTS,
    "never-lost": POINTS,
    "no-perfect-play": POINTS,
    "idle-effect": IDLE,
    "expert-no-play": EXPERT,
    "expert-misses": EXPERT,
    "partial": PARTIAL,
}


def found(material: Material) -> Iterator[Finding]:
    """Yield what some play shows, with that play.

    A proof takes seconds, so only conversations that are asked about are proved.
    """
    for one in material.asked:
        if isinstance(one.item, Dialogue) and material.wants(one.place):
            for each in proof.check(one.item).findings:
                yield _RULES[each.code](one.at(each.at), each.told, each.mend)
