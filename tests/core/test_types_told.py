"""What single item types score and say that no table of all of them shows."""

import random
from math import pi
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items
from withinscope.parts import Option

from .tables import cases, encoded, loaded, shuffled, the_item


def test_a_choice_rated_next_to_the_best_is_told_as_close() -> None:
    item = the_item("best_worst")
    response = item.decode(encoded({"best": "d", "worst": "c"}))
    close, least, best = item.remarks(response)
    assert (close.label, close.fits) == ("You said it fits best: that comes close", None)
    assert (least.fits, best.label) == (True, "Fits best")
    assert "comes close to what fits best" in item.verdict(response)


def test_a_choice_that_is_the_very_opposite_is_told_so_in_a_sentence() -> None:
    item = the_item("best_worst")
    remarks = item.remarks(item.decode(encoded({"best": "c", "worst": "a"})))
    assert [(remark.label, remark.text) for remark in remarks] == [
        ("You said it fits best", "Say yes"),
        ("You said it fits least", "Name what you agreed on"),
        ("It fits best", "Name what you agreed on"),
        ("It fits least", "Say yes"),
    ]


def test_next_to_the_best_is_not_close_where_it_harms() -> None:
    text = (
        cases("best_worst")
        .ITEM.replace("rating: 2", "rating: 0")
        .replace("rating: 1", "rating: -1")
    )
    item = loaded("best_worst", text)
    response = item.decode(encoded({"best": "d", "worst": "c"}))
    assert item.remarks(response)[0].fits is False
    assert not item.nearly(response)


@pytest.mark.parametrize("module", ["single", "multiple", "best_worst"])
def test_remarks_and_the_others_together_name_each_option_with_its_reason(module: str) -> None:
    item = the_item(module)
    for response in cases(module).legal(item):
        told, others = item.remarks(response), item.others(response)
        assert {one.text for one in told}.isdisjoint(one.text for one in others)
        assert {(one.text, one.why) for one in (*told, *others)} == {
            (option.text, option.why) for option in item.options
        }


def test_the_other_lines_of_a_transcript_are_those_with_a_reason_why_they_are_fine() -> None:
    item = the_item("spot")
    others = item.others(item.decode(encoded({"lines": []})))
    fine = [one for one in item.lines if one.why and one.id not in item.key]
    assert fine
    assert [one.why for one in others] == [one.why for one in fine]


@given(data=st.data())
def test_marks_earn_the_levels_reached_of_the_highest(data: st.DataObject) -> None:
    free = cases("free")
    item = data.draw(free.items())
    marks = {one.id: data.draw(st.integers(0, one.highest)) for one in item.rubric}
    highest = {one.id: one.highest for one in item.rubric}
    assert 0 <= item.marked(marks) <= 1
    assert item.marked(highest) == 1
    assert item.marked(dict.fromkeys(highest, 0)) == 0
    assert shuffled(item, random.Random(1)).marked(marks) == item.marked(marks)  # noqa: S311


@pytest.mark.parametrize(
    "marks", [{}, {"warm": 1}, {"warm": 3, "clear": 0}, {"warm": 0, "clear": 0, "x": 0}]
)
def test_incomplete_marks_are_refused(marks: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="each criterion"):
        the_item("free").marked(marks)


@pytest.mark.parametrize(("text", "blank"), [("", True), (" \n\t\u2003", True), ("x", False)])
def test_free_text_is_blank_when_it_is_white_space(text: str, blank: bool) -> None:
    item = the_item("free")
    assert item.blank(item.decode(encoded({"text": text}))) is blank


def noted(item: Any, response: Any) -> list[tuple[str, str, str, bool | None]]:
    """The remarks on a response, without saying which of them tell the key."""
    remarks = item.remarks(item.decode(encoded(response)))
    return [(remark.label, remark.text, remark.why, remark.fits) for remark in remarks]


def test_the_reason_given_stands_beside_what_the_line_crosses() -> None:
    response = {"lines": ["t2", "t4"], "reasons": {"t2": "drugs"}}
    pills = "5. Coach: Stop the pills."
    assert noted(the_item("spot"), response) == [
        (
            "You marked it",
            "2. Coach: That is PTSD.\nYour reason: It advises on medicines",
            "A coach does not diagnose.",
            True,
        ),
        (
            "You marked it",
            "4. Coach: What do you need?",
            "This asks about the client's own aim.",
            False,
        ),
        ("Crosses the boundary", pills, "Medicines are a doctor's.", None),
    ]


@pytest.mark.parametrize(
    ("lines", "score", "verdict"),
    [
        ([], 1, "Yes. There was nothing to mark: no line crosses the boundary."),
        (["t2"], 0, "There was nothing to mark, and you marked 1 that is fine."),
        (["t2", "t3"], 0, "There was nothing to mark, and you marked 2 that are fine."),
    ],
)
def test_where_nothing_crosses_the_boundary_marking_nothing_is_right(
    lines: list[str], score: float, verdict: str
) -> None:
    item = items.load(cases("spot").ITEM.replace("key: [t2, t5]", "key: []"))
    response = item.decode(encoded({"lines": lines}))
    assert item.score(response) == score
    assert item.verdict(response) == verdict
    assert item.chance() == 1 / 32


def test_a_step_out_of_place_is_told_where_it_belongs() -> None:
    item = the_item("order")
    swapped = {"order": ["ask", "say", "name", "agree"]}
    ask, say, name, agree = (o.text for o in (item.options[n] for n in (1, 0, 2, 3)))
    assert noted(item, swapped) == [
        ("You put it in place 1", ask, "", False),
        ("You put it in place 2", say, "", False),
        ("You put it in place 3", name, "A name is warmer than a word.", True),
        ("You put it in place 4", agree, "Nobody is dropped.", True),
        ("Belongs in place 2", ask, "It is theirs to read.", True),
        ("Belongs in place 1", say, "An observation is no diagnosis.", True),
        ("The order", f"1. {say}\n2. {ask}\n3. {name}\n4. {agree}", "", None),
    ]
    verdict = item.verdict(item.decode(encoded(swapped)))
    assert verdict == "Of the 6 pairs of steps, 5 stand the right way round."


def test_steps_with_the_same_ids_are_not_shuffled_alike_in_every_item() -> None:
    text = cases("order").ITEM
    made: list[Any] = [
        items.load(text.replace("id: four-steps", f"id: item{n}", 1)) for n in range(6)
    ]
    assert len({tuple(one.id for one in item.released().options) for item in made}) > 1


def test_an_order_of_many_steps_has_its_chance_at_once() -> None:
    many = tuple(Option(f"s{n}", f"Step {n}", "Why.") for n in range(40))
    item = cases("order").Item(
        id="long", stem="In which order?", options=many, key=tuple(one.id for one in many)
    )
    # Tau of n in a random order is near normal: variance 2(2n + 5) / 9n(n - 1), Kendall 1938.
    spread = (2 * 85 / (9 * 40 * 39)) ** 0.5
    assert item.chance() == pytest.approx(spread / (2 * pi) ** 0.5, rel=0.01)
