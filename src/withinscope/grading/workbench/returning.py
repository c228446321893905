"""Grades back to a platform, as the workbench asks for it: who changes is shown, then written."""

from __future__ import annotations

from withinscope.grading import text
from withinscope.grading.commands import filling
from withinscope.grading.exports.lms import Filled
from withinscope.grading.workbench import places
from withinscope.grading.workbench.asking import Fill, Give
from withinscope.grading.workbench.bench_messages import Part, Shown
from withinscope.grading.workbench.shop import Shop
from withinscope.problems import Mistake, Problem

HEADS = ("Trainee", "Before", "Now")


def show(asked: Fill, shop: Shop) -> Shown:
    """Show whose grade changes, and who is left as they are and why."""
    filled = _filled(asked, shop)
    if not filled.changes:
        return Shown(_parts(filled), (filling.NOTHING,))
    return Shown(_parts(filled), (f"{len(filled.changes)} would change.",), Give(asked))


def give(asked: Give, shop: Shop) -> Shown:
    """Write the file, and say where it is; what changes is as it is by now."""
    filled = _filled(asked.fill, shop)
    if not filled.changes:
        return Shown(_parts(filled), (filling.NOTHING,))
    return Shown(_parts(filled), (f"To be uploaded: {filling.write(filled, shop.out)}",))


def _filled(asked: Fill, shop: Shop) -> Filled:
    given = places.listing(shop.course, shop.out).given
    if not asked.source:
        what = "No file of the platform is chosen."
        raise Mistake(Problem(what, "Choose what it gave, or drop it."))
    path = places.chosen(asked.source, given, shop.course)
    points = filling.points_of(asked.points)
    wanted = filling.Wanted(path, asked.exercise, asked.column.strip(), points)
    with shop.reading() as connection:
        return filling.filled_in(connection, shop.course, wanted)


def _parts(filled: Filled) -> tuple[Part, ...]:
    """Return who changes as a table, and the rest in lines."""
    rows = tuple(
        (text.one_line(one.who), text.one_line(one.before), text.one_line(one.after))
        for one in filled.changes
    )
    table = (Part(f"Changes: {len(rows):,}", HEADS, rows),) if rows else ()
    return (*table, *(Part(text=line) for line in filling.beside(filled)))
