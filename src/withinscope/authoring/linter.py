"""What is wrong in a course: in its syllabus, its notebooks, its items, and between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from withinscope.authoring import allowing, checks
from withinscope.authoring.ceiling import Ceiling, ceilings
from withinscope.authoring.checks import Finding, Rule, level
from withinscope.authoring.clients import Clients, clients
from withinscope.authoring.files import all_notebooks
from withinscope.authoring.material import gather


class Report(Struct, frozen=True):
    """What was found, in order of place; how many notebooks were looked at.

    `skipped` are the codes of rules that could not be looked at. `ceilings` and `clients` are what
    an author should know though nothing is wrong.
    """

    findings: tuple[Finding, ...]
    notebooks: int
    skipped: tuple[str, ...]
    ceilings: tuple[Ceiling, ...] = ()
    clients: tuple[Clients, ...] = ()


def rules() -> dict[str, Rule]:
    """Return every rule by its code, the one about allowances too."""
    return {**checks.rules(), allowing.ALLOWED.code: allowing.ALLOWED}


def check(course: Path, paths: Sequence[Path] = ()) -> Report:
    """Look at a course, and report what is found in it that is not allowed.

    `paths` are the notebooks to look at; none means all, and the syllabus too. The whole course
    is read either way, since items name each other. Raises Mistake if course.yaml can't be read.
    """
    material = gather(course, paths)
    every = (finding for each in checks.every() for finding in each(material))
    found = list(dict.fromkeys(every))  # the words of a set would be told for each of its items
    skipped = () if level.library() else (level.LEVEL.code,)
    kept = allowing.sift(found, allowing.allowances(material), rules(), skipped)
    wanted = sorted((one for one in kept if material.wants(one.place)), key=_order)
    count = len(paths or all_notebooks(course))
    return Report(tuple(wanted), count, skipped, ceilings(material), clients(material))


def _order(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.place
    return place.file or "", place.cell or 0, place.line or 0, finding.rule.code
