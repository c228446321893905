"""What a kernel tells the front end when it is asked: a value, and no view."""

from __future__ import annotations

from typing import Any


class Told:
    """A value that a kernel shows as JSON."""

    def __init__(self, shown: dict[str, Any]) -> None:
        """Hold what is to be shown."""
        self.shown = shown

    def _repr_json_(self) -> dict[str, Any]:
        return self.shown
