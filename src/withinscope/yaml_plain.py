"""The plain YAML that nearly every text is, read by libyaml in a thirtieth of ruamel's time.

Nothing is decided here: whatever another reader could take for something else (a comment behind a
text, a word that may be a number, an odd letter, a name twice), and whatever is wrong, is left to
ruamel, which knows the lines and says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

try:
    import yaml  # type: ignore[import-untyped]
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml, or a browser, where there is none
    Loader = None

_UNCLEAR = re.compile(r"\S +#|[|>]\S*#|^ +$", re.MULTILINE)
"""A comment behind something, which may have cut a text short, and lines of nothing but spaces."""
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,15}")
_MAY_BE_TYPED = re.compile(r"[-+.0-9][-+.:_0-9a-foxtzin ]*|~|<<|=|true|false|null", re.IGNORECASE)
"""What YAML 1.2 may take for a number, a date, a truth value, nothing or a merge."""
_IN_BRACKETS = re.compile(r"\w[\w .'-]*")
"""What means the same between brackets in every version of YAML."""


class _NotPlain(Exception):  # noqa: N818 - no error: another reads it
    """This text is none of ours."""


def read(text: str) -> dict[str, Any] | None:
    """Return the names and values of a text, white space at both ends of each taken off.

    None is no verdict: then ruamel has to read it.
    """
    if Loader is None or not _seen(text) or _UNCLEAR.search(text):
        return None
    try:
        return _document(yaml.parse(text, Loader=Loader))
    except (_NotPlain, yaml.YAMLError, RecursionError, ValueError):
        return None


def _seen(text: str) -> bool:
    """Tell whether nothing stands in a text but what one sees, spaces and line ends."""
    return text.replace("\n", "").isprintable()


def _document(events: Iterator[Any]) -> dict[str, Any]:
    """Return the one mapping that is all of a stream, without marks of where it begins or ends."""
    _expect(next(events), yaml.StreamStartEvent)
    _expect(start := next(events), yaml.DocumentStartEvent)
    _expect(first := next(events), yaml.MappingStartEvent)
    found = _mapping(first, events)
    _expect(end := next(events), yaml.DocumentEndEvent)
    _expect(next(events), yaml.StreamEndEvent)
    if start.explicit or end.explicit:
        raise _NotPlain
    return found


def _expect(event: Any, kind: type) -> None:
    if not isinstance(event, kind):
        raise _NotPlain


def _value(event: Any, events: Iterator[Any], *, bracketed: bool) -> Any:
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, bracketed=bracketed)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events)
    _expect(event, yaml.SequenceStartEvent)
    return _sequence(event, events)


def _mapping(start: Any, events: Iterator[Any]) -> dict[str, Any]:
    _refuse_signs(start)
    found: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        _expect(event, yaml.ScalarEvent)
        name = _scalar(event, bracketed=start.flow_style)
        if not isinstance(name, str) or name in found or name != event.value:
            raise _NotPlain
        found[name] = _value(next(events), events, bracketed=start.flow_style)
    return found


def _sequence(start: Any, events: Iterator[Any]) -> list[Any]:
    _refuse_signs(start)
    found = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_value(event, events, bracketed=start.flow_style))
    return found


def _scalar(event: Any, *, bracketed: bool) -> Any:
    _refuse_signs(event)
    text: str = event.value
    if event.style:
        if event.style == ">" or not _seen(text):
            raise _NotPlain
        return text.strip()
    if _NUMBER.fullmatch(text):
        return int(text)
    if text in ("true", "false"):
        return text == "true"
    if not text or _MAY_BE_TYPED.fullmatch(text):
        raise _NotPlain
    if bracketed and not _IN_BRACKETS.fullmatch(text):
        raise _NotPlain
    return text.strip()


def _refuse_signs(event: Any) -> None:
    """Leave names, types and merges to who refuses them in words."""
    if event.anchor is not None or event.tag is not None:
        raise _NotPlain
