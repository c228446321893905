"""YAML as ruamel reads and writes it: a tree that knows the line of everything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, ScalarEvent
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from withinscope.problems import Mistake, Place, Problem
from withinscope.yaml_mistakes import QUOTE, explain
from withinscope.yaml_syntax import unreadable
from withinscope.yaml_unseen import in_lines, in_names

__all__ = ["PROSE", "checked", "data_of", "dump", "explain", "in_lines", "line_at", "read"]

# Fields of prose, where a `#` is far likelier to be meant than a comment.
PROSE = {"stem", "text", "why", "care", "after", "turns_on", "criterion", "levels", "title"}
PROSE |= {"scene", "client", "say", "thought", "ending", "debrief", "reflect"}


class _Plain(Composer):
    """Refuses YAML's signs for naming, repeating, merging and typing.

    No author needs them: a word that happens to begin with one would be lost without a sound,
    and a few lines of aliases can fill the memory.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if sign := _sign(event):
            raise ComposerError(None, None, f"begins with {sign}", event.start_mark)
        return super().compose_node(parent, index)


def _sign(event: Any) -> str:
    if isinstance(event, AliasEvent):
        return "*"
    if event.anchor is not None:
        return "&"
    if event.tag is not None:
        return "!"
    merge = isinstance(event, ScalarEvent) and event.style is None and event.value == "<<"
    return "<<" if merge else ""


def read(text: str) -> Any:
    """Return the tree of a text. Raises Mistake for what is no YAML, or none that is allowed."""
    yaml = YAML()
    yaml.preserve_quotes = True  # so that a text without quotes can be told from one with
    yaml.Composer = _Plain
    try:
        return yaml.load(text)
    except (YAMLError, ValueError, UnicodeError, AttributeError, TypeError) as error:
        raise Mistake(*unreadable(text, error)) from None


def checked(text: str) -> Any:
    """Return the tree of a text. Raises Mistake also for what would come out as something else."""
    tree = read(text)
    if lost := [*in_names(tree, PROSE), *_lost(tree)]:
        raise Mistake(*lost)
    return tree


def _lost(tree: Any) -> Iterator[Problem]:
    """Yield what would not come out as it was written: names that are no words, half texts."""
    for inside, node in _nodes(tree):
        if isinstance(node, CommentedMap):
            for name, value in node.items():
                line = node.lc.key(name)[0] + 1
                if not isinstance(name, str):
                    what = "A name here is read as a number, a date or a list, not as a word."
                    yield Problem(what, QUOTE, Place(line=line))
                else:
                    comment = (node.ca.items.get(name) or [None] * 3)[2]
                    field = inside if inside in PROSE else name  # a `why` for each option
                    yield from _cut(field, value, comment, node.lc.value(name)[0] + 1)
                    if isinstance(value, CommentedSeq):
                        yield from _cut_entries(name, value)


def _cut_entries(name: str, entries: CommentedSeq) -> Iterator[Problem]:
    for index, entry in enumerate(entries):
        comment = (entries.ca.items.get(index) or [None])[0]
        yield from _cut(name, entry, comment, entries.lc.item(index)[0] + 1)


def _cut(name: str, value: Any, comment: Any, line: int) -> Iterator[Problem]:
    """Yield a text that lost its end to a `#`, or that holds what no file can."""
    if not isinstance(value, str):
        return
    cut = comment is not None and not comment.value.startswith("\n")
    if name in PROSE and type(value) is str and cut:
        lost = comment.value.splitlines()[0].strip()
        what = f"In `{name}`, `{lost}` is taken for a comment and left out."
        yield Problem(what, QUOTE, Place(line=line))
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        what = f"`{name}` holds half of a letter (\\ud800 to \\udfff)."
        yield Problem(what, "Write the letter itself.", Place(line=line))


def _nodes(tree: Any, inside: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every node with the name that it stands behind, if it does."""
    yield inside, tree
    if isinstance(tree, CommentedMap):
        for name, child in tree.items():
            yield from _nodes(child, str(name))
    for child in tree if isinstance(tree, CommentedSeq) else ():
        yield from _nodes(child)


def _plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {_plain(name): _plain(value) for name, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    if isinstance(node, str):
        return str(node).strip()
    if isinstance(node, float):
        return float(node)
    return int(node) if isinstance(node, int) and not isinstance(node, bool) else node


def data_of(tree: Any) -> dict[str, Any]:
    """Return the plain names and values of a tree. Raises Mistake if it is no mapping."""
    if not isinstance(tree, CommentedMap):
        what = "This is empty." if tree is None else "This is not a list of names and values."
        raise Mistake(Problem(what, "Begin with `id: …` on a line of its own.", Place(line=1)))
    data: dict[str, Any] = _plain(tree)
    return data


def line_at(node: Any, path: str) -> int:
    """Return the line, from 1, of what a path from a node names, as `yaml_text.line_of`."""
    line = 1
    for step in path.split("."):
        if isinstance(node, CommentedMap) and step in node:
            line, node = node.lc.key(step)[0] + 1, node[step]
        elif isinstance(node, CommentedSeq) and (number := _entry(node, step)) is not None:
            line, node = node.lc.item(number)[0] + 1, node[number]
        else:
            break
    return line


def _entry(entries: CommentedSeq, name: str) -> int | None:
    """Return the place of a list's entry, which is named by it or by its `id`."""
    if name.isdigit():
        return int(name) if int(name) < len(entries) else None
    ids = [entry.get("id") if isinstance(entry, CommentedMap) else None for entry in entries]
    return ids.index(name) if name in ids else None


def dump(data: Any) -> str:
    """Write plain lists, dicts and texts as YAML in block style, long texts as blocks."""
    yaml, out = YAML(), StringIO()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.dump(_styled(data), out)
    return out.getvalue()


def _styled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _styled(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_styled(item) for item in value]
    return _style(value) if isinstance(value, str) else value


def _style(text: str) -> Any:
    """Choose how a text is written, so that it comes back the same: as a `|` block if it can be.

    ruamel writes some line ends of Unicode's own (U+0085, U+2028) such that they are lost.
    """
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", text):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    trimmed = all(line == line.rstrip() for line in lines) and text == text.strip()
    return LiteralScalarString(text) if len(lines) > 1 and trimmed else text
