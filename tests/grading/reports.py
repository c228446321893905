"""A cohort that a report is on, and the report as it is read."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from makers import DUTY, PICK, RATE, a_course, a_hand_in, an_item

from .instructor import Instructor

TAGGED = "outcome: [LO1]\ndimension: [purpose]\nconfidence: true\n"
YAML = (
    PICK + TAGGED,
    RATE,
    an_item(PICK, id="again", stem="Who may treat?"),
    DUTY,
)
BEST = {
    "pick": {"choice": "b"},
    "rate": {"best": "a", "worst": "c"},
    "again": {"choice": "b"},
    "duty": {"choice": "a"},
}
WORST = {
    "pick": {"choice": "a"},
    "rate": {"best": "c", "worst": "a"},
    "again": {"choice": "a"},
    "duty": {"choice": "b"},
}


class Report(HTMLParser):
    """A report as it is read: its words, its tables by the heading before them, its tags."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: dict[str, list[list[str]]] = {}
        self._heading, self._in = "", ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("h2", "h3"):
            self._heading, self._in = "", "heading"
        if tag == "tr":
            self.rows.setdefault(self._heading, []).append([])
        if tag in ("td", "th"):
            self.rows[self._heading][-1].append("")
            self._in = "cell"

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag in ("h2", "h3", "td", "th") else self._in

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._in == "heading":
            self._heading += data
        if self._in == "cell":
            row = self.rows[self._heading][-1]
            row[-1] = " ".join((row[-1] + " " + data).split())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def row(self, heading: str, begins: str) -> list[str]:
        return next(row for row in self.rows[heading] if row[0].startswith(begins))


def a_cohort(instructor: Instructor, best: int, worst: int, **more: dict[str, Any]) -> None:
    """Hand-ins of `best` who have all right and `worst` who have nothing, all of them sure."""
    a_course(instructor.course, ex01=YAML)
    people = [(f"Best {n}", BEST) for n in range(best)]
    people += [(f"Worst {n}", WORST) for n in range(worst)]
    for name, answers in [*people, *more.items()]:
        made = a_hand_in(answers, name, yaml=YAML, workbook=f"book of {name}", confidence=3)
        instructor.gets(f"{name}.ipynb", made)
    instructor.grades()


def the_report(instructor: Instructor, *words: str) -> Report:
    assert instructor.runs("report", *words) == 0
    name = "report-anonymous.html" if "--anonymous" in words else "report.html"
    assert instructor.said == f"The report is {instructor.out / name}.\n"
    return Report(instructor.out / name)
