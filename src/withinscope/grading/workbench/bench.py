"""The workbench as a value: its parts, what is chosen there, what was said.

    state, effect = step(state, message)

The page says something, or what was to be done comes back; a state and what is to be done follow.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from withinscope.grading.marking import Work
from withinscope.grading.workbench import asking, desk, desk_messages
from withinscope.grading.workbench.desk import Desk
from withinscope.grading.workbench.desk_messages import Kept, Opened, Taken
from withinscope.grading.workbench.places import Listing
from withinscope.types import Item

Room = Literal["grade", "mark", "cohort", "changes"]


class Part(Struct, frozen=True):
    """A part of what grading says: a table with its title and heads, or a text alone."""

    title: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""


class Standing(Struct, frozen=True):
    """How far it is: hand-ins graded at all, answers in free text, those of them marked."""

    exercises: tuple[str, ...] = ()
    done: int = 0
    every: int = 0


class Bench(Struct, frozen=True):
    """The workbench. `desk` is there while somebody marks, `report` once it was looked at.

    `said` is what was just done, in lines; `problem` what went wrong. `told` is what would come of
    what is `asked`, which waits for a yes; `history` the latest changes of scores.
    """

    room: Room = "grade"
    listing: Listing = Listing()
    standing: Standing = Standing()
    formats: tuple[str, ...] = ()
    marker: str = ""
    parts: tuple[Part, ...] = ()
    said: tuple[str, ...] = ()
    problem: str = ""
    desk: Desk | None = None
    report: str = ""
    told: tuple[Part, ...] = ()
    asked: asking.Wanted | None = None
    history: tuple[Part, ...] = ()


# What the page says.


class Look(Struct, frozen=True, tag_field="kind", tag="look"):
    """The page is there, or a list may be out of date."""


class Enter(Struct, frozen=True, tag_field="kind", tag="enter"):
    """To one of the parts."""

    room: Room


class Grade(Struct, frozen=True, tag_field="kind", tag="grade"):
    """Grade what was chosen from the list, with a roster, if any, and its column of names.

    `pick` is which of a person's hand-ins counts, as before if it is empty; `due` from when on they
    are late, as `--due`. What changes scores without a newer hand-in is written only if `apply`.
    """

    paths: tuple[str, ...]
    roster: str = ""
    names: str = ""
    pick: Literal["", "newest", "first", "best"] = ""
    due: str = ""
    apply: bool = False


class Mark(Struct, frozen=True, tag_field="kind", tag="mark"):
    """Begin to mark, as somebody; with `again`, what is marked already."""

    marker: str
    again: bool = False


class Leave(Struct, frozen=True, tag_field="kind", tag="leave"):
    """Enough marked for now."""


class Export(Struct, frozen=True, tag_field="kind", tag="export"):
    """Write a file: a format's, `feedback` pages, or the `report`."""

    what: str


Asked = Look | Enter | Grade | Mark | Leave | Export | asking.Said | desk_messages.Said
"""What the page can say, as JSON by its `kind`."""


# What comes back.


class Looked(Struct, frozen=True):
    """What there is to choose, how far it is, and who would mark."""

    listing: Listing
    standing: Standing
    formats: tuple[str, ...]
    marker: str


class Graded(Struct, frozen=True):
    """Grading went through: what it says, and where everything is."""

    parts: tuple[Part, ...]
    said: tuple[str, ...]


class Queued(Struct, frozen=True):
    """The answers to be marked, and the items that they answer, by number."""

    works: tuple[Work, ...]
    rubrics: dict[int, Item]
    again: bool = False


class Written(Struct, frozen=True):
    """Files were written: where they are."""

    said: tuple[str, ...]


class Reported(Struct, frozen=True):
    """The report as a page of HTML that runs nothing; empty if nothing is graded."""

    page: str


class Remembered(Struct, frozen=True):
    """The latest changes of scores."""

    parts: tuple[Part, ...] = ()


class Shown(Struct, frozen=True):
    """What would come of something, which `then` waits for a yes; or, without it, what came."""

    parts: tuple[Part, ...] = ()
    said: tuple[str, ...] = ()
    then: asking.Wanted | None = None


