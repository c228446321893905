"""Ways to damage a hand-in: its bytes, its JSON, its records."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from withinscope.notebooks import MIME

Way = Callable[[bytes, random.Random], bytes]

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 10**30, 1.5, 1e308, float("inf"), float("-inf"), float("nan"),
    "", " ", "x" * 10_000, "\x00", "\ud800", "\u202e", "<script>", "=1+1", "a", "b", "ex01",
    [], {}, [[]], {"": {}}, ["a"], {"choice": "a"}, {"text": "…"},
)  # fmt: skip
"""Values that somewhere in a hand-in are wrong."""


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return a hand-in after one to three accidents or pranks."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        data = rng.choice(_WAYS)(data, rng)
    return data


def _bit(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    if changed:
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _byte(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    if changed:
        changed[rng.randrange(len(changed))] = rng.choice(b'"{}[]:,\\0aZ \n\xff')
    return bytes(changed)


def _cut(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _twice(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] + data[end:]


def _truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _noise(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.randbytes(rng.randrange(1, 20)) + data[at:]


def _swapped(data: bytes, rng: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_span(data, rng), _span(data, rng)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _span(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + int(rng.paretovariate(0.7)))


def _json(
    change: Callable[[Any, random.Random], object],
) -> Callable[[bytes, random.Random], bytes]:
    """Turn a change of JSON into one of bytes; what is no JSON stays as it is."""

    def changed(data: bytes, rng: random.Random) -> bytes:
        try:
            tree = json.loads(data)
        except (ValueError, RecursionError):
            return data
        change(tree, rng)
        return json.dumps(tree).encode()

    return changed


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Return every (list or dict, index or key) in a tree."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        keys = node.keys() if isinstance(node, dict) else range(len(node))
        for key in keys:
            found.append((node, key))
            if isinstance(node[key], (dict, list)):
                waiting.append(node[key])
    return found


def _place(tree: Any, rng: random.Random) -> tuple[Any, Any] | None:
    places = _places(tree) if isinstance(tree, (dict, list)) else []
    return rng.choice(places) if places else None


def _odd_value(tree: Any, rng: random.Random) -> None:
    if place := _place(tree, rng):
        place[0][place[1]] = rng.choice(ODD)


def _gone(tree: Any, rng: random.Random) -> None:
    if place := _place(tree, rng):
        del place[0][place[1]]


def _renamed(tree: Any, rng: random.Random) -> None:
    place = _place(tree, rng)
    if place and isinstance(place[0], dict):
        name = str(place[1])
        at = rng.randrange(len(name) + 1)
        place[0][name[:at] + rng.choice("xX_ é\x00") + name[at + 1 :]] = place[0].pop(name)


def _doubled(tree: Any, rng: random.Random) -> None:
    place = _place(tree, rng)
    if place and isinstance(place[0], list):
        place[0].insert(rng.randrange(len(place[0]) + 1), place[0][place[1]])


def _exchanged(tree: Any, rng: random.Random) -> None:
    one, other = _place(tree, rng), _place(tree, rng)
    if one and other and not (_holds(one, other) or _holds(other, one)):
        one[0][one[1]], other[0][other[1]] = other[0][other[1]], one[0][one[1]]


def _holds(outer: tuple[Any, Any], inner: tuple[Any, Any]) -> bool:
    """Tell whether exchanging the two would put something into itself."""
    value = outer[0][outer[1]]
    if not isinstance(value, (dict, list)):
        return False
    return inner[0] is value or any(node is inner[0] for node, _ in _places(value))


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the data of each output that holds a record."""
    for node, key in _places(tree) if isinstance(tree, dict) else ():
        if key == MIME and isinstance(node[key], dict):
            yield node


def _odd_record(tree: Any, rng: random.Random) -> None:
    if found := list(_records(tree)):
        record = rng.choice(found)[MIME]
        if record:
            record[rng.choice(sorted(record))] = rng.choice(ODD)


def _odd_response(tree: Any, rng: random.Random) -> None:
    if found := list(_records(tree)):
        _odd_value(rng.choice(found)[MIME].get("response"), rng)


def _record_moved(tree: Any, rng: random.Random) -> None:
    found = list(_records(tree))
    if len(found) > 1:
        one, other = rng.sample(found, 2)
        one[MIME], other[MIME] = other[MIME], one[MIME]


def _record_lost(tree: Any, rng: random.Random) -> None:
    if found := list(_records(tree)):
        del rng.choice(found)[MIME]


_WAYS = (
    *(_bit, _byte, _cut, _twice, _truncated, _noise, _swapped),
    *map(_json, (_odd_value, _gone, _renamed, _doubled, _exchanged)),
    *map(_json, (_odd_record, _odd_response, _record_moved, _record_lost)),
)
