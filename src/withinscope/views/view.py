"""What all views have in common: what their page is told, and that no failure is silent."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from withinscope.halves import whole
from withinscope.problems import Mistake
from withinscope.session import Answers
from withinscope.texts import N_, _

T = TypeVar("T")


class Page(Protocol):
    """Where a view is shown: a widget of Jupyter, or a page that has no Jupyter around it."""

    def put(self, name: str, value: Any) -> None:
        """Show what the view's value `name` is from now on."""
        ...

    def send(self, content: dict[str, Any]) -> None:
        """Tell the view's script something once."""
        ...

    def place(self, views: Sequence[View]) -> None:
        """Show views above this one, in place of those that were shown there."""
        ...


class Shown(Generic[T]):
    """A value that a view's page shows; to set it is to tell the page. `empty` makes the first."""

    def __init__(self, empty: Callable[[], T]) -> None:
        """Begin with what `empty` returns, where a view says nothing else."""
        self.empty = empty

    def __set_name__(self, owner: type[View], name: str) -> None:
        """Go by the name of the view's attribute, which is the script's name for it, too."""
        self._name = name

    def __get__(self, view: View, owner: type[View]) -> T:
        """Return what is shown."""
        value: T = view.state[self._name]
        return value

    def __set__(self, view: View, value: T) -> None:
        """Show another value; the same once more is no news."""
        if view.state[self._name] != value:
            view.state[self._name] = value
            if view.page is not None:
                view.page.put(self._name, value)


class View:
    """Something on the page that does what the page asks for, in `_do`, and says so if it fails.

    `script` names its script, `words` is what stands for it where nothing is live, `state` holds
    its values of the kind `Shown` by their names. It has no page before somebody shows it.

    `MISTAKEN` is said of a person's mistake, `REFUSED` where the system refuses, each with the
    reason at its `{reason}`; a fault of ours goes to a log. One with `ROOM_ABOVE` places views
    there.
    """

    MISTAKEN: ClassVar[str] = "{reason}"
    REFUSED: ClassVar[str] = N_("This was not done: {reason}. Try again.")
    ROOM_ABOVE: ClassVar[bool] = False

    page: Page | None = None
    above: tuple[View, ...] = ()

    _session: Answers

    def __init__(self, script: str, words: str, **shown: Any) -> None:
        """Have `script` show the values in `shown`; without a page for it, `words`."""
        self.script, self.words = script, words
        every = {name: one for kind in type(self).__mro__ for name, one in vars(kind).items()}
        empty = {name: one.empty() for name, one in every.items() if isinstance(one, Shown)}
        self.state: dict[str, Any] = empty | shown

    def send(self, content: dict[str, Any]) -> None:
        """Tell the script something once, if there is a page."""
        if self.page is not None:
            self.page.send(content)

    def place(self, *views: View) -> None:
        """Show views above this one, in place of those that were there."""
        self.above = views
        if self.page is not None:
            self.page.place(views)

    def heard(self, message: Any) -> None:
        """Do what the page asks for, or say why that was not done. Raises nothing."""
        try:
            self._do(whole(message))
        except Mistake as mistake:
            self._fail(_(self.MISTAKEN, reason=mistake))
        except OSError as error:
            why = error.strerror or _("no reason given")
            reason = _("the folder of your work did not take it ({why})", why=why)
            self._fail(_(self.REFUSED, reason=reason))
        except Exception:
            log = self._session.log(traceback.format_exc())
            self._fail(" ".join((_("Something went wrong here."), log)).strip())

    def _do(self, message: Any) -> None:
        """Do what the page asks for. Raises Mistake and OSError as the session does."""
        raise NotImplementedError

    def _fail(self, text: str) -> None:
        self.send({"kind": "failed", "text": text})
