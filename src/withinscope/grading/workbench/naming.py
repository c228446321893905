"""Say at the workbench whose a hand-in with two names is."""

from __future__ import annotations

from withinscope.grading.book import two_names
from withinscope.grading.commands import whose
from withinscope.grading.workbench.bench_messages import Belongs, Written
from withinscope.grading.workbench.shop import Shop
from withinscope.problems import Mistake, Problem


def settle(asked: Belongs, shop: Shop) -> Written:
    """Keep the answer. Raises Mistake for a question that is not there any more."""
    with shop.reading() as connection:
        every = two_names.every(connection)
    pair = (asked.person, asked.alike)
    one = next((one for one in every if (one.person, one.alike) == pair), None)
    if one is None:
        what = "This question is not there any more."
        raise Mistake(Problem(what, "Look at what is there by now."))
    with shop.book() as book:
        path = whose.settle(book, one, asked.said, shop.out, shop.course, pages=True)
    return Written((f"Kept. Scores are in {path}.",))
