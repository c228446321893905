"""Plans: what they may say, how play differs from them, and that the course's all hold."""

import pytest

from withinscope import dialogue
from withinscope.dialogue import plans
from withinscope.problems import Mistake
from withinscope.yaml_text import line_of

from .conversations import the_conversation
from .course import COURSE, Named, named, read

FOLDER = COURSE / "solutions" / "plays"

PLAN = """\
plays:
  - shows: An expert asks about safety and keeps the limits
    steps:
      - {at: open, client: I can't sleep, state: {trust: 2, asked: false}, choose: listen}
      - at: risk
        client: Sometimes I think
        open: [ask, plan]
        choose: ask
    ending: warm
    state: {asked: true}
    met: [safety]
    broken: []
  - shows: Limits are gone, and nobody asks
    steps:
      - {at: open, choose: fix}
      - {at: risk, seems: Ana answers in, choose: leave}
    ending: late
    met: []
    broken: [limits]
"""


def differences(text: str) -> list[tuple[int, str]]:
    found = plans.differences(the_conversation(), plans.load(text))
    return [(line_of(text, at), what) for at, what in found]


def test_a_plan_that_play_keeps_to_is_fine() -> None:
    assert differences(PLAN) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("I can't sleep,", "I can sleep,", 4, "`client` is: I can't sleep. Can I call you?"),
        ("trust: 2", "trust: 3", 4, "`trust` is 2."),
        ("asked: false", "asked: true", 4, "`asked` is false."),
        ("asked: false", "asked: 0", 4, "`asked` is false."),
        ("trust: 2", "calm: 2", 4, "There is no counter or flag `calm`."),
        ("[ask, plan]", "[plan, ask]", 7, "The choices open are ask, plan."),
        ("choose: ask", "choose: leave", 5, "This is no play: step 2 of its path makes a choice "
         "that is not open there."),
        ("ending: warm", "ending: late", 9, "It leads to `warm`."),
        ("state: {asked: true}", "state: {asked: false}", 10, "`asked` is true."),
        ("met: [safety]", "met: []", 11, "What is met is safety."),
        ("broken: []", "broken: [limits]", 12, "What is broken is nothing."),
        ("Ana answers in", "Cheerful", 16, "`seems` is: Ana answers in single words."),
    ],
)  # fmt: skip
def test_where_play_differs_from_a_plan_is_told_at_its_line(
    old: str, new: str, line: int, what: str
) -> None:
    assert (line, what) in differences(PLAN.replace(old, new, 1))


def test_every_ending_has_a_play() -> None:
    one, _, _ = PLAN.partition("  - shows: Limits")
    assert differences(one) == [(1, "No play leads to the ending `late`. Add one.")]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("choose: ask", "chose: ask", 8, "There is no field `chose` here. Did you mean `choose`?"),
        ("    met: [safety]\n", "", 2, "`met` is missing here."),
        ("ending: warm", "ending: [warm]", 9, "`ending` has to be a text."),
    ],
)
def test_a_slip_in_a_plan_is_told_in_words(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(Mistake) as mistake:
        plans.load(PLAN.replace(old, new, 1))
    assert str(mistake.value).startswith(f"{line}: {what}")


CONVERSATIONS = [one for one in named() if one.type == dialogue.NAME]


@pytest.mark.parametrize("one", CONVERSATIONS, ids=lambda one: one.id)
def test_a_conversation_of_the_course_keeps_to_its_plan(one: Named) -> None:
    """A plan is written as the docstring of `withinscope.dialogue.plans` shows."""
    text = (FOLDER / f"{one.id}.yaml").read_text(encoding="utf-8")
    found = plans.differences(read(one.path)[one.id], plans.load(text))
    assert [(line_of(text, at), what) for at, what in found] == []


def test_every_plan_is_of_a_conversation() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= {one.id for one in CONVERSATIONS}
