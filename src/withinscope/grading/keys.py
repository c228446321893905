"""The keys: each exercise as its solution has it, and as earlier revisions had it.

A gradebook remembers the keys that it graded by, and these stay in force: what a solution has come
to say otherwise is a correction, which somebody decides on (`correcting`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import notebooks, scoring, types
from withinscope.grading.intake.layouts import Course
from withinscope.grading.intake.listing import Listing
from withinscope.grading.intake.roster import Roster
from withinscope.notebooks import Notebook, Unreadable
from withinscope.problems import Mistake, Place, Problem
from withinscope.types import BadResponse


class ExerciseForm(Struct, frozen=True):
    """What one revision of an exercise asks: (item id, revision) of each item, in order."""

    asks: tuple[tuple[str, str], ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the items."""
        return frozenset(name for name, _ in self.asks)


class Key(Struct, frozen=True, eq=False):
    """An item with its key. Told apart by identity, so that scores can be remembered by it.

    `lost` says that an earlier version kept it and this one can't read it.
    """

    item: types.Item
    revision: str
    lost: bool = False


class ExerciseKeys(Struct, frozen=True, eq=False):
    """Every key in force for an exercise, by (item id, revision). `forms` begin with the present.

    `corrected` are those that the solutions have otherwise by now, `lost` those that were
    remembered and can't be read any more.
    """

    exercise: str
    forms: tuple[ExerciseForm, ...]
    keys: dict[tuple[str, str], Key]
    corrected: dict[tuple[str, str], Key] = {}
    lost: frozenset[tuple[str, str]] = frozenset()


Recalled = tuple[tuple[ExerciseForm, ...], tuple[Key, ...]]
Remembered = Callable[[str], Recalled]
"""Gives the forms and keys that earlier runs had for an exercise."""


class Keys:
    """Keys by exercise. Solutions are opened at once, their items parsed when first needed."""

    def __init__(
        self,
        solutions: Path,
        old: Iterable[Path],
        remembered: Remembered,
        roster: Roster = Roster(),  # noqa: B008 - frozen
    ) -> None:
        """Use what is remembered, then a course's solutions, then earlier ones given.

        Raises Mistake for a file that is no solution and for two of one exercise.
        """
        self._present: dict[str, Notebook] = {}
        self._old: dict[str, list[Notebook]] = {}
        for path in sorted(solutions.glob("[!.]*.ipynb")):  # "._x.ipynb": a Mac's, beside x.ipynb
            notebook = _solution(path)
            if notebook.role == "page":  # the instructor's workbench lives there too
                continue
            if notebook.id in self._present:
                what = f"Two solutions are of the exercise {notebook.id}."
                raise Mistake(Problem(what, "Keep one of them.", Place(str(path))))
            self._present[str(notebook.id)] = notebook
        for path in old:
            notebook = _solution(path)
            self._old.setdefault(str(notebook.id), []).append(notebook)
        known = sorted({*self._present, *self._old}, key=lambda name: (-len(name), name))
        files = {Path(book.path).stem: name for name, book in self._present.items()}
        self._course = Course(tuple(known), files, Listing(roster.people))
        self._remembered = remembered
        self._known: dict[str, ExerciseKeys] = {}

    @property
    def course(self) -> Course:
        """What there is to hand in, by whom; a file has one stem in exercises/ and solutions/."""
        return self._course

    def of(self, exercise: str) -> ExerciseKeys:
        """Return the keys of an exercise. Raises Mistake if a solution of it can't be read."""
        if exercise not in self._known:
            self._known[exercise] = self._read(exercise)
        return self._known[exercise]

    def _read(self, exercise: str) -> ExerciseKeys:
        given = [self._present[exercise]] if exercise in self._present else []
        forms: list[ExerciseForm] = []
        told: dict[tuple[str, str], Key] = {}
        for notebook in (*given, *self._old.get(exercise, ())):
            items = _marked_items(notebook)
            forms.append(ExerciseForm(tuple((item.id, item.revision) for item in items)))
            for item in items:
                told.setdefault((item.id, item.revision), Key(item, item.revision))
        old_forms, remembered = self._remembered(exercise)
        forms += [form for form in old_forms if form not in forms]
        old = {(key.item.id, key.revision): key for key in remembered}
        kept = {one: key for one, key in old.items() if one not in told or not key.lost}
        corrected = {
            one: key for one, key in told.items() if one in kept and kept[one].item != key.item
        }
        lost = frozenset(one for one, key in old.items() if key.lost)
        return ExerciseKeys(exercise, tuple(forms), told | kept, corrected, lost)


def _solution(path: Path) -> Notebook:
    try:
        notebook = notebooks.read(path)
    except Unreadable as reason:
        what = f"This solution can't be read: {reason}."
        raise Mistake(Problem(what, "Open it and save it again.", Place(str(path)))) from None
    if notebook.role != "page" and (notebook.role != "solution" or not notebook.id):
        mend = 'Its metadata needs "withinscope": {"role": "solution", "id": …}.'
        raise Mistake(Problem("This notebook is not a solution.", mend, Place(str(path))))
    return notebook


def _marked_items(notebook: Notebook) -> tuple[types.Item, ...]:
    """Read a solution's items. Raises Mistake also for one that nobody could mark."""
    items = notebooks.items(notebook)
    for item in items:
        if item.by_person and not item.rubric:
            what = f"The {item.type} item `{item.id}` has no rubric, so it can't be marked."
            raise Mistake(Problem(what, "Give it a `rubric`.", Place(notebook.path)))
    return items


class Scored(Struct, frozen=True):
    """A response graded, by its key alone: its result, and the response as it is kept, in canonical
    JSON. `text` is the hash of what a person is to mark.
    """

    result: scoring.ItemResult
    kept: str
    text: str | None = None


def scored(key: Key, raw: bytes) -> Scored:
    """Grade a response that no person has marked; each distinct one only once."""
    return _short(key, raw) if len(raw) <= LONGEST_OFTEN else _score(key, raw)


def _score(key: Key, raw: bytes) -> Scored:
    item = key.item
    try:
        response = item.decode(raw)
    except BadResponse as bad:
        kept = raw[:LONGEST_KEPT].decode("utf-8", "replace")
        return Scored(scoring.not_gradable(item, str(bad)), kept)
    result = scoring.grade_response(item, response)
    # Through the struct, so that what a record holds beside the answer is not kept.
    kept = msgspec.json.encode(response).decode()
    marked = item.by_person and not item.blank(response)
    return Scored(result, kept, text_hash(item, response) if marked else None)


def text_hash(item: types.Item, response: Any) -> str:
    """Return the hash that a mark is tied to: of what a marker reads."""
    return hashlib.sha256(item.said(response).encode()).hexdigest()


LONGEST_KEPT = 4096
"""Bytes that are kept of a response which can't be graded."""
LONGEST_OFTEN = 160
"""Bytes of a response, indented as in a file, up to which many give the same, letter for letter."""
_short = lru_cache(maxsize=2048)(_score)
