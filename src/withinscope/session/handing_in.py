"""Handing in: the exercise with every record, a name and a time, as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import course, disk, notebooks
from withinscope.notebooks import Notebook, Record, Unreadable
from withinscope.problems import Mistake, Problem
from withinscope.session.answering import Session
from withinscope.texts import _
from withinscope.types import BadResponse

FOLDER = "hand-ins"
SHARED = 0o640
"""Of a file that the instructors' group reads too, where the folder is theirs."""
_TIMES = ("%Y-%m-%d_%H.%M", "%Y-%m-%d_%H.%M.%S", "%Y-%m-%d_%H.%M.%S.%f")
"""How a file's name ends: with no more of the time than tells it from the others."""
Records = dict[str, Record | None]


class Said(Struct, frozen=True):
    """What a hand-in holds of an item, in words; `own` if they are the trainee's."""

    number: int
    stem: str
    said: str
    own: bool = False


def hand_in(session: Session, trainee: str) -> Path:
    """Write the hand-in and return its file. Raises OSError or Mistake if that fails.

    Where nothing is new since the one before, that is it: a button was pressed again. Where the
    instructor has a folder within reach, as on a Hub, it is there as well.
    """
    file = _made(session, trainee)
    if session.hand_ins is not None:
        _deliver(file, session.hand_ins)
    return file


def _made(session: Session, trainee: str) -> Path:
    """Return the trainee's own file of the hand-in, a new one if there is anything new."""
    records = session.records()
    moment = datetime.now(UTC)
    latest = session.journal.latest
    after = latest.isoformat() if latest > moment else ""
    made = _whole(session, records, trainee, moment.isoformat(), after)
    if (before := last(session)) is not None and _is_repeated(before, made, moment):
        return before
    file = _new_file(session.work / FOLDER, f"{session.id}_{_file_name(trainee)}", moment)
    disk.write_whole(file, notebooks.handed_in_text(made), private=True)
    session.note_hand_in(trainee, file.name)
    return file


def _deliver(file: Path, folder: Path) -> None:
    """Put a hand-in where the instructor, and nobody else, reads it. Raises Mistake."""
    try:
        disk.write_whole(folder / file.name, file.read_bytes(), mode=SHARED)
    except OSError as error:
        what = _(
            "Your file can't be put where your instructor reads it ({why}).", why=error.strerror
        )
        mend = _("Try again; if it stays so, download it from What I handed in, and send it.")
        raise Mistake(Problem(what, mend)) from None


def feedback(session: Session) -> bytes | None:
    """Return the page that the instructor has put beside the hand-ins, None if there is none."""
    if session.hand_ins is None:
        return None
    try:
        return (session.hand_ins / course.RETURNED).read_bytes()
    except OSError:
        return None


def last(session: Session) -> Path | None:
    """Return the file that was last handed in, None where there is none any more."""
    name = session.known.handed_in
    file = session.work / FOLDER / Path(name).name
    return file if name and file.is_file() else None


def said(data: bytes, name: str) -> tuple[Said, ...]:
    """Return what a hand-in says, by what stands in its file. Raises Mistake."""
    try:
        return tuple(_said(notebooks.decode(data, name)))
    except Unreadable as reason:
        what = _("The file {name} can't be read any more: {reason}.", name=name, reason=reason)
        raise Mistake(Problem(what, _("Hand in again."))) from None


def _said(notebook: Notebook) -> Iterator[Said]:
    records = {one.item: one.record for one in notebooks.responses(notebook)}
    for number, item in enumerate(notebooks.released_items(notebook), start=1):
        if (record := records.get(item.id)) is not None:
            try:
                words = item.said(item.decode(record.response))
            except BadResponse:
                words = _("An answer to an earlier version of this question.")
            yield Said(number, item.stem, words, item.own_words)


def _whole(
    session: Session, records: Records, trainee: str, moment: str, after: str
) -> dict[str, Any]:
    """Return a hand-in that holds every answer.

    It is made of the open notebook, and where that was damaged, of the course's own exercise.
    Raises Mistake where neither can hold them.
    """
    why = _("There is no exercise to put them in")
    for asked in _asked(session):
        made = notebooks.handed_in(asked, records, trainee, moment, after)
        if not (why := _lacking(made, records)):
            return made
    what = _("Your answers can't be put together into one file. {why}.", why=why)
    raise Mistake(Problem(what, _("They are kept. Reload this page and try again.")))


def _asked(session: Session) -> Iterator[dict[str, Any]]:
    """Yield the notebooks that can be handed in: the open one, and the course's own exercise."""
    home, name = session.home, session.id
    if session.file is not None:
        try:
            yield notebooks.load_dict(session.file)
        except Mistake:
            if home is None:
                raise
    lessons = course.read(home).lessons if home else ()
    file = next((one.file for one in lessons if one.exercise == name), name)
    own = notebooks.load_dict((home or Path.cwd()) / "exercises" / f"{file}.ipynb")
    if session.known.workbook:
        own["metadata"]["withinscope"]["workbook"] = session.known.workbook
    yield own


def _lacking(made: dict[str, Any], records: Records) -> str:
    """Say what who grades it would not find in a hand-in, or nothing."""
    try:
        read = notebooks.decode(notebooks.handed_in_text(made).encode(), "")
        held = {one.item: one.record for one in notebooks.responses(read)}
    except Unreadable as reason:
        return _("It could not be graded: {reason}", reason=reason)
    for number, (name, record) in enumerate(records.items(), start=1):
        found = held.get(name)
        if record is not None and (found is None or _plain(found) != _plain(record)):
            return _("Question {n} would be missing", n=number)
    return ""


def _plain(record: Record) -> Any:
    return msgspec.json.decode(msgspec.json.encode(record))


def _is_repeated(before: Path, made: dict[str, Any], moment: datetime) -> bool:
    """Tell whether a hand-in says nothing that the one before did not, other than its time."""
    try:
        known = notebooks.load_dict(before)
        at = datetime.fromisoformat(_take_times(known))
    except (Mistake, ValueError):
        return False
    again = dict(made, metadata=made["metadata"] | {"withinscope": notebooks.about(made)})
    _take_times(again)
    return known == again and at <= moment  # one that is dated in days to come helps nobody


def _take_times(notebook: dict[str, Any]) -> str:
    """Take the times out of a hand-in; return the one at which it was handed in."""
    about = notebook["metadata"]["withinscope"]
    about.pop("handed_in_after", None)
    return str(about.pop("handed_in_at", ""))


def _new_file(folder: Path, begin: str, moment: datetime) -> Path:
    """Return a file that is not there yet, named for a person to read, and make its folder."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = moment.astimezone()
    files = [folder / f"{begin}_{here:{time}}.ipynb" for time in _TIMES]
    return next((file for file in files if not file.exists()), files[-1])


def _file_name(trainee: str) -> str:
    """Write a name so that it can stand in a file's name on any system."""
    kept = "".join(c if c.isalnum() or c in "-." else " " for c in trainee)
    return "-".join(kept.split()).strip("-.")[:60] or "trainee"
