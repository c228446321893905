"""Sets in a course: what the linter says of them, once and where they stand."""

from __future__ import annotations

from pathlib import Path

from core.makers import a_cell

from withinscope.authoring import linter

from .courses import LESSON, SOLUTION, a_lesson, a_solution, found, put_raw

SET = """\
%%set
id: moves
options:
  - {id: a, text: Wait}
  - {id: b, text: She is an addict and you should call her doctor}
"""


def over(name: str, stem: str, key: str, more: str = "") -> str:
    return f"""\
%%item
id: {name}
type: single
set: moves
stem: {stem}
key: {key}
why: {{a: "{name} has time.", b: "{name} has none."}}
turns_on: The clock of {name}.
{more}"""


FIRST = over("first", "She looks at the clock.", "a")
SECOND = over("second", "He has fallen.", "b")


def said(course: Path) -> list[str]:
    return [str(finding) for finding in linter.check(course).findings]


def test_the_words_of_a_set_are_told_once_and_where_they_stand(course: Path) -> None:
    put_raw(course, LESSON, a_lesson(*map(a_cell, (SET, FIRST, SECOND))))
    told = [one for one in said(course) if "WS604" in one or "WS502" in one]
    assert [one.split(" ")[:2] for one in told] == [
        [f"{LESSON}:3:5:", "WS502"],
        [f"{LESSON}:3:5:", "WS604"],
    ]


def test_what_an_item_says_of_an_option_is_told_at_its_line(course: Path) -> None:
    item = FIRST.replace("first has time.", "She is an addict.")
    put_raw(course, LESSON, a_lesson(*map(a_cell, (SET, item, SECOND))))
    assert f"{LESSON}:4:7: WS604" in "\n".join(said(course))


def test_items_over_one_set_are_not_alike_for_their_options(course: Path) -> None:
    put_raw(course, LESSON, a_lesson(*map(a_cell, (SET, FIRST, SECOND))))
    assert not [one for one in said(course) if "WS701" in one]
    again = over("second", "She looks at the clock again.", "b")
    put_raw(course, LESSON, a_lesson(*map(a_cell, (SET, FIRST, again))))
    assert [one for one in said(course) if "WS701" in one]


def test_a_set_is_of_its_notebook_alone(course: Path) -> None:
    put_raw(course, LESSON, a_lesson(*map(a_cell, (SET, FIRST, SECOND))))
    exam = [a_cell(FIRST.replace("first", "ex01-a"))]
    put_raw(course, SOLUTION, a_solution(*exam))
    assert found(course)[0].startswith(f"{SOLUTION}:3:4: There is no set `moves` above this.")


def test_a_set_is_no_part_of_an_exercise(course: Path) -> None:
    put_raw(course, SOLUTION, a_solution(*map(a_cell, (SET, FIRST, SECOND))))
    assert found(course) == []
    exercise = a_solution(a_cell(SET))
    exercise["metadata"]["withinscope"]["role"] = "exercise"
    put_raw(course, "exercises/01_one.ipynb", exercise)
    told = "exercises/01_one.ipynb:3: There is a set here, and an exercise has its options in full"
    assert any(one.startswith(told) for one in found(course))


def test_a_set_that_can_not_be_read_is_told_where_it_stands(course: Path) -> None:
    put_raw(course, LESSON, a_lesson(a_cell(SET.replace("options", "option"))))
    assert found(course) == [
        f"{LESSON}:3:3: There is no field `option` here. Did you mean `options`?"
    ]
