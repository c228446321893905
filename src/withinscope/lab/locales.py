"""English, the one language that JupyterLab has unless a pack is installed, without babel's data.

JupyterLab asks babel whether a locale is one and what it is called: 5 MB for one word.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from withinscope.lab.late import Late

CALLED = {"en": "English", "en_US": "English (United States)"}
"""What babel calls these, in either of them."""


class Locale:
    """Stands for babel's class of the name, which is asked about every other locale."""

    def __init__(self, name: str) -> None:
        """Take one of the names in CALLED."""
        self._name = name

    @staticmethod
    def parse(identifier: str) -> Any:
        """Return the locale; raises what babel raises."""
        return Locale(identifier) if identifier in CALLED else _babels(identifier)

    def get_display_name(self, locale: str) -> str | None:
        """Return what it is called in another locale."""
        if locale in CALLED:
            return CALLED[self._name]
        called: str | None = _babels(self._name).get_display_name(locale)
        return called


def _babels(identifier: str) -> Any:
    return import_module("babel.core").Locale.parse(identifier)


def without_babel() -> None:
    """Have who imports babel take English from here; all else loads it."""
    vars(Late("babel"))[Locale.__name__] = Locale
