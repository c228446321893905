"""Conversations in a course: checked with the rest of it, held to their plans, released."""

from pathlib import Path
from typing import Any

import pytest
from core.makers import a_cell, a_text, yaml_of_a
from core.test_dialogue_plans import PLAN

from withinscope import items, notebooks
from withinscope.authoring import linter

from .courses import LESSON, SOLUTION, a_lesson, a_solution, an_item, found, put, put_raw, released

PLANS = "solutions/plays/night-texts.yaml"


def a_conversation(old: str = "", new: str = "", name: str = "night-texts") -> dict[str, Any]:
    yaml = yaml_of_a("dialogue").replace("night-texts", name, 1)
    assert old in yaml
    return a_cell(f"%%dialogue\n{yaml.replace(old, new, 1) if old else yaml}")


def planned(course: Path, text: str = PLAN, name: str = PLANS) -> None:
    (course / name).parent.mkdir(parents=True, exist_ok=True)
    (course / name).write_text(text, encoding="utf-8")


@pytest.fixture
def course(course: Path) -> Path:
    """The small course with a conversation in its lesson, and the plan for it."""
    put(course, LESSON, a_lesson(a_conversation(), an_item("l01-first")))
    planned(course)
    return course


def test_a_good_conversation_with_its_plan_is_fine(course: Path) -> None:
    assert found(course) == []


@pytest.mark.parametrize("book", [LESSON, SOLUTION])
def test_what_a_play_shows_is_told_with_notebook_cell_and_line(course: Path, book: str) -> None:
    broken = a_conversation("trust: -1", "trust: 0")
    made = a_lesson(broken) if book == LESSON else a_solution(broken)
    put(course, LESSON, a_lesson(an_item("l01-first")))
    put(course, book, made)
    assert found(released(course))[:2] == [
        f"{book}:3:9: No play shows this variant. Loosen its `when`, tighten those before it, or "
        "take it out.",
        f"{book}:3:26: What `fix` does to `trust` can never matter. Let something ask for it that "
        "can come after, or take it out.",
    ]


def test_the_play_that_shows_it_is_told(course: Path) -> None:
    put(course, LESSON, a_lesson(a_conversation("late: {ending: A friend hears it first, safe: "
        "true", "late: {ending: A friend hears it first, safe: false")))  # fmt: skip
    assert found(course) == [
        f"{LESSON}:3:29: From the danger in `risk` a play reaches `late`, which is not safe. This "
        "play shows it: open.listen, risk.plan. Let every way on from there reach a safe ending."
    ]


def test_a_conversation_that_does_not_load_is_told_at_its_line(course: Path) -> None:
    put_raw(course, LESSON, a_lesson(a_conversation("to: risk}", "to: rsik}")))
    assert found(course)[0] == (
        f"{LESSON}:3:22: There is no node `rsik`. Name one of `nodes`, or add it there."
    )


def test_a_conversation_without_a_plan_is_told(course: Path) -> None:
    (course / PLANS).unlink()
    assert found(course) == [
        f"{LESSON}:3:2: The conversation `night-texts` has no plan. "
        f"Write {PLANS}: plays, and what each must show."
    ]


def test_a_plan_without_a_conversation_is_told(course: Path) -> None:
    planned(course, name="solutions/plays/other.yaml")
    assert found(course) == [
        "solutions/plays/other.yaml: There is no conversation `other` in the course. "
        "Name the plan as its conversation, or take it out."
    ]


def test_where_play_differs_from_its_plan_is_told_with_file_and_line(course: Path) -> None:
    planned(course, PLAN.replace("broken: []", "broken: [limits]"))
    assert found(course) == [
        f"{PLANS}:12: What is broken is nothing. Mend the plan, or the conversation."
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plays: []", f"{PLANS}:1: `plays` has too few entries."),
        ("plays: [", f"{PLANS}:1: This line can't be read as YAML"),
    ],
)
def test_a_plan_that_can_not_be_read_is_told(course: Path, text: str, words: str) -> None:
    planned(course, text)
    (told,) = found(course)
    assert told.startswith(words)


def test_two_conversations_with_one_id_are_told(course: Path) -> None:
    put(course, SOLUTION, a_solution(a_conversation()))
    assert any("An item with the id `night-texts` is at" in one for one in found(released(course)))


def test_a_released_conversation_is_the_same_and_tells_nothing(course: Path) -> None:
    put(course, SOLUTION, a_solution(a_conversation(name="ex01-talk")))
    solution = notebooks.read(course / SOLUTION)
    exercise = notebooks.read(released(course) / "exercises/01_one.ipynb")
    (cell,) = [one for one in exercise.cells if one.source.startswith("%%dialogue")]
    (asked,), (item,) = notebooks.released_items(exercise), notebooks.items(solution)
    assert asked == item.released()
    assert cell.source == items.source(item.released())
    for word in ("why", "Asking directly", "checklist", "expert", "danger", "debrief", "safe:"):
        assert word not in cell.source


def test_only_the_notebooks_asked_for_are_proved(course: Path) -> None:
    put(course, LESSON, a_lesson(a_conversation("trust: -1", "trust: 0")))
    report = linter.check(course, [course / "notebooks/00_welcome.ipynb"])
    assert (report.findings, report.notebooks) == ((), 1)


def test_the_title_of_an_ending_is_no_secret_however_long_it_is(course: Path) -> None:
    """It stands in the exercise, where it is told to whoever comes to that end."""
    put(course, LESSON, a_lesson(an_item("l01-first")))
    title = "A friend hears it first and tells nobody for a week"
    put(course, SOLUTION, a_solution(a_conversation("A friend hears it first", title)))
    assert found(released(course)) == []


def test_a_debrief_that_trainees_can_read_is_still_told(course: Path) -> None:
    told_after = "Nobody asked her and so nobody knew."
    lesson = a_lesson(an_item("l01-first"), a_text(f"Think of this. {told_after}"))
    put(course, LESSON, lesson)
    put(course, SOLUTION, a_solution(a_conversation("Nobody asked.", told_after)))
    (told,) = found(released(course))
    assert f"This `debrief` stands in {LESSON}, which trainees have." in told
