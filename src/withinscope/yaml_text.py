"""YAML that authors write, read into structs; every mistake says which line and how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from withinscope.problems import Mistake, Place, Problem

T = TypeVar("T")

# Fields of prose, where a `#` is far likelier to be meant than a comment.
PROSE = {"stem", "text", "why", "care", "after", "criterion", "levels", "title"}
QUOTE = 'Put it in quotes ("…") or write it as a block after `|`.'


class _NoAliases(Composer):
    """Aliases are refused: no author needs them, and a few lines of them can fill the memory."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.parser.check_event(AliasEvent):
            event = self.parser.get_event()
            raise ComposerError(None, None, "a word may not begin with *", event.start_mark)
        return super().compose_node(parent, index)


def parse(text: str, into: type[T], place: Place = Place()) -> T:  # noqa: B008 - frozen
    """Read `text` into a struct. `place` is where its first line stands.

    YAML 1.2, so `no` is a word; texts lose white space at both ends. Raises Mistake.
    """
    try:
        tree = _tree(text)
        swallowed = list(_swallowed(tree))
        if swallowed:
            raise Mistake(*swallowed)
        return _convert(tree, into)
    except Mistake as mistake:
        raise mistake.at(place) from None
    except RecursionError:
        raise Mistake(Problem("This is nested too deeply to be an item.", place=place)) from None


def dump(data: Any) -> str:
    """Write plain lists, dicts and texts as YAML in block style, long texts as blocks."""
    from io import StringIO

    from ruamel.yaml.scalarstring import LiteralScalarString

    def styled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: styled(item) for key, item in value.items()}
        if isinstance(value, list):
            return [styled(item) for item in value]
        return LiteralScalarString(value) if isinstance(value, str) and _block(value) else value

    yaml, out = YAML(), StringIO()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.dump(styled(data), out)
    return out.getvalue()


def _block(text: str) -> bool:
    """Tell whether a text of several lines can stand as a `|` block and come back the same."""
    lines = text.split("\n")
    printable = not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", text)
    trimmed = all(line == line.rstrip() for line in lines) and text == text.strip()
    return len(lines) > 1 and printable and trimmed


def _tree(text: str) -> Any:
    yaml = YAML()
    yaml.Composer = _NoAliases
    try:
        return yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Mistake(_syntax(str(error.problem or error.context), line)) from None
    except (YAMLError, ValueError, UnicodeError, AttributeError, TypeError) as error:
        # ruamel lets some malformed tags and numbers through as errors of Python's own.
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Mistake(_syntax(found, 1)) from None


def _syntax(problem: str, line: int) -> Problem:
    place = Place(line=line)
    if "duplicate key" in problem:
        name = re.search(r'"([^"]*)"', problem)
        what = f"`{name[1]}` stands here twice." if name else "A name stands here twice."
        return Problem(what, "Keep one of them.", place)
    if "mapping values are not allowed" in problem:
        return Problem("A text with a colon in it is read as a name and its value.", QUOTE, place)
    if "alias" in problem or "begin with *" in problem:
        return Problem("A word that begins with * or & has a meaning of its own.", QUOTE, place)
    if "\\t" in problem or "'\\t'" in problem:
        return Problem("There is a tab here.", "Indent with spaces.", place)
    return Problem(
        f"This line can't be read as YAML: {problem}.",
        "Look at the indentation, at quotes that are not closed and at colons inside a text.",
        place,
    )


def _swallowed(tree: Any) -> Iterator[Problem]:
    """Yield each prose field that lost its end to a `#`, which begins a comment in YAML."""
    for node in _nodes(tree):
        if not isinstance(node, CommentedMap):
            continue
        for name, value in node.items():
            comment = (node.ca.items.get(name) or [None] * 3)[2]
            plain = type(value) is str and comment is not None
            if name in PROSE and plain and not comment.value.startswith("\n"):
                lost = comment.value.splitlines()[0].strip()
                yield Problem(
                    f"In `{name}`, `{lost}` is taken for a comment and left out.",
                    QUOTE,
                    Place(line=node.lc.value(name)[0] + 1),
                )


def _nodes(tree: Any) -> Iterator[Any]:
    yield tree
    if isinstance(tree, CommentedMap):
        children = list(tree.values())
    else:
        children = list(tree) if isinstance(tree, CommentedSeq) else []
    for child in children:
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


def _convert(tree: Any, into: type[T]) -> T:
    if not isinstance(tree, CommentedMap):
        what = "This is empty." if tree is None else "This is not a list of names and values."
        raise Mistake(Problem(what, "Begin with `id: …` on a line of its own.", Place(line=1)))
    try:
        return msgspec.convert(_plain(tree), into)
    except msgspec.ValidationError as error:
        raise Mistake(_explain(tree, str(error), into)) from None
    except UnicodeError as error:
        found = Problem("A name here is not a word.", str(error), Place(line=1))
        raise Mistake(found) from None


