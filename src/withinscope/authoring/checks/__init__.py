"""What a course is held to: each module here looks for a few mistakes, found by being there.

A module has its rules as constants and `found(material)`, which yields what breaks them. Each rule
has a document, docs/checks/CODE.md, from which its test comes.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from withinscope.authoring.checks._rule import Finding, Rule, error
from withinscope.authoring.material import Material

__all__ = ["Finding", "Rule", "error", "every", "rules"]

Check = Callable[[Material], Iterator[Finding]]


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name[0] != "_")
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def every() -> tuple[Check, ...]:
    """Return every check."""
    return tuple(module.found for module in _modules())


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code."""
    values = [value for module in _modules() for value in vars(module).values()]
    return {rule.code: rule for rule in values if isinstance(rule, Rule)}
