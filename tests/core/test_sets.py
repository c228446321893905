"""Sets: options written once, over which several items of a notebook ask."""

from __future__ import annotations

from typing import Any

import pytest

from withinscope import cells, items, notebooks
from withinscope.problems import Mistake

from .makers import (
    SETUP,
    a_cell,
    a_notebook,
    a_text,
    decoded,
    for_instructors,
    mark_of_a,
    yaml_of_a,
)

SET = """\
%%set
id: doors
options:
  - {id: a, text: Wait}
  - {id: b, text: Ask}
  - {id: c, text: Call}
"""
RATED = """\
%%item
id: kettle
type: best-worst
set: doors
stem: She talks on.
ratings: {a: 2, b: 0, c: -2}
why:
  a: She is not done.
  b: It cuts her off.
  c: Nobody is in danger.
turns_on: She is not done.
"""
PICKED = """\
%%item
id: roof
type: single
set: doors
stem: He stands on a roof.
why: {a: He may jump., b: Ask from nearer., c: He is in danger.}
key: c
"""
FULL = """\
%%item
id: kettle
type: best-worst
stem: She talks on.
options:
  - {id: a, text: Wait, why: She is not done., rating: 2}
  - {id: b, text: Ask, why: It cuts her off., rating: 0}
  - {id: c, text: Call, why: Nobody is in danger., rating: -2}
set: doors
turns_on: She is not done.
"""


def a_solution(*sources: str) -> dict[str, Any]:
    return a_notebook(a_cell(SETUP), *map(a_cell, sources), a_cell("%hand_in"))


def read(*sources: str) -> tuple[Any, ...]:
    return notebooks.items(decoded(a_solution(*sources)))


def told(*sources: str) -> list[str]:
    """What is wrong with a notebook of these cells, which begin with the second."""
    with pytest.raises(Mistake) as mistake:
        read(*sources)
    return [str(problem).removeprefix("file.ipynb:") for problem in mistake.value.problems]


def test_an_item_over_a_set_reads_as_if_the_options_stood_in_it() -> None:
    rated, picked = read(SET, RATED, PICKED)
    plain = items.of_cell(FULL.replace("set: doors\n", ""))
    assert plain is not None
    assert [(o.id, o.text, o.why, o.rating) for o in rated.options] == [
        ("a", "Wait", "She is not done.", 2),
        ("b", "Ask", "It cuts her off.", 0),
        ("c", "Call", "Nobody is in danger.", -2),
    ]
    assert (rated.set, rated.turns_on) == ("doors", "She is not done.")
    assert rated.released() == plain.released()
    assert rated.revision == plain.revision
    assert [option.text for option in picked.options] == ["Wait", "Ask", "Call"]
    assert picked.score(picked.decode(b'{"choice": "c"}')) == 1


@pytest.mark.parametrize("between", [(), (PICKED,)], ids=["next to it", "further down"])
def test_other_cells_may_stand_between_a_set_and_its_items(between: tuple[str, ...]) -> None:
    assert read(SET, *between, RATED)[-1].id == "kettle"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ([RATED], "2:4: There is no set `doors` above this. Write it above, in a cell `%%set`."),
        (
            [SET.replace("id: doors", "id: door"), RATED],
            "3:4: There is no set `doors` above this. Did you mean `door`?",
        ),
        (
            [RATED, SET],
            "2:4: The set `doors` stands below this. Move it above the first item that names it.",
        ),
        ([SET, SET], "3:2: A set `doors` stands above. Give each its own id."),
        (
            [SET, RATED.replace(", c: -2", "")],
            "3:6: `rating` is missing for `c`. Say it in `ratings`, in a line for each option.",
        ),
        (
            [SET, RATED.replace("ratings: {a: 2, b: 0, c: -2}\n", "")],
            "3:4: `rating` is missing for `a`, `b`, `c`. "
            "Say it in `ratings`, in a line for each option.",
        ),
        (
            [SET, RATED.replace("  b: It cuts her off.\n", "")],
            "3:7: `why` is missing for `b`. Say it in `why`, in a line for each option.",
        ),
        (
            [SET, RATED.replace("c: -2", "c: -2, d: 1")],
            "3:6: `ratings` names `d`, which is no option of `doors`. "
            "Its options are `a`, `b`, `c`.",
        ),
        (
            [SET, RATED.replace("turns_on", "  e: Gone.\nturns_on")],
            "3:11: `why` names `e`, which is no option of `doors`. Its options are `a`, `b`, `c`.",
        ),
        ([SET, RATED.replace("c: -2", "c: -3")], "3:6: `c: -3` is out of range."),
        ([SET, RATED.replace("c: -2", "c: poor")], "3:6: `c` does not have the right form here."),
        ([SET, RATED.replace("She is not done.\n  b", "\n  b")], "3:8: `a` has no text."),
        (
            [SET, RATED.replace("She is not done.\n  b", "Not #1.\n  b")],
            "3:8: In `why`, `#1.` is taken for a comment and left out.",
        ),
        (
            [SET, RATED.replace("{a: 2, b: 0, c: -2}", "{a: 1, b: 1, c: 1}")],
            "3:6: All ratings are alike, so no answer is better.",
        ),
        (
            [SET, RATED.replace("stem:", "options: [{id: a, text: b}]\nstem:")],
            "3:4: `set` and `options` both stand here. Keep one of them.",
        ),
        (
            [SET, PICKED.replace("key:", "ratings: {a: 1, b: 2, c: 0}\nkey:")],
            "3:7: The options of `single` have no `rating`. Take `ratings` out.",
        ),
        (
            [SET, PICKED.replace("key: c", "key: e")],
            "3:7: The key `e` is none of the options. Name one by its id.",
        ),
        (
            [RATED.replace("set: doors\n", "")],
            "2:6: `why` stands here, and no `set`. "
            "Name the set, or give each option its own `why`.",
        ),
        (
            [SET, RATED.replace("best-worst", "sort")],
            "3:4: A `sort` has no options that a set could hold. "
            "Take `set` out, or make it a `best-worst`, `single` or `multiple`.",
        ),
        (
            [SET, f"%%dialogue\n{yaml_of_a('dialogue')}set: doors\n"],
            "A `dialogue` has no options that a set could hold.",
        ),
        ([SET, RATED.replace("best-worst", "bestworst")], "3:3: There is no item type"),
        ([SET.replace("c, text", "b, text")], "2:3: 2 options have the id `b`."),
        ([SET.replace("Call", "Ask")], "2:3: 2 options say `Ask`."),
        ([SET.replace("text: Call", "text: Call, why: x")], "There is no field `why` here."),
        ([SET.replace("options", "option")], "2:3: There is no field `option` here."),
    ],
)
def test_a_mistake_is_told_with_cell_and_line_and_how_to_mend_it(
    cells: list[str], problem: str
) -> None:
    found = told(*cells)
    assert len(found) == 1
    assert problem in found[0]


