"""Write feedback pages: self-contained HTML, every stranger's text escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from msgspec import Struct

from withinscope import types
from withinscope.grading import text
from withinscope.grading.book.queries import Answered, Grade
from withinscope.grading.book.stored import Unread
from withinscope.html_page import html_page

_FOLDER = Path(__file__).parent / "pages"
_SURE = {1: "guessing", 2: "fairly sure", 3: "sure"}
_LEVELS = msgspec.json.Decoder(dict[str, int])


class Part(Struct, frozen=True):
    """One exercise on a page. `items` is HTML; `points` is empty until there are any."""

    id: str
    title: str
    so_far: bool
    points: str
    highest: str
    lines: tuple[str, ...]
    items: Markup


class Pages:
    """Renders pages. Each answer that many gave is rendered once."""

    def __init__(
        self,
        course: str,
        titles: Mapping[str, str],
        items: Mapping[int, types.Item],
        order: Sequence[str],
        *,
        keys: bool = False,
    ) -> None:
        """Use a course's title, its exercises' titles, the items by number, and their order.

        With `keys` the pages also tell what would have been right.
        """
        self._course, self._titles, self._items, self._keys = course, titles, items, keys
        self._place = {name: place for place, name in enumerate(order)}
        self._rank = {number: self._place.get(item.id, 0) for number, item in items.items()}
        jinja = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._page = jinja.get_template("feedback.html.j2")
        self._item = jinja.get_template("item.html.j2")
        self._style = (_FOLDER / "feedback.css").read_text(encoding="utf-8")
        self._often = lru_cache(maxsize=1024)(self._rendered)

    def page(self, trainee: str, grades: Sequence[Grade]) -> bytes:
        """Return a trainee's page as UTF-8 HTML, a section an exercise."""
        parts = [self._part(grade) for grade in grades]
        body = self._page.render(course=self._course, trainee=trainee, parts=parts)
        return html_page(f"Feedback for {trainee}", body, self._style).encode()

    def _part(self, row: Grade) -> Part:
        answers = sorted(row.answers, key=lambda answer: self._rank[answer.item])
        shown = [self._shown(number, answer) for number, answer in enumerate(answers, 1)]
        points = sum(answer.points or 0 for answer in answers)
        return Part(
            id=f"exercise-{row.exercise}",
            title=self._titles.get(row.exercise, row.exercise or "A file that can't be read"),
            so_far=row.score is None,
            points=text.number(points, 2) if answers else "",
            highest=text.number(row.max_score),
            lines=tuple(_lines(row, answers)),
            items=Markup("\n").join(shown),
        )

    def _shown(self, number: int, answer: Answered) -> Markup:
        long = len(answer.response or "") > 512
        return self._rendered(number, answer) if long else self._often(number, answer)

    def _rendered(self, number: int, answer: Answered) -> Markup:
        item = self._items[answer.item]
        marks = _LEVELS.decode(answer.marks) if answer.marks else None
        shown: dict[str, Any] = {
            "number": number,
            "item": item,
            "points": _points(item, answer),
            "kind": "" if answer.points is not None else "open",
            "sure": _SURE.get(answer.confidence or 0),
            "rubric": self._rubric(item, marks),
            "after": item.after if self._keys else None,
            "turning": item.turning if self._keys else None,
        }
        shown |= self._answer(item, answer)
        return Markup(self._item.render(shown).rstrip())  # noqa: S704 - escaped by the template

    def _answer(self, item: types.Item, answer: Answered) -> dict[str, Any]:
        """Return what was answered, in words, and the remarks on it."""
        if answer.state == "not gradable":
            told = f"It could not be graded: {answer.reason}. That is not a zero."
            return {"told": f"{told} Your instructor sees this too."}
        if isinstance(item, Unread):
            return {"told": f"This question can't be shown: {item.why}. Its points stand."}
        if answer.state == "unanswered" or answer.response is None:
            return {}
        response = item.decode(answer.response.encode())
        remarks = [one for one in item.remarks(response) if self._keys or not one.tells_key]
        return {
            # The remarks on what was chosen repeat it; said twice it would only be longer.
            "said": item.said(response) if item.by_person or not remarks else "",
            "told": "" if item.by_person else item.verdict(response),
            "notes": remarks,
        }

    def _rubric(self, item: types.Item, marks: Mapping[str, int] | None) -> list[dict[str, Any]]:
        if not (marks or self._keys):
            return []
        return [
            {
                "criterion": one.criterion,
                "reached": marks[one.id] if marks else None,
                "words": one.levels[marks[one.id]] if marks else "",
                "highest": one.highest,
                "levels": one.levels if self._keys else (),
            }
            for one in item.rubric
        ]


def _points(item: types.Item, answer: Answered) -> str:
    unit = "point" if item.points == 1 else "points"
    of = f"of {text.number(item.points)} {unit}"
    if answer.state == "graded":
        return f"{text.number(answer.points, 2)} {of}"
    if answer.state == "unanswered":
        return f"Not answered: 0 {of}"
    if answer.state == "needs marking":
        return f"Waiting to be marked ({text.number(item.points)} {unit})"
    return "Not gradable"


def _lines(row: Grade, answers: Sequence[Answered]) -> list[str]:
    """Say in words how far an exercise is graded."""
    states = [answer.state for answer in answers]
    waiting, broken = states.count("needs marking"), states.count("not gradable")
    lines = []
    if not answers:
        lines.append("The file that was handed in could not be read. That is not a zero.")
    if waiting:
        answer = "One answer waits" if waiting == 1 else f"{waiting} answers wait"
        lines.append(f"{answer} to be marked by a person.")
    if broken:
        answer = "One answer" if broken == 1 else f"{broken} answers"
        lines.append(f"{answer} could not be graded. Ask your instructor about it.")
    if answers and not waiting and not broken:
        lines.append("Graded in full.")
    if row.competent:
        lines.append(f"Competent: {row.competent}.")
    if row.moment:
        at = datetime.fromtimestamp(row.moment, UTC)
        lines.append(f"Handed in on {at.day} {at:%B %Y, %H:%M} UTC.")
    return lines
