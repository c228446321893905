"""Modules that are loaded when something is asked of them, not when somebody imports them."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

ASKED_OF_ALL = {"__file__", "__warningregistry__"}
"""What is asked of every module there is, by whoever looks through all of them."""


class Late(ModuleType):
    """Stands for a module that whoever imports it may never use; what is used comes from that.

    `ready`, of a module that is no package, are names that it has without: for what is taken from
    it where it is imported, and then not used.
    """

    def __init__(self, name: str, **ready: Any) -> None:
        """Stand for the module, unless that is loaded already."""
        super().__init__(name)
        self.__dict__.update(ready)
        # `from NAME import …` asks first whether it is a package.
        self._lacks = ASKED_OF_ALL | ({"__path__"} if ready else set())
        sys.modules.setdefault(name, self)

    def __getattr__(self, name: str) -> Any:
        """Load the module, which from then on is itself where modules are looked up."""
        if name in self._lacks:
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