def _explain(tree: Any, message: str, into: Any) -> Problem:
    """Turn msgspec's message, `… - at `$.options[0].id``, into words and a line."""
    found, _, path = message.partition(" - at `")
    keys = re.findall(r"\.([^.\[\]`]+)|\[(\d+|\.\.\.)\]", path)
    steps = [name or index for name, index in keys]
    node, line = _follow(tree, steps)
    field = next((step for step in reversed(steps) if not step.isdigit()), "")
    if match := re.match(r"Object missing required field `(.+)`", found):
        return Problem(f"`{match[1]}` is missing here.", "Add it.", Place(line=line))
    if match := re.match(r"Object contains unknown field `(.+)`", found):
        return _unknown(node, match[1], line, into)
    if found.startswith("Invalid value") and field == "type":
        return _unknown_type(node, line, into)
    return Problem(*_value(field, found, node), Place(line=line))


def _follow(tree: Any, steps: list[str]) -> tuple[Any, int]:
    """Walk to the node that a path names; return it and its line, from 1."""
    node, line = tree, tree.lc.line + 1
    for step in steps:
        if isinstance(node, CommentedMap) and step in node:
            at = node.lc.key(step) if node[step] is None else node.lc.value(step)
            line, node = at[0] + 1, node[step]
        elif isinstance(node, CommentedSeq) and step.isdigit() and int(step) < len(node):
            line, node = node.lc.item(int(step))[0] + 1, node[int(step)]
        else:
            break
    return node, line


def _unknown(node: Any, name: str, line: int, into: Any) -> Problem:
    if isinstance(node, CommentedMap) and name in node:
        line = node.lc.key(name)[0] + 1
        if node.fa.flow_style() and node[name] is None:
            return Problem(
                f"In {{ … }} a comma begins a new entry, so `{name}` is read as a name.",
                'Put the text in quotes ("…") or write each entry on its own line.',
                Place(line=line),
            )
    near = difflib.get_close_matches(name, _field_names(into), 1)
    mend = f"Did you mean `{near[0]}`?" if near else "Look for a slip, or take it out."
    return Problem(f"There is no field `{name}` here.", mend, Place(line=line))


def _field_names(into: Any) -> set[str]:
    """Return every field name that a struct, or a union of them, has at any depth."""
    names: set[str] = set()
    queue = [msgspec.inspect.type_info(into)]
    while queue:
        info = queue.pop()
        for field in getattr(info, "fields", ()):
            names.add(field.encode_name)
            queue.append(field.type)
        queue += getattr(info, "types", ())
        queue += [info.item_type] if hasattr(info, "item_type") else []
    return names


def _unknown_type(node: Any, line: int, into: Any) -> Problem:
    info: Any = msgspec.inspect.type_info(into)
    tags = sorted(str(one.tag) for one in getattr(info, "types", (info,)))
    near = difflib.get_close_matches(str(node), tags, 1)
    mend = f"Did you mean `{near[0]}`?" if near else f"The types are {', '.join(tags)}."
    return Problem(f"There is no item type `{node}`.", mend, Place(line=line))


def _value(field: str, found: str, node: Any) -> tuple[str, str]:
    """Say what is wrong with a field's value, and how to mend it."""
    got = re.search(r"got `(\w+)`", found)
    if "matching regex" in found and isinstance(node, str):
        return (
            f"`{node}` can't be an id.",
            "Begin with a letter; then letters, digits, - and _ without spaces, 64 at most.",
        )
    if found.startswith("Expected `str`"):
        if got and got[1] == "null":
            return f"`{field}` has no text.", "Write one after the colon."
        if got and got[1] in {"object", "array"}:
            return f"`{field}` has to be a text.", QUOTE
        return f"`{field}: {node}` is read as a number, a date or yes/no, not as a text.", QUOTE
    if "length >= 1" in found and not isinstance(node, CommentedSeq):
        return f"`{field}` is empty.", "Write something after the colon."
    if match := re.search(r"`array` of length >= (\d+)", found):
        return f"`{field}` has too few entries.", f"It takes at least {match[1]}."
    if match := re.search(r"Expected `\w+` ([<>]=?) ([-\d.]+)", found):
        words = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
        return f"`{field}: {node}` is out of range.", f"It has to be {words[match[1]]} {match[2]}."
    kinds = {"int": "a whole number", "float": "a number", "bool": "true or false"}
    kinds |= {"array": "a list ([a, b] or lines that begin with -)", "object": "names and values"}
    wanted = re.search(r"Expected `(\w+)", found)
    want = kinds.get(wanted[1], "something else") if wanted else "something else"
    return f"`{field}` does not have the right form here.", f"It has to be {want}."
