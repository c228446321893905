"""The course's own cells: all that a notebook of the course may hold as code, named in one place.

The front end has the same names in `allowlist.js`, and a kernel as magics; tests hold them equal.
"""

from __future__ import annotations

import re

ITEM = "%%item"
DIALOGUE = "%%dialogue"
SET = "%%set"
MARKS = (ITEM, DIALOGUE)
"""What the cell of an item begins with; a conversation's has its own, and needs no `type`."""
READ = (*MARKS, SET)
"""What any cell begins with that is read as YAML."""
HAND_IN = "%hand_in"
WORDS = {
    HAND_IN: "Hand in: open this notebook in the course to see what is answered and to hand it in.",
    "%progress": "Where you are: open this notebook in the course to see what you have done.",
    "%map": "The way through the course: open this notebook in the course to see where you are.",
    "%review": "Review: open this notebook in the course to practice what is due again.",
    "%notes": "My notes: open this notebook in the course to see all that you wrote and chose.",
    "%my_code": "My code and my local law: open this notebook in the course to fill it in.",
    "%workbench": "Grade a cohort: open this notebook in the course to grade, mark and export.",
}
"""What a view's cell prints in words, always the same: nothing of a trainee's is in a notebook."""
_OURS = re.compile(
    r"\s*|%load_ext withinscope\n%course [A-Za-z0-9-]+\n*"
    rf"|(?:{'|'.join(READ)})\n(?s:.*)|(?:{'|'.join(WORDS)})\n*"
)


def lines(text: str) -> str:
    """Return a cell's text with one kind of line end, whichever its editor wrote.

    A lone carriage return ends no line: IPython would not take it for one either.
    """
    return text.replace("\r\n", "\n")


def is_ours(text: str) -> bool:
    """Tell whether a code cell is one of the course's own, which is all that trainees can run.

    The front end holds notebooks to the same forms before it runs them.
    """
    return _OURS.fullmatch(lines(text)) is not None
