"""What the program itself says, in the language of whoever reads it.

Each text stands in the code in English, and is looked up by that: `_("Saved.")`. What the course
says is its authors' and is no text of ours, nor is what is stored: that stays English.
"""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "locale"
ENGLISH = "en"
MARKED = "en-XA"
"""Not a language: each text as it is, in brackets, so that one that is none of ours stands out."""
VARIABLE = "WITHINSCOPE_LANGUAGE"
"""It names a language, where the system's is not wanted."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_ENGLISH_DAY = "{month} {day}, {year}"


class _Spoken:
    """The language of this process: it has one, as it has one system around it."""

    now: str | None = None


_stored: ContextVar[bool] = ContextVar("stored", default=False)
_here: ContextVar[str | None] = ContextVar("here", default=None)


def speak(language: str) -> None:
    """Say everything in a language from now on; English, where there is no catalog of it."""
    _Spoken.now = language if language in known() else ENGLISH


def speak_as_asked() -> None:
    """Say everything as the variable or the system has it, unless somebody has chosen already."""
    if _Spoken.now is None:
        speak(next((one for one in _asked_for() if one in known()), ENGLISH))


def answer_in(wished: Iterable[str]) -> None:
    """Say what is said in this context, and no other, in the `nearest` of these languages.

    Where nothing is wished, it is said as everywhere else.
    """
    tags = tuple(wished)
    _here.set(nearest(*tags) if tags else None)


def nearest(*wished: str) -> str:
    """Return the tag of the first of these that there are texts in; English's for none of them."""
    tags = (tag for one in wished for tag in (one, one.partition("-")[0].lower()))
    return next((tag for tag in tags if tag in known()), ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say what is said inside in a language, for whoever reads it."""
    before = _here.set(language)
    try:
        yield
    finally:
        _here.reset(before)


def language() -> str:
    """Return the tag of the language that texts are in."""
    return ENGLISH if _stored.get() else _here.get() or _Spoken.now or ENGLISH


@cache
def known() -> tuple[str, ...]:
    """Return the tags of all languages that there are texts in."""
    return (ENGLISH, MARKED, *sorted(file.stem for file in FOLDER.glob("*.json")))


@contextmanager
def english() -> Iterator[None]:
    """Say in English what is made inside: it is to be stored."""
    before = _stored.set(True)
    try:
        yield
    finally:
        _stored.reset(before)


def _(text: str, **values: object) -> str:
    """Return a text in the language that is spoken, with `values` in its `{places}`."""
    found = _catalog(language()).get(text, text)
    return _filled(found if isinstance(found, str) else found[0], values)


def n_(one: str, other: str, n: int, **values: object) -> str:
    """Return the form of a text that goes with the number `n`, which stands at its `{n}`."""
    forms = _catalog(language()).get(one)
    if isinstance(forms, list):
        return _filled(forms[_plural(language())(n)], {"n": n, **values})
    return _filled(one if n == 1 else other, {"n": n, **values})


def N_(text: str) -> str:  # noqa: N802 - gettext's name
    """Mark a text that is looked up where it is shown: here it is too early to know a language."""
    return text


def day_in_words(day: date) -> str:
    """Return a day with the name of its month, as people write it."""
    data = _data(language())
    months, pattern = data.get("months", _MONTHS), data.get("day", _ENGLISH_DAY)
    return str(pattern).format(month=months[day.month - 1], day=day.day, year=day.year)


def figure(number: str) -> str:
    """Return a number, such as `0.67`, with the sign for its decimals that people write."""
    return number.replace(".", str(_data(language()).get("decimal", ".")))


def _filled(text: str, values: dict[str, object]) -> str:
    whole = text.format(**values) if values else text
    return f"⟦{whole}⟧" if whole and language() == MARKED else whole


@cache
def _data(language: str) -> dict[str, Any]:
    """Return what Babel made of a language's catalog: texts, plural rule, how a day is written."""
    file = FOLDER / f"{language}.json"
    if not file.is_file():
        return {}
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def _catalog(language: str) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = _data(language).get("texts", {})
    return found


@cache
def _plural(language: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = c2py(_data(language)["plural"])
    return rule


def _asked_for() -> Iterator[str]:
    """Yield tags of languages, the one that is wanted most first."""
    names = [os.environ.get(VARIABLE), *os.environ.get("LANGUAGE", "").split(":")]
    names += [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        import ctypes

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        names.append(locale.windows_locale.get(number))
    for name in filter(None, names):
        yield name
        yield name.replace("_", "-").partition("-")[0].partition(".")[0]
