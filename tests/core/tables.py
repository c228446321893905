"""The case tables of the item types in `cases/`, and hands on their items."""

import json
import random
from importlib import import_module
from types import ModuleType
from typing import Any

import msgspec
import pytest

from withinscope import items

from .makers import TYPES, mark_of_a


def cases(module: str) -> ModuleType:
    return import_module(f".cases.{module}", __package__)


def table(name: str) -> Any:
    """Parametrize over one table of every type."""
    rows = [(module, *row) for module in TYPES.values() for row in getattr(cases(module), name)]
    return [pytest.param(*row, id=f"{row[0]}-{n}") for n, row in enumerate(rows)]


MODULES = [pytest.param(module, id=name) for name, module in TYPES.items()]
AUTOMATIC = [m for m in MODULES if hasattr(cases(str(m.values[0])), "legal")]


def loaded(module: str, text: str) -> Any:
    return items.load(text, mark=mark_of_a(module))


def the_item(module: str) -> Any:
    return loaded(module, cases(module).ITEM)


def encoded(response: object) -> bytes:
    return json.dumps(response).encode()


def scored(item: Any, response: Any) -> float:
    """Score a response the way grading does: as JSON."""
    score = item.score(item.decode(msgspec.json.encode(response)))
    assert score is not None
    return float(score)


def shuffled(item: Any, order: random.Random) -> Any:
    """Return the item with its options, bins, statements … in another order."""
    changed = {}
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if isinstance(value, tuple) and value and hasattr(value[0], "id"):
            changed[name] = tuple(order.sample(value, len(value)))
    assert changed, "an item type without anything that has an id"
    return msgspec.structs.replace(item, **changed)
