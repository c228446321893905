"""A rule that a course is held to, and what breaks it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from withinscope.problems import Place, Problem


class Rule(Struct, frozen=True):
    """A rule by its code. docs/checks/CODE.md says what it asks for, and why, with examples.

    An error has to be mended; a warning can be allowed, with a reason, where it stands.
    """

    code: str
    severity: Literal["error", "warning"]

    def __call__(self, place: Place, what: str, mend: str = "") -> Finding:
        """Return what was found against it at a place, and how to mend that."""
        return Finding(self, Problem(what, mend, place))


class Finding(Struct, frozen=True):
    """Something in the course that breaks a rule."""

    rule: Rule
    problem: Problem

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.problem.place

    def __str__(self) -> str:
        """Write it on one line: its place, its rule, what is wrong and how to mend it."""
        where = f"{self.place}: " if str(self.place) else ""
        problem = self.problem
        return " ".join(
            part for part in (where + self.rule.code, problem.what, problem.mend) if part
        )


def error(code: str) -> Rule:
    """Return the rule with this code, which has to be kept."""
    return Rule(code, "error")


def warning(code: str) -> Rule:
    """Return the rule with this code, which can be broken where there is a reason."""
    return Rule(code, "warning")
