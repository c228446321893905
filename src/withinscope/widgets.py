"""The views as widgets: how a view and its scripts come to a page of Jupyter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar
from uuid import uuid4

import anywidget
import ipywidgets  # type: ignore[import-untyped]
import traitlets

from withinscope.views import scripts
from withinscope.views.view import View


def bundle(view: View) -> dict[str, Any]:
    """Return what a cell shows: the view, live, and its fixed words for those without a kernel."""
    return _shown(view).bundle()


class Widget(anywidget.AnyWidget):
    """The page of a view in Jupyter. Each of the view's values is a trait of the same name."""

    # Its look is the style sheet's. ipywidgets would give each view a widget more for one.
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)
    # anywidget would give each widget these two, and for them a class of its own.
    _esm = traitlets.Unicode().tag(sync=True)
    _anywidget_id = traitlets.Unicode("withinscope").tag(sync=True)
    _script = traitlets.Unicode().tag(sync=True)
    _parcels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    # Its own id, by which its script finds the model that anywidget shows it a part of.
    _own = traitlets.Unicode().tag(sync=True)

    def __init__(self, view: View) -> None:
        """Show a view, and be its page."""
        parcels, esm = Parcel.ids(view.script), scripts.text("widget.js")
        own = uuid4().hex
        ours = {"_esm": esm, "_script": view.script, "_parcels": parcels, "_own": own}
        super().__init__(model_id=own, **ours, **view.state)
        self._shows = view
        self._room = ipywidgets.VBox() if view.ROOM_ABOVE else None
        self.on_msg(self._heard)
        view.page = self

    def add_traits(self, **traits: Any) -> None:
        """Add the traits that the class lacks; as a rule none, which costs nothing."""
        if missing := {name: each for name, each in traits.items() if not self.has_trait(name)}:
            super().add_traits(**missing)

    def bundle(self) -> dict[str, Any]:
        """Return what a cell shows, with the room above the view where it has one."""
        if self._room is None:
            data: dict[str, Any] = (self._repr_mimebundle_() or ({}, {}))[0]
        else:
            data = ipywidgets.VBox([self._room, self])._repr_mimebundle_() or {}
        return data | {"text/plain": self._shows.words}

    def put(self, name: str, value: Any) -> None:
        """Show what a value of the view is from now on."""
        self.set_trait(name, value)

    def place(self, views: Sequence[View]) -> None:
        """Show views above, and close those that were there."""
        if self._room is None:
            return
        before: Sequence[Any] = self._room.children
        self._room.children = [_shown(view) for view in views]
        for widget in before:
            widget.close()

    def _heard(self, _: Any, message: Any, __: Any) -> None:
        if isinstance(message, dict) and message.get("kind") == "files":
            names = scripts.files(self._shows.script)
            self.send({"kind": "files", "files": scripts.contents(names)})
            return
        self._shows.heard(message)


def _shown(view: View) -> Widget:
    return _kind(tuple(view.state))(view)


@cache
def _kind(names: tuple[str, ...]) -> type[Widget]:
    """Return the widgets of the views with values of these names."""
    return type("Widget", (Widget,), {name: traitlets.Any().tag(sync=True) for name in names})


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
        names = scripts.files(view)
        new = tuple(name for name in names if not cls._is_there(name))
        if new:
            cls._sent |= dict.fromkeys(new, cls(files=scripts.contents(new)))
        return list(dict.fromkeys(str(cls._sent[name].model_id) for name in names))

    @classmethod
    def _is_there(cls, name: str) -> bool:
        parcel = cls._sent.get(name)
        # Another language may be spoken by now.
        sent = parcel is not None and parcel.files[name] == scripts.text(name)
        return sent and parcel is not None and parcel.comm is not None
