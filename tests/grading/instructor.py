"""An instructor at work: a course, a folder of hand-ins, commands, and what they say."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from makers import PICK, RATE, TELL, a_course, an_item, save

from withinscope.cli import main

RIGHT = {"pick": {"choice": "b"}, "rate": {"best": "a", "worst": "c"}}
WRONG = {"pick": {"choice": "a"}, "rate": {"best": "c", "worst": "a"}}
CORRECTED = (an_item(PICK, key="a"), RATE, TELL)
"""The exercise's items with another key."""


def cells(printed: str, columns: int) -> list[list[str]]:
    """The rows of a printed table that have so many columns."""
    rows = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in printed.splitlines()]
    return [row for row in rows if len(row) == columns]


class Instructor:
    """Runs commands in a course and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.course = a_course(folder / "course")
        self.folder = folder
        self.hand_ins = folder / "hand-ins"
        self.out = folder / "out"
        self.gradebook: list[str] = []
        self._capsys = capsys
        self.said = self.complained = ""

    def gets(self, name: str, notebook: dict[str, Any] | bytes) -> Path:
        return save(self.hand_ins / name, notebook)

    def keeps_it_at(self, address: str) -> None:
        """Have every command use the gradebook there, and not the course's own."""
        self.gradebook = ["--gradebook", address]

    def runs(self, *words: str | Path) -> int:
        command, *rest = map(str, words)
        status = main([command, *rest, *self.where()])
        self.said, self.complained = self._capsys.readouterr()
        return status

    def where(self) -> list[str]:
        """What tells a command which course, gradebook and folder for people are meant."""
        return ["--course", str(self.course), "--out", str(self.out), *self.gradebook]

    def grades(self, *paths: str | Path, no_feedback: bool = True) -> int:
        flags = ["--no-feedback"] if no_feedback else []
        return self.runs("grade", *(paths or (self.hand_ins,)), *flags)

    def sheet(self) -> list[dict[str, str]]:
        text = (self.out / "grades.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def rows(self, *columns: str) -> list[tuple[str, ...]]:
        """The chosen columns of grades.csv, a tuple a row."""
        return [tuple(row[column] for column in columns) for row in self.sheet()]

    def reasons(self) -> dict[str, str]:
        """The reason in grades.csv by the trainee's name."""
        return {row["trainee"]: row["reason"] for row in self.sheet()}


class Page(HTMLParser):
    """The words of a feedback page, and every tag with its attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
