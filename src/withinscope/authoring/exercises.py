"""exercises/ as it follows from solutions/."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from withinscope import notebooks
from withinscope.authoring.files import inside, read_json, shown
from withinscope.problems import Mistake, Place, Problem

COMMAND = "withinscope release"


class Exercise(Struct, frozen=True):
    """An exercise: its file, what should stand in it, and whether that does."""

    path: Path
    text: str
    current: bool


def exercises(course: Path) -> tuple[Exercise, ...]:
    """Make every exercise from its solution; nothing is written.

    Raises Mistake with all that is wrong in any solution.
    """
    made: list[Exercise] = []
    problems: list[Problem] = []
    for solution in inside(course / "solutions"):
        try:
            if text := _released(solution, course):
                path = course / "exercises" / solution.name
                made.append(Exercise(path, text, _text(path) == text))
        except Mistake as mistake:
            problems += mistake.problems
    if problems:
        raise Mistake(*problems)
    return tuple(made)


def _released(solution: Path, course: Path) -> str | None:
    """Return the exercise's text; None for a page, such as the instructor's workbench."""
    source = read_json(solution, course)
    if source["metadata"]["withinscope"]["role"] == "page":
        return None
    return notebooks.text_of(notebooks.release(source, shown(solution, course)))


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return None


def disagreements(course: Path) -> tuple[Problem, ...]:
    """Say where exercises/ is not what solutions/ makes it. Raises Mistake as exercises()."""
    made = exercises(course)
    names = {exercise.path.name for exercise in made}
    stale = [
        Problem(
            "This exercise is not what its solution makes it.",
            f"Run `{COMMAND}`; never edit it by hand.",
            Place(shown(exercise.path, course)),
        )
        for exercise in made
        if not exercise.current
    ]
    orphans = [
        Problem(
            "This exercise has no solution.",
            f"Write solutions/{path.name}, or take the exercise out.",
            Place(shown(path, course)),
        )
        for path in inside(course / "exercises")
        if path.name not in names
    ]
    return (*stale, *orphans)
