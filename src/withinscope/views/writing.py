"""What keeps what is typed, and says what became of it."""

from __future__ import annotations

from typing import Any

from withinscope.session import Session
from withinscope.texts import N_
from withinscope.views.view import View


class WritingView(View):
    """It keeps what stands in its fields, and says what came of each message, by its number."""

    REFUSED = N_("This was not saved: {reason}. It is still here; try again.")

    _session: Session
    _number: int | None = None

    def heard(self, message: Any) -> None:
        """Do what the page asks for, or say why that was not done. Raises nothing."""
        self._number = None
        super().heard(message)

    def _keep(self, field: str, text: str) -> None:
        """Keep what stands in a field. Raises OSError as the session does."""
        self._session.reflect(field, text)
        self.send({"kind": "kept", "number": self._number})

    def _fail(self, text: str) -> None:
        self.send({"kind": "failed", "text": text, "number": self._number})
