"""Warnings that an author allows where they stand, each with its reason.

In an item, or in course.yaml, a line `# check: allow WS501 the reason`; in a text cell
`<!-- check: allow WS604 the reason -->`. Errors can't be allowed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope.authoring.checks import Finding, Rule, error
from withinscope.authoring.material import Material
from withinscope.course import FILE
from withinscope.problems import Place

ALLOWED = error("WS901")
_COMMENT = re.compile(
    r"^[ \t]*(?:#|<!--)[ \t]*check:[ \t]*allow\b[ \t]*(\S*)[ \t]*(.*)$", re.MULTILINE
)


class Allowance(Struct, frozen=True):
    """A rule that may be broken in the cell, or in the file, where `place` is."""

    code: str
    why: str
    place: Place

    def covers(self, finding: Finding) -> bool:
        """Tell whether it allows what was found."""
        here, there = self.place, finding.place
        same = (here.file, here.cell) == (there.file, there.cell)
        return same and self.code == finding.rule.code


def allowances(material: Material) -> tuple[Allowance, ...]:
    """Return all that is allowed in the course: in its syllabus and in its cells."""
    text = (material.folder / FILE).read_text(encoding="utf-8")
    found = [*_in(text, Place(FILE))]
    for book in material.books:
        if book.notebook.role != "exercise":
            for number, cell in enumerate(book.notebook.cells):
                found += _in(cell.source, book.notebook.place(number))
    return tuple(found)


def _in(text: str, place: Place) -> Iterator[Allowance]:
    for comment in _COMMENT.finditer(text):
        line = text.count("\n", 0, comment.start()) + 1
        why = comment[2].removesuffix("-->").strip()
        yield Allowance(comment[1], why, place.at_line(line))


def sift(
    findings: Sequence[Finding],
    allowed: Sequence[Allowance],
    rules: Mapping[str, Rule],
    skipped: Collection[str],
) -> Iterator[Finding]:
    """Yield what is not allowed, and what is wrong with what is.

    `skipped` are the codes of rules that could not be looked at, so that nothing breaks them.
    """
    used = set()
    for finding in findings:
        mine = [one for one in allowed if one.covers(finding)]
        used |= set(mine)
        if finding.rule.severity == "error" or not any(one.why for one in mine):
            yield finding
    for one in allowed:
        if wrong := _fault(one, rules, one in used or one.code in skipped):
            yield ALLOWED(one.place, *wrong)


def _fault(one: Allowance, rules: Mapping[str, Rule], used: bool) -> tuple[str, str] | None:
    """Return what is wrong with an allowance, and how to mend it."""
    rule = rules.get(one.code)
    if rule is None:
        what = f"`allow {one.code}` names no check." if one.code else "`allow` names no check."
        return what, "Write `check: allow`, a code such as WS501, and the reason."
    if rule.severity == "error":
        return f"{one.code} is an error, which can't be allowed.", "Mend it, and take this out."
    if not one.why:
        return f"`allow {one.code}` gives no reason.", "Write it behind the code."
    if not used:
        return f"`allow {one.code}` allows nothing here.", "Take it out."
    return None
