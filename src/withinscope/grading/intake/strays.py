"""Files that are no notebooks by their names, and are somebody's hand-in all the same."""

from __future__ import annotations

import re
from pathlib import PurePath

import msgspec

from withinscope.grading.intake.found import STRAYS, TEXT, Found

# A notebook begins so, whatever the file is called.
_NOTEBOOK = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def of(found: Found) -> Found:
    """Return a file that is no notebook by its name as what it is: read as one all the same, or
    with its problem.
    """
    suffix = PurePath(found.name).suffix.lower()
    named = ".ipynb" in found.name.lower()
    if _NOTEBOOK.match(found.data) and (named or b'"nbformat"' in found.data):
        return found
    if named and suffix not in STRAYS:
        return found
    what = STRAYS.get(suffix, TEXT)
    reason = f"handed in, but not readable: {what}"
    # Any folder may have a text in it; a picture or an archive was put there.
    stray = "perhaps" if what == TEXT else "surely"
    return msgspec.structs.replace(found, data=b"", problem=reason, stray=stray)
