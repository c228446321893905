"""From what was answered to points, totals and competence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items, scoring
from withinscope.problems import Mistake
from withinscope.scoring import ExerciseResult, ItemResult, grade_item, not_gradable, total

from .makers import yaml_of_a


def an_item(name: str = "a", type_: str = "single", **more: Any) -> Any:
    _, _, rest = yaml_of_a(type_).partition("\n")
    lines = "".join(f"{field}: {json.dumps(value)}\n" for field, value in more.items())
    return items.load(f"id: {name}\n{rest}{lines}")


RIGHT, WRONG = b'{"choice": "b"}', b'{"choice": "a"}'
WRITTEN = b'{"text": "I hear you."}'
FULL = {"warm": 2, "clear": 1}


def test_a_score_is_the_items_own() -> None:
    item = an_item()
    assert scoring.score(item, item.decode(RIGHT)) == 1
    assert scoring.score(an_item(type_="free"), None) is None


class TestOneItem:
    def test_a_right_answer_earns_its_points(self) -> None:
        assert grade_item(an_item(points=3), RIGHT) == ItemResult("a", "graded", 3)

    def test_a_wrong_answer_is_graded_and_zero(self) -> None:
        assert grade_item(an_item(), WRONG) == ItemResult("a", "graded", 0)

    def test_part_of_a_score_earns_part_of_the_points(self) -> None:
        item = an_item(type_="multiple", points=4)
        assert grade_item(item, b'{"choices": ["a"]}') == ItemResult("a", "graded", 2)

    def test_no_answer_is_unanswered_and_no_zero(self) -> None:
        assert grade_item(an_item(), None) == ItemResult("a", "unanswered")

    def test_choosing_nothing_of_many_is_an_answer(self) -> None:
        item = an_item(type_="multiple")
        assert grade_item(item, b'{"choices": []}') == ItemResult("a", "graded", 0)

    @pytest.mark.parametrize("text", ["", " \n\t"])
    def test_blank_free_text_is_unanswered(self, text: str) -> None:
        raw = json.dumps({"text": text}).encode()
        assert grade_item(an_item(type_="free"), raw, FULL) == ItemResult("a", "unanswered")

    @pytest.mark.parametrize("raw", [b"", b"null", b'{"choice": "z"}', b"\xff", b"[" * 100_000])
    def test_what_breaks_the_form_is_not_gradable_and_says_why(self, raw: bytes) -> None:
        result = grade_item(an_item(), raw)
        assert (result.state, result.points) == ("not gradable", None)
        assert result.reason

    def test_free_text_waits_for_a_person(self) -> None:
        assert grade_item(an_item(type_="free"), WRITTEN) == ItemResult("a", "needs marking")

    def test_a_persons_marks_earn_the_levels_reached(self) -> None:
        item = an_item(type_="free", points=3)
        assert grade_item(item, WRITTEN, FULL) == ItemResult("a", "graded", 3)
        part = grade_item(item, WRITTEN, {"warm": 1, "clear": 0})
        assert part == ItemResult("a", "graded", 1)

    def test_marks_never_change_what_scores_itself(self) -> None:
        assert grade_item(an_item(), WRONG, {"warm": 2}) == ItemResult("a", "graded", 0)


class TestCritical:
    """A critical item is failed below half its points or when unanswered."""

    @pytest.mark.parametrize(
        ("choices", "failed"), [(["a", "c"], False), (["a"], False), (["a", "b"], True), ([], True)]
    )
    def test_half_the_points_is_enough(self, choices: list[str], failed: bool) -> None:
        item = an_item(type_="multiple", critical=True, points=5)
        result = grade_item(item, json.dumps({"choices": choices}).encode())
        assert result.failed is failed

    def test_unanswered_is_failed(self) -> None:
        assert grade_item(an_item(critical=True), None).failed is True

    def test_what_waits_or_can_not_be_graded_is_not_known(self) -> None:
        assert grade_item(an_item(type_="free", critical=True), WRITTEN).failed is None
        assert grade_item(an_item(critical=True), b"{}").failed is None

    def test_no_other_item_is_ever_failed(self) -> None:
        assert [grade_item(an_item(), raw).failed for raw in (None, WRONG)] == [False, False]


class TestWithdrawn:
    """A withdrawn item comes to the same for all, whatever was answered."""

    RAWS = (None, RIGHT, WRONG, b"{}")

    def test_all_get_its_points_and_nobody_fails_it(self) -> None:
        item = an_item(points=3, critical=True, withdrawn="all get it")
        results = [grade_item(item, raw) for raw in self.RAWS]
        assert {(one.state, one.points, one.failed) for one in results} == {("graded", 3, False)}

    def test_one_that_was_taken_out_is_not_in_the_total(self) -> None:
        out = an_item("a", points=3, critical=True, withdrawn="taken out")
        for raw in self.RAWS:
            result = graded((out, raw), (an_item("b"), RIGHT))
            assert (result.state, result.score, result.max_score) == ("graded", 1, 1)
            assert (result.competent, result.reason) == ("", "")

    def test_it_awaits_no_marks(self) -> None:
        item = an_item(type_="free", withdrawn="all get it")
        assert grade_item(item, WRITTEN) == ItemResult("a", "graded", 1)

    def test_it_keeps_why_it_could_not_be_graded(self) -> None:
        item = an_item(withdrawn="taken out")
        assert not_gradable(item, "lost") == ItemResult("a", "taken out", reason="lost")

    def test_what_is_asked_stays_the_same_revision(self) -> None:
        assert an_item(withdrawn="taken out").revision == an_item().revision

    def test_no_other_word_is_taken(self) -> None:
        with pytest.raises(Mistake, match="withdrawn"):
            an_item(withdrawn="yes")


def graded(*pairs: tuple[Any, bytes | None]) -> ExerciseResult:
    return total(
        [item for item, _ in pairs], {item.id: grade_item(item, raw) for item, raw in pairs}
    )


class TestTotal:
    def test_points_add_up_and_unanswered_earns_none(self) -> None:
        result = graded(
            (an_item("a", points=3), RIGHT), (an_item("b"), WRONG), (an_item("c"), None)
        )
        assert result == ExerciseResult(
            state="graded",
            score=3,
            max_score=5,
            competent="",
            reason="",
            items=(
                ItemResult("a", "graded", 3),
                ItemResult("b", "graded", 0),
                ItemResult("c", "unanswered"),
            ),
        )

    def test_nothing_answered_at_all_is_graded_zero(self) -> None:
        result = graded((an_item("a"), None), (an_item("b", "free"), None))
        assert (result.state, result.score, result.max_score) == ("graded", 0, 2)

    def test_the_worst_state_is_the_rows_and_hides_the_score(self) -> None:
        waits = (an_item("b", "free"), WRITTEN)
        broken = (an_item("c"), b"{}")
        result = graded((an_item("a"), RIGHT), waits)
        assert (result.state, result.score, result.max_score) == ("needs marking", None, 2)
        result = graded((an_item("a"), RIGHT), waits, broken, (an_item("d"), None))
        assert (result.state, result.score) == ("not gradable", None)
        assert result.reason == "c: its response does not have the form of single"

    def test_items_stay_in_the_exercises_order(self) -> None:
        pairs = [(an_item(name), RIGHT) for name in ("z", "a", "m")]
        assert [result.item for result in graded(*pairs).items] == ["z", "a", "m"]

    def test_every_reason_is_told(self) -> None:
        one, two = an_item("a"), an_item("b")
        results = {"a": not_gradable(one, "no"), "b": not_gradable(two, "neither")}
        assert total([one, two], results).reason == "a: no; b: neither"

    @given(data=st.data())
    def test_a_total_never_exceeds_its_maximum(self, data: st.DataObject) -> None:
        points = st.floats(0.01, 1000)
        asked = [an_item(name, points=data.draw(points)) for name in "abc"]
        raw = st.sampled_from([RIGHT, WRONG, None])
        result = graded(*((item, data.draw(raw)) for item in asked))
        assert result.score is not None
        assert 0 <= result.score <= result.max_score


class TestCompetence:
    def test_an_exercise_without_critical_items_says_nothing(self) -> None:
        assert graded((an_item(), WRONG)).competent == ""

    @pytest.mark.parametrize(
        ("raw", "word"), [(RIGHT, "yes"), (WRONG, "not yet"), (None, "not yet")]
    )
    def test_every_critical_item_has_to_be_passed(self, raw: bytes | None, word: str) -> None:
        first = (an_item("a", critical=True), RIGHT)
        result = graded(first, (an_item("b", critical=True), raw), (an_item("c"), WRONG))
        assert result.competent == word

    @pytest.mark.parametrize("waiting", [(an_item("b", "free"), WRITTEN), (an_item("b"), b"{}")])
    def test_nothing_is_said_while_anything_awaits_its_grade(self, waiting: Any) -> None:
        assert graded((an_item("a", critical=True), RIGHT), waiting).competent == ""
