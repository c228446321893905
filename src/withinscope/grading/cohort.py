"""One run of grading: what is collected is graded and kept, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from withinscope.grading import correcting
from withinscope.grading.book import counting, entries, given, history, queries, terms
from withinscope.grading.book.changes import Change
from withinscope.grading.book.entries import RunWriter
from withinscope.grading.book.expected import Expected
from withinscope.grading.book.rules import Rules, Terms
from withinscope.grading.book.seen import Seen
from withinscope.grading.crew import Crew, cores
from withinscope.grading.grade import NONE, HandIn, Refused, marked, placed
from withinscope.grading.grader import grader, grader_by
from withinscope.grading.intake import collect
from withinscope.grading.intake.found import Found, Ignored, kind
from withinscope.grading.intake.marker import Marker
from withinscope.grading.intake.roster import Roster
from withinscope.grading.keys import Keys, Recalled

BATCH = 100
FILES, BYTES = 25, 2**22
"""At most so many files, and not many more bytes, are held at once."""
WORTH_HELP = 2000
"""Files to be graded for which helpers are had."""
MOST_HELPERS = 3
"""As many grade as fast as one process reads and writes."""


class RunResult(Struct, frozen=True):
    """What a run did. `read` hand-ins were graded, `kept` of them as no copy of another one.

    `ignored` counts files that are nobody's hand-in, by their suffix or what they are, the most
    first; `expected` is who the roster has. `changes` were written, `pending` only tried out.
    """

    exercises: tuple[str, ...]
    read: int
    kept: int
    refused: int
    ignored: dict[str, int]
    changes: tuple[Change, ...]
    expected: tuple[Expected, ...] = ()
    pending: tuple[Change, ...] = ()


def grade_all(
    connection: Connection,
    paths: Iterable[str | Path],
    solutions: Path,
    old: Iterable[Path] = (),
    progress: Callable[[], object] = lambda: None,
    roster: Roster = Roster(),  # noqa: B008 - frozen
    rules: Rules = Rules(),  # noqa: B008 - frozen
    *,
    who: str = "",
    apply: bool = False,
    helpers: int | None = None,
) -> RunResult:
    """Grade what stands at the paths into a gradebook. Raises Mistake for what is wrong with keys.

    `who` grades.
    `progress` is called after each file. One bad file never stops the others. Whatever changes a
    score without a newer hand-in is written only if `apply`. As many `helpers` grade as are told,
    else as it pays to have.
    """
    tops, old = list(paths), tuple(old)
    keys = Keys(solutions, old, lambda exercise: entries.remembered(connection, exercise), roster)
    writer = RunWriter(connection, who)
    expected = writer.enroll(roster)
    writer.forget_refused(tops)
    tally, before = _Tally(writer, keys), Seen(connection, keys)
    marker = Marker(keys.course, roster)
    with_marks = _with_marks(connection, keys)
    about = (solutions, old, _recalled(connection), roster)
    here, many = grader_by(keys, marker), _helpers(tops, before, helpers)
    with Crew(grader, *about, helpers=many, here=here) as crew:
        for _, graded in crew.each(_new(tops, before, marker, tally, progress)):
            for one in graded:
                tally.take(with_marks(one.result), one.found, one.mark)
                progress()
    tally.place()
    tally.flush()
    writer.settle()
    changes, pending = _count(connection, tally, keys, rules, who=who, apply=apply)
    return tally.result(changes, expected, pending)


def _recalled(connection: Connection) -> dict[str, Recalled]:
    """Return what a gradebook knows of each exercise before anything is graded."""
    graded = queries.exercises_graded(connection)
    return {exercise: entries.remembered(connection, exercise) for exercise in graded}


def _with_marks(
    connection: Connection, keys: Keys
) -> Callable[[HandIn | Refused], HandIn | Refused]:
    """Return what adds to a hand-in the marks that people gave for its answers."""
    marks = given.marks_in(connection)
    if marks is None:
        return lambda one: one
    return lambda one: marked(one, keys, marks) if isinstance(one, HandIn) else one


def _helpers(tops: Sequence[str | Path], before: Seen, told: int | None) -> int:
    """Return how many helpers pay: what they come to know anew takes as long as hundreds of files,
    and what is done here sets a limit.
    """
    if told is not None:
        return told
    many = collect.count(tops) - before.number >= WORTH_HELP
    return min(cores() - 1, MOST_HELPERS) if many else 0


def _new(
    tops: Iterable[str | Path],
    before: Seen,
    marker: Marker,
    tally: _Tally,
    progress: Callable[[], object],
) -> Iterator[list[tuple[Found, str]]]:
    """Yield what is to be graded, a few files at a time, and count all else.

    Where any file is known from before, each is read here, and marked; else by whoever grades it.
    """
    batch: list[tuple[Found, str]] = []
    size = 0
    for found in collect.collect(tops):
        if isinstance(found, Ignored):
            tally.ignored[PurePath(found.name).suffix.lower()[:12]] += 1
            continue
        one, mark = found, ""
        if before.number:
            one = collect.opened(found)
            mark = marker.mark(one)
            if exercise := before.exercise(mark):
                tally.pass_over(exercise, one)
                progress()
                continue
        batch.append((one, mark))
        size += len(one.data)
        if len(batch) >= FILES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _count(
    connection: Connection, tally: _Tally, keys: Keys, rules: Rules, *, who: str, apply: bool
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Work out what everybody comes to now; return what changed, and what would if applied."""
    before = terms.in_force(connection)
    now = {one: rules.at_once(one, before.get(one)) for one in _counted(connection, tally, rules)}
    wanted = correcting.wanted(connection, keys, now, rules)
    terms.keep(connection, now)
    changes = tuple(counting.work_out(connection, tally.run, now))
    history.record(connection, changes, who, tally.run)
    more, pending = correcting.carry_out(connection, wanted, who=who, apply=apply)
    return (*changes, *more), pending


