"""Render feedback pages: self-contained HTML, every stranger's text escaped, and plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from withinscope import texts, types
from withinscope.course import Course
from withinscope.grading.book import rules
from withinscope.grading.book.queries import Answered, Grade
from withinscope.grading.feedback import plain, words
from withinscope.grading.feedback.pieces import Pieces, macro
from withinscope.grading.feedback.sections import Part, Stands, Written
from withinscope.grading.feedback.shown import how_far, shown
from withinscope.grading.feedback.standing import standing
from withinscope.grading.feedback.verdicts import Told, verdicts
from withinscope.html_page import html_page
from withinscope.texts import _

_FOLDER = Path(__file__).parent / "pages"
_BODY = "\0"
"""Where the body goes; no text that is shown has such a letter after it."""
_ITEMS = b'<ol class="items">\n%b\n</ol>\n'
LONGEST_OFTEN = 100
"""Characters of a response up to which others come to the same, letter for letter."""


class Pages:
    """Renders pages. Each answer, and each piece of one, that many come to is rendered once."""

    def __init__(
        self,
        syllabus: Course,
        items: Mapping[int, types.Item],
        order: Sequence[str],
        *,
        keys: bool = False,
        language: str | None = None,
    ) -> None:
        """Use a syllabus, the items by their number in the gradebook, and their order.

        With `keys` the pages also tell what would have been right. They speak the course's
        language, unless another is named.
        """
        self._course, self._items, self._keys = syllabus, items, keys
        self._language = texts.nearest(language or syllabus.language)
        place = {name: place for place, name in enumerate(order)}
        self._rank = {number: place.get(item.id, 0) for number, item in items.items()}
        jinja = self._templates()
        self._top, self._part_of, self._bottom = (
            macro(jinja, "feedback", name) for name in ("top", "part", "bottom")
        )
        self._pieces = Pieces(jinja)
        self._style = (_FOLDER / "feedback.css").read_text(encoding="utf-8")
        self._often = lru_cache(maxsize=1024)(self._rendered)

    def _templates(self) -> Environment:
        """Return the templates, with what they say and mark texts by."""
        jinja = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        known = {one.__name__: one for one in (words.mine, words.experts, texts.language)}
        jinja.globals.update(known, _=words.marked_up, content=self._content())
        jinja.globals.update({name: getattr(plain, name) for name in ("SAME", "PARTING", "NEAR")})
        return jinja

    def _content(self) -> Markup:
        """Return the attribute of what is the course's, where the page is in another language."""
        theirs = self._course.language
        if theirs.partition("-")[0].lower() == self._language:
            return Markup()
        return Markup(' lang="{}"').format(theirs)

    def page(self, trainee: str, grades: Sequence[Grade]) -> Written:
        """Return a trainee's page, a section an exercise."""
        with texts.speaking(self._language):
            return self._page(trainee, grades)

    def _page(self, trainee: str, grades: Sequence[Grade]) -> Written:
        parts = [self._part(grade) for grade in grades]
        stands = self._pieces.standing(standing(self._course, grades, self._items))
        title = _("Feedback for {name}", name=trainee)
        around = html_page(title, _BODY, self._style).encode()
        before, after = around.rsplit(_BODY.encode(), 1)
        html = b"".join((before, *self._body(trainee, stands, parts), after))
        return Written(html, plain.page(self._course, trainee, stands, parts))

    def _body(self, trainee: str, stands: Stands, parts: Sequence[Part]) -> Iterator[bytes]:
        course, near = self._course.title, self._course.near
        standing = map(_lines, (stands.outcomes, stands.dimensions, stands.practice))
        yield self._top(course, trainee, *standing, near).encode()
        for part in parts:
            yield self._part_of(part, near).encode()
            if part.answers:
                yield _ITEMS % b"\n".join([one.html for one in part.answers])
            yield b"</section>\n"
        yield self._bottom(course, trainee).encode()

    def _part(self, row: Grade) -> Part:
        answers = sorted(row.answers, key=lambda answer: self._rank[answer.item])
        earned = sum(answer.points or 0 for answer in answers)
        off = rules.taken_off(earned, row.off or 0) if row.score is not None else 0
        return Part(
            id=f"exercise-{row.exercise}",
            title=self._course.exercises.get(row.exercise)
            or row.exercise
            or _("A file that can't be read"),
            points=words.number(earned - off) if answers else "",
            total=_total(row),
            lines=tuple(how_far(row, answers, capstone=row.exercise in self._course.capstones)),
            outcomes=self._outcomes(row, answers),
            answers=tuple([self._answer(number, one) for number, one in enumerate(answers, 1)]),
        )

    def _outcomes(self, row: Grade, answers: Sequence[Answered]) -> tuple[Told, ...]:
        if row.exercise not in self._course.capstones:
            return ()
        return verdicts(self._course, answers, self._items)

    def _answer(self, number: int, answer: Answered) -> Written:
        rare = len(answer.response or "") > LONGEST_OFTEN
        return self._rendered(number, answer) if rare else self._often(number, answer)

    def _rendered(self, number: int, answer: Answered) -> Written:
        return self._pieces.answer(shown(number, self._items[answer.item], answer, keys=self._keys))


def _total(row: Grade) -> str:
    """Say of how many points those are that stand at `{points}`."""
    points = words.points("{points}", row.max_score or 0)
    return _("So far {points}", points=points) if row.score is None else points


def _lines(pieces: Iterable[Written]) -> Markup:
    """Return pieces, each below the other."""
    return Markup("\n".join(one.html.decode() for one in pieces))  # noqa: S704 - each is escaped
