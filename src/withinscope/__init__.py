"""Within Scope: a Jupyter curriculum on where coaching ends and therapy begins.

notebooks.read(path)            -> the notebook
notebooks.items(notebook)       -> what was asked; each with .id and .revision
notebooks.responses(notebook)   -> what was answered
notebooks.release(solution)     -> the exercise
scoring.score(item, response)   -> the score
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Give a kernel the course's magics: what `%load_ext withinscope` runs."""
    from withinscope.magics import load

    load(shell)
