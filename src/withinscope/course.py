"""course.yaml: the syllabus. What the course teaches, on whose word, and in which order."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

import msgspec
from msgspec import Meta, Struct

from withinscope import __version__
from withinscope.problems import Mistake, Place, Problem
from withinscope.texts import _
from withinscope.yaml_text import parse

FILE = "course.yaml"
KEPT = ".course.json"
ADDRESS = "http://127.0.0.1:8899/"
"""Where `withinscope learn` serves the course on a trainee's own computer."""
HAND_INS = "WITHINSCOPE_HAND_INS"
"""The variable that names the folder of all hand-ins, where a school runs the course on a Hub."""
HAND_IN = "WITHINSCOPE_HAND_IN"
"""The variable that names a person's own folder of hand-ins among those."""
RETURNED = "within-scope-feedback.html"
"""The file, in the folder of a trainee's hand-ins on a Hub, that their feedback comes back as."""
MY_CODE = "my-code"
"""The page on which trainees write down what their own association and law say."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """An outcome, dimension, claim or source: its id and what it says."""

    id: str
    text: str


class Outcome(Entry, frozen=True, forbid_unknown_fields=True):
    """What a trainee is to learn. `lessons` are the ids of those to go back to for it."""

    lessons: tuple[str, ...] = ()


class Lesson(Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson: notebooks/FILE.ipynb and, where it has one, exercises/FILE.ipynb.

    `about` says in a few words what it is about. A `capstone` is an exercise over the whole course,
    without a lesson before it: what it came to is told outcome by outcome, never as a whole. `due`
    is when the exercise is, and `late` what becomes of a hand-in that is late: `grade` reads them,
    and a slip there stops no trainee.
    """

    id: str
    title: str
    file: str
    exercise: str | None = None
    capstone: bool = False
    about: str = ""
    due: str = ""
    late: str | float = "flag"

    @property
    def number(self) -> int | None:
        """The number that the texts give it; L00, the welcome, has none."""
        return _digits(self.id)


class Extra(Struct, frozen=True, forbid_unknown_fields=True):
    """A page beside the lessons, such as the review: FOLDER/FILE.ipynb.

    What is in `solutions` is the instructor's: trainees are not given it.
    """

    id: str
    title: str
    file: str
    folder: Literal["notebooks", "solutions"] = "notebooks"


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A field to be filled in on the page `MY_CODE`: its label, and what belongs there.

    What is written in a field with `short` is one line; one with `reach` is shown again where
    trainees look up whom to reach.
    """

    id: Annotated[str, Meta(pattern=r"^my-[a-z0-9-]+\Z")]
    text: str
    hint: str = ""
    short: bool = False
    reach: bool = False

    @property
    def stem(self) -> str:
        """What is asked, as in an item."""
        return self.text


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Fields on the page `MY_CODE` that belong together, under a heading."""

    title: str
    fields: tuple[Field, ...]


class School(Struct, frozen=True, forbid_unknown_fields=True):
    """Who issues certificates: a name, and the address that identifies them (the `issuer.id`).

    `key` is the address at which their public key can be fetched as JSON Web Key, if it can.
    """

    name: str
    address: Annotated[str, Meta(pattern=r"^https://[^\s\"'<>]+\Z")]
    key: Annotated[str, Meta(pattern=r"^https://[^\s\"'<>]+\Z")] | None = None


class Page(Struct, frozen=True):
    """A notebook that trainees are given; its path is from the course's and the work folder.

    `role` is lesson, exercise or page.
    """

    id: str
    title: str
    role: str
    path: str

    @property
    def number(self) -> int | None:
        """The number of a lesson in the texts; an exercise has its own in its title."""
        return _digits(self.id) if self.role == "lesson" else None


