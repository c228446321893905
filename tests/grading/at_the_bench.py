"""An instructor at the workbench, without its page."""

from __future__ import annotations

import zipfile
from typing import Any

from makers import a_hand_in, encoded

from withinscope.grading.workbench import desk_messages, doing
from withinscope.grading.workbench.bench import Bench, step
from withinscope.grading.workbench.bench_messages import (
    Grade,
    Look,
    Mark,
)
from withinscope.grading.workbench.shop import Shop

from .instructor import RIGHT, Instructor


class AtTheBench:
    """An instructor at the workbench of a course with one exercise."""

    def __init__(self, instructor: Instructor) -> None:
        self.course = instructor.course
        self.told: list[tuple[int, int]] = []
        self.shop = Shop(self.course, lambda done, of: self.told.append((done, of)))
        self.state = Bench()

    def says(self, *messages: Any) -> Bench:
        """Say something on the page; return the workbench once all that follows is done."""
        for message in messages:
            state, effect = step(self.state, message)
            while effect is not None:
                state, effect = step(state, doing.do(effect, self.shop, state.marker))
            self.state = state
        return self.state

    def gets(self, *names: str, said: str = "I coach.") -> None:
        """Put a zip with hand-ins of people into the course's folder."""
        with zipfile.ZipFile(self.course / "cohort.zip", "w") as out:
            for name in names:
                answers = RIGHT | {"tell": {"text": f"{said} {name[0]}"}}
                made = a_hand_in(answers, name, workbook=f"book-of-{name}")
                out.writestr(f"{name}.ipynb", encoded(made))

    def grades(self, *names: str, **more: str) -> Bench:
        self.gets(*names, **more)
        return self.says(Look(), Grade(("cohort.zip",)))

    def marks(self, marker: str = "R. Okafor") -> Bench:
        """Mark the answer in view."""
        at = self.says(Mark(marker)).desk.at  # type: ignore[union-attr]
        return self.says(desk_messages.Level(at, "role", 2), desk_messages.Level(at, "warmth", 1))

    def scores(self) -> str:
        return (self.course / "grading" / "grades.csv").read_text(encoding="utf-8-sig")
