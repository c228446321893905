"""The view of the instructor's workbench: shows its state, hands on what the page says.

The packages of the instructor's side are asked for only here, where somebody opens it.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

import msgspec

from withinscope import course
from withinscope.cells import WORDS
from withinscope.grading.commands import options
from withinscope.problems import Mistake, Problem
from withinscope.session import Session
from withinscope.views.view import Shown, View

START = (
    "End the course, and in its folder run `python3 start.py grade --help` once: it fetches what "
    "instructors need. Then start the course again."
)


class WorkbenchView(View):
    """The workbench. `shown` holds its parts, `desk` the answer that is marked, if any, `report`
    the report's page.

    Nothing is read before the page asks, so what its cell prints never depends on a gradebook.
    """

    REFUSED = "This was not done: {}. Try again."

    _session: Session

    shown: Shown[dict[str, Any]] = Shown(dict)
    desk: Shown[dict[str, Any]] = Shown(dict)
    report: Shown[str] = Shown(str)

    def __init__(self, session: Session) -> None:
        """Get ready. Raises Mistake, with what to run, where a package of the instructor's side
        is missing, and where there is no course.
        """
        home = session.home or course.find()
        _needed(home)
        from withinscope.grading.workbench.bench import Bench
        from withinscope.grading.workbench.shop import Shop

        self._session = session
        self._bench = Bench()
        self._shop = Shop(home, self._tell, self._wait)
        super().__init__("workbench", WORDS["%workbench"])

    def _tell(self, done: int, of: int) -> None:
        """Say how far grading is, some fifty times in all."""
        if done % max(1, of // 50) == 0:
            self.send({"kind": "progress", "done": done, "of": of})

    def _wait(self) -> None:
        """Say that somebody else writes to the gradebook, and that this waits for it."""
        self.send({"kind": "waiting"})

    def _do(self, message: Any) -> None:
        if message.get("kind") == "part":
            self._keep(message)
            return
        from withinscope.grading.workbench import bench, bench_messages, doing

        try:
            said: Any = msgspec.convert(message, bench_messages.Asked)
        except msgspec.ValidationError:
            what = "The page said something that the workbench doesn't know."
            raise Mistake(Problem(what, "Load the page again.")) from None
        state, effect = bench.step(self._bench, said)
        while effect is not None:
            came = doing.do(effect, self._shop, state.marker)
            state, effect = bench.step(state, came)
        self._bench = state
        self._show()

    def _show(self) -> None:
        from withinscope.grading.workbench import desk_page

        state = self._bench
        self.report = state.report
        self.desk = desk_page.shown(state.desk) if state.desk else {}
        kept = (
            "room", "listing", "standing", "formats", "marker", "parts", "said", "problem",
            "told", "asked", "history", "group", "against",
        )  # fmt: skip
        self.shown = {name: msgspec.to_builtins(getattr(state, name)) for name in kept}
        self.send({"kind": "done"})

    def _keep(self, message: Any) -> None:
        """Keep a part of a file that was dropped; the page sends the next when it hears."""
        from withinscope.grading.workbench import places

        try:
            part = msgspec.convert(message, _Part)
            data = base64.b64decode(part.data, validate=True)
        except (msgspec.ValidationError, binascii.Error):
            what = "This file came in pieces that don't fit."
            raise Mistake(Problem(what, "Drop it again.")) from None
        top = places.keep(self._shop.out, part.name, part.at, data, last=part.last)
        name = f"{options.FOLDER}/{places.UPLOADS}/{top}"
        self.send({"kind": "kept", "at": part.at + len(data), "name": name})


def _needed(home: Path) -> None:
    """Raise Mistake, with what to run, where a package of the instructor's side is missing."""
    try:
        options.needed()
    except Mistake as lacking:
        if not (home / "start.py").is_file():
            raise
        raise Mistake(Problem(lacking.problems[0].what, START)) from None


class _Part(msgspec.Struct, frozen=True):
    """A part of a dropped file: from which byte on, in base 64."""

    name: str
    at: int
    data: str
    last: bool
