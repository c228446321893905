"""A capstone, outcome by outcome: what was earned, and "not yet" where a plain duty was missed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from core.cases.dialogue import ITEM as TALK
from makers import DUTY, PICK, RATE, TELL, an_item

from withinscope import items, scoring
from withinscope.cells import DIALOGUE, ITEM
from withinscope.grading.outcomes import Asked, Reached, by_outcome

SAFE, WARM = "outcome: [LO8]\n", "outcome: [LO6, LO8]\n"
MARKED = TELL + "critical: true\noutcome: [LO8]\n"
LONG = {"text": "I would ask."}
OPEN = {"path": ["open.fix", "risk.leave"], "ending": "late"}
ASKED = {"path": ["open.listen", "risk.ask"], "ending": "warm"}


def given(yaml: str, response: Any = None, marks: dict[str, int] | None = None) -> Asked:
    """An item as it is graded: unanswered without a response, not gradable where it is none."""
    item = items.load(yaml, mark=DIALOGUE if "\nnodes:" in yaml else ITEM)
    raw = None if response is None else json.dumps(response).encode()
    result = scoring.grade_item(item, raw, marks)
    return Asked(item, result.state, result.points, raw.decode() if raw else None)


RIGHT, WRONG, BROKEN = {"choice": "a"}, {"choice": "b"}, {"choice": "z"}

CASES = [
    # only points are told where nothing critical was missed
    ([given(DUTY + SAFE, RIGHT)], Reached("LO8", 1, 1)),
    ([given(DUTY + SAFE, RIGHT), given(PICK + SAFE, {"choice": "a"})], Reached("LO8", 1, 2)),
    # none at all is no verdict either, where nothing is critical
    ([given(PICK + SAFE, {"choice": "a"}), given(RATE + SAFE)], Reached("LO8", 0, 3)),
    ([given(PICK + SAFE)], Reached("LO8", 0, 1)),
    # a critical item that was missed, whatever else was earned
    ([given(DUTY + SAFE, WRONG)], Reached("LO8", 0, 1, 0, "not yet", ("duty",))),
    (
        [given(DUTY + SAFE, WRONG), given(PICK + SAFE, {"choice": "b"})],
        Reached("LO8", 1, 2, 0, "not yet", ("duty",)),
    ),
    # below half is missed, half is not
    (
        [given(RATE + SAFE + "critical: true\n", {"best": "a", "worst": "b"})],
        Reached("LO8", 1, 2),
    ),
    (
        [given(RATE + SAFE + "critical: true\n", {"best": "b", "worst": "a"})],
        Reached("LO8", 0, 2, 0, "not yet", ("rate",)),
    ),
    # left out is said as such: it tells nothing of what somebody can do
    ([given(DUTY + SAFE)], Reached("LO8", 0, 1, 0, "not answered", ("duty",))),
    # what is missed comes before what is left out, and names itself alone
    (
        [given(DUTY + SAFE, WRONG), given(an_item(DUTY, id="second") + SAFE)],
        Reached("LO8", 0, 2, 0, "not yet", ("duty",)),
    ),
    (
        [given(DUTY + SAFE, RIGHT), given(an_item(DUTY, id="second") + SAFE)],
        Reached("LO8", 1, 2, 0, "not answered", ("second",)),
    ),
    # what waits or can't be graded is no zero, and no verdict on anybody
    ([given(MARKED, LONG)], Reached("LO8", 0, 0, 1, "needs marking", ("tell",))),
    ([given(DUTY + SAFE, BROKEN)], Reached("LO8", 0, 0, 1, "not gradable", ("duty",))),
    (
        [given(DUTY + SAFE, RIGHT), given(TELL + SAFE, LONG)],
        Reached("LO8", 1, 1, 1),
    ),
    (
        [given(DUTY + SAFE, WRONG), given(MARKED, LONG)],
        Reached("LO8", 0, 1, 1, "not yet", ("duty",)),
    ),
    ([given(MARKED, LONG, {"role": 2, "warmth": 1})], Reached("LO8", 3, 3)),
    (
        [given(MARKED, LONG, {"role": 0, "warmth": 1})],
        Reached("LO8", 1, 3, 0, "not yet", ("tell",)),
    ),
    # a conversation is missed at its critical point, whatever points it earns
    ([given(TALK + SAFE, ASKED)], Reached("LO8", 1, 1)),
    ([given(TALK + SAFE, OPEN)], Reached("LO8", 0, 1, 0, "not yet", ("night-texts",))),
    # what was withdrawn counts for nothing, and decides nothing
    (
        [given(DUTY + SAFE + "withdrawn: all get it\n", WRONG), given(PICK + SAFE)],
        Reached("LO8", 0, 1),
    ),
    (
        [given(DUTY + SAFE + "withdrawn: taken out\n", WRONG), given(PICK + SAFE)],
        Reached("LO8", 0, 1),
    ),
]


@pytest.mark.parametrize(("answers", "reached"), CASES)
def test_an_outcome_is_told_as_the_case_says(answers: list[Asked], reached: Reached) -> None:
    assert by_outcome(["LO8"], answers) == (reached,)


def test_each_outcome_is_told_by_itself_in_the_order_of_the_syllabus() -> None:
    answers = [given(DUTY + SAFE, WRONG), given(PICK + WARM, {"choice": "b"})]
    assert by_outcome(["LO1", "LO6", "LO8"], answers) == (
        Reached("LO6", 1, 1),
        Reached("LO8", 1, 2, 0, "not yet", ("duty",)),
    )


def test_an_item_on_two_outcomes_is_told_in_both() -> None:
    assert by_outcome(["LO6", "LO8"], [given(DUTY + WARM, WRONG)]) == (
        Reached("LO6", 0, 1, 0, "not yet", ("duty",)),
        Reached("LO8", 0, 1, 0, "not yet", ("duty",)),
    )


def test_an_outcome_of_which_all_was_withdrawn_is_not_told() -> None:
    assert by_outcome(["LO8"], [given(DUTY + SAFE + "withdrawn: taken out\n", WRONG)]) == ()
