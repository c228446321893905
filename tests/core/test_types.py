"""Every item type, each by its case table in `cases/`: a type without one fails."""

import json
import random
from importlib import import_module
from math import pi
from statistics import fmean
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items, question, types
from withinscope.parts import Option
from withinscope.problems import Mistake

from . import strategies
from .makers import TYPES, mark_of_a


def cases(module: str) -> ModuleType:
    return import_module(f".cases.{module}", __package__)


def table(name: str) -> Any:
    """Parametrize over one table of every type."""
    rows = [(module, *row) for module in TYPES.values() for row in getattr(cases(module), name)]
    return [pytest.param(*row, id=f"{row[0]}-{n}") for n, row in enumerate(rows)]


MODULES = [pytest.param(module, id=name) for name, module in TYPES.items()]
AUTOMATIC = [m for m in MODULES if hasattr(cases(str(m.values[0])), "legal")]


def loaded(module: str, text: str) -> Any:
    return items.load(text, mark=mark_of_a(module))


def the_item(module: str) -> Any:
    return loaded(module, cases(module).ITEM)


def encoded(response: object) -> bytes:
    return json.dumps(response).encode()


def scored(item: Any, response: Any) -> float:
    """Score a response the way grading does: as JSON."""
    score = item.score(item.decode(msgspec.json.encode(response)))
    assert score is not None
    return float(score)


@pytest.mark.parametrize("module", MODULES)
def test_a_type_is_called_what_its_item_says(module: str) -> None:
    item = the_item(module)
    assert TYPES[item.type] == module
    assert item.released().type == item.type


@pytest.mark.parametrize(("module", "response", "score", "words"), table("SCORES"))
def test_a_response_scores_and_reads_as_its_table_says(
    module: str, response: object, score: float | None, words: str | None
) -> None:
    item = the_item(module)
    decoded = item.decode(encoded(response))
    assert item.score(decoded) == pytest.approx(score)
    assert words is None or item.said(decoded) == words
    assert item.released().said(decoded) == item.said(decoded)


@pytest.mark.parametrize(("module", "response", "how"), table("BAD"))
def test_a_response_that_breaks_the_form_is_refused_and_says_how(
    module: str, response: object, how: str
) -> None:
    for asked in (the_item(module), the_item(module).released()):
        with pytest.raises(types.BadResponse) as bad:
            asked.decode(encoded(response))
        assert str(bad.value) == how


@pytest.mark.parametrize(("module", "old", "new", "line", "words"), table("MISTAKES"))
def test_a_mistake_in_an_item_names_its_line_and_how_to_mend_it(
    module: str, old: str, new: str, line: int, words: str
) -> None:
    text = cases(module).ITEM
    assert text.count(old) >= 1
    with pytest.raises(Mistake) as mistake:
        loaded(module, text.replace(old, new, 1))
    assert mistake.value.problems[0].place.line == line
    assert words in str(mistake.value)


@pytest.mark.parametrize("module", MODULES)
def test_an_item_reads_as_plain_text_and_tells_no_key(module: str) -> None:
    item = the_item(module)
    assert item.words() == cases(module).WORDS
    assert item.released().words() == item.words()


@pytest.mark.parametrize("module", MODULES)
def test_a_care_note_stands_before_the_stem(module: str) -> None:
    item = loaded(module, cases(module).ITEM + "care: Mentions grief.\n")
    assert item.words() == f"Care: Mentions grief.\n\n{cases(module).WORDS}"


@pytest.mark.parametrize("module", MODULES)
def test_what_a_care_note_covers_is_not_shown_where_the_item_is_not_live(module: str) -> None:
    assert the_item(module).preview() == cases(module).WORDS
    item = loaded(module, cases(module).ITEM + "care: Mentions grief.\n")
    note, _, rest = item.preview().partition("\n\n")
    assert note == "Care: Mentions grief."
    assert rest == question.COVERED
    assert item.released().preview() == item.preview()


@pytest.mark.parametrize("module", MODULES)
def test_every_response_gets_a_verdict_and_notes_that_give_reasons(module: str) -> None:
    item = the_item(module)
    for response, _, _ in cases(module).SCORES:
        decoded = item.decode(encoded(response))
        assert item.verdict(decoded).endswith(".")
        for remark in item.remarks(decoded):
            assert remark.label
            assert remark.text
        # What was answered comes first; what would have been right can be cut off behind it.
        tells = [remark.tells_key for remark in item.remarks(decoded)]
        assert tells == sorted(tells)


@pytest.mark.parametrize("module", AUTOMATIC)
def test_the_notes_find_fault_with_every_response_but_a_perfect_one(module: str) -> None:
    item = the_item(module)
    for response in cases(module).legal(item):
        fault = any(remark.tells_key or remark.fits is False for remark in item.remarks(response))
        assert fault == (item.score(response) < 1)


@pytest.mark.parametrize("module", AUTOMATIC)
def test_what_is_picked_is_of_what_is_offered_and_right_if_all_is(module: str) -> None:
    item = the_item(module)
    offered = {(one.of, one.text): one.right for one in item.offered()}
    assert len(offered) == len(item.offered())
    for response in cases(module).legal(item):
        right = [offered[one] for one in item.picked(response)]
        assert all(right) or item.score(response) < 1


@pytest.mark.parametrize("module", AUTOMATIC)
def test_what_comes_close_is_never_called_wrong(module: str) -> None:
    item = the_item(module)
    for response in cases(module).legal(item):
        if item.nearly(response):
            assert 0 < item.score(response) < 1
            assert not any(remark.fits is False for remark in item.remarks(response))


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


