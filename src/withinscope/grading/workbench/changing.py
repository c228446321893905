"""Take a step back, or remove a person, as the workbench asks for it: shown first, then done."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from withinscope.grading import outcomes
from withinscope.grading.book import history, person, undoing
from withinscope.grading.book.changes import Change
from withinscope.grading.commands import forget, options, summary, terminal, undo
from withinscope.grading.commands import history as told
from withinscope.grading.workbench.asking import Remove, TakeBack
from withinscope.grading.workbench.bench_messages import Part, Remembered, Shown
from withinscope.grading.workbench.shop import Shop, part
from withinscope.problems import Mistake, Problem

NO_STEP = "There is no step to take back."
FOR_GOOD = "Nothing is removed yet. What is, is removed for good."


def remembered(shop: Shop) -> Remembered:
    """Return the latest changes of scores; none before anything was graded."""
    if not shop.graded:
        return Remembered()
    with shop.reading() as connection:
        found = history.events(connection, most=told.MOST)
        more = history.count(connection) - len(found)
    parts = [part(told.table(found, _capstones(shop)))] if found else [Part(text=told.NONE)]
    if more:
        parts.append(Part(text=f"{more:,} more, earlier: {terminal.command('history --all')}"))
    return Remembered(tuple(parts))


def step(shop: Shop) -> Shown:
    """Show the latest step, and what changes if it is taken back."""
    _graded(shop)
    with shop.book() as book, book.writing() as connection:
        latest = undoing.latest(connection)
        if latest is None:
            return Shown(said=(NO_STEP,))
        changes = undoing.take_back(connection, latest, who=options.login(), apply=False)
    said = undo.told(latest, changes)
    return Shown(_changed(summary.WOULD, changes, shop), said, TakeBack(latest.run))


def take_back(asked: TakeBack, shop: Shop) -> Shown:
    """Take the step back that was shown. Raises Mistake if another is the latest by now."""
    with shop.book() as book:
        with book.writing() as connection:
            latest = undoing.latest(connection)
            if latest is None or latest.run != asked.run:
                what = "Meanwhile another step of grading is the latest."
                raise Mistake(Problem(what, "Look at it before you take it back."))
            back = undo.back(connection, latest, shop.out, options.login())
        with book.reading() as connection:
            path = undo.renew(connection, back, shop.out, shop.course, pages=True)
    said = (*undo.told(latest, back.changes), f"Taken back. Scores are in {path}.")
    return Shown(_changed("Changed", back.changes, shop), said)


def kept(called: str, shop: Shop) -> Shown:
    """Show what is kept of somebody. Raises Mistake for nobody, or for several, of a name."""
    _graded(shop)
    with shop.reading() as connection:
        whom = person.find(connection, called.strip())
        found = forget.seen(connection, shop.out, whom)
    return Shown(said=(forget.told(found), FOR_GOOD), then=Remove(whom, found.kept.name))


def remove(asked: Remove, shop: Shop) -> Shown:
    """Remove whom was shown, and say what is left to delete."""
    said: list[str] = []
    with shop.book() as book:
        forget.remove(book, shop.out, shop.course, asked.person, said.append)
    return Shown(said=tuple(said))


def _graded(shop: Shop) -> None:
    if not shop.graded:
        raise Mistake(Problem("Nothing is graded yet.", "Grade something first."))


def _changed(title: str, changes: Sequence[Change], shop: Shop) -> tuple[Part, ...]:
    return tuple(part(one) for one in summary.changed(title, changes, _capstones(shop)))


def _capstones(shop: Shop) -> Collection[str]:
    return outcomes.capstones(shop.course).exercises
