"""Which answers a marker at the workbench gets: as the first, as the second, or to decide."""

from __future__ import annotations

from sqlalchemy import Connection

from withinscope.grading import text
from withinscope.grading.book import marks
from withinscope.grading.commands import calibrating, second_marks
from withinscope.grading.workbench.bench_messages import Mark, Part, Queued, Shown
from withinscope.grading.workbench.shop import Shop, part
from withinscope.problems import Mistake, Problem

NO_PAIRS = "No answer has two marks yet."


def queue(asked: Mark, shop: Shop) -> Queued:
    """Return the answers that are to be marked. Raises Mistake for a second marker of no name."""
    with shop.reading() as connection:
        if asked.role == "second":
            return _second(asked, connection)
        if asked.role == "decided":
            return _to_decide(connection)
        works = tuple(marks.to_mark(connection, again=asked.again))
        none = "Nothing is marked yet." if asked.again else "Nothing awaits marking."
        return Queued(works, marks.rubrics(connection), said=() if works else (none,))


def _second(asked: Mark, connection: Connection) -> Queued:
    marker = text.name(asked.marker)
    if not marker:  # or nobody can tell whose the first marks are
        raise Mistake(Problem("Nobody's name stands with these marks.", "Write who marks."))
    found = second_marks.queue(connection, asked.share / 100, marker, again=asked.again)
    return Queued(found.works, marks.rubrics(connection), "second", tuple(found.told()))


def _to_decide(connection: Connection) -> Queued:
    found = {one.work: one for one in second_marks.pairs(connection) if one.open}
    said = () if found else ("No two marks await a decision.",)
    return Queued(tuple(found), marks.rubrics(connection), "decided", said, found)


def samples(shop: Shop) -> Queued:
    """Return the samples of what is to be marked, by which a marker calibrates."""
    with shop.reading() as connection:
        found = calibrating.samples(connection)
        said = (calibrating.ABOUT,) if found else (calibrating.NONE,)
        return Queued(tuple(found), marks.rubrics(connection), said=said, samples=found)


def agreement(shop: Shop) -> Shown:
    """Show how far two markers agree, and where they don't."""
    with shop.reading() as connection:
        pairs = second_marks.pairs(connection)
        if not pairs:
            return Shown(said=(NO_PAIRS,))
        shown = tuple(second_marks.shown(connection, pairs))
    return Shown(tuple(Part(text=one) if isinstance(one, str) else part(one) for one in shown))
