"""%course, %%item, %%dialogue, %%set, %hand_in and the others: the bridge from a cell to a view."""

from __future__ import annotations

import html
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from typing import Any

from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.display import display

from withinscope import host, items, notebooks, session, texts
from withinscope.problems import Mistake, Place, Problem
from withinscope.question import ReleasedQuestion
from withinscope.sets import BARE, Shelf
from withinscope.texts import _
from withinscope.views.of_cell import of_item, of_line
from withinscope.views.told import Told
from withinscope.views.view import View


def load(shell: Any) -> None:
    """Register the course's magics with a kernel, once."""
    texts.speak_as_asked()
    if CourseMagics.__name__ not in shell.magics_manager.registry:
        shell.register_magics(CourseMagics(shell))


def read_ahead() -> None:
    """Read the items of this kernel's notebook, for which its page would otherwise wait.

    A kernel of the course starts while the browser still loads, and then has nothing to do.
    """
    file = host.Jupyter().notebook()
    if file is None:
        return
    try:
        opened = notebooks.read(file)
    except notebooks.Unreadable:
        return
    for cell, shelf in notebooks.shelved(opened):
        mark, _, text = cell.source.partition("\n")
        if cell.type == "code" and mark in items.MARKS:
            with suppress(Mistake):  # its cell will say so, at the right place
                _asked(text, mark, shelf, graded=opened.is_graded)


def _asked(cell: str, mark: str, shelf: Shelf, graded: bool) -> tuple[Any, bool]:
    """Return a cell's item, and whether its author is looking: a key, in a notebook for grades."""
    place = Place(line=2)
    if graded:
        with suppress(Mistake):
            return items.load_released(cell, place, mark), False
    return items.load(cell, place, mark, shelf), graded


def _plainly(magic: Callable[..., None]) -> Callable[..., None]:
    """Show a mistake in plain words; a fault of ours goes to a log, never to the page."""

    @wraps(magic)
    def told(self: CourseMagics, *args: str) -> None:
        try:
            magic(self, *args)
        except Mistake as mistake:
            _say(*map(str, mistake.problems))
        except Exception:
            log = self.opened.log(traceback.format_exc()) if self.opened else ""
            _say(_("This part of the course could not be opened. Your answers are safe."), log)

    return told


def _say(*lines: str) -> None:
    text = "\n".join(line for line in lines if line)
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    shown = {"text/plain": text, "text/html": f'<div class="ws-problem" role="alert">{body}</div>'}
    display(shown, raw=True)


def _bundle(given: session.Given, item: Any) -> dict[str, Any]:
    """Return what stands in the record's place: an answer is never replaced by nothing."""
    if given.record is not None:
        return notebooks.shown(given.record, item)
    if given.unread is not None:
        return notebooks.unread(given.unread)
    return notebooks.place_of_record()


@magics_class
class CourseMagics(Magics):
    """The magics of one kernel, which has one notebook open."""

    def __init__(self, shell: Any) -> None:
        """Begin without a notebook: `%course` opens one."""
        super().__init__(shell)
        self._kernel = shell
        self.opened: session.Session | None = None
        self._shelf = BARE
        self._records: dict[str, tuple[Any, Any]] = {}  # item and display, by the item's id

    @line_magic
    @_plainly
    def course(self, line: str) -> None:
        """Open a course notebook by its id: `%course ex01`."""
        if not (name := line.strip()):
            raise Mistake(Problem(_("This names no notebook."), _("Write its id: `%course ex01`.")))
        # A page that is opened again runs `%load_ext` again, which would say so on the page.
        self._kernel.extension_manager.loaded.discard("withinscope")
        if self.opened is not None:
            self.opened.close()
        self.opened = session.start(name, host.here(self._kernel.user_ns, name))
        self.opened.watch(self._update_record)
        self._shelf = BARE

    @cell_magic
    @_plainly
    def set(self, _: str, cell: str) -> None:
        """Have a set of options ready for the items below: `%%set` and its YAML. Shows nothing."""
        self._shelf = self._shelf.plus(items.load_set(cell, Place(line=2)))

    @cell_magic
    @_plainly
    def item(self, _: str, cell: str) -> None:
        """Show an item: `%%item` and its YAML."""
        self._show_item(*self._read(cell, items.ITEM))

    @cell_magic
    @_plainly
    def dialogue(self, _: str, cell: str) -> None:
        """Show a conversation, to be played: `%%dialogue` and its YAML."""
        self._show_item(*self._read(cell, items.DIALOGUE))

    def contents(self) -> Any:
        """Return what the page's contents say of each page; the front end asks for it."""
        from withinscope.views.contents import contents

        return contents(self._open(), date.today())

    def to_reach(self) -> Any:
        """Return whom the trainee wrote down to be reached; the front end asks for it."""
        from withinscope.views.my_code import to_reach

        return to_reach(self._open())

    def kept(self) -> Any:
        """Return why nothing more is kept, in a word or none; the front end asks for it."""
        return Told({"why": host.why_unkept()})

    @line_magic
    @_plainly
    def hand_in(self, _: str) -> None:
        """Show what is answered and what is missing, and hand in: `%hand_in`."""
        self._show(of_line("%hand_in", self._open()))

    @line_magic
    @_plainly
    def progress(self, _: str) -> None:
        """Show where the trainee stands: `%progress`."""
        self._show(of_line("%progress", self._open()))

    @line_magic
    @_plainly
    def map(self, _: str) -> None:
        """Show the way through the course, and where the trainee is on it: `%map`."""
        self._show(of_line("%map", self._open()))

    @line_magic
    @_plainly
    def review(self, _: str) -> None:
        """Ask what is due again: `%review`."""
        self._show(of_line("%review", self._open()))

    @line_magic
    @_plainly
    def notes(self, _: str) -> None:
        """Show all that the trainee wrote and chose: `%notes`."""
        self._show(of_line("%notes", self._open()))

    @line_magic
    @_plainly
    def my_code(self, _: str) -> None:
        """Show what the trainee wrote down of their own code and law: `%my_code`."""
        self._show(of_line("%my_code", self._open()))

    @line_magic
    @_plainly
    def workbench(self, _: str) -> None:
        """Show the instructor's workbench: `%workbench`."""
        from withinscope.workbench import WorkbenchView

        self._show(WorkbenchView(self._open()))

    def _open(self) -> session.Session:
        if self.opened is None:
            mend = _("Run the first cell of this notebook, which says `%course …`.")
            raise Mistake(Problem(_("No notebook of the course is open here."), mend))
        return self.opened

    def _read(self, cell: str, mark: str) -> tuple[Any, bool]:
        """Return the item of a cell, and whether its author is looking: a key, in an exercise."""
        return _asked(cell, mark, self._shelf, self._open().known.graded)

    def _show_item(self, item: Any, author: bool) -> None:
        self._show(of_item(item, self._open(), author))
        if isinstance(item, ReleasedQuestion):
            given = self._open().given(item.id)
            handle = display(_bundle(given, item), raw=True, display_id=True)
            self._records[item.id] = item, handle

    def _show(self, view: View) -> None:
        from withinscope import widgets

        display(widgets.bundle(view), raw=True)

    def _update_record(self, change: session.Change) -> None:
        """Show a new record where the notebook's file keeps it: in place of the one before."""
        if change.kind == "answered" and change.item in self._records:
            item, handle = self._records[change.item]
            handle.update(_bundle(change.given, item), raw=True)
