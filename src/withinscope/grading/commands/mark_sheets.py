"""`withinscope mark --export` and `--import`: marking in a spreadsheet, without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from withinscope.grading import agreement, text
from withinscope.grading.book import entries, marked, marks
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.commands import mark_files
from withinscope.grading.commands.options import Say
from withinscope.grading.marking import Mark, Role, Work
from withinscope.grading.marksheet import form, judging, writing
from withinscope.grading.marksheet.judging import Empty, Known, New, Refused, Same, Verdict
from withinscope.problems import Mistake, Place, Problem


def export(
    connection: Connection, path: Path, works: Sequence[Work], say: Say, role: Role = "first"
) -> None:
    """Write the answers for a spreadsheet; raises Mistake rather than replace a file."""
    history = marked.history(connection)
    found = ((work, _standing(work, history, role)) for work in works)
    standing = {work: mark for work, mark in found if mark}
    made = writing.sheets(works, marks.rubrics(connection), standing, role)
    files = mark_files.named(path, made)
    if there := [one for one in files if one.exists()]:
        what = "There is a file already, and marks may be in it."
        raise Mistake(Problem(what, "Name another.", Place(str(there[0]))))
    for file, held in files.items():
        mark_files.write(file, held)
        for sheet in held:
            say(f"{len(sheet.rows)} answers to {sheet.item} are in {file}.")
    say("Fill in the levels and comments, leave the rest as it is, and give the file back:")
    say(f"withinscope mark --import {' '.join(map(str, files))}")


def _standing(work: Work, history: marked.History, role: Role) -> Mark | None:
    """Return the mark that one of a role is held against."""
    given = history.get(marked.answer(work), ())
    beside = [mark for mark in given if (mark.role == "second") == (role == "second")]
    return beside[-1] if beside else None


class Taken(Struct, frozen=True):
    """What came of sheets: whose answers were marked, and whether there is something to look at."""

    persons: frozenset[int]
    look: bool


def take(book: Gradebook, files: Iterable[Path], marker: str, replace: bool, say: Say) -> Taken:
    """Take the marks of sheets into the gradebook, all of them or, if it fails, none.

    A mark that another would make way for is taken only with `replace`. Raises Mistake for a
    file that is no sheet of marks.
    """
    read = [tab for path in files for tab in mark_files.read(path)]
    persons: set[int] = set()
    look = False
    with book.writing() as connection:
        items = entries.every_item(connection)
        for tab in read:
            found = tab.filled
            known, rubrics = _known(connection, found.role, marker), marks.rubrics(connection)
            verdicts = judging.judge(found.entries, known, rubrics)
            given = [one for one in verdicts if isinstance(one, New) and (replace or not one.why)]
            for one in given:
                work, name = one.work, text.name(marker)
                marks.give(
                    connection, work, one.levels, name, one.before, one.comments, items, found.role
                )
            persons |= {one.work.person for one in given}
            left = tuple(_left(verdicts, replace))
            look = look or bool(left)
            for line in (_counted(tab.where, verdicts, given), *left):
                say(line)
    return Taken(frozenset(persons), look)


def _known(connection: Connection, role: Role, marker: str) -> dict[str, Known]:
    """Return every answer by its key, with its mark of a role, closed to whom it is closed to."""
    history, known = marked.history(connection), {}
    for work, counts in marked.every_answer(connection).items():
        older = "" if counts else "its answer does not count any more: another was handed in since"
        closed = older or (_no_second(work, history, marker) if role == "second" else "")
        known[form.key(work)] = Known(work, _standing(work, history, role), closed)
    return known


def _no_second(work: Work, history: marked.History, marker: str) -> str:
    """Say why a marker can't give an answer its second mark, or nothing."""
    first = _standing(work, history, "first")
    if first is None:
        return "it has no first mark yet"
    mine = agreement.same_marker(first, marker)
    return "its first mark is yours, and the second is to be another's" if mine else ""


def _counted(where: str, verdicts: Sequence[Verdict], given: Sequence[New]) -> str:
    kinds = Counter(type(one) for one in verdicts)
    left = len(verdicts) - len(given) - kinds[Same] - kinds[Empty]
    parts: Mapping[str, int] = {
        "taken": len(given),
        "already there": kinds[Same],
        "left, see below": left,
        "not filled in": kinds[Empty],
    }
    told = ", ".join(f"{number} {what}" for what, number in parts.items() if number)
    return f"{where}: {told or 'nothing in it'}."


def _left(verdicts: Iterable[Verdict], replace: bool) -> Iterator[str]:
    """Say of each row that was not taken why, and what would take it."""
    asked = False
    for one in verdicts:
        if isinstance(one, Refused) or (isinstance(one, New) and one.why and not replace):
            asked = asked or isinstance(one, New)
            yield text.one_line(f"Row {one.row}: {one.why}.")
    if asked:
        yield "To have the sheet's marks count instead: --replace. The others are kept on record."