def test_all_that_is_wrong_with_an_item_over_a_set_is_told_at_once() -> None:
    wrong = RATED.replace(", c: -2", ", d: 1").replace("  b: It cuts her off.\n", "")
    assert [one.split(":")[1] for one in told(SET, wrong)] == ["7", "6", "6"]


def test_where_a_set_can_not_be_read_its_items_say_to_look_there() -> None:
    broken, item = told(SET.replace("c, text: Call", "c"), RATED)
    assert broken.startswith("2:6: `text` is missing here.")
    assert item == "3:4: The set `doors` can't be read. Mend its cell first."


def test_text_that_looks_like_a_set_is_none() -> None:
    notebook = a_notebook(a_text(SET), a_cell(RATED))
    with pytest.raises(Mistake, match="There is no set `doors` above this"):
        notebooks.items(decoded(notebook))


def test_a_released_notebook_has_the_options_in_full_and_nothing_of_the_set() -> None:
    exercise = notebooks.release(a_solution(SET, RATED, PICKED), "solution.ipynb")
    everything = str(exercise)
    for hidden in ("%%set", "doors", "turns_on", "is not done", "rating", "why"):
        assert hidden not in everything
    asked = [one for one in map(notebooks.asked, decoded(exercise).cells) if one]
    assert asked == [one.released() for one in read(SET, RATED, PICKED)]
    # A set may be the instructor's own: it is left out all the same.
    tagged = a_notebook(a_cell(SETUP), for_instructors(a_cell(SET)), a_cell(RATED))
    assert len(notebooks.release(tagged, "solution.ipynb")["cells"]) == 2


def test_a_tidy_notebook_keeps_the_set_which_prints_nothing() -> None:
    lesson = notebooks.tidy(a_notebook(a_cell(SET), a_cell(RATED), role="lesson", id="L01"))
    assert [cell["source"] for cell in lesson["cells"]] == [SET, RATED]
    assert lesson["cells"][0]["outputs"] == []
    words = lesson["cells"][1]["outputs"][0]["data"]["text/plain"]
    assert words == read(SET, RATED)[0].words()


def test_an_exercise_reads_no_set() -> None:
    solution = a_solution(SET, RATED)
    hand_in = solution | {"metadata": {"withinscope": {"role": "exercise", "id": "ex01"}}}
    assert notebooks.released_items(decoded(hand_in)) == ()


def test_the_same_text_over_another_set_is_another_item() -> None:
    other = SET.replace("Call", "Call a doctor")
    assert read(SET, RATED)[0].revision != read(other, RATED)[0].revision


def test_a_cell_of_a_set_is_one_of_the_course_s_own() -> None:
    assert cells.is_ours(SET)
    assert not cells.is_ours(SET.replace("%%set", "%%set x"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("trains: [coach-on, humane]", "There is no `humane` in `trains`. Choose `coach-on`, "),
        ("trains: coach-on", "`trains` does not have the right form here. It has to be a list"),
        ("people: [Tamsin]", "`Tamsin` does not say who this is. Write name, age and work: "),
        ('people: ["Tamsin, school bus driver"]', "does not say who this is."),
        ("people: [Tamsin, 47, school bus driver]", "`Tamsin` does not say who this is."),
    ],
)
@pytest.mark.parametrize("type_", ["single", "dialogue"])
def test_what_every_item_may_say_of_itself_is_held_to_its_form(
    type_: str, line: str, problem: str
) -> None:
    text = f"{yaml_of_a(type_)}{line}\n"
    with pytest.raises(Mistake) as mistake:
        items.load(text, mark=mark_of_a(type_))
    (found,) = mistake.value.problems
    assert problem in f"{found.what} {found.mend}"
    assert found.place.line == len(text.splitlines())


@pytest.mark.parametrize("type_", ["single", "dialogue"])
def test_what_an_item_trains_and_whom_it_is_about_changes_no_revision(type_: str) -> None:
    more = 'turns_on: A fact.\ntrains: [human, warm]\npeople: ["Tamsin, 47, drives a bus"]\n'
    item = items.load(yaml_of_a(type_) + more, mark=mark_of_a(type_))
    assert (item.turns_on, item.trains, len(item.people)) == ("A fact.", ("human", "warm"), 1)
    assert item.revision == items.load(yaml_of_a(type_), mark=mark_of_a(type_)).revision
