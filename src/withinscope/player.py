"""The course without Jupyter: one page at a time, played where Python runs in the browser.

Its page says in JSON what is done there, and is told in JSON what to show:

    open {page}                     opened {page, views: {view: {script, state}}}, or trouble {text}
    view {view, content}            put {view, name, value}, send {view, content},
                                    place {view, views}: what happens to a view
    ask {what, number, text}        told {number, value}: what the contents and the look-up show,
                                    all work as a text, or what came of bringing one back
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import backup, browser, journal, session
from withinscope.journal import Journal, Safe
from withinscope.problems import Mistake
from withinscope.session import Session
from withinscope.texts import _
from withinscope.views import contents, my_code
from withinscope.views.of_cell import of_page
from withinscope.views.view import View

Tell = Callable[[dict[str, Any]], None]


class _OnPage(Struct, frozen=True):
    """The page of one view."""

    name: str
    tell: Tell
    place_views: Callable[[str, Sequence[View]], None]

    def put(self, name: str, value: Any) -> None:
        self.tell({"kind": "put", "view": self.name, "name": name, "value": value})

    def send(self, content: dict[str, Any]) -> None:
        self.tell({"kind": "send", "view": self.name, "content": content})

    def place(self, views: Sequence[View]) -> None:
        self.place_views(self.name, views)


class Player:
    """The course in one worker: the page that is open there, and its views by their names."""

    def __init__(self, home: Path, work: Path, kept: bytes, safe: Safe, tell: Tell) -> None:
        """Begin with what the browser has kept, all its journal's lines; nothing is open yet."""
        self._home, self._work, self._safe, self._tell = home, work, safe, tell
        self._session: Session | None = None
        self._views: dict[str, View] = {}
        browser.begin(work, kept, safe)

    def heard(self, message: Any) -> None:
        """Do what the page says. Raises nothing that a person's mistake would."""
        match message:
            case {"kind": "open", "page": str(name)}:
                self._open(name)
            case {"kind": "view", "view": name, "content": content} if name in self._views:
                self._views[name].heard(content)
            case {"kind": "ask", "what": what, "number": number}:
                value = self._answer(what, message.get("text"))
                self._tell({"kind": "told", "number": number, "value": value})

    def close(self) -> None:
        """Take no more answers: another tab has the course now."""
        if self._session is not None:
            self._session.close()

    def _open(self, name: str) -> None:
        self.close()
        self._views = {}
        try:
            page = browser.page(self._home, name)
            here = browser.open_page(self._home, self._work, self._safe, page)
            notebook, asked = browser.read(self._home, self._work, page)
            self._session = session.start(page.id, here)
            self._views = dict(of_page(notebook, asked, self._session))
        except Mistake as mistake:
            self._tell({"kind": "trouble", "page": name, "text": str(mistake)})
            return
        for view, one in self._views.items():
            self._show(view, one)
        shown = {view: told(one) for view, one in self._views.items()}
        self._tell({"kind": "opened", "page": name, "views": shown})

    def _show(self, name: str, view: View) -> None:
        self._views[name] = view
        view.page = _OnPage(name, self._tell, self._place)

    def _place(self, below: str, placed: Sequence[View]) -> None:
        """Show views above another, each by a name that no view had before."""
        for name in [name for name in self._views if name.startswith(f"{below}/")]:
            del self._views[name]
        shown = {f"{below}/{id(view)}": view for view in placed}
        for name, view in shown.items():
            self._show(name, view)
        told_views = {name: told(view) for name, view in shown.items()}
        self._tell({"kind": "place", "view": below, "views": told_views})

    def _journal(self) -> Journal:
        return Journal(self._work, self._safe)

    def _answer(self, what: object, text: object) -> Any:
        """Return what the page asks for; nothing where no page is open, or nothing is known."""
        match what:
            case "backup":
                return {"text": backup.text(self._journal()).decode()}
            case "restore":
                return self._bring_back(str(text))
            case "contents" if self._session is not None:
                return contents.contents(self._session, date.today()).shown
            case "to_reach" if self._session is not None:
                return my_code.to_reach(self._session).shown
        return {}

    def _bring_back(self, text: str) -> dict[str, Any]:
        """Take in a file of one's work; say how many lines were new, and whether it holds any."""
        data = text.encode(errors="replace")
        try:
            taken = backup.bring_back(self._journal(), data, self._safe)
        except OSError as error:
            why = error.strerror
            return {"failed": _("This was not brought back: {why}. Try again.", why=why)}
        return {"taken": taken, "known": any(journal.read(data))}


def told(view: View) -> dict[str, Any]:
    """Return what a page needs to show a view."""
    return {"script": view.script, "state": msgspec.to_builtins(view.state)}
