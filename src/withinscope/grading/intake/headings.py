"""What the columns of a roster hold: by their headings, in the languages that exports come in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from withinscope.grading import text

_FULL = (
    "trainee", "name", "full name", "student", "student name", "participant", "attendee",
    "display name", "name (original name)", "user name (original name)", "vollständiger name",
    "teilnehmer", "teilnehmer/in", "nom complet", "nombre completo", "nome completo",
    "volledige naam", "naam", "fullständigt namn", "namn", "fullt navn", "navn", "koko nimi",
    "nimi", "imię i nazwisko", "celé jméno", "полное имя", "фио", "氏名", "姓名", "성명", "이름",
    "الاسم الكامل", "nom", "nombre", "nome",
)  # fmt: skip
_WEAK = ("number", "id")
_FIRST = (
    "first name", "firstname", "first", "given name", "given names", "forename", "vorname",
    "prénom", "prenom", "nombre", "nome", "voornaam", "fornavn", "förnamn", "etunimi", "imię",
    "jméno", "имя", "όνομα", "ad", "名", "이름", "الاسم الأول", "שם פרטי",
)  # fmt: skip
_LAST = (
    "last name", "lastname", "last", "surname", "family name", "nachname", "familienname", "nom",
    "nom de famille", "apellido", "apellidos", "apellido(s)", "cognome", "sobrenome", "apelido",
    "achternaam", "efternavn", "etternavn", "efternamn", "sukunimi", "nazwisko", "příjmení",
    "фамилия", "επώνυμο", "soyad", "姓", "성", "اسم العائلة", "שם משפחה", "name",
)  # fmt: skip
_NUMBERS = ("number", "id", "id number", "student id", "id-nummer", "matrikelnummer")
_COHORTS = ("cohort", "kohorte", "cohorte")
_CANVAS = ("sis user id", "sis login id")
# `Participant 3`, `Teilnehmer/in4`: what Moodle's worksheet has in whatever language.
_IDENTIFIER = re.compile(r"(\D+?) ?(\d+)")
MOST_TITLE_ROWS = 40
"""Rows before the headings: a title, or the summary of a meeting."""


class Columns(Struct, frozen=True):
    """Which columns hold what; `names` is one, or first and last name. `start` is the first row
    of people. `flipped` says that names are `Last, First`, `original` that one is in parentheses.
    """

    heads: tuple[str, ...]
    start: int
    names: tuple[int, ...]
    email: int | None = None
    number: int | None = None
    cohort: int | None = None
    participant: int | None = None
    flipped: bool = False
    original: bool = False


def find(rows: Sequence[Sequence[str]], asked: str = "") -> Columns | None:
    """Return what is where; None if no column of names is known and none was `asked` for.

    `asked` is a heading, two with `+` between them, or a column's number in a sheet without any.
    """
    if (column := _numbered(asked, max(map(len, rows), default=0))) is not None:
        return _columns((), rows, 0, (column,))
    for at, row in enumerate(rows[:MOST_TITLE_ROWS]):
        heads = [_plain(cell) for cell in row]
        if (names := _names(heads, _asked(asked))) and not _repeats(heads, rows[at + 1 :], names):
            return _columns(row, rows, at, names)
    return None if asked or not rows else _by_shape(rows)


def _numbered(asked: str, width: int) -> int | None:
    """Return the column that a number means, of so many; None for what is the number of none."""
    if not (asked.isascii() and asked.isdigit()) or len(asked) > len(str(width)):
        return None
    return int(asked) - 1 if 0 < int(asked) <= width else None


def told(listed: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the first name, last name and number in a row by its headings, where it has them."""
    heads, values = [_plain(head) for head in listed], list(listed.values())
    first, last, number = (_first(heads, wanted) for wanted in (_FIRST, _LAST, _NUMBERS))
    both = first is not None and last is not None and first != last
    at = (first if both else None, last if both else None, number)
    return tuple("" if one is None else values[one] for one in at)  # type: ignore[return-value]


def _asked(asked: str) -> tuple[str, ...]:
    return tuple(_plain(one) for one in asked.split("+")) if asked else ()


def _plain(heading: str) -> str:
    return text.one_line(heading).casefold()


def _names(heads: Sequence[str], asked: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of names: those asked for, first and last name, or the whole name."""
    if asked:
        return tuple(heads.index(one) for one in asked) if {*asked} <= {*heads} else ()
    first, last, full = (_first(heads, wanted) for wanted in (_FIRST, _LAST, _FULL))
    if first is not None and last is not None and first != last:
        return (first, last)
    return () if full is None else (full,)


def _repeats(heads: Sequence[str], below: Sequence[Sequence[str]], names: tuple[int, ...]) -> bool:
    """Tell whether a cell that reads like a heading is one of many: everybody is a `student`."""
    at = names[0]
    return any(len(row) > at and _plain(row[at]) == heads[at] for row in below[:3])


def _first(heads: Sequence[str], wanted: Collection[str]) -> int | None:
    return next((heads.index(head) for head in wanted if head in heads), None)


def _by_shape(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Know a worksheet by its identifiers, and a bare list of names, alone or with addresses.

    A worksheet's names follow its identifiers; where they are hidden, few things stand there, and
    often.
    """
    if _identifiers(rows[1:]):
        follow = [row[1] for row in rows[1:]]
        hidden = len({*follow}) * 2 <= len(follow)
        return None if hidden else _columns(rows[0], rows, 0, (1,))
    if (weak := _first([_plain(cell) for cell in rows[0]], _WEAK)) is not None:
        return _columns(rows[0], rows, 0, (weak,))
    width = max(map(len, rows))
    addressed = _email(rows, ())
    if width == 1 and addressed is None:
        return _columns((), rows, 0, (0,))
    if addressed is not None and width == 2:
        return _columns((), rows, 0, (1 - addressed,))
    return None


def _columns(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    at: int,
    names: tuple[int, ...],
) -> Columns:
    start = at + 1 if heads else 0
    plain = [_plain(head) for head in heads]
    number = _first(plain, _NUMBERS)
    participants = _identifiers(rows[start:])
    head = plain[names[0]] if len(plain) > names[0] else ""
    return Columns(
        tuple(text.one_line(one) for one in heads),
        start,
        names,
        _email(rows[start:], names),
        None if number in names or (participants and number == 0) else number,
        _first(plain, _COHORTS),
        0 if participants else None,
        head == "student" and any(one in plain for one in _CANVAS),
        "original" in head,
    )


def _email(rows: Sequence[Sequence[str]], names: tuple[int, ...]) -> int | None:
    """Return the first column beside the names in which all that stands is e-mail addresses."""
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column].strip() for row in rows if len(row) > column]
        found = [cell for cell in cells if cell]
        if column not in names and found and all(text.EMAIL.fullmatch(cell) for cell in found):
            return column
    return None


def participant(cell: str) -> str:
    """Return the number in a worksheet's identifier."""
    found = _IDENTIFIER.fullmatch(cell.strip())
    return found[2] if found else ""


def _identifiers(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first cells are one word with a number each, as in a worksheet."""
    found = [_IDENTIFIER.fullmatch(row[0].strip()) for row in rows if len(row) > 3]
    if not found or len(found) < len(rows) or not all(found):
        return False
    words = {one[1] for one in found if one}
    return len(words) == 1 and len({one[2] for one in found if one}) == len(found)