def regrade_all(
    connection: Connection,
    solutions: Path,
    old: Iterable[Path] = (),
    rules: Rules = Rules(),  # noqa: B008 - frozen
    *,
    who: str = "",
    apply: bool = False,
) -> RunResult:
    """Grade anew all that a gradebook holds, from the answers that it keeps; no file is needed.

    Raises Mistake for what is wrong with keys. Nothing is written unless `apply`, or unless
    nobody's score changes.
    """
    keys = Keys(solutions, old, lambda exercise: entries.remembered(connection, exercise))
    graded, before = queries.exercises_graded(connection), terms.in_force(connection)
    now = {one: before.get(one, Terms()) for one in graded}
    wanted = correcting.wanted(connection, keys, now, rules)
    changes, pending = correcting.carry_out(connection, wanted, who=who, apply=apply)
    return RunResult(tuple(graded), 0, 0, 0, {}, changes, pending=pending)


def _counted(connection: Connection, tally: _Tally, rules: Rules) -> set[str]:
    """Return the exercises that a run has to do with: those handed in, and those it is told of."""
    known = queries.exercises_graded(connection)
    return tally.exercises | {one for one in (*rules.due, *rules.late) if one in known}


class _Tally:
    """Gathers results into batches, so that memory does not grow with the cohort."""

    def __init__(self, writer: RunWriter, keys: Keys) -> None:
        self._writer, self._keys = writer, keys
        self.run = writer.run
        self._hand_ins: list[HandIn] = []
        self._marks: list[str] = []
        self._refused: list[Refused] = []
        self._unplaced: list[tuple[Refused, Found]] = []
        self._in_zip: dict[str, set[str]] = {}
        self._keyed: set[str] = set()
        self.exercises: set[str] = set()
        self.ignored: Counter[str] = Counter()
        self.read = self.kept = self.refused = 0

    def result(
        self,
        changes: tuple[Change, ...],
        expected: tuple[Expected, ...],
        pending: tuple[Change, ...],
    ) -> RunResult:
        """Return what the run did, once everything is written."""
        return RunResult(
            tuple(sorted(self.exercises)),
            self.read,
            self.kept,
            self.refused,
            self._most_ignored(),
            changes,
            expected,
            pending,
        )

    def _most_ignored(self) -> dict[str, int]:
        """What was ignored, the most first: it comes to light as helpers bring what they have."""
        return dict(sorted(self.ignored.items(), key=lambda one: (-one[1], one[0])))

    def pass_over(self, exercise: str, found: Found) -> None:
        """Count a file that needs no grading again."""
        self.read += 1
        self.exercises.add(exercise)
        if kind(found.file) == "zip":
            self._in_zip.setdefault(found.file, set()).add(exercise)

    def take(self, one: HandIn | Refused, found: Found, mark: str) -> None:
        """Add a result, the file that it is of and its mark; a full batch is written."""
        if isinstance(one, Refused):
            self._refuse(one, found)
        else:
            self._hand_ins.append(one)
            self._marks.append(mark)
            self.pass_over(one.exercise, found)
        if len(self._hand_ins) + len(self._refused) >= BATCH:
            self.flush()

    def _refuse(self, one: Refused, found: Found) -> None:
        if one.nobodys:
            suffix = PurePath(found.name).suffix.lower()[:12]
            why = one.reason.removesuffix(f"; {one.whose.every_doubt}")
            self.ignored[suffix if found.stray else why] += 1
            return
        self.refused += 1
        if not one.exercise:
            self._unplaced.append((one, found))
            return
        self._refused.append(msgspec.structs.replace(one, exercise=one.exercise.strip(NONE)))
        self.exercises |= {one.exercise} - {NONE}

    def place(self) -> None:
        """Take what does not tell its exercise for the one that all else in its zip, or in the
        run, is of: a broken file is no reason to call somebody missing.
        """
        for one, found in self._unplaced:
            around = self._in_zip.get(found.file) or self.exercises
            only = next(iter(around)) if len(around) == 1 else ""
            self._refused.append(placed(one, found, only, self._keys) if only else one)
        self._unplaced = []

    def flush(self) -> None:
        """Write what has been gathered."""
        for exercise in {one.exercise for one in self._hand_ins} - self._keyed:
            self._writer.keep_keys(self._keys.of(exercise))
            self._keyed.add(exercise)
        self.kept += self._writer.keep(self._hand_ins, self._marks)
        self._writer.keep_refused(self._refused)
        self._hand_ins, self._marks, self._refused = [], [], []
