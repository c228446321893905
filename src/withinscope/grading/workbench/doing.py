"""Do with the gradebook and files what the workbench asks for, and say what came of it."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import Connection

from withinscope.grading import cohort, exports, outcomes, output, text
from withinscope.grading.book import expected, marks, queries, roll, rows, two_names
from withinscope.grading.commands import export, feedback, options, summary
from withinscope.grading.feedback import giving_back, writing
from withinscope.grading.intake import collect, roster
from withinscope.grading.report import groups, page
from withinscope.grading.workbench import (
    asking,
    changing,
    desk_messages,
    naming,
    places,
    queueing,
    returning,
)
from withinscope.grading.workbench.bench_messages import (
    Agree,
    Belongs,
    Calibrate,
    Came,
    Effect,
    Export,
    Failed,
    Grade,
    Graded,
    History,
    Look,
    Looked,
    Mark,
    Part,
    Renew,
    Report,
    Reported,
    Standing,
    Written,
)
from withinscope.grading.workbench.shop import Shop, part
from withinscope.problems import Mistake, Problem

PENDING = "What would change is not written yet. Choose to write it, and grade the same again."
FEEDBACK, GIVE_BACK = "feedback", "give-back"
REPORT, ANONYMOUS = "report", "report-anonymous"
"""What can be written beside the formats of exports."""


def do(effect: Effect, shop: Shop, marker: str) -> Came:
    """Do it; return what came of it, which is Failed for what a person can mend."""
    try:
        return _done(effect, shop, marker)
    except Mistake as mistake:
        return Failed(str(mistake))
    except OSError as error:
        return Failed(f"The system says: {error.strerror or error}.")


def _done(effect: Effect, shop: Shop, marker: str) -> Came:
    match effect:
        case Look():
            return _look(shop)
        case Grade():
            return _grade(effect, shop)
        case Belongs():
            return naming.settle(effect, shop)
        case Mark():
            return queueing.queue(effect, shop)
        case Calibrate():
            return queueing.samples(shop)
        case Agree():
            return queueing.agreement(shop)
        case Renew():
            return _renew(effect.persons, shop)
        case Report():
            return _report(effect, shop)
        case Export():
            return _export(effect, shop)
        case History():
            return changing.remembered(shop)
        case asking.Step():
            return changing.step(shop)
        case asking.TakeBack():
            return changing.take_back(effect, shop)
        case asking.Forget():
            return changing.kept(effect.trainee, shop)
        case asking.Remove():
            return changing.remove(effect, shop)
        case asking.Fill():
            return returning.show(effect, shop)
        case asking.Give():
            return returning.give(effect, shop)
        case desk_messages.Read():
            return _read(effect, shop, text.name(marker))
        case desk_messages.Save():
            return _save(effect, shop, marker)


def _look(shop: Shop) -> Looked:
    listing = places.listing(shop.course, shop.out)
    formats = tuple(exports.formats())
    return Looked(listing, _standing(shop), formats, options.login(), _parts(shop))


def _parts(shop: Shop) -> tuple[Part, ...]:
    """Return how everybody stands by now, whoever graded or marked meanwhile."""
    if not shop.graded:
        return ()
    with shop.reading() as connection:
        return tuple(part(one) for one in summary.standing(connection))


def _standing(shop: Shop) -> Standing:
    if not shop.graded:
        return Standing()
    with shop.reading() as connection:
        done, every = marks.progress(connection)
        members = roll.memberships(connection)
        parted = tuple(groups.cohorts(members)), tuple(groups.columns(members))
        known = tuple(queries.exercises_graded(connection))
        asked = tuple(two_names.every(connection))
        return Standing(known, done, every, *parted, asked)


def _grade(asked: Grade, shop: Shop) -> Graded:
    offered = places.listing(shop.course, shop.out)
    paths = [places.chosen(name, offered.hand_ins, shop.course) for name in asked.paths]
    if not paths:
        raise Mistake(Problem("Nothing is chosen to be graded.", "Choose a zip or a folder first."))
    due, late = ([one] if one.strip() else [] for one in (asked.due, asked.late))
    told: list[str] = []
    counts = options.rules_of(shop.course, asked.pick or None, due, late, told.append)
    listed = roster.Roster()
    if asked.roster:
        file = places.chosen(asked.roster, offered.rosters, shop.course)
        listed = options.roster_in(file, asked.names)
    total, read = collect.count(paths), 0

    def step() -> None:
        nonlocal read
        read += 1
        shop.tell(read, max(read, total))

    with shop.book() as book:
        with book.writing() as connection:
            keys = shop.course / "solutions"
            done = cohort.grade_all(
                connection,
                paths,
                keys,
                (),
                step,
                listed,
                counts,
                who=options.login(),
                apply=asked.apply,
            )
        pages = writing.catch_up(book, shop.out, shop.course)
        with book.reading() as connection:
            made = _graded(connection, done, pages, shop)
    return replace(made, said=(*told, *made.said))


def _graded(connection: Connection, done: cohort.RunResult, pages: int, shop: Shop) -> Graded:
    """Write what people read, and return what the terminal would say."""
    missing = expected.missing(connection, done.exercises)
    strangers = expected.strangers(connection, done.exercises, done.expected)
    path = exports.write(rows.sheet(connection, shop.course), shop.out)
    shown = summary.shown(
        connection, done, missing, strangers, outcomes.capstones(shop.course).exercises
    )
    parts = tuple(part(one) for one in shown)
    nothing = () if done.read else ("Nothing that could be graded was found.",)
    pending = (PENDING,) if done.pending else ()
    looks = next((len(one.rows) for one in parts if one.title == summary.LOOKS), 0)
    look = (f"To look at: {looks}, in the table so called.",) if looks else ()
    where = (f"Scores are in {path}.", _pages(pages, shop))
    return Graded(parts, (*nothing, *pending, *look, *where))


def _pages(pages: int, shop: Shop) -> str:
    are = "page is" if pages == 1 else "pages are"
    return f"{pages} feedback {are} in {shop.out / output.FEEDBACK}."


def _read(asked: desk_messages.Read, shop: Shop, marker: str) -> desk_messages.Opened:
    own = marker if asked.role == "second" else None  # the first's words would tell of their marks
    with shop.reading() as connection:
        bank = marks.comment_bank(connection, asked.work.name, own)
        return desk_messages.Opened(marks.latest_mark(connection, asked.work, asked.role), bank)


def _save(
    asked: desk_messages.Save, shop: Shop, marker: str
) -> desk_messages.Kept | desk_messages.Taken:
    if not text.name(marker):
        raise Mistake(Problem("Nobody's name stands with this mark.", "Write who marks."))
    form = asked.form
    with shop.book() as book, book.writing() as connection:
        other = marks.give(
            connection,
            asked.work,
            form.levels,
            text.name(marker),
            asked.instead_of,
            form.comments,
            role=asked.role,
        )
        if other is not None:
            return desk_messages.Taken(other)
        mark = marks.latest_mark(connection, asked.work, asked.role)
    if mark is None:
        raise LookupError("a mark that was just given is not in the gradebook")
    return desk_messages.Kept(mark)


def _renew(persons: frozenset[int], shop: Shop) -> Written:
    with shop.reading() as connection:
        path = exports.write(rows.sheet(connection, shop.course), shop.out)
        pages = writing.write(connection, shop.out, shop.course, persons=persons)
    return Written((f"Scores are in {path}.", _pages(pages, shop)))


def _report(asked: Report, shop: Shop) -> Came:
    if not _standing(shop).exercises:
        return Reported("")
    return Reported(_report_page(asked, shop).decode())


def _report_page(asked: Report | Export, shop: Shop, *, anonymous: bool = False) -> bytes:
    with shop.reading() as connection:
        made = page.report(connection, shop.course, asked.group, asked.against)
    return page.page(made, anonymous=anonymous)


def _export(asked: Export, shop: Shop) -> Written:
    what = asked.what
    if what in (REPORT, ANONYMOUS):
        path = output.folder(shop.out) / f"{what}.html"
        output.write(path, _report_page(asked, shop, anonymous=what == ANONYMOUS))
        return Written((f"The report is {path}.",))
    if what == GIVE_BACK:
        feedback.on_a_hub()
    with shop.reading() as connection:
        if what in (FEEDBACK, GIVE_BACK):
            written = _pages(writing.write(connection, shop.out, shop.course), shop)
            given = giving_back.give_back(connection, shop.out) if what == GIVE_BACK else None
            return Written((written, *(feedback.told(given) if given else ())))
        if what not in exports.formats():
            raise Mistake(Problem("There is no such file to write.", "Load the page again."))
        sheet, left_out = export.sheet_of(connection, shop.course, asked.group)
        path = exports.write(sheet, shop.out, what)
    return Written((f"Scores are in {path}.", *left_out))
