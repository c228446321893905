"""Strangers' text made fit for a terminal, a spreadsheet and a file name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_NAME = 120
"""Characters of a trainee's name that are kept; nobody's is longer."""

# Marks that turn the direction of the text after them (Unicode TR 9) and characters that show
# as nothing: a name with them looks like another name, or turns the line it stands in.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff")) | dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2060, 0x2070))
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# All that a block of text can't have: what is above but line ends of one kind, and half letters.
_ODD = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{''.join(map(chr, _UNSEEN))}]"
)
_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
# What spreadsheets take for a number, a time or a date, in the ways that people write them.
_NUMBER = re.compile(r"(?=\D*\d)[\d\s.,:/()%$€£¥-]+(e[+-]?\d+|[ap]m?)?", re.IGNORECASE)
_MONTH = (
    r"(jan|f[eé]b|m[aä]r|apr|avr|ma[iy]|jun|jui|jul|aug|ao[uû]|sep|o[ck]t|nov|de[cz])"
    r"[a-zäéû]*\.?"
)
_DATE = re.compile(rf"(\d+[\s./-]*)?{_MONTH}[\s./,-]*\d+|\d+[\s./-]*{_MONTH}", re.IGNORECASE)
# What programs that read a CSV (pandas, R, Excel) take for no value, and is somebody's name.
_NO_VALUE = frozenset(
    ("NA", "#NA", "<NA>", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None")
)
_UNSAFE = re.compile(r'[<>:"/\\|?*~%\x00-\x1f\x7f-\x9f]')
# Names that Windows keeps for devices, whatever follows the first dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\.|$)")


def one_line(text: str) -> str:
    """Return a text as one line without control characters, safe to show anywhere."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = _CONTROL.sub(" ", text).translate(_UNSEEN)
    whole = visible.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
    return unicodedata.normalize("NFC", " ".join(whole.split()))


def name(text: str) -> str:
    """Return a trainee's name as it is compared, kept and shown; empty if nothing is left."""
    cleaned = one_line(text)
    return cleaned if len(cleaned) <= LONGEST_NAME else cleaned[: LONGEST_NAME - 1] + "…"


def alike(name: str) -> str:
    """Return what spellings of a name share: capitals and how accents are made are no matter."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def block(text: str) -> str:
    """Return a text of several lines with nothing in it that a terminal would obey."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if _ODD.search(text) is None:
        return text
    lines = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    visible = _CONTROL_BUT_LINES.sub("\ufffd", lines).translate(_UNSEEN)
    return visible.encode("utf-8", "replace").decode("utf-8")


def cell(text: str) -> str:
    """Return a text that a spreadsheet shows as it is: it runs no formula, and makes nothing of it.

    `0047` would lose its zeros, `12E5` and `3-4` become a number and a date, `nan` nothing. An
    apostrophe before them says that they are text.
    """
    typed = text.strip()
    changes = typed.startswith(_FORMULA) or _NUMBER.fullmatch(typed) or _DATE.fullmatch(typed)
    word = typed in _NO_VALUE or typed.casefold() in ("true", "false")
    return f"'{text}" if changes or word else text


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs, else as it is: for programs that compare it."""
    return f"'{text}" if text.strip().startswith(_FORMULA) else text


def moment(seconds: float | None) -> str:
    """Return a time in seconds since 1970 as `2026-11-29 07:30:00`, in UTC; nothing for none."""
    if not seconds:
        return ""
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError, OSError):
        return ""


@lru_cache(maxsize=1024)  # thousands of answers come to the same points
def number(value: float | None, digits: int = 4) -> str:
    """Write points for people and spreadsheets: `0`, `1.5`, `0.6667`, and nothing for None."""
    return "" if value is None else f"{value:.{digits}f}".rstrip("0").rstrip(".")


def file_stem(text: str) -> str:
    """Return a name as the stem of a file on any system; never empty, never with a `~`.

    Safe on Windows too: no device's name, no dot or space at either end. Different names may
    come to the same stem, also where only capitals differ: compare with `same_file`.
    """
    stem = (
        _UNSAFE.sub("_", one_line(text)).encode("utf-8")[:100].decode("utf-8", "ignore").strip(". ")
    )
    return f"_{stem}" if not stem or _DEVICE.match(stem.casefold()) else stem


def same_file(stem: str) -> str:
    """Return what two stems share if some file system takes them for one."""
    if stem.isascii():
        return stem.lower()
    return unicodedata.normalize("NFKC", stem).casefold()


def mark(*parts: str) -> str:
    """Return a short mark that differs where the parts do, to keep two files apart."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def day(moment: float) -> str:
    """Return the day, in UTC, of a time in seconds since 1970."""
    try:
        at = datetime.fromtimestamp(moment, UTC)
    except (ValueError, OverflowError, OSError):
        return "no day of any calendar"
    return f"{at:%B} {at.day}, {at.year}"
