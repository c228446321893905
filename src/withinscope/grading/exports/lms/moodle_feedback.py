"""A zip of feedback files for Moodle, made from the zip of submissions that it gave.

Pages alone are sent: what was handed in would come back as new feedback. A page goes to the folder
whose name is its person's, by the number that Moodle gave it; a team's number is everybody's in it.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source
from withinscope.grading.exports.lms._moodle import Folder, folder
from withinscope.grading.exports.lms._who import letters, plain
from withinscope.grading.sheet import Standing
from withinscope.problems import Mistake, Place, Problem

NAME = "Moodle's zip of submissions"
FOLDER = "{name}_{number}_assignsubmission_file"
NO_NUMBER = "whoever is in no group has no number, and Moodle takes no feedback for them"
NO_WORK = "nothing of theirs that lies there counts in the gradebook"
SHARED = "the work of several lies there, and all of them would see each other's pages"
UNCLEAR = "their work lies in several folders, or has two workbooks: it may be of two people"
ANOTHER = "what lies there is in the gradebook as {name}'s, so their page is not sent there"

_Key = tuple[tuple[str, ...], str]


def takes(source: Source) -> bool:
    """Tell whether a file is a zip with folders, or files, as Moodle names them."""
    return source.data.startswith(b"PK") and bool(_folders(source))


def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
    """Return a zip with a page for each folder whose person is known. Raises Mistake."""
    owners, folders = _owners(people), _folders(source)
    anonymous = _anonymous(folders, people)
    times = Counter(one.person for at in folders for one in owners[_key(at)])
    out, changes, left = io.BytesIO(), [], []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in folders:
            whose = owners[_key(one)]
            unclear = any(person.unclear or times[person.person] > 1 for person in whose)
            if why := _why_not(one, whose, anonymous) or (UNCLEAR if unclear else ""):
                left.append(Left(f"{one.name} ({one.number or 'no number'})", why))
                continue
            into = FOLDER.format(name=_safe(one.name), number=one.number)
            name = f"{into}/feedback_{ask.exercise}.html"
            archive.writestr(zipfile.ZipInfo(name), ask.page(whose[0].person))
            changes.append(Change(whose[0].name, "", name))
    name = f"feedback_{ask.exercise}.zip"
    notes = (
        "Give it to the same assignment only: 'Upload multiple feedback files in a zip'. Moodle "
        "passes over numbers of another one without a word.",
    )
    return Filled(name, out.getvalue(), tuple(changes), tuple(left), notes if changes else ())


def _anonymous(folders: Sequence[Folder], people: Iterable[Standing]) -> bool:
    """Tell whether identities are hidden: several folders with one name, which is nobody's."""
    shown = {plain(one.name) for one in folders}
    known = {plain(name) for person in people for name in person.names}
    return len(folders) > 1 and len(shown) == 1 and not shown & known


def _safe(name: str) -> str:
    """Return a name that Moodle takes: it needs none, and passes over one with a `_` or a dot."""
    return "" if name.startswith(".") or set(name) & {"_", "\\", ":"} else name


def _why_not(one: Folder, whose: Sequence[Standing], anonymous: bool) -> str:
    if not one.number:
        return NO_NUMBER
    if not whose:
        return NO_WORK
    if len(whose) > 1:
        return SHARED
    known = {letters(name) for name in whose[0].names}
    return "" if anonymous or letters(one.name) in known else ANOTHER.format(name=whose[0].name)


def _owners(people: Iterable[Standing]) -> dict[_Key, list[Standing]]:
    """Return whose files stood in each folder."""
    found: dict[_Key, list[Standing]] = defaultdict(list)
    for person in people:
        for one in {_key(at) for place in person.places if (at := folder(place))}:
            found[one].append(person)
    return found


def _key(one: Folder) -> _Key:
    """Return what a folder is known by, however its accents are made."""
    return plain(one.name), one.number


def _folders(source: Source) -> list[Folder]:
    """Return the folders of a zip, each once. Raises Mistake as `names`."""
    return sorted(set(_each(names(source))), key=lambda one: (one.name, one.number))


def names(source: Source) -> list[str]:
    """Return the paths in a zip. Raises Mistake for one that can't be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return [_name(info) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        what = f"This zip can't be read ({error})."
        raise Mistake(Problem(what, "Download it again.", Place(source.name))) from None


def _each(paths: Iterable[str]) -> Iterator[Folder]:
    for path in paths:
        if one := folder(path):
            yield Folder(one.name, one.number)


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's path; Moodle writes UTF-8, and does not always say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
