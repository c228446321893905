"""What all views have in common: how they are shown, and that no failure is silent."""

from __future__ import annotations

import traceback
from typing import Any, ClassVar

import anywidget
import traitlets

from withinscope.halves import whole
from withinscope.problems import Mistake
from withinscope.session import Answers
from withinscope.views import scripts


class View(anywidget.AnyWidget):
    """A widget that does what its page asks for, in `_do`, and says so where that fails.

    `MISTAKEN` is said of a person's mistake, `REFUSED` where the system refuses, each with the
    reason at its `{}`; a fault of ours goes to a log.
    """

    MISTAKEN: ClassVar[str] = "{}"
    REFUSED: ClassVar[str] = "This was not done: {}. Try again."

    # Its look is the style sheet's. ipywidgets would give each view a widget more for one.
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)
    _script = traitlets.Unicode().tag(sync=True)
    _parcels = traitlets.List(traitlets.Unicode()).tag(sync=True)

    _session: Answers

    def __init__(self, script: str, words: str, **shown: Any) -> None:
        """Show what the traits in `shown` say with `script`; without a page for it, `words`."""
        self._words = words
        parcels = scripts.Parcel.ids(script)
        esm = scripts.text("widget.js")
        super().__init__(_esm=esm, _script=script, _parcels=parcels, **shown)
        self.on_msg(self._heard)

    def bundle(self) -> dict[str, Any]:
        """Return what a cell shows: the widget, and its fixed words for those without it."""
        data: dict[str, Any] = (self._repr_mimebundle_() or ({}, {}))[0]
        return data | {"text/plain": self._words}

    def _heard(self, _: Any, message: Any, __: Any) -> None:
        if isinstance(message, dict) and message.get("kind") == "files":
            self.send({"kind": "files", "files": scripts.contents(scripts.files(self._script))})
            return
        try:
            self._do(whole(message))
        except Mistake as mistake:
            self._fail(self.MISTAKEN.format(mistake))
        except OSError as error:
            why = error.strerror or "no reason given"
            self._fail(self.REFUSED.format(f"the folder of your work did not take it ({why})"))
        except Exception:
            log = self._session.log(traceback.format_exc())
            self._fail(f"Something went wrong here. {log}")

    def _do(self, message: Any) -> None:
        """Do what the page asks for. Raises Mistake and OSError as the session does."""
        raise NotImplementedError

    def _fail(self, text: str) -> None:
        self.send({"kind": "failed", "text": text})
