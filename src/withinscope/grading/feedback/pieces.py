"""What a feedback page is put together of: what many come to is rendered once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from jinja2 import Environment
from markupsafe import Markup

from withinscope.grading import text
from withinscope.grading.feedback import plain
from withinscope.grading.feedback.sections import Stands, Written
from withinscope.grading.feedback.shown import Shown
from withinscope.grading.feedback.standing import Standing

OFTEN = 2048
"""Pieces that are kept: remarks above all, of which an exercise has some hundreds."""
_WAY = b'<ol class="notes way">\n%b\n</ol>\n'
_NOTES = b'<ul class="notes">\n%b\n</ul>\n'
_END = b"</li>"
_Told = TypeVar("_Told", bound=Hashable)
Piece = Callable[[_Told], Written]


class Pieces:
    """Writes in both forms: HTML in which every text is escaped, and plain text."""

    def __init__(self, jinja: Environment) -> None:
        """Use the templates of an environment, which escapes."""
        self._head = _once(macro(jinja, "item", "head"), plain.head)
        self._said = _piece(macro(jinja, "item", "said"), plain.said)
        self._told = _once(macro(jinja, "item", "told"), text.block)
        self._title = _once(macro(jinja, "item", "way"), plain.title)
        self._moment = _once(macro(jinja, "beside"), plain.beside)
        self._note = _once(macro(jinja, "note"), plain.remark)
        self._criterion = _piece(macro(jinja, "item", "criterion"), plain.criterion)
        self._sure = _once(macro(jinja, "item", "sure"), plain.sure)
        self._after = _once(macro(jinja, "item", "after"), text.block)
        self._line = _once(macro(jinja, "feedback", "line"), plain.line)
        self._lesson = _once(macro(jinja, "feedback", "lesson"), plain.lesson)
        self._turning = _once(macro(jinja, "item", "turning"), text.block)

    def standing(self, one: Standing) -> Stands:
        """Return where somebody stands."""
        outcomes, dimensions = map(self._line, one.outcomes), map(self._line, one.dimensions)
        return Stands(tuple(outcomes), tuple(dimensions), tuple(map(self._lesson, one.practice)))

    def answer(self, one: Shown) -> Written:
        """Return what is told of an answer."""
        pieces = list(self._pieces(one))
        html = b"".join([*[piece.html for piece in pieces], _END])
        return Written(html, plain.PARTED.join([piece.plain for piece in pieces]))

    def _pieces(self, one: Shown) -> Iterator[Written]:
        yield self._head(one.head)
        if one.said:
            yield self._said(one.said)
        if one.told:
            yield self._told(one.told)
        if one.way:
            yield self._title(one.way_title)
            yield _listed(_WAY, map(self._moment, one.way))
        if one.notes:
            yield _listed(_NOTES, map(self._note, one.notes))
        yield from map(self._criterion, one.rubric)
        if one.sure:
            yield self._sure(one.sure)
        if one.after:
            yield self._after(one.after)
        if one.turning:
            yield self._turning(one.turning)


def macro(jinja: Environment, template: str, name: str = "") -> Callable[..., Markup]:
    """Return a macro of a template, called as that is unless said; it escapes what is no markup.

    A template that is rendered makes itself a context each time, which takes longer.
    """
    module = jinja.get_template(f"{template}.html.j2").module
    found: Callable[..., Markup] = getattr(module, name or template)
    return found


def _piece(html: Callable[[_Told], Markup], words: Callable[[_Told], str]) -> Piece[_Told]:
    """Return what writes a piece in both forms."""
    return lambda told: Written(html(told).encode(), words(told).encode("utf-8", "replace"))


def _once(html: Callable[[_Told], Markup], words: Callable[[_Told], str]) -> Piece[_Told]:
    """Return what writes a piece, each once."""
    kept: Piece[_Told] = lru_cache(maxsize=OFTEN)(_piece(html, words))
    return kept


def _listed(form: bytes, pieces: Iterable[Written]) -> Written:
    every = list(pieces)
    html = b"\n".join([one.html for one in every])
    return Written(form % html, plain.PARTED.join([one.plain for one in every]))
