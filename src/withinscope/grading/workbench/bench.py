"""The workbench as a value: its parts, what is chosen there, what was said.

    state, effect = step(state, message)

The page says something, or what was to be done comes back; a state and what is to be done follow.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from withinscope.grading import text
from withinscope.grading.workbench import asking, calibrated, desk, desk_messages
from withinscope.grading.workbench.bench_messages import (
    Agree,
    Asked,
    Belongs,
    Calibrate,
    Came,
    Effect,
    Enter,
    Export,
    Failed,
    Grade,
    Graded,
    Group,
    History,
    Leave,
    Look,
    Looked,
    Mark,
    Part,
    Queued,
    Remembered,
    Renew,
    Report,
    Reported,
    Room,
    Shown,
    Standing,
    Written,
)
from withinscope.grading.workbench.desk import Desk
from withinscope.grading.workbench.places import Listing


class Bench(Struct, frozen=True):
    """The workbench. `desk` is there while somebody marks, `report` once it was looked at, on
    the cohort or group `group`, or on everybody, beside another, `against`.

    `parts` is what the run of grading said that was asked for here, else how everybody stands.
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
    group: str = ""
    against: str = ""
    told: tuple[Part, ...] = ()
    asked: asking.Wanted | None = None
    history: tuple[Part, ...] = ()


Then = tuple[Bench, Effect | None]


def step(bench: Bench, message: Asked | Came) -> Then:
    """Return what a message makes of the workbench, and what is to be done for it."""
    match message:
        case Mark(marker):
            now = replace(bench, said=(), problem="", told=(), marker=text.name(marker))
            return now, message
        case Group(name, against):
            now = replace(bench, group=name, against=against, said=(), problem="")
            return now, Report(name, against)
        case Agree() | Calibrate():
            return replace(bench, said=(), problem="", told=()), message
        case Belongs():  # what a run said of it is so no more
            return replace(bench, parts=(), said=(), problem=""), message
        case Look() | Grade() | Export():
            return replace(bench, said=(), problem=""), message
        case Enter(room):
            now = replace(bench, room=room, said=(), problem="", report="", told=(), asked=None)
            return _enter(replace(now, parts=()))  # what a run said, others may have changed since
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
        case Looked(listing, standing, formats, marker, parts):
            return replace(
                bench,
                parts=bench.parts or parts,
                listing=listing,
                standing=standing,
                formats=formats,
                marker=bench.marker or marker,
            ), None
        case Graded(parts, said):
            return replace(bench, parts=parts, said=said), Look()
        case Written(said):
            return replace(bench, said=said), _look(bench)
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
    return bench, _look(bench)


def _look(bench: Bench) -> Effect:
    """Return what brings up to date what a part shows, the report once it is not there."""
    if bench.room == "cohort" and not bench.report:
        return Report(bench.group, bench.against)
    return History() if bench.room == "changes" else Look()


def _leave(bench: Bench) -> Then:
    """Put the desk away; what was marked there changes scores and pages."""
    if bench.desk is None:
        return bench, None
    persons = frozenset(bench.desk.works[at].person for at in bench.desk.touched)
    told = calibrated.of_all(bench.desk) if bench.desk.samples else ()
    said = tuple(one.text for one in told if one.text)
    away = replace(bench, desk=None, said=said, problem="", told=told)
    counts = bench.desk.role != "second"
    return away, Renew(persons) if persons and counts else _look(away)


def _queued(bench: Bench, found: Queued) -> Then:
    if not found.works:
        return replace(bench, said=found.said), Look()
    if found.samples:
        begun, effect = desk.calibrate(found.samples, found.rubrics)
    else:
        begun, effect = desk.begin(found.works, found.rubrics, found.role, found.pairs)
    return replace(bench, desk=begun, said=found.said), effect


def _at_desk(bench: Bench, message: desk_messages.Message) -> Then:
    if bench.desk is None:
        return bench, None
    after, effect = desk.step(bench.desk, message)
    said = () if isinstance(message, desk_messages.Said) else bench.said
    return replace(bench, desk=after, said=said, problem=""), effect
