"""`withinscope check`: the author's linter, and what the course covers."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from withinscope.authoring import coverage, coverage_forms, engine, linter
from withinscope.authoring.ceiling import LIMIT
from withinscope.authoring.checks import Finding
from withinscope.authoring.files import Say, chosen, course_of, parser
from withinscope.authoring.linter import Report
from withinscope.authoring.material import gather
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.authoring.files import Subparsers

DOCUMENTS = "docs/checks"
"""Where a code is explained: in the course's folder, or below the engine of one of one's own."""


def add_parser(commands: Subparsers) -> None:
    """Add `check` to the command line."""
    made = parser(
        commands,
        "check",
        "Look for mistakes in the syllabus and in every item; nothing is changed.",
        "withinscope check --format github",
    )
    made.add_argument(
        "--coverage",
        action="store_true",
        help="instead, show which lesson practices what, which exercise assesses it, and how much "
        "there is",
    )
    made.add_argument(
        "--format",
        choices=list(dict.fromkeys((*FORMATS, *coverage_forms.FORMATS))),
        default="text",
        help="default: %(default)s; github is for what is found, markdown for --coverage",
    )
    made.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="notebooks to look at; default: all"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Say what is found, a line each; return 1 if there is anything, else 0. Raises Mistake."""
    course = course_of(args)
    if args.coverage:
        return _coverage(course, args.format, say)
    write = _chosen(FORMATS, args.format)
    report = linter.check(course, chosen(args.paths))
    if written := write(report.findings):
        say(written)
    if args.format == "text":
        say(_summary(report, course))
    return 1 if report.findings else 0


def _coverage(course: Path, form: str, say: Say) -> int:
    """Say what the course covers; return 1 if it is whole and yet leaves something out."""
    write = _chosen(coverage_forms.FORMATS, form)
    material = gather(course)
    table = coverage.table(material)
    say(write(table))
    return 1 if material.known.complete and any(row.holes for row in table.rows) else 0


def _chosen(forms: Mapping[str, Callable[..., str]], form: str) -> Callable[..., str]:
    """Return what writes a form. Raises Mistake if these things are not written so."""
    if form not in forms:
        what = f"This is not written as {form}."
        raise Mistake(Problem(what, f"Choose one of these: --format {', '.join(forms)}."))
    return forms[form]


def _summary(report: Report, course: Path) -> str:
    counts = Counter(finding.rule.severity for finding in report.findings)
    found = [_counted(counts[kind], kind) for kind in ("error", "warning") if counts[kind]]
    lines = [f"{' and '.join(found) or 'Nothing'} in {_counted(report.notebooks, 'notebook')}."]
    if report.findings:
        code = report.findings[0].rule.code
        own = engine.FOLDER if (course / engine.FOLDER).is_dir() else ""
        where = (Path(own) / DOCUMENTS / f"{code}.md").as_posix()
        lines.append(f"What a code means, with examples: {where} and its like.")
    if report.skipped:
        lines.append("The reading level was not looked at: it needs the package textstat.")
    if report.ceilings:
        each = ", ".join(f"{one.value:.2f} of {one.name}" for one in report.ceilings)
        lines.append(f"Who sees the options and no stem can earn {each}; {LIMIT:.2f} is the limit.")
    lines += [f"Clients of {one.notebook}: {'; '.join(one.people)}." for one in report.clients]
    return "\n".join(lines)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _text(findings: Sequence[Finding]) -> str:
    return "\n".join(map(str, findings))


def _json(findings: Sequence[Finding]) -> str:
    return json.dumps([_fields(finding) for finding in findings], indent=2, ensure_ascii=False)


def _fields(finding: Finding) -> dict[str, str | int | None]:
    rule: dict[str, str] = msgspec.structs.asdict(finding.rule)
    place: dict[str, str | int | None] = msgspec.structs.asdict(finding.place)
    return {**place, **rule, "what": finding.problem.what, "mend": finding.problem.mend}


def _github(findings: Sequence[Finding]) -> str:
    return "\n".join(map(_annotation, findings))


def _annotation(finding: Finding) -> str:
    """Write a finding as GitHub Actions' workflow commands have it.

    Cell and line are told in the title: GitHub's own line would be one of the file's JSON.
    """
    place, problem = finding.place, finding.problem
    title = [finding.rule.code]
    title += [f"cell {place.cell}"] if place.cell else []
    title += [f"line {place.line}"] if place.line else []
    text = _escaped(f"{problem.what} {problem.mend}".strip())
    where = f"file={_escaped(place.file or '', ':,')},title={_escaped(', '.join(title), ':,')}"
    return f"::{finding.rule.severity} {where}::{text}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what ends a workflow command; `more` is what ends one of its properties."""
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
