"""What can be answered without its stem: the ceiling of the course and of each exercise."""

from __future__ import annotations

from collections.abc import Iterator

from withinscope.authoring import ceiling
from withinscope.authoring.checks._rule import Finding, error, warning
from withinscope.authoring.material import Material, in_syllabus
from withinscope.course import FILE
from withinscope.problems import Place

BLIND = warning("WS706")
BLIND_WHOLE = error("WS802")

FEWEST = {"course": 10, "exercise": 4}
"""Items with options, below which a ceiling says nothing."""


def found(material: Material) -> Iterator[Finding]:
    """Yield the course, and exercises, that can be answered without reading a stem."""
    rule = BLIND_WHOLE if material.known.complete else BLIND
    for one in ceiling.ceilings(material.whole()):
        fewest = FEWEST["exercise" if one.path else "course"]
        if one.is_high and one.items >= fewest:
            what = f"Who sees the options and no stem can earn {one.value:.0%} of {one.name}."
            mend = f"Ask over sets, until it is {ceiling.LIMIT:.0%} at most."
            here = in_syllabus(material.folder, one.name)
            place = here if one.path else Place(FILE, line=1)
            yield rule(place, what, mend)
