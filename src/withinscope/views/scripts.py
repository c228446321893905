"""The scripts and style sheets of the views, and how they come to the page: each file once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import ClassVar

import ipywidgets  # type: ignore[import-untyped]
import traitlets

_HERE = Path(__file__).parent
#: The look of every view, in this order; then that of each script with a `NAME.css` of its own.
_SHEETS = ("tokens.css", "item.css", "controls.css", "feedback.css")
_IMPORT = re.compile(r' from "\./(\w+\.js)";$', re.MULTILINE)


@cache
def text(file: str) -> str:
    """Return the text of a file of the views."""
    return (_HERE / file).read_text(encoding="utf-8")


@cache
def files(view: str) -> tuple[str, ...]:
    """Return the names of a view's files: sheets, the loader, its script with all it imports."""
    scripts = [f"{view}.js"]
    for script in scripts:  # it grows meanwhile
        scripts += [one for one in _IMPORT.findall(text(script)) if one not in scripts]
    own = [script.replace(".js", ".css") for script in scripts]
    sheets = [sheet for sheet in own if (_HERE / sheet).is_file() and sheet not in _SHEETS]
    return (*_SHEETS, *sheets, "loader.js", *scripts)


def contents(names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of files by their names."""
    return {name: text(name) for name in names}


class Parcel(ipywidgets.Widget):  # type: ignore[misc]
    """Some files on their way to the page: a model that no cell shows, so nobody removes it.

    A widget's module cannot import a file beside it. Were each to carry all that it needs, a page
    would be sent the same 25 to 60 kB for each of its items. So each carries `widget.js` alone,
    and says in which parcels its files are; a parcel has what was not sent before. `loader.js`,
    one of the files, makes modules of them. Where a parcel is lost (somebody closed all widgets,
    or a front end that was opened anew did not ask for it), the widget asks for its files.
    """

    files = traitlets.Dict().tag(sync=True)

    #: The parcel of each file that this kernel has sent: a kernel has one page.
    _sent: ClassVar[dict[str, Parcel]] = {}

    @classmethod
    def ids(cls, view: str) -> list[str]:
        """Send what a view still needs; return the ids of the parcels that hold its files."""
        names = files(view)
        new = tuple(name for name in names if not cls._is_there(name))
        if new:
            cls._sent |= dict.fromkeys(new, cls(files=contents(new)))
        return list(dict.fromkeys(str(cls._sent[name].model_id) for name in names))

    @classmethod
    def _is_there(cls, name: str) -> bool:
        parcel = cls._sent.get(name)
        return parcel is not None and parcel.comm is not None
