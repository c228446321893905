"""A person's mistake, as it is printed."""

import pytest

from withinscope.problems import Mistake, Place, Problem


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        (Place(), ""),
        (Place("a.ipynb"), "a.ipynb"),
        (Place("a.ipynb", 3), "a.ipynb:3"),
        (Place("a.ipynb", 3, 7), "a.ipynb:3:7"),
        (Place("course.yaml", line=7), "course.yaml:7"),
    ],
)
def test_a_place_reads_as_editors_have_it(place: Place, printed: str) -> None:
    assert str(place) == printed


@pytest.mark.parametrize(
    ("problem", "printed"),
    [
        (Problem("It is wrong."), "It is wrong."),
        (Problem("It is wrong.", "Mend it."), "It is wrong. Mend it."),
        (Problem("It is wrong.", "Mend it.", Place("a", 1)), "a:1: It is wrong. Mend it."),
    ],
)
def test_a_problem_has_its_place_first_and_the_mend_last(problem: Problem, printed: str) -> None:
    assert str(problem) == printed


def test_lines_are_counted_from_where_the_text_begins() -> None:
    inside = Mistake(Problem("One.", place=Place(line=1)), Problem("All of it."))
    placed = inside.at(Place("a.ipynb", 3, 2))
    assert [str(p) for p in placed.problems] == ["a.ipynb:3:2: One.", "a.ipynb:3:2: All of it."]
    assert Place("a.ipynb", 3, 2).at_line(5) == Place("a.ipynb", 3, 6)
    assert Place("a.ipynb", 3).at_line(5) == Place("a.ipynb", 3, 5)


def test_a_mistake_says_all_its_problems_a_line_each() -> None:
    assert str(Mistake(Problem("One."), Problem("Two."))) == "One.\nTwo."
