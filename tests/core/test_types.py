"""Every item type, each by its case table in `cases/`: a type without one fails."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items, question, types
from withinscope.problems import Mistake

from .makers import TYPES
from .tables import AUTOMATIC, MODULES, cases, encoded, loaded, scored, shuffled, table, the_item


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


@pytest.mark.parametrize("module", AUTOMATIC)
@given(data=st.data())
def test_scores_run_from_0_for_the_worst_to_1_for_the_best_and_chance_is_their_mean(
    module: str, data: st.DataObject
) -> None:
    item = data.draw(cases(module).items())
    scores = [scored(item, response) for response in cases(module).legal(item)]
    assert min(scores) == scored(item, cases(module).worst(item)) == 0
    assert max(scores) == scored(item, cases(module).best(item)) == 1
    assert item.chance() == pytest.approx(fmean(scores), abs=1e-12)


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
def test_chance_is_what_blind_answering_earns(module: str) -> None:
    item, blind = the_item(module), random.Random(3)  # noqa: S311 - nobody's secret
    responses = list(cases(module).legal(item))
    earned = fmean(item.score(blind.choice(responses)) for _ in range(20_000))
    assert item.chance() == pytest.approx(earned, abs=0.02)


@pytest.mark.parametrize("module", [m for m in MODULES if m not in AUTOMATIC])
def test_what_a_person_marks_has_no_chance(module: str) -> None:
    assert the_item(module).chance() is None


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
