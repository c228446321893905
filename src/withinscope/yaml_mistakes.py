"""What does not fit its struct, told in words and at the line of the YAML."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from withinscope.problems import Place, Problem

QUOTE = 'Put it in quotes ("…") or write it as a block after `|`.'


def explain(tree: Any, plain: Any, message: str, into: Any) -> Problem:
    """Turn msgspec's message, `… - at `$.options[0].id``, into words and a line."""
    found, _, path = message.partition(" - at `")
    keys = re.findall(r"\.([^.\[\]`]+)|\[(\d+|\.\.\.)\]", path)
    steps = [name or index for name, index in keys]
    of_name = path.startswith("key` in ")
    steps = _named(plain, steps + ["..."] * of_name, message, into)
    node, line = _follow(tree, steps)
    if of_name:
        mapping, _ = _follow(tree, steps[:-1])
        return Problem(*_no_id(steps[-1]), Place(line=mapping.lc.key(steps[-1])[0] + 1))
    field = next((step for step in reversed(steps) if not step.isdigit()), "")
    if match := re.match(r"Object missing required field `(.+)`", found):
        return Problem(f"`{match[1]}` is missing here.", "Add it.", Place(line=line))
    if match := re.match(r"Object contains unknown field `(.+)`", found):
        return _unknown(node, match[1], line, into)
    if found.startswith("Invalid value") and field == "type":
        return _unknown_type(node, line, into)
    if found.startswith("Invalid enum value"):
        names = "`, `".join(_words_of(into, field))
        return Problem(
            f"There is no `{node}` in `{field}`.", f"Choose `{names}`.", Place(line=line)
        )
    return Problem(*_value(field, found, node), Place(line=line))


def _named(plain: Any, steps: list[str], message: str, into: Any) -> list[str]:
    """Put names in the place of `...`, which is all that msgspec says of a mapping's entries.

    An entry is the one that is meant if, alone in its mapping, it is found wrong in the same way.
    """
    while "..." in steps:
        before = steps[: steps.index("...")]
        names = list(_at(plain, before))
        meant = next((n for n in names if _alone(plain, before, n, into) == message), names[0])
        steps = [*before, meant, *steps[len(before) + 1 :]]
        plain = _only(plain, before, meant)
    return steps


def _at(plain: Any, steps: list[str]) -> Any:
    for step in steps:
        plain = plain[int(step)] if isinstance(plain, list) else plain[step]
    return plain


def _only(plain: Any, steps: list[str], name: str) -> Any:
    """Return a copy in which the mapping at `steps` has but one entry."""
    if not steps:
        return {name: plain[name]}
    step, *rest = steps
    if isinstance(plain, list):
        return [_only(each, rest, name) if n == int(step) else each for n, each in enumerate(plain)]
    return plain | {step: _only(plain[step], rest, name)}


def _alone(plain: Any, steps: list[str], name: str, into: Any) -> str:
    """Return msgspec's message on a copy in which the mapping at `steps` has but one entry."""
    try:
        msgspec.convert(_only(plain, steps, name), into)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


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
    names = _field_names(into)
    near = difflib.get_close_matches(name, names, 1)
    mend = f"Did you mean `{near[0]}`?" if near else "Look for a slip, or take it out."
    if name in names:
        mend = "Other things have one: look at the indentation, or take it out."
    return Problem(f"There is no field `{name}` here.", mend, Place(line=line))


def _field_names(into: Any) -> set[str]:
    """Return every field name that a struct, or a union of them, has at any depth."""
    return {field.encode_name for field in _fields(into)}


def _words_of(into: Any, name: str) -> list[str]:
    """Return the words of which a field with this name, or its list, may hold some."""
    types = (field.type for field in _fields(into) if field.encode_name == name)
    inner = (getattr(one, "item_type", one) for one in types)
    return sorted({str(word) for one in inner for word in getattr(one, "values", ())})


def _fields(into: Any) -> Iterator[Any]:
    """Yield every field of a struct, or of a union of them, at any depth."""
    queue = [msgspec.inspect.type_info(into)]
    while queue:
        info = queue.pop()
        for field in getattr(info, "fields", ()):
            yield field
            queue.append(field.type)
        queue += getattr(info, "types", ())
        inside = (getattr(info, name, None) for name in ("item_type", "value_type"))
        queue += [inner for inner in inside if inner is not None]


def _unknown_type(node: Any, line: int, into: Any) -> Problem:
    info: Any = msgspec.inspect.type_info(into)
    tags = sorted(str(one.tag) for one in getattr(info, "types", (info,)))
    near = difflib.get_close_matches(str(node), tags, 1)
    mend = f"Did you mean `{near[0]}`?" if near else f"The types are {', '.join(tags)}."
    return Problem(f"There is no item type `{node}`.", mend, Place(line=line))


def _no_id(text: str) -> tuple[str, str]:
    return (
        f"`{text}` can't be an id.",
        "Begin with a letter; then letters, digits, - and _ without spaces, 64 at most.",
    )


def _value(field: str, found: str, node: Any) -> tuple[str, str]:
    """Say what is wrong with a field's value, and how to mend it."""
    got = re.search(r"got `(\w+)`", found)
    if "`bool | object" in found:
        mend = "Write true or false for a flag, {start: 3, min: 0, max: 5} for a counter."
        return f"`{field}: {node}` is neither a flag nor a counter.", mend
    if "`bool | int" in found or "matching regex '^(>=" in found:
        compares = "| str`" in found or "matching" in found
        mend = "Write true, false or a whole number"
        mend += ', or in quotes what to compare with: ">=4".' if compares else "."
        return f"`{field}: {node}` is nothing that a counter or flag can have.", mend
    if field == "people" and "matching regex" in found:
        mend = 'Write name, age and work: "Tamsin, 47, school bus driver".'
        return f"`{node}` does not say who this is.", mend
    if isinstance(node, str) and ("matching regex" in found or "length <= 64" in found):
        return _no_id(node)
    if "`str | array" in found:
        return f"`{field}` has to be a text, or a list of variants.", QUOTE
    if got and found.startswith(("Expected `str`", "Expected `str | null`")):
        if got[1] == "null":
            return f"`{field}` has no text.", "Write one after the colon."
        if got[1] in {"object", "array"}:
            return f"`{field}` has to be a text.", QUOTE
        return f"`{field}` is read as a number, a date or true/false, not as a text.", QUOTE
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
