"""What a course leaves out: entries of the syllabus that no item is about, or of one type only."""

from __future__ import annotations

from collections.abc import Iterator

from withinscope.authoring import coverage
from withinscope.authoring.checks._rule import Finding, error, warning
from withinscope.authoring.material import Material, in_syllabus

ONE_TYPE = warning("WS705")
HOLE = error("WS801")


def found(material: Material) -> Iterator[Finding]:
    """Yield outcomes practiced in one way only and, once the course is whole, what it misses."""
    for outcome in material.known.outcomes:
        on_it = [one.item.type for one in material.counting if outcome.id in one.item.outcome]
        if len(on_it) > 1 and len(set(on_it)) == 1:
            what = f"All {len(on_it)} items on {outcome.id} are of the type {on_it[0]}."
            mend = "Ask it in another way too."
            yield ONE_TYPE(in_syllabus(material.folder, outcome.id), what, mend)
    for row in coverage.rows(material) if material.known.complete else ():
        for hole in row.holes:
            place = in_syllabus(material.folder, row.id)
            mend = "Write an item on it, or say `complete: false`."
            yield HOLE(place, f"{row.id} is {hole}.", mend)