class Failed(Struct, frozen=True):
    """It could not be done, and why."""

    problem: str


# What is to be done beside what a desk asks for.


class Renew(Struct, frozen=True):
    """To do: write the scores anew, and the pages of the people who were marked."""

    persons: frozenset[int]


class Report(Struct, frozen=True):
    """To do: make the report."""


class History(Struct, frozen=True):
    """To do: look the latest changes of scores up."""


Effect = (
    Look | Grade | Mark | Export | Renew | Report | History | asking.Effect | desk_messages.Effect
)
Came = (
    Looked | Graded | Queued | Written | Reported | Remembered | Shown | Failed
    | Opened | Kept | Taken
)  # fmt: skip
Then = tuple[Bench, Effect | None]


def step(bench: Bench, message: Asked | Came) -> Then:
    """Return what a message makes of the workbench, and what is to be done for it."""
    match message:
        case Mark(marker):
            return replace(bench, said=(), problem="", marker=marker.strip()), message
        case Look() | Grade() | Export():
            return replace(bench, said=(), problem=""), message
        case Enter(room):
            now = replace(bench, room=room, said=(), problem="", report="", told=(), asked=None)
            return _enter(now)
        case Leave():
            return _leave(bench)
        case _ if isinstance(message, asking.Said):
            return _asked(bench, message)
        case _ if isinstance(message, Came):
            return _came(bench, message)
    return _at_desk(bench, message)


def _asked(bench: Bench, message: asking.Said) -> Then:
    """Have something shown, or what was shown done: that alone, and once."""
    now = replace(bench, said=(), problem="", told=(), asked=None)
    match message:
        case asking.Yes():
            return now, bench.asked
        case asking.No():
            return now, None
    return now, message


def _came(bench: Bench, message: Came) -> Then:
    """Take in what came of something."""
    match message:
        case Looked(listing, standing, formats, marker):
            return replace(
                bench,
                listing=listing,
                standing=standing,
                formats=formats,
                marker=bench.marker or marker,
            ), None
        case Graded(parts, said):
            return replace(bench, parts=parts, said=said), Look()
        case Written(said):
            first = bench.room == "cohort" and not bench.report
            return replace(bench, said=said), Report() if first else Look()
        case Reported(page):
            return replace(bench, report=page), Look()
        case Remembered(parts):
            return replace(bench, history=parts), Look()
        case Shown(parts, said, then):
            now = replace(bench, told=parts, said=said, asked=then)
            return now, None if then else _look(now)
        case Failed(problem):
            left = desk.unsaved(bench.desk) if bench.desk else None
            return replace(bench, problem=problem, desk=left), None
        case Queued():
            return _queued(bench, message)
    return _at_desk(bench, message)


def _enter(bench: Bench) -> Then:
    """Bring up to date what the part shows; what was marked before is in the report."""
    if bench.room != "mark" and bench.desk:
        return _leave(bench)
    return bench, Report() if bench.room == "cohort" else _look(bench)


def _look(bench: Bench) -> Effect:
    """Return what brings up to date what a part shows, the report apart."""
    return History() if bench.room == "changes" else Look()


def _leave(bench: Bench) -> Then:
    """Put the desk away; what was marked there changes scores and pages."""
    if bench.desk is None:
        return bench, None
    persons = frozenset(bench.desk.works[at].person for at in bench.desk.touched)
    away = replace(bench, desk=None, said=(), problem="")
    return away, Renew(persons) if persons else Look()


def _queued(bench: Bench, found: Queued) -> Then:
    if not found.works:
        none = "Nothing is marked yet." if found.again else "Nothing awaits marking."
        return replace(bench, said=(none,)), Look()
    begun, effect = desk.begin(found.works, found.rubrics)
    return replace(bench, desk=begun), effect


def _at_desk(bench: Bench, message: desk_messages.Message) -> Then:
    if bench.desk is None:
        return bench, None
    after, effect = desk.step(bench.desk, message)
    return replace(bench, desk=after, problem=""), effect
