"""A long sitting leaves nothing behind an answer, however many there are."""

from __future__ import annotations

from typing import Any

from paths.left_behind import Counter, answer_by_turns
from paths.pages import LESSON, Learning, open_page


def test_answering_one_question_after_another_leaves_nothing_behind(
    course: Learning, own_page: Any
) -> None:
    open_page(own_page, course, LESSON)
    counter = Counter(own_page)
    answer_by_turns(own_page, 4)
    before = counter.count()
    answer_by_turns(own_page, 12)
    after = counter.count()
    # Each answer left 800 listeners and 260 nodes: Jupyter's tool bar in every cell gone to.
    assert after.listeners <= 1.02 * before.listeners
    assert after.nodes <= 1.02 * before.nodes
