"""A zip of feedback pages for Canvas, made from the zip of submissions that it gave.

Canvas knows where a file belongs by the first two numbers in its name, whose it is and which of
their files it answers, and passes over one whose last part begins with `link`
(`app/models/assignment.rb` of instructure's canvas-lms, `infer_comment_context_from_filename`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source
from withinscope.grading.exports.lms._moodle import folder
from withinscope.grading.exports.lms._who import letters
from withinscope.grading.exports.lms.moodle_feedback import ANOTHER, NO_WORK, SHARED, UNCLEAR, names
from withinscope.grading.sheet import Standing

NAME = "Canvas's zip of submissions"
FILE = "{name}_{user}_{upload}_feedback.html"
HIDDEN = "identities are hidden in this download, and Canvas's own numbers with them"
NOTE = (
    "Give it to the same assignment only: 'Upload Submissions'. Canvas adds each page as a "
    "comment, under the name of the file that it answers, so tell trainees to open it in a browser."
)

_UPLOADED = re.compile(
    r"(?P<name>[^_]+)_(?:LATE_)?(?P<user>\d+)_(?:LATE_)?(?P<upload>\d+)_.+", re.DOTALL
)
_ANONYMOUS = ("anon", "anonymous")


class _Upload(Struct, frozen=True):
    """A file that somebody uploaded, as Canvas names it: their name, and two numbers."""

    name: str
    user: str
    upload: str


def takes(source: Source) -> bool:
    """Tell whether a file is a zip of files as Canvas names them. Raises Mistake as `names`."""
    if not source.data.startswith(b"PK"):
        return False
    inside = names(source)
    return not any(map(folder, inside)) and bool(_uploads(inside))


def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
    """Return a zip with a page for each person whose files are known. Raises Mistake."""
    uploads, owners = _latest(_uploads(names(source))), _owners(people)
    times = Counter(one.person for user in uploads for one in owners[user])
    out, changes, left = io.BytesIO(), [], []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for user, one in sorted(uploads.items()):
            whose = owners[user]
            unclear = any(person.unclear or times[person.person] > 1 for person in whose)
            if why := _why_not(one, whose) or (UNCLEAR if unclear else ""):
                left.append(Left(f"{one.name} ({one.user})", why))
                continue
            file = FILE.format(name=_safe(one.name), user=one.user, upload=one.upload)
            archive.writestr(zipfile.ZipInfo(file), ask.page(whose[0].person))
            changes.append(Change(whose[0].name, "", file))
    file = f"feedback_{ask.exercise}.zip"
    return Filled(file, out.getvalue(), tuple(changes), tuple(left), (NOTE,) if changes else ())


def _uploads(paths: Iterable[str]) -> list[_Upload]:
    found = (_UPLOADED.fullmatch(path.rpartition("/")[2]) for path in paths)
    return [_Upload(**one.groupdict()) for one in found if one]


def _latest(uploads: Iterable[_Upload]) -> dict[str, _Upload]:
    """Return by the user's number the file that they uploaded last: Canvas counts up."""
    # By length first: so digits stand in the order of their numbers, however many there are.
    ordered = sorted(uploads, key=lambda one: (len(one.upload), one.upload))
    return {one.user: one for one in ordered}


def _owners(people: Iterable[Standing]) -> dict[str, list[Standing]]:
    """Return whose files came with each user's number."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for person in people:
        parts = (part for place in person.places for part in place.split("/"))
        for user in {one.user for one in _uploads(parts)}:
            found[user].append(person)
    return found


def _why_not(one: _Upload, whose: Sequence[Standing]) -> str:
    if one.name.casefold() in _ANONYMOUS:
        return HIDDEN
    if not whose:
        return NO_WORK
    if len(whose) > 1:
        return SHARED
    known = {letters(name) for name in whose[0].names}
    return "" if letters(one.name) in known else ANOTHER.format(name=whose[0].name)


def _safe(name: str) -> str:
    """Return a name in which Canvas finds no number of its own, and no dot at the beginning."""
    return f"x{name}" if name.isdigit() or name.startswith(".") else name