class Course(Struct, frozen=True, forbid_unknown_fields=True, dict=True):  # for cached_property
    """The whole syllabus, lessons in the order in which they are taught.

    `language` is the tag of the one that it is written in. `complete` says that the course is
    whole: then each entry has to be practiced and assessed. `address` is that of the Jupyter where
    trainees open it, to which feedback links; `school` is who issues certificates.
    """

    title: str
    outcomes: tuple[Outcome, ...]
    dimensions: tuple[Entry, ...]
    claims: tuple[Entry, ...]
    sources: tuple[Entry, ...]
    lessons: tuple[Lesson, ...]
    pages: tuple[Extra, ...] = ()
    my_code: tuple[Group, ...] = ()
    complete: bool = False
    address: Annotated[str, Meta(pattern=r"^https?://[^\s\"'<>]+/\Z")] = ADDRESS
    school: School | None = None
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*\Z")] = "en"

    @property
    def near(self) -> bool:
        """Whether trainees open it on their own computers."""
        return self.address == ADDRESS

    @cached_property
    def taught(self) -> tuple[Lesson, ...]:
        """The lessons that have a notebook of their own: all but a capstone."""
        return tuple(lesson for lesson in self.lessons if not lesson.capstone)

    @cached_property
    def capstones(self) -> frozenset[str]:
        """The ids of the exercises that are told outcome by outcome."""
        return frozenset(one.exercise for one in self.lessons if one.capstone and one.exercise)

    @cached_property
    def exercises(self) -> dict[str, str]:
        """The title of each exercise's lesson, by the exercise's id."""
        return {one.exercise: one.title for one in self.lessons if one.exercise}

    def address_of(self, lesson: Lesson) -> str:
        """Return the address of a lesson, alone in its window."""
        return f"{self.address}doc/tree/notebooks/{quote(lesson.file)}.ipynb"

    def title_of(self, notebook_id: str) -> str | None:
        """Return the title of the lesson or exercise with this id."""
        for lesson in self.lessons:
            if lesson.id == notebook_id:
                return lesson.title
            if lesson.exercise == notebook_id:
                return lesson.title if lesson.capstone else _exercise_title(lesson)
        return next((page.title for page in self.pages if page.id == notebook_id), None)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What the page `MY_CODE` asks for, in its order."""
        return tuple(field for group in self.my_code for field in group.fields)

    def is_exercise(self, notebook_id: str) -> bool:
        """Tell whether an id is an exercise's."""
        return notebook_id in self.exercises


class _Kept(Struct, frozen=True):
    """A syllabus that was read; `made_from` says from which text."""

    made_from: str
    course: Course


def keep(folder: str | Path) -> None:
    """Keep a syllabus for `read`: YAML is slow in a browser. Raises OSError and Mistake."""
    text = (Path(folder) / FILE).read_text(encoding="utf-8")
    kept = msgspec.json.encode(_Kept(_digest(text), read(folder)))
    (Path(folder) / KEPT).write_bytes(kept)


def _kept(folder: str | Path, text: str) -> Course | None:
    """Return the syllabus as it was kept, None where that is not of this very text."""
    try:
        kept = msgspec.json.decode((Path(folder) / KEPT).read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return kept.course if kept.made_from == _digest(text) else None


def _digest(text: str) -> str:
    return hashlib.sha256(f"{__version__}\n{text}".encode()).hexdigest()


def read(folder: str | Path) -> Course:
    """Read a course's syllabus. Raises Mistake with the line of what is wrong."""
    path = Path(folder) / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        what = _("The syllabus can't be read ({error}).", error=error)
        mend = _("Is this the course's folder?")
        raise Mistake(Problem(what, mend, Place(str(path)))) from None
    return _kept(folder, text) or parse(text, Course, Place(FILE, line=1))


def pages(folder: str | Path) -> tuple[Page, ...]:
    """Return the notebooks of the course that are there: lessons, each with its exercise, pages.

    Raises Mistake as `read`.
    """
    known = read(folder)
    found = []
    for lesson in known.lessons:
        if not lesson.capstone:
            found.append(Page(lesson.id, lesson.title, "lesson", f"notebooks/{lesson.file}.ipynb"))
        if lesson.exercise:
            title = known.title_of(lesson.exercise) or lesson.title
            found.append(Page(lesson.exercise, title, "exercise", f"exercises/{lesson.file}.ipynb"))
    for extra in known.pages:
        found.append(Page(extra.id, extra.title, "page", f"{extra.folder}/{extra.file}.ipynb"))
    return tuple(page for page in found if (Path(folder) / page.path).is_file())


def _exercise_title(lesson: Lesson) -> str:
    """Return the title of a lesson's exercise as its page has it: `Exercise 1: Shared ground`."""
    number = _digits(lesson.exercise or "")
    return f"Exercise {number}: {lesson.title}" if number else f"Exercise: {lesson.title}"


def _digits(notebook_id: str) -> int | None:
    return int("".join(filter(str.isdigit, notebook_id)) or 0) or None


def find(start: str | Path | None = None) -> Path:
    """Return the course's folder: WITHINSCOPE_COURSE, else the one around `start`.

    Raises Mistake where there is none.
    """
    told = os.environ.get("WITHINSCOPE_COURSE")
    here = Path(told or start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder
    what = _("There is no course in {folder}.", folder=here)
    mend = _("Go to the folder that holds {file}, or name it: --course DIR.", file=FILE)
    raise Mistake(Problem(what, mend))


def work_folder(course: Path | None) -> Path:
    """Return where a trainee's work lives: WITHINSCOPE_WORK, else my-work beside the course."""
    told = os.environ.get("WITHINSCOPE_WORK")
    return Path(told) if told else (course or Path.cwd()) / "my-work"


def hand_ins() -> Path | None:
    """Return the folder with one of hand-ins for each person of a Hub; None elsewhere."""
    told = os.environ.get(HAND_INS)
    return Path(told) if told else None
