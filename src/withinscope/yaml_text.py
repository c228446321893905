"""YAML that authors write, read into structs; every mistake says which line and how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, ScalarEvent
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString
from ruamel.yaml.tokens import ScalarToken

from withinscope.problems import Mistake, Place, Problem

T = TypeVar("T")

# Fields of prose, where a `#` is far likelier to be meant than a comment.
PROSE = {"stem", "text", "why", "care", "after", "criterion", "levels", "title"}
PROSE |= {"scene", "client", "say", "thought", "ending", "debrief", "reflect"}
QUOTE = 'Put it in quotes ("…") or write it as a block after `|`.'


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


def parse(text: str, into: type[T], place: Place = Place()) -> T:  # noqa: B008 - frozen
    """Read `text` into a struct. `place` is where its first line stands.

    YAML 1.2, so `no` is a word; texts lose white space at both ends. Raises Mistake.
    """
    try:
        tree = _tree(text)
        if lost := list(_lost(tree)):
            raise Mistake(*lost)
        return _convert(tree, into)
    except Mistake as mistake:
        raise mistake.at(place) from None
    except RecursionError:
        raise Mistake(Problem("This is nested too deeply to be an item.", place=place)) from None


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


def _tree(text: str) -> Any:
    yaml = YAML()
    yaml.preserve_quotes = True  # so that a text without quotes can be told from one with
    yaml.Composer = _Plain
    try:
        return yaml.load(text)
    except MarkedYAMLError as error:
        line = _line(error)
        if opened := _open_quote(text, error, line):
            what, mend = "A quote is opened here and not closed.", "Close it at the text's end."
            raise Mistake(Problem(what, mend, Place(line=opened))) from None
        raise Mistake(
            _syntax(str(error.problem or error.context), line, error.context or "")
        ) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"An invisible character stands here (U+{error.character:04X})."
        raise Mistake(Problem(what, "Take it out.", Place(line=line))) from None
    except (YAMLError, ValueError, UnicodeError, AttributeError, TypeError) as error:
        # ruamel lets some malformed tags and numbers through as errors of Python's own.
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Mistake(_syntax(found, 1)) from None


def _line(error: MarkedYAMLError) -> int:
    """Return the line that an error is about: where it was noticed, or where a name began."""
    unfinished = "could not find expected ':'" in str(error.problem)
    mark = error.context_mark if unfinished else error.problem_mark or error.context_mark
    return int(mark.line) + 1 if mark else 1


def _open_quote(text: str, error: MarkedYAMLError, line: int) -> int | None:
    """Return the line of the quote without an end that led to an error on `line`, if one did."""
    if "quoted scalar" in str(error.context) and "unexpected" in str(error.problem):
        return int(error.context_mark.line) + 1
    opened = None
    try:
        # An open quote runs on to the next one, and the error comes behind that.
        for token in YAML().scan(text):
            first, last = token.start_mark.line + 1, token.end_mark.line + 1
            if last > line:
                break
            if isinstance(token, ScalarToken) and token.style in {"'", '"'} and last > first:
                opened = first if last == line else None
    except YAMLError:
        pass
    return opened


def _syntax(problem: str, line: int, context: str = "") -> Problem:
    place = Place(line=line)
    if "duplicate key" in problem:
        name = re.search(r'"([^"]*)"', problem)
        what = f"`{name[1]}` stands here twice." if name else "A name stands here twice."
        return Problem(what, "Keep one of them.", place)
    if "mapping values are not allowed" in problem:
        return Problem("A text with a colon in it is read as a name and its value.", QUOTE, place)
    if "or '}', but got ':'" in problem or "or ']', but got ':'" in problem:
        return Problem("In { … } a text with a colon in it ends at the colon.", QUOTE, place)
    if "could not find expected ':'" in problem:
        what = "There is no colon after a name here."
        return Problem(what, "Write `name: text`, or indent what belongs to the text above.", place)
    if "found another document" in problem:
        return Problem("A second document begins here.", "Take the line `---` out.", place)
    if sign := re.search(r"begins with (\S+)|scanning an? (alias|anchor|tag)", problem + context):
        begins = {"alias": "*", "anchor": "&", "tag": "!"}.get(sign[2], sign[1])
        return Problem(f"A word that begins with {begins} has a meaning of its own.", QUOTE, place)
    if "\\t" in problem or "'\\t'" in problem:
        return Problem("There is a tab here.", "Indent with spaces.", place)
    if letter := re.search(r"found character '(.+)' that cannot start", problem):
        return Problem(f"A text may not begin with {letter[1]}.", QUOTE, place)
    return Problem(
        f"This line can't be read as YAML: {problem}.",
        "Look at the indentation, at quotes that are not closed and at colons inside a text.",
        place,
    )


def _lost(tree: Any) -> Iterator[Problem]:
    """Yield what would not come out as it was written: names that are no words, half texts."""
    for node in _nodes(tree):
        if isinstance(node, CommentedMap):
            for name, value in node.items():
                line = node.lc.key(name)[0] + 1
                if not isinstance(name, str):
                    what = "A name here is read as a number, a date or a list, not as a word."
                    yield Problem(what, QUOTE, Place(line=line))
                else:
                    comment = (node.ca.items.get(name) or [None] * 3)[2]
                    yield from _cut(name, value, comment, node.lc.value(name)[0] + 1)
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
    plain = _plain(tree)
    try:
        return msgspec.convert(plain, into)
    except msgspec.ValidationError as error:
        raise Mistake(_explain(tree, plain, str(error), into)) from None


def _explain(tree: Any, plain: Any, message: str, into: Any) -> Problem:
    """Turn msgspec's message, `… - at `$.options[0].id``, into words and a line."""
    found, _, path = message.partition(" - at `")
    keys = re.findall(r"\.([^.\[\]`]+)|\[(\d+|\.\.\.)\]", path)
    steps = [name or index for name, index in keys]
    of_name = path.startswith("key` in ")
    steps = _named(plain, steps + ["..."] * of_name, message, into)
    node, line = _follow(tree, steps)
    if of_name:
        return Problem(*_no_id(steps[-1]), Place(line=line))
    field = next((step for step in reversed(steps) if not step.isdigit()), "")
    if match := re.match(r"Object missing required field `(.+)`", found):
        return Problem(f"`{match[1]}` is missing here.", "Add it.", Place(line=line))
    if match := re.match(r"Object contains unknown field `(.+)`", found):
        return _unknown(node, match[1], line, into)
    if found.startswith("Invalid value") and field == "type":
        return _unknown_type(node, line, into)
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


def line_of(text: str, path: str) -> int:
    """Return the line, from 1, of what a path such as `nodes.open.choices.fix` names.

    A list's entries go by their place, from 0, or by their `id`. Where a path leads nowhere, the
    line is that of the last of it that is there.
    """
    try:
        node = _tree(text)
    except Mistake:
        return 1
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
    names: set[str] = set()
    queue = [msgspec.inspect.type_info(into)]
    while queue:
        info = queue.pop()
        for field in getattr(info, "fields", ()):
            names.add(field.encode_name)
            queue.append(field.type)
        queue += getattr(info, "types", ())
        inside = (getattr(info, name, None) for name in ("item_type", "value_type"))
        queue += [inner for inner in inside if inner is not None]
    return names


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
    if "`bool | int" in found or "matching regex '^(>=" in found:
        values = "true, false or a whole number"
        values += ', or compares with one in quotes: ">=4"' if "| str`" in found else ""
        return f"`{field}: {node}` is nothing that a counter or flag can have.", f"Write {values}."
    if isinstance(node, str) and ("matching regex" in found or "length <= 64" in found):
        return _no_id(node)
    if got and found.startswith("Expected `str`"):
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
