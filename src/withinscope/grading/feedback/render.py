"""Render feedback pages: self-contained HTML, every stranger's text escaped, and plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from withinscope import types
from withinscope.course import Course
from withinscope.grading import text
from withinscope.grading.book import rules
from withinscope.grading.book.queries import Answered, Grade
from withinscope.grading.feedback import plain
from withinscope.grading.feedback.sections import Answer, Part, Written, lines
from withinscope.grading.feedback.shown import how_far, shown
from withinscope.grading.feedback.standing import standing
from withinscope.grading.feedback.verdicts import NO_MARK, Told, verdicts
from withinscope.html_page import html_page

_FOLDER = Path(__file__).parent / "pages"
LONGEST_OFTEN = 100
"""Characters of a response up to which others come to the same, letter for letter."""


class Pages:
    """Renders pages. Each answer, and each remark, that many come to is rendered once."""

    def __init__(
        self,
        syllabus: Course,
        items: Mapping[int, types.Item],
        order: Sequence[str],
        *,
        keys: bool = False,
    ) -> None:
        """Use a syllabus, the items by their number in the gradebook, and their order.

        With `keys` the pages also tell what would have been right.
        """
        self._course, self._items, self._keys = syllabus, items, keys
        place = {name: place for place, name in enumerate(order)}
        self._rank = {number: place.get(item.id, 0) for number, item in items.items()}
        jinja = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._page = jinja.get_template("feedback.html.j2")
        # Macros: a template that is rendered makes itself a context each time, which takes longer.
        self._item = _macro(jinja, "item")
        self._note = lru_cache(maxsize=2048)(_macro(jinja, "note"))
        beside = partial(_macro(jinja, "beside"), same=plain.SAME, parting=plain.PARTING)
        self._beside = lru_cache(maxsize=2048)(beside)
        self._style = (_FOLDER / "feedback.css").read_text(encoding="utf-8")
        self._often = lru_cache(maxsize=1024)(self._rendered)

    def page(self, trainee: str, grades: Sequence[Grade]) -> Written:
        """Return a trainee's page, a section an exercise."""
        parts = [self._part(grade) for grade in grades]
        stands = standing(self._course, grades, self._items)
        body = self._page.render(
            course=self._course.title,
            trainee=trainee,
            parts=parts,
            standing=stands,
            near=plain.NEAR if self._course.near else "",
            outcomes=plain.OUTCOMES,
            back=plain.BACK,
        )
        page = html_page(f"Feedback for {trainee}", body, self._style)
        words = plain.page(self._course, trainee, stands, parts)
        return Written(page.encode(), words.encode("utf-8", "replace"))

    def _part(self, row: Grade) -> Part:
        answers = sorted(row.answers, key=lambda answer: self._rank[answer.item])
        earned = sum(answer.points or 0 for answer in answers)
        off = rules.taken_off(earned, row.off or 0) if row.score is not None else 0
        return Part(
            id=f"exercise-{row.exercise}",
            title=self._course.exercises.get(row.exercise)
            or row.exercise
            or "A file that can't be read",
            so_far=row.score is None,
            points=text.number(earned - off, 2) if answers else "",
            highest=text.number(row.max_score),
            lines=tuple(how_far(row, answers, self._judged(row))),
            outcomes=self._outcomes(row, answers),
            answers=tuple([self._answer(number, one) for number, one in enumerate(answers, 1)]),
        )

    def _judged(self, row: Grade) -> str:
        if row.exercise in self._course.capstones:
            return NO_MARK
        return f"Competent: {row.competent}." if row.competent else ""

    def _outcomes(self, row: Grade, answers: Sequence[Answered]) -> tuple[Told, ...]:
        if row.exercise not in self._course.capstones:
            return ()
        return verdicts(self._course, answers, self._items)

    def _answer(self, number: int, answer: Answered) -> Answer:
        rare = len(answer.response or "") > LONGEST_OFTEN
        return self._rendered(number, answer) if rare else self._often(number, answer)

    def _rendered(self, number: int, answer: Answered) -> Answer:
        told = shown(number, self._items[answer.item], answer, keys=self._keys)
        way, notes = map(self._beside, told.way), map(self._note, told.notes)
        return Answer(self._item(told, lines(way), lines(notes)), plain.answer(told))


def _macro(jinja: Environment, name: str) -> Callable[..., Markup]:
    """Return the macro of a template, both called so; it escapes what is no markup."""
    macro: Callable[..., Markup] = getattr(jinja.get_template(f"{name}.html.j2").module, name)
    return macro