@pytest.mark.parametrize("module", AUTOMATIC)
@given(data=st.data())
def test_scores_run_from_0_to_1_and_both_can_be_reached(module: str, data: st.DataObject) -> None:
    item = data.draw(cases(module).items())
    scores = [scored(item, response) for response in cases(module).legal(item)]
    assert min(scores) == 0
    assert max(scores) == 1


@pytest.mark.parametrize("module", AUTOMATIC)
@given(data=st.data())
def test_what_its_table_calls_best_earns_all_and_what_it_calls_worst_nothing(
    module: str, data: st.DataObject
) -> None:
    item = data.draw(cases(module).items())
    assert scored(item, cases(module).worst(item)) == 0
    assert scored(item, cases(module).best(item)) == 1


@pytest.mark.parametrize("module", MODULES)
@given(data=st.data())
def test_an_answer_by_lot_is_one_that_the_item_admits(module: str, data: st.DataObject) -> None:
    item, lot = data.draw(cases(module).items()), random.Random(data.draw(st.integers()))  # noqa: S311
    drawn = encoded(cases(module).drawn(item.released(), lot))
    assert item.said(item.decode(drawn)) == item.released().said(item.decode(drawn))


@pytest.mark.parametrize("module", MODULES)
def test_a_table_answers_in_two_ways(module: str) -> None:
    item = the_item(module)
    if not item.played:
        one, other = cases(module).answers(item.released())
        assert item.said(item.decode(encoded(one))) != item.said(item.decode(encoded(other)))


@pytest.mark.parametrize("module", AUTOMATIC)
@given(data=st.data())
def test_chance_is_the_mean_score_of_all_responses(module: str, data: st.DataObject) -> None:
    item = data.draw(cases(module).items())
    scores = [item.score(response) for response in cases(module).legal(item)]
    assert item.chance() == pytest.approx(fmean(scores), abs=1e-12)


@pytest.mark.parametrize("module", AUTOMATIC)
def test_chance_is_what_blind_answering_earns(module: str) -> None:
    item, blind = the_item(module), random.Random(3)  # noqa: S311 - nobody's secret
    responses = list(cases(module).legal(item))
    earned = fmean(item.score(blind.choice(responses)) for _ in range(20_000))
    assert item.chance() == pytest.approx(earned, abs=0.02)


@pytest.mark.parametrize("module", [m for m in MODULES if m not in AUTOMATIC])
def test_what_a_person_marks_has_no_chance(module: str) -> None:
    assert the_item(module).chance() is None


def shuffled(item: Any, order: random.Random) -> Any:
    """Return the item with its options, bins, statements … in another order."""
    changed = {}
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if isinstance(value, tuple) and value and hasattr(value[0], "id"):
            changed[name] = tuple(order.sample(value, len(value)))
    assert changed, "an item type without anything that has an id"
    return msgspec.structs.replace(item, **changed)


@pytest.mark.parametrize("module", AUTOMATIC)
@given(data=st.data())
def test_the_order_of_options_never_matters(module: str, data: st.DataObject) -> None:
    item = data.draw(cases(module).items())
    other = shuffled(item, data.draw(st.randoms(use_true_random=False)))
    assert other.chance() == item.chance()
    for response in cases(module).legal(item):
        assert scored(other, response) == scored(item, response)


@pytest.mark.parametrize("module", MODULES)
@given(data=st.data())
def test_every_item_released_and_read_again_has_its_revision(
    module: str, data: st.DataObject
) -> None:
    item = data.draw(cases(module).items())
    cell = items.source(item.released())
    again = items.released_of_cell(cell)
    assert again is not None
    assert again == item.released()
    assert again.revision == item.revision


@pytest.mark.parametrize("module", MODULES)
@given(junk=st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_bad_response(module: str, junk: bytes) -> None:
    refuses_or_scores(module, junk)


@pytest.mark.parametrize("module", MODULES)
@given(data=st.data())
def test_no_edited_response_raises_anything_but_a_bad_response(
    module: str, data: st.DataObject
) -> None:
    response = dict(data.draw(st.sampled_from(cases(module).SCORES))[0])
    response[data.draw(st.sampled_from(sorted(response)))] = data.draw(strategies.json)
    refuses_or_scores(module, encoded(response))


HOSTILE = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1e999",
    "NaN": b'{"choice": NaN, "text": NaN, "choices": [NaN], "placed": {"s1": NaN}}',
    "a huge integer": b'{"text": ' + b"9" * 5000 + b"}",
    "cut off": b'{"choice": "a',
    "two values": b'{"choice": "a"} {"choice": "b"}',
    "no UTF-8": b'{"choice": "\xff", "text": "\xff"}',
    "a lone surrogate": rb'{"choice": "\ud800", "text": "\ud800", "choices": ["\ud800"]}',
    "deep in a list": b'{"text": ' + b"[" * 100_000,
    "deep in a field that nobody reads": b'{"choice": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000,
    "deep in objects": b'{"a":' * 100_000,
    "a name that is a number": b'{1: "a"}',
}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_a_bad_response(module: str, raw: bytes) -> None:
    with pytest.raises(types.BadResponse):
        the_item(module).decode(raw)


def refuses_or_scores(module: str, raw: bytes) -> None:
    item = the_item(module)
    try:
        response = item.decode(raw)
    except types.BadResponse:
        return
    score = item.score(response)
    assert score is None or 0 <= score <= 1
    assert isinstance(item.said(response), str)
    assert isinstance(item.blank(response), bool)


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
