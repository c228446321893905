"""Why a text can't be read as YAML at all, told in words and at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.tokens import ScalarToken

from withinscope.problems import Place, Problem
from withinscope.yaml_mistakes import QUOTE
from withinscope.yaml_unseen import in_indents


def unreadable(text: str, error: Exception) -> Iterator[Problem]:
    """Yield what is wrong with a text on which ruamel raised `error`, the likeliest first.

    ruamel lets some malformed tags and numbers through as errors of Python's own.
    """
    if isinstance(error, MarkedYAMLError):
        unseen = list(in_indents(text))
        yield from unseen or [_marked(text, error)]
    elif isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        what = f"An invisible character stands here (U+{error.character:04X})."
        yield Problem(what, "Take it out.", Place(line=line))
    else:
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield _no_such(text) or _syntax(found, 1)


def _marked(text: str, error: MarkedYAMLError) -> Problem:
    line = _line(error)
    if opened := _open_quote(text, error, line):
        what, mend = "A quote is opened here and not closed.", "Close it at the text's end."
        return Problem(what, mend, Place(line=opened))
    return _syntax(str(error.problem or error.context), line, error.context or "")


def _no_such(text: str) -> Problem | None:
    """Return the first text that looks like a date or a number and is none, if that is it."""
    for token in YAML().scan(text):
        if not isinstance(token, ScalarToken) or token.style is not None:
            continue
        try:
            YAML().load(token.value)
        except YAMLError:
            continue  # of several lines, say: no mistake where it stands
        except ValueError:
            what = f"`{token.value}` is read as a date or a number, and there is no such one."
            mend = f"Mend it. Where it is meant as a text: {QUOTE[0].lower()}{QUOTE[1:]}"
            return Problem(what, mend, Place(line=token.start_mark.line + 1))
    return None


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
    if "chomping or indentation" in problem:
        return Problem("A text may not begin with > or |.", QUOTE, place)
    if letter := re.search(r"found character '(.+)' that cannot start", problem):
        return Problem(f"A text may not begin with {letter[1]}.", QUOTE, place)
    return Problem(
        f"This line can't be read as YAML: {problem}.",
        "Look at the indentation, at quotes that are not closed and at colons inside a text.",
        place,
    )
