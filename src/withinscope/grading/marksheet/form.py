"""The columns of a sheet of marks, as they are written and as they are known again."""

from __future__ import annotations

import hashlib
import re

from msgspec import Struct

from withinscope.grading import text
from withinscope.grading.marking import Role, Work
from withinscope.parts import Criterion

KEY = "key"
MARKS: dict[str, Role] = {"mark_no": "first", "second_mark_no": "second"}
"""The heading of the number of the mark that an answer had, empty for none: it also tells whether
the sheet is a second marker's, so that nobody has to say it again."""
ANSWER = "answer to"
_OF_CRITERION = re.compile(r"([A-Za-z][A-Za-z0-9_-]*): ?(.*)", re.DOTALL)
_COMMENT = "comment"


class Column(Struct, frozen=True):
    """A column of one criterion: of its levels, or of comments."""

    criterion: str
    comments: bool = False


def key(work: Work) -> str:
    """Return what an answer is known by in a sheet: it tells nobody whose it is.

    It holds for one text of one person; a text that was changed has another.
    """
    parts = (str(work.person), work.name, work.revision, work.text)
    # A letter first, or a spreadsheet takes some of them for numbers.
    return f"a{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"


def level_heading(criterion: Criterion) -> str:
    """Return the heading of a criterion's levels, with each level in words."""
    levels = " | ".join(f"{level} {words}" for level, words in enumerate(criterion.levels))
    return text.one_line(f"{criterion.id}: {criterion.criterion} ({levels})")


def comment_heading(criterion: Criterion) -> str:
    """Return the heading of what is said of a criterion."""
    return f"{criterion.id}: {_COMMENT}"


def column(heading: str) -> Column | None:
    """Return what column a heading is of, None if it is of no criterion."""
    found = _OF_CRITERION.fullmatch(heading.strip())
    return Column(found[1], found[2].strip().casefold() == _COMMENT) if found else None


def level(typed: str, criterion: Criterion) -> int | None:
    """Return the level that is meant: by number, in words, or by both; None if it has none such.

    A spreadsheet may have made `2.0` or `2,0` of a 2.
    """
    said = " ".join(typed.split()).casefold()
    words = [" ".join(one.split()).casefold() for one in criterion.levels]
    if said in words:
        return words.index(said)
    found = re.fullmatch(r"([0-9])(?:[.,]0+)?(?: (.*))?", said)
    if not found or int(found[1]) > criterion.highest:
        return None
    return int(found[1]) if found[2] in (None, words[int(found[1])]) else None


def comment(cell: str) -> str:
    """Return what was said in a cell, without the sign by which we kept it from being a formula."""
    said = text.block(cell).strip()
    return said[1:] if said.startswith("'") and text.cell(said[1:]) == said else said
