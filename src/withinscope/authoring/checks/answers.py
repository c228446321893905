"""What is wrong in solutions/answers/: answers that try whether an exercise's keys hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from withinscope import scoring
from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.files import inside, shown
from withinscope.authoring.material import Asked, Material
from withinscope.notebooks import Notebook
from withinscope.problems import Mistake, Place, Problem
from withinscope.types import Item
from withinscope.yaml_text import line_of, parse

FOLDER = "solutions/answers"
ANSWERS = error("WS313")
MEND = "Mend the answers, or the key."


class Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of answers: responses by item id, of an expert and of a warm trainee who drifts.

    A response to what a person marks holds the `marks` that an expert gives it. `failed` are the
    critical items that the second fails.
    """

    exercise: str
    expert: dict[str, dict[str, Any]]
    drifting: dict[str, dict[str, Any]]
    failed: tuple[str, ...] = ()


def found(material: Material) -> Iterator[Finding]:
    """Yield exercises without answers, once the course has such a folder, and answers that earn
    what they should not.
    """
    if not (material.folder / FOLDER).is_dir():
        return
    files = {path.stem: path for path in inside(material.folder / FOLDER, ".yaml")}
    books = [one.notebook for one in material.books if one.notebook.role == "solution"]
    exercises = {book.id: book for book in books if book.id}
    for name, path in files.items():
        if name not in exercises:
            what = f"There is no exercise `{name}` in the course."
            mend = "Name the file as its exercise, or take it out."
            yield ANSWERS(Place(shown(path, material.folder)), what, mend)
    for name, book in exercises.items():
        items = _items(material, book)
        if items and name in files:
            yield from _of_file(items, files[name], Place(shown(files[name], material.folder)))
        elif items:
            what = f"The exercise `{name}` has no answers to try its keys with."
            mend = f"Write {FOLDER}/{name}.yaml: an expert's, and those of one who drifts."
            yield ANSWERS(Place(book.path), what, mend)


def _items(material: Material, book: Notebook) -> list[Asked]:
    """Return the items of an exercise; none where one can't be read, which is told elsewhere."""
    unread = any(problem.place.file == book.path for _, problem in material.unasked)
    return [one for one in material.asked if one.place.file == book.path and not unread]


def _of_file(items: Sequence[Asked], path: Path, place: Place) -> Iterator[Finding]:
    try:
        text = path.read_text(encoding="utf-8")
        answers = parse(text, Answers, place.at_line(1))
    except (OSError, UnicodeError):
        yield ANSWERS(place, "These answers can't be read.", "Save them as UTF-8 text.")
    except Mistake as mistake:
        yield from (Finding(ANSWERS, problem) for problem in mistake.problems)
    else:
        for at, what, mend in _differences(items, answers, path.stem):
            yield Finding(ANSWERS, Problem(what, mend, place.at_line(line_of(text, at))))


def _differences(
    items: Sequence[Asked], answers: Answers, exercise: str
) -> Iterator[tuple[str, str, str]]:
    """Yield where answers are not what they should be: at which field, what, and how to mend it."""
    if answers.exercise != exercise:
        yield "exercise", f"These are said to answer `{answers.exercise}`.", f"It is {exercise}."
    expert = list(_ungraded("expert", items, answers.expert))
    drifting = list(_ungraded("drifting", items, answers.drifting))
    yield from (*expert, *drifting)
    if not expert:
        yield from _lost(items, answers.expert)
    if not drifting:
        yield from _kept(items, answers)


def _ungraded(
    whose: str, items: Sequence[Asked], given: Mapping[str, dict[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Yield items without an answer, answers to no item, and those that have no score."""
    known = {one.item.id for one in items}
    for name in sorted(known - set(given)):
        yield whose, f"`{whose}` leaves out `{name}`.", "Answer every item of the exercise."
    for name in sorted(set(given) - known):
        yield f"{whose}.{name}", f"The exercise has no item `{name}`.", "Take this answer out."
    for result in _graded(items, given).items:
        if result.item in given and result.state not in ("graded", "taken out"):
            why = result.reason or "it needs the `marks` that an expert gives it"
            yield f"{whose}.{result.item}", f"This answer has no score: {why}.", MEND


def _lost(
    items: Sequence[Asked], given: Mapping[str, dict[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the items on which an expert loses points."""
    worth = {one.item.id: one.item.points for one in items}
    for result in _graded(items, given).items:
        if result.failed or (result.points is not None and result.points < worth[result.item]):
            what = f"The expert earns {result.points:g} of {worth[result.item]:g} here."
            yield f"expert.{result.item}", what, MEND


def _kept(items: Sequence[Asked], answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Yield it if the drifting trainee earns half or more, or fails other duties than is said."""
    came_to = _graded(items, answers.drifting)
    if came_to.score is not None and came_to.score >= came_to.max_score / 2 > 0:
        what = f"Who drifts earns {came_to.score:.2f} of {came_to.max_score:g}."
        yield "drifting", what, "Make what tempts cost more: it should come to less than half."
    failed = sorted(one.item for one in came_to.items if one.failed)
    if failed != sorted(answers.failed):
        what = f"Of what is critical, who drifts fails {', '.join(failed) or 'nothing'}."
        yield "failed", what, f"Write `failed: [{', '.join(failed)}]`, or mend the answers."


def _graded(items: Sequence[Asked], given: Mapping[str, dict[str, Any]]) -> scoring.ExerciseResult:
    """Return what answers come to, those in words by the marks beside them."""
    every = [one.item for one in items]
    results = {}
    for item in every:
        response = dict(given.get(item.id, {}))
        marks = _marks(item, response.pop("marks", None))
        raw = msgspec.json.encode(response) if item.id in given else None
        results[item.id] = scoring.grade_item(item, raw, marks)
    return scoring.total(every, results)


def _marks(item: Item, told: Any) -> dict[str, int] | None:
    """Return marks as the item's rubric asks for them, None for anything else."""
    with suppress(msgspec.ValidationError):
        marks = msgspec.convert(told, dict[str, int])
        return marks if item.by_person and item.complete(marks) else None
    return None
