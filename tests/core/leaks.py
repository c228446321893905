"""Look for secrets in a notebook, however its texts are broken, folded, escaped or encoded."""

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from withinscope import items, notebooks
from withinscope.yaml_text import parse

KEY_FIELDS = {
    "key",
    "also",
    "rating",
    "why",
    "rubric",
    "samples",
    "marks",
    "levels",
    "criterion",
    "points",
    "critical",
    "pair",
    "after",
    "set",
    "turns_on",
    "trains",
    "people",
    "ratings",
    "dimension",
    "outcome",
    "claims",
    "sources",
    "meets",
    "breaks",
    "checklist",
    "invariants",
    "expert",
    "danger",
    "safe",
    "thought",
    "debrief",
    "reflect",
}


def squeezed(text: str) -> str:
    """Leave out what folding and line breaks change."""
    return re.sub(r"\s+", "", text).casefold()


def texts_in(data: Any) -> Iterator[str]:
    """Yield every text at any depth: names, values, lists of lines joined, what base64 holds."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from texts_in(value)
    elif isinstance(data, list) and data and all(isinstance(entry, str) for entry in data):
        yield from data
        yield from _read("".join(data))
    elif isinstance(data, list | tuple):
        for entry in data:
            yield from texts_in(entry)
    elif data is not None:
        yield from _read(str(data))


def _read(text: str) -> Iterator[str]:
    """Yield a text, and what it says to those who can read YAML or base64."""
    yield text
    if (yaml := items.yaml_of(text)) is not None:
        yield from texts_in(parse(yaml, dict))
    try:
        yield base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return


def names_in(data: Any) -> set[str]:
    """Every name that stands before a value in a notebook's items."""
    if isinstance(data, dict):
        return set(data).union(*map(names_in, data.values()))
    if isinstance(data, list | tuple):
        return set().union(*map(names_in, data))
    return set()


def item_names(notebook: dict[str, Any]) -> set[str]:
    yamls = [items.yaml_of("".join(cell["source"])) for cell in notebook["cells"]]
    return set().union(*(names_in(parse(yaml, dict)) for yaml in yamls if yaml is not None))


def found(secrets: list[str], notebook: Any) -> list[str]:
    """Return the secrets that stand anywhere in a notebook's JSON."""
    everything = "\0".join(map(squeezed, texts_in(notebook)))
    return [secret for secret in secrets if squeezed(secret) in everything]


def secrets_of(path: Path) -> list[str]:
    """Every sentence of a solution that is not for trainees, short words left out.

    Who its clients are is left out too: the stem says it, often in the same words.
    """
    solution = notebooks.read(path)
    hidden: list[str] = []
    for item in notebooks.items(solution):
        shown = set(texts_in(msgspec.to_builtins(item.released())))
        shown.update(item.people)
        hidden += [t for t in texts_in(msgspec.to_builtins(item)) if t not in shown]
    for cell in solution.cells:
        hidden += re.findall(r"<!--(.*?)-->", cell.source, re.DOTALL)
        hidden += re.findall(r"^#\s(.*)$", cell.source, re.MULTILINE) if cell.type == "code" else []
        hidden += cell.source.split("\n") if "instructor" in cell.tags else []
    return [text.strip() for text in hidden if len(text.strip()) > 24]
