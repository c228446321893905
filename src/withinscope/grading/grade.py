"""Grade one hand-in: read it, look up its keys, score it. Pure, and nothing is executed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec
from msgspec import Struct

from withinscope import notebooks, scoring, types
from withinscope.grading import text
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
    """What became of an item of a hand-in. `response` is JSON, `text` the hash of free text."""

    key: Key
    result: scoring.ItemResult
    response: str | None = None
    confidence: int | None = None
    text: str | None = None
    marks: Mapping[str, int] | None = None

    @property
    def answered(self) -> bool:
        """Whether anything was answered, also to what was withdrawn."""
        if self.key.item.withdrawn is None:
            return self.result.state != "unanswered"
        return self.response is not None or bool(self.result.reason)


class HandIn(Struct, frozen=True):
    """A hand-in, graded. `moment` is when, in seconds since 1970.

    `digest` is the SHA-256 of all in the file that counts: files that differ only in how they
    were saved are one hand-in.
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


def grade(found: Found, keys: Keys, marks: Marks) -> HandIn | Refused:
    """Grade a file that was found. Raises Mistake only for what is wrong with a solution."""
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
        answers = {answer.item: answer for answer in notebooks.responses(notebook)}
    except Unreadable as reason:
        return _refused(found, keys, str(reason), notebook.trainee, notebook.id)
    return _hand_in(found, notebook, answers, keys, marks)


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
    whole = f"{reason}; {who.doubt}" if who.doubt else reason
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
    found: Found, notebook: Notebook, answers: dict[str, Answer], keys: Keys, marks: Marks
) -> HandIn:
    exercise = str(notebook.id)
    known = keys.of(exercise)
    who = whose(found, notebook.trainee, keys.course, exercise)
    cells = {
        item.id: cell for cell in notebook.cells if (item := notebooks.asked(cell)) is not None
    }
    form = _form(known, cells)
    graded = tuple(
        _graded(key, answers.get(key.item.id), cells.get(key.item.id), known, who, marks)
        for key in (known.keys[one] for one in form.asks)
    )
    results = {one.result.item: one.result for one in graded}
    return HandIn(
        digest=_digest(notebook, cells),
        where=found.where,
        whose=who,
        exercise=exercise,
        workbook=text.name(notebook.workbook or "") or None,
        moment=_moment(notebook, answers),
        form=form,
        total=scoring.total((one.key.item for one in graded), results),
        answers=graded,
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
    """Return when it was handed in, else last answered, else 0.

    Where the trainee's clock was put back meanwhile, a time that keeps the order. A clock that
    was ahead by more than `FAR` is told anyway.
    """
    said, after = when(notebook.handed_in_at), when(notebook.handed_in_after)
    if said == float("-inf"):
        return max(0.0, *(when(a.record.answered_at) for a in answers.values() if a.record), 0.0)
    return max(0.0, after if said < after <= said + FAR else said)


def _graded(
    key: Key,
    answer: Answer | None,
    cell: Cell | None,
    known: ExerciseKeys,
    who: Whose,
    marks: Marks,
) -> Graded:
    if cell is None:
        return Graded(key, scoring.not_gradable(key.item, MISSING_CELL))
    if answer is None:
        if cell.lost:
            reason = CLEARED if cell.cleared else LOST_RECORD
            return Graded(key, scoring.not_gradable(key.item, reason))
        return _unanswered(key)
    if answer.record is None:
        return Graded(key, scoring.not_gradable(key.item, answer.reason))
    record = answer.record
    answered = known.keys.get((key.item.id, record.revision))
    if answered is None:
        return Graded(key, scoring.not_gradable(key.item, UNKNOWN_REVISION))
    raw, sure = bytes(record.response), _confidence(record.confidence)
    if answered.item.by_person:
        return _by_person(answered, raw, sure, who, marks)
    found = scored(answered, raw)
    return Graded(answered, found.result, found.kept, sure)


@lru_cache(maxsize=4096)
def _unanswered(key: Key) -> Graded:
    return Graded(key, scoring.grade_item(key.item, None))


def _by_person(key: Key, raw: bytes, sure: int | None, who: Whose, marks: Marks) -> Graded:
    item, found = key.item, scored(key, raw)
    if found.result.reason or item.blank(item.decode(raw)):
        return Graded(key, found.result, found.kept, sure)
    digest = text_hash(item, raw)
    given = marks(who, item.id, key.revision, digest)
    if given is None or not item.complete(given):  # the rubric may have changed since
        return Graded(key, found.result, found.kept, sure, digest)
    return Graded(key, scoring.grade_item(item, raw, given), found.kept, sure, digest, given)


def text_hash(item: types.Item, raw: bytes) -> str:
    """Return the hash that a mark is tied to: of what a marker reads."""
    return hashlib.sha256(item.said(item.decode(raw)).encode()).hexdigest()


def _confidence(value: object) -> int | None:
    return value if type(value) is int and 1 <= value <= 3 else None
