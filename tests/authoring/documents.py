"""The documents of the linter's rules, docs/checks/WS….md, and the courses that they tell of.

A document begins with `code`, `severity` and `message`, then says why, and ends with an example
that breaks the rule and the same one mended. A block of an example says where it goes:

    ```yaml lesson         a cell of the lesson; so do `solution` and `exercise`
    ```markdown lesson     a cell of text
    ```yaml course.yaml    the whole syllabus, or what is added to it
    ```json notebooks/…    a whole file

To write the list of them anew:  cd tests && python -m authoring.documents
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from core.makers import SETUP, a_cell, a_notebook, a_text, saved

from withinscope.authoring.material import gather
from withinscope.dialogue import Dialogue, Play, replay
from withinscope.yaml_text import dump, parse

from .courses import released

FOLDER = Path(__file__).parents[2] / "docs" / "checks"
INDEX = FOLDER / "README.md"
SYLLABUS = """\
title: A course
outcomes:
  - {id: LO1, text: Tell apart}
  - {id: LO2, text: Say so}
dimensions:
  - {id: contact, text: Contact between sessions}
claims:
  - {id: S1, text: Coaches do not diagnose}
sources:
  - {id: seed, text: Therapy vs. Coaching}
lessons:
  - {id: L01, title: One, file: 01_one, exercise: ex01}
"""
_HEAD = re.compile(r"---\n(.*?)\n---\n\n# (.+?)\n(.*)", re.DOTALL)
_BLOCK = re.compile(r"^```(\w+) ([\w./-]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its language, where it goes, and what it says."""

    language: str
    to: str
    text: str


class Document(NamedTuple):
    """A rule as authors read of it."""

    code: str
    severity: str
    message: str
    title: str
    why: str
    fails: tuple[Block, ...]
    mended: tuple[Block, ...]


def document(path: Path) -> Document:
    """Read a document. Raises ValueError where a part is missing."""
    if not (head := _HEAD.fullmatch(path.read_text(encoding="utf-8"))):
        raise ValueError(f"{path.name} does not begin with code, severity, message and a title")
    about = parse(head[1], dict[str, str])
    why, _, rest = head[3].partition("\n## Breaks it\n")
    fails, _, mended = rest.partition("\n## Mended\n")
    return Document(
        **about, title=head[2], why=why.strip(), fails=_blocks(fails), mended=_blocks(mended)
    )


def documents() -> list[Document]:
    return [document(path) for path in sorted(FOLDER.glob("WS*.md"))]


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block(*found) for found in _BLOCK.findall(text))


def a_course_of(blocks: tuple[Block, ...], folder: Path) -> Path:
    """Write the course that an example tells of, right in all that it does not say."""
    syllabus = SYLLABUS
    for block in blocks:
        if block.to == "course.yaml":
            whole = block.text.startswith("title:")
            syllabus = block.text if whole else syllabus + block.text
    folder.mkdir(parents=True)
    (folder / "course.yaml").write_text(syllabus, encoding="utf-8")
    saved(_lesson(blocks), folder / "notebooks/01_one.ipynb")
    solution = [a_cell(SETUP), *_cells(blocks, "solution"), a_cell("%hand_in")]
    saved(a_notebook(*solution), folder / "solutions/01_one.ipynb")
    released(folder)
    if more := _cells(blocks, "exercise"):
        path = folder / "exercises/01_one.ipynb"
        exercise = msgspec.json.decode(path.read_bytes())
        saved(exercise | {"cells": exercise["cells"] + more}, path)
    for block in blocks:
        if "/" in block.to:
            path = folder / block.to
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    _plan(folder)
    return folder


def _lesson(blocks: tuple[Block, ...]) -> dict[str, Any]:
    cells = _cells(blocks, "lesson")
    started = any("%course" in cell["source"] for cell in cells)
    start = [] if started else [a_cell(SETUP.replace("ex01", "L01"))]
    return a_notebook(*start, *cells, role="lesson", id="L01")


def _cells(blocks: tuple[Block, ...], to: str) -> list[dict[str, Any]]:
    return [
        (a_text if block.language == "markdown" else a_cell)(block.text.rstrip("\n"))
        for block in blocks
        if block.to == to
    ]


def _plan(folder: Path) -> None:
    """Write a plan for each conversation that has none: a shortest play to each ending."""
    for one in gather(folder).asked:
        path = folder / f"solutions/plays/{one.item.id}.yaml"
        if isinstance(one.item, Dialogue) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump({"plays": list(_plays(one.item))}), encoding="utf-8")


def _plays(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    queue, told = [replay(dialogue, [])], set()
    for play in queue:
        if play.ending is None and len(play.path) < 6:
            turn = play.turns[-1]
            ways = [f"{turn.node}.{choice.id}" for choice in turn.choices]
            queue += [replay(dialogue, [*play.path, way]) for way in ways]
        elif play.ending is not None and play.ending not in told:
            told.add(play.ending)
            yield _planned(play)


def _planned(play: Play) -> dict[str, Any]:
    steps = [dict(zip(("at", "choose"), step.split("."), strict=True)) for step in play.path]
    ends = {"ending": play.ending, "met": list(play.met), "broken": list(play.broken)}
    return {"shows": f"A way to {play.ending}", "steps": steps, **ends}


def index() -> str:
    """Write the list of all rules."""
    lines = [
        "# What `withinscope check` looks for",
        "",
        "An error has to be mended. A warning may stand where there is a reason for it: write that",
        "into the item, or into `course.yaml`, as `# check: allow WS501 why`, or into a text cell",
        "as `<!-- check: allow WS604 why -->`.",
        "",
        "This list is made from the documents: `cd tests && python -m authoring.documents`.",
        "",
        "| | | |",
        "|---|---|---|",
    ]
    rows = [f"| [{d.code}]({d.code}.md) | {d.severity} | {d.title} |" for d in documents()]
    return "\n".join([*lines, *rows]) + "\n"


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
    sys.stdout.write(f"{INDEX.name} is written anew.\n")
