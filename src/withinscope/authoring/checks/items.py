"""What is wrong with items one by one: what can't be read, names that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from withinscope.authoring.checks._rule import Finding, Rule, error
from withinscope.authoring.material import Asked, Material
from withinscope.course import FILE
from withinscope.items import DIALOGUE
from withinscope.problems import Place

FORM = error("WS101")
NO_WHY = error("WS102")
ALIKE = error("WS103")
CONVERSATION = error("WS401")
UNKNOWN = error("WS201")
SOURCE = error("WS202")
TWICE = error("WS203")
PAIR = error("WS204")
NO_RUBRIC = error("WS205")
WITHDRAWN = error("WS208")


def found(material: Material) -> Iterator[Finding]:
    """Yield what is wrong in single items, and in what they say of the syllabus and each other."""
    for source, problem in material.unasked:
        yield Finding(_rule(source, problem.what), problem)
    names = _names(material)
    for one in material.asked:
        yield from _unknown(one, names)
        if one.graded and one.item.by_person and not one.item.rubric:
            what = "This is written to be marked, and has no rubric."
            yield NO_RUBRIC(one.at("id"), what, "Add `rubric`, or ask it in the lesson instead.")
        if one.item.withdrawn and not one.graded:
            what = "This is withdrawn, and nothing here is graded."
            yield WITHDRAWN(one.at("withdrawn"), what, "Take the line out, or the whole item.")
    yield from _twice(material)
    yield from _pairs(material)


def _rule(source: str, what: str) -> Rule:
    """Return the rule that an item broke which can't be read, by what was said of it."""
    if re.search(r"`why`( is missing| has no text| is empty)|in its `why`", what):
        return NO_WHY
    if what.startswith("All ratings are alike"):
        return ALIKE
    return CONVERSATION if source.startswith(DIALOGUE) else FORM


def _names(material: Material) -> Mapping[str, set[str]]:
    """Return the ids that each field of an item may name."""
    known = material.known
    groups = {
        "outcome": known.outcomes,
        "dimension": known.dimensions,
        "claims": known.claims,
        "sources": known.sources,
    }
    return {field: {entry.id for entry in entries} for field, entries in groups.items()}


def _unknown(one: Asked, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Yield what an item names and the syllabus does not have."""
    for field, ids in known.items():
        for name in getattr(one.item, field):
            if name not in ids:
                what = f"`{field}` names `{name}`, which {FILE} does not have."
                rule = SOURCE if field == "sources" else UNKNOWN
                yield rule(one.at(field), what, "Name one that it has, or add it there.")


def _twice(material: Material) -> Iterator[Finding]:
    first: dict[str, Asked] = {}
    for one in material.asked:
        other = first.setdefault(one.item.id, one)
        if other is not one:
            where = Place(other.place.file, other.place.cell)
            what = f"An item with the id `{one.item.id}` is at {where} already."
            yield TWICE(one.at("id"), what, "Give each its own.")


def _pairs(material: Material) -> Iterator[Finding]:
    """Yield contrast twins that are not there, and those that don't know they are one.

    A twin may name a third item: a story that changes twice.
    """
    by_id = {one.item.id: one for one in material.asked}
    for one in material.asked:
        if (name := one.item.pair) is None:
            continue
        twin = by_id.get(name)
        if twin is None or twin is one:
            what = f"`pair` names `{name}`, which is no other item of the course."
            yield PAIR(one.at("pair"), what, "Name the item that differs in one detail.")
        elif twin.item.pair is None:
            what = f"`{one.item.id}` names this item as its pair, and it names none."
            yield PAIR(twin.at("id"), what, f"Write `pair: {one.item.id}` here.")
