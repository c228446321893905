"""What follows a trainee's answers and is worked out when it is looked at."""

from __future__ import annotations

from typing import Any

from withinscope.session import Session
from withinscope.views.view import Shown, View


class FollowedView(View):
    """`shown` is worked out only when the page asks, being in view.

    `stale` counts answers: when it changes, what is shown is no longer so.
    """

    _session: Session

    shown: Shown[dict[str, Any]] = Shown(dict)
    stale: Shown[int] = Shown(int)

    def __init__(self, session: Session, script: str, words: str) -> None:
        """Follow the session; nothing is read yet, since the items of the page come first."""
        self._session = session
        super().__init__(script, words)
        session.watch(lambda change: self._count())

    def _count(self) -> None:
        self.stale = sum(self._session.given(name).attempt for name in self._session.items)

    def _do(self, _: Any) -> None:
        self.shown = self._look()

    def _look(self) -> dict[str, Any]:
        """Work out what is to be shown. Raises Mistake where the course is not to be found."""
        raise NotImplementedError
