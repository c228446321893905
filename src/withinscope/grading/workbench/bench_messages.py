"""What the workbench is told, by its page or by what was done, and what it asks to have done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from withinscope.grading.agreement import Pair
from withinscope.grading.book.two_names import Question, Said
from withinscope.grading.marking import Role, Work
from withinscope.grading.workbench import asking, desk_messages
from withinscope.grading.workbench.desk_messages import Kept, Opened, Taken
from withinscope.grading.workbench.places import Listing
from withinscope.parts import Sample
from withinscope.types import Item

Room = Literal["grade", "mark", "cohort", "changes"]


class Part(Struct, frozen=True):
    """A part of what grading says: a table with its title and heads, or a text alone."""

    title: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""


class Standing(Struct, frozen=True):
    """How far it is: exercises graded, free answers, those of them marked; the cohorts, and the
    groups that columns of a roster make; and which hand-ins have two names.
    """

    exercises: tuple[str, ...] = ()
    done: int = 0
    every: int = 0
    cohorts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


# What the page says.


class Look(Struct, frozen=True, tag_field="kind", tag="look"):
    """The page is there, or a list may be out of date."""


class Enter(Struct, frozen=True, tag_field="kind", tag="enter"):
    """To one of the parts."""

    room: Room


class Grade(Struct, frozen=True, tag_field="kind", tag="grade"):
    """Grade what was chosen from the list, with a roster, if any, and its column of names.

    `pick` is which of a person's hand-ins counts, as before if it is empty; `due` from when on they
    are late, as `--due`, and `late` what becomes of it, as `--late`. What changes scores without a
    newer hand-in is written only if `apply`.
    """

    paths: tuple[str, ...]
    roster: str = ""
    names: str = ""
    pick: Literal["", "newest", "first", "best"] = ""
    due: str = ""
    late: str = ""
    apply: bool = False


class Belongs(Struct, frozen=True, tag_field="kind", tag="belongs"):
    """Say whose hand-ins with two names are, by the person in whose place they stand and the other
    name as it is compared; with nothing `said`, ask again.
    """

    person: int
    alike: str
    said: Said


class Mark(Struct, frozen=True, tag_field="kind", tag="mark"):
    """Begin to mark, as somebody; with `again`, what is marked already.

    As a `second` marker a `share` of the answers, in percent; who is to have `decided` gets those
    to which two gave different marks.
    """

    marker: str
    again: bool = False
    role: Role = "first"
    share: Annotated[int, Meta(ge=1, le=100)] = 100


class Calibrate(Struct, frozen=True, tag_field="kind", tag="calibrate"):
    """Mark the sample answers, and see how far that is from the expert."""


class Group(Struct, frozen=True, tag_field="kind", tag="group"):
    """Report on one cohort or group from now on, or, without a name, on everybody; beside another
    one, if it is said, else a cohort beside the one before it.
    """

    name: str
    against: str = ""


class Agree(Struct, frozen=True, tag_field="kind", tag="agree"):
    """Show how far two markers agree."""


class Leave(Struct, frozen=True, tag_field="kind", tag="leave"):
    """Enough marked for now."""


class Export(Struct, frozen=True, tag_field="kind", tag="export"):
    """Write `feedback` pages, or a format's file or the `report`, with names or `report-anonymous`,
    as `Group` says on whom.

    With `give-back`, on a Hub, each page goes to its owner too.
    """

    what: str
    group: str = ""
    against: str = ""


Asked = (
    Look | Enter | Grade | Belongs | Mark | Calibrate | Agree | Group | Leave | Export
    | asking.Said | desk_messages.Said
)  # fmt: skip
"""What the page can say, as JSON by its `kind`."""


# What comes back.


class Looked(Struct, frozen=True):
    """What there is to choose, how far it is, who would mark, and how everybody stands."""

    listing: Listing
    standing: Standing
    formats: tuple[str, ...]
    marker: str
    parts: tuple[Part, ...] = ()


class Graded(Struct, frozen=True):
    """Grading went through: what it says, and where everything is."""

    parts: tuple[Part, ...]
    said: tuple[str, ...]


class Queued(Struct, frozen=True):
    """The answers to be marked, and the items that they answer, by number; what to say of them.

    `pairs` are the marks between which somebody decides, by the answer; `samples` are there where
    the works are samples, by which to calibrate.
    """

    works: tuple[Work, ...]
    rubrics: Mapping[int, Item]
    role: Role = "first"
    said: tuple[str, ...] = ()
    pairs: Mapping[Work, Pair] = {}
    samples: Mapping[Work, Sample] = {}


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
    """To do: make the report, as `Group` says on whom."""

    group: str = ""
    against: str = ""


class History(Struct, frozen=True):
    """To do: look the latest changes of scores up."""


Effect = (
    Look
    | Grade
    | Belongs
    | Mark
    | Calibrate
    | Agree
    | Export
    | Renew
    | Report
    | History
    | asking.Effect
    | desk_messages.Effect
)
Came = (
    Looked | Graded | Queued | Written | Reported | Remembered | Shown | Failed
    | Opened | Kept | Taken
)  # fmt: skip
