"""Grade one hand-in: read it, look up its keys, score it. Pure, and nothing is executed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec
from msgspec import Struct

from withinscope import notebooks, scoring, types
from withinscope.grading import pace, text
from withinscope.grading.intake.found import Found
from withinscope.grading.intake.whose import Whose, exercise_of, whose
from withinscope.grading.keys import ExerciseForm, ExerciseKeys, Key, Keys, scored
from withinscope.notebooks import Answer, Cell, Notebook, Unreadable
from withinscope.notebooks.answers import when

Marks = Callable[[Whose, str, str, str], Mapping[str, int] | None]
"""Gives a marker's levels by (whose, item, revision, hash of the text), if there are any."""

FAR = 31 * 24 * 3600
"""Seconds."""
UNKNOWN_REVISION = "it answers a revision that no key was given for"
MISSING_CELL = "its cell is missing or can't be read any more"
UNTOUCHED = "an exercise that nobody has begun: no name, and no answer in it"
NONE = "-"
"""What is no exercise of the course, where `` is one that the file does not tell."""
CLEARED = "its outputs were cleared, and with them whatever was answered"
LOST_RECORD = "its cell once held an answer, and the record of it is lost or damaged"


class Graded(Struct, frozen=True):
    """What became of an item of a hand-in, by the key of a revision. `response` is JSON, `text` the
    hash of free text, `marks` are the levels that a person gave, which count; `seconds` how long it
    took, where that shows.
    """

    result: scoring.ItemResult
    revision: str
    response: str | None = None
    confidence: int | None = None
    text: str | None = None
    marks: Mapping[str, int] | None = None
    seconds: int | None = None


class HandIn(Struct, frozen=True):
    """A hand-in, graded. `moment` is when, in seconds since 1970.

    `digest` is the SHA-256 of all in the file that counts: files that differ only in how they
    were saved are one hand-in. `answered` says whether anything was, also to what was withdrawn.
    """

    digest: str
    where: str
    whose: Whose
    exercise: str
    workbook: str | None
    moment: float
    form: ExerciseForm
    total: scoring.ExerciseResult
    answers: tuple[Graded, ...]
    answered: bool


class Refused(Struct, frozen=True):
    """A file that can't be graded, and why.

    `other` is a file that is no hand-in at all, or counts as one only where there is none else;
    `nobodys` one that nothing shows to be anybody's.
    """

    file: str
    where: str
    whose: Whose
    exercise: str
    reason: str
    other: bool = False
    nobodys: bool = False


def grade(found: Found, keys: Keys) -> HandIn | Refused:
    """Grade a file by the keys alone. Raises Mistake only for what is wrong with a solution."""
    if found.problem:
        return _refused(found, keys, found.problem)
    try:
        notebook = notebooks.decode(found.data, found.where)
    except Unreadable as reason:
        return _refused(found, keys, str(reason), reason.trainee)
    if notebook.role != "exercise":
        return _no_exercise(found, keys, notebook)
    if notebook.id not in keys.course.exercises:
        unknown = f"the exercise {_quoted(notebook.id)} has no solution in this course"
        return _refused(found, keys, unknown, notebook.trainee)
    if _untouched(notebook):
        refused = _refused(found, keys, UNTOUCHED, None, notebook.id)
        return msgspec.structs.replace(refused, other=True, nobodys=refused.whose.guess)
    try:
        cells = notebooks.asking(notebook)
    except Unreadable as reason:
        return _refused(found, keys, str(reason), notebook.trainee, notebook.id)
    answers = {answer.item: answer for answer in notebooks.answers_in(cells, notebook)}
    return _hand_in(found, notebook, cells, answers, keys)


def marked(one: HandIn, keys: Keys, marks: Marks) -> HandIn:
    """Return a hand-in with what a person gave for its answers, added up anew."""
    known = keys.of(one.exercise).keys
    items = [known[answer.result.item, answer.revision].item for answer in one.answers]
    answers = tuple(
        _marked(answer, item, one.whose, marks)
        for answer, item in zip(one.answers, items, strict=True)
    )
    if answers == one.answers:
        return one
    total = scoring.total(items, {answer.result.item: answer.result for answer in answers})
    return msgspec.structs.replace(one, answers=answers, total=total)


def _marked(answer: Graded, item: types.Item, who: Whose, marks: Marks) -> Graded:
    if answer.text is None or answer.response is None:
        return answer
    given = marks(who, item.id, answer.revision, answer.text)
    if given is None or not item.complete(given):  # the rubric may have changed since
        return answer
    result = scoring.grade_item(item, answer.response.encode(), given)
    return msgspec.structs.replace(answer, result=result, marks=given)


def placed(refused: Refused, found: Found, exercise: str, keys: Keys) -> Refused:
    """Return what was refused as of the exercise that all around it are of."""
    who = whose(found, None, keys.course, exercise)
    return msgspec.structs.replace(refused, exercise=exercise, whose=who)


def _untouched(notebook: Notebook) -> bool:
    """Tell whether an exercise is as it was released: no name, no workbook, nothing answered."""
    about = notebook.trainee or notebook.workbook or notebook.handed_in_at
    return not about and not any(cell.records or cell.lost for cell in notebook.cells)


