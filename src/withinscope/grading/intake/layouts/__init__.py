"""Layouts: how hand-ins come, and what that tells of whose each is; each is one module here.

A layout is found by being there. Its module has

    RANK                       its place among the others: the lowest that gives a name decides
    FIRM                       whether a name that it gives, unlike the one that decided, is a
                               conflict; a folder may as well be called `week 1`
    told(file, course)         what it tells of a file, or None
"""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from withinscope.grading.intake.found import Found
from withinscope.grading.intake.listing import Listing


class Course(Struct, frozen=True):
    """What there is to hand in, and who is expected to: the exercises' ids, the longest first,
    each id by the stem of its file (`01_shared_ground`), and the roster.
    """

    exercises: tuple[str, ...] = ()
    files: dict[str, str] = {}
    roster: Listing = Listing()  # never changed


class File(Struct, frozen=True):
    """A file that was found, and what its notebook says of whose and which exercise it is."""

    found: Found
    trainee: str | None = None
    exercise: str = ""


class Told(Struct, frozen=True):
    """What a layout tells of a file, as far as it can.

    `name` as it is written there; `number` is the learning system's, and means somebody only
    within its `assignment`; `why` says where it stands ("its folder"); `doubt` is what an
    instructor should know of a name such as this, or empty.

    `guess` says that the name is only what the file is called, and may be nobody's. `settled`
    says that folders and file name are a learning system's, so that no layout which is not firm
    is asked; `otherwise` is then the name, in doubt, if none gives any.
    """

    why: str
    name: str = ""
    email: str = ""
    number: str = ""
    assignment: str = ""
    exercise: str = ""
    doubt: str = ""
    guess: bool = False
    settled: bool = False
    otherwise: str = ""


class Layout(Protocol):
    """What the module of a layout has."""

    RANK: int
    FIRM: bool

    @staticmethod
    def told(file: File, course: Course) -> Told | None:
        """Say what the layout tells of a file."""


@cache
def layouts() -> dict[str, Layout]:
    """Return every layout by its name, in the order of their ranks."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    found: dict[str, Layout] = {name: import_module(f"{__name__}.{name}") for name in names}  # type: ignore[misc]
    return dict(sorted(found.items(), key=lambda one: one[1].RANK))


def exercise_in(stem: str, course: Course) -> str:
    """Return the exercise whose file has this stem, or whose id it begins with, or nothing."""
    begun = (one for one in course.exercises if stem.startswith(f"{one}_"))
    return course.files.get(_COPY.sub("", stem)) or next(begun, "")


_COPY = re.compile(r"(?: ?\(\d+\)|-\d+)$")
"""What browsers and learning systems add to a file that comes again: ` (1)`, `-2`."""