def _refused(
    found: Found, keys: Keys, reason: str, trainee: str | None = None, exercise: str = ""
) -> Refused:
    exercise = exercise or exercise_of(found, keys.course)
    who = whose(found, trainee, keys.course, exercise)
    whole = f"{reason}; {who.every_doubt}" if who.every_doubt else reason
    other = bool(found.stray)
    nobodys = other and (who.guess or (found.stray == "perhaps" and not who.settled))
    return Refused(found.file, found.where, who, exercise, whole, other, nobodys)


def _no_exercise(found: Found, keys: Keys, notebook: Notebook) -> Refused:
    kinds = {
        "lesson": "a lesson, not an exercise; nothing in it is graded",
        "solution": "a solution, not a hand-in",
        "page": "a page of the course, not an exercise",
    }
    reason = kinds.get(notebook.role or "", "a notebook, but not an exercise of this course")
    refused = _refused(found, keys, reason, notebook.trainee)
    other = notebook.role in kinds
    nobodys = other and refused.whose.guess
    return msgspec.structs.replace(refused, exercise=NONE, other=other, nobodys=nobodys)


def _quoted(name: str | None) -> str:
    short = name if name is None or len(name) <= 40 else name[:39] + "…"
    return repr(short) if short else "without an id"


def _hand_in(
    found: Found,
    notebook: Notebook,
    cells: Mapping[str, Cell],
    answers: dict[str, Answer],
    keys: Keys,
) -> HandIn:
    exercise = str(notebook.id)
    known = keys.of(exercise)
    form = _form(known, cells)
    took = pace.seconds(cells, answers)
    pairs = [
        _graded(known.keys[one], answers.get(one[0]), cells.get(one[0]), known, took.get(one[0]))
        for one in form.asks
    ]
    graded = tuple([one for one, _ in pairs])
    results = {one.result.item: one.result for one in graded}
    return HandIn(
        digest=_digest(notebook, cells),
        where=found.where,
        whose=whose(found, notebook.trainee, keys.course, exercise),
        exercise=exercise,
        workbook=text.name(notebook.workbook or "") or None,
        moment=found.came or _moment(notebook, answers),
        form=form,
        total=scoring.total([item for _, item in pairs], results),
        answers=graded,
        answered=any(_answered(*pair) for pair in pairs),
    )


def _digest(notebook: Notebook, cells: Mapping[str, Cell]) -> str:
    about = (notebook.id, notebook.workbook, notebook.trainee, notebook.handed_in_at)
    held = [(name, cell.lost, *cell.records) for name, cell in cells.items()]
    return hashlib.sha256(msgspec.json.encode((about, held))).hexdigest()


def _form(known: ExerciseKeys, cells: Mapping[str, Cell]) -> ExerciseForm:
    """Return the form that the hand-in is of: the one that it is item by item, revision by
    revision, so that what was added or dropped since changes nothing; else the present one.
    """
    present = known.forms[0]
    if len(known.forms) == 1:
        return present
    every = frozenset().union(*(form.ids for form in known.forms))
    held = {(name, _revision(cell.source)) for name, cell in cells.items() if name in every}
    return next((form for form in known.forms if set(form.asks) == held), present)


@lru_cache(maxsize=4096)
def _revision(source: str) -> str:
    """Return the revision that a cell's source asks; a cohort's are nearly all the same."""
    item = notebooks.released_of(source)
    return item.revision if item else ""


def _moment(notebook: Notebook, answers: dict[str, Answer]) -> float:
    """Return when it was handed in by its own word, else last answered, else 0.

    Where the trainee's clock was put back meanwhile, a time that keeps the order. A clock that
    was ahead by more than `FAR` is told anyway.
    """
    said, after = when(notebook.handed_in_at), when(notebook.handed_in_after)
    if said == float("-inf"):
        return max(0.0, *(when(a.record.answered_at) for a in answers.values() if a.record), 0.0)
    return max(0.0, after if said < after <= said + FAR else said)


def _answered(one: Graded, item: types.Item) -> bool:
    if item.withdrawn is None:
        return one.result.state != "unanswered"
    return one.response is not None or bool(one.result.reason)


def _graded(
    key: Key,
    answer: Answer | None,
    cell: Cell | None,
    known: ExerciseKeys,
    took: int | None,
) -> tuple[Graded, types.Item]:
    """Return what became of an item, and the item with the key that it was graded by."""
    if cell is None:
        return _not_gradable(key, MISSING_CELL)
    if answer is None:
        if cell.lost:
            return _not_gradable(key, CLEARED if cell.cleared else LOST_RECORD)
        return _unanswered(key)
    if answer.record is None:
        return _not_gradable(key, answer.reason)
    record = answer.record
    answered = known.keys.get((key.item.id, record.revision))
    if answered is None:
        return _not_gradable(key, UNKNOWN_REVISION)
    found, sure = scored(answered, bytes(record.response)), _confidence(record.confidence)
    about = (found.result, answered.revision, found.kept, sure, found.text)
    return Graded(*about, seconds=took), answered.item


def _not_gradable(key: Key, reason: str) -> tuple[Graded, types.Item]:
    return Graded(scoring.not_gradable(key.item, reason), key.revision), key.item


@lru_cache(maxsize=4096)
def _unanswered(key: Key) -> tuple[Graded, types.Item]:
    return Graded(scoring.unanswered(key.item), key.revision), key.item


def _confidence(value: object) -> int | None:
    return value if type(value) is int and 1 <= value <= 3 else None
