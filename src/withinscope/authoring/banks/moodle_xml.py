"""items-moodle.xml: Moodle's own XML, which carries most; answers, points, rationales, tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from xml.dom.minidom import Element

from withinscope.authoring.banks import Part, Written
from withinscope.authoring.banks._moodle import (
    Arrange,
    Choose,
    Essay,
    Match,
    Question,
    categories,
)
from withinscope.authoring.banks._xml import HEAD, Node, cdata, element, html, html_line

NAME = "moodle-xml"
FILE = "items-moodle.xml"
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_KINDS = {Choose: "multichoice", Match: "matching", Arrange: "ordering", Essay: "essay"}


def written(title: str, parts: Sequence[Part]) -> Written:
    """Return a category a notebook, with its items' questions."""
    made: list[Element] = []
    every, losses = categories(parts)
    for part, found in every:
        made.append(_category(title, part))
        made += map(_question, found)
    whole = "\n".join((f"{HEAD}<quiz>", *(one.toxml() for one in made), "</quiz>\n"))
    return Written(whole.encode(), tuple(losses))


def category(title: str, part: Part) -> str:
    """Return where a part's questions go: Moodle takes a single `/` for a step in a path."""
    steps = (name.replace("/", "//") for name in (title, part.title))
    return "/".join(("$course$/top", *steps))


def _category(title: str, part: Part) -> Element:
    named = element("category", _text(category(title, part)))
    return element("question", named, type="category")


def _question(one: Question) -> Element:
    return element(
        "question",
        element("name", _text(one.name)),
        _formatted("questiontext", html(one.text)),
        _formatted("generalfeedback", html(one.after)),
        element("defaultgrade", number(one.points)),
        element("idnumber", one.id),
        *_form(one.form),
        element("tags", *(element("tag", _text(tag)) for tag in one.tags)),
        type=_KINDS[type(one.form)],
    )


def number(points: Fraction) -> str:
    """Write points as Moodle keeps them, in seven digits at most."""
    return f"{float(points):.7f}".rstrip("0").rstrip(".")


def _form(form: Choose | Match | Arrange | Essay) -> Iterator[Node]:
    if isinstance(form, Choose):
        yield from _choose(form)
    elif isinstance(form, Match):
        yield from _match(form)
    elif isinstance(form, Arrange):
        yield from _arrange(form)
    else:
        yield element("responseformat", "plain")
        yield element("responserequired", "1")
        yield _formatted("graderinfo", html(form.notes))


def _choose(form: Choose) -> Iterator[Node]:
    yield element("single", str(form.one).lower())
    yield element("shuffleanswers", str(form.shuffled).lower())
    yield element("answernumbering", "none")
    for one in form.answers:
        yield _formatted(
            "answer",
            html(one.text),
            _formatted("feedback", html(one.why)),
            fraction=one.percent,
        )


def _match(form: Match) -> Iterator[Node]:
    yield element("shuffleanswers", "true")
    for text, to in (*form.pairs, *(("", one) for one in form.others)):
        yield _formatted("subquestion", html(text), element("answer", _text(to)))


def _arrange(form: Arrange) -> Iterator[Node]:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(form.steps)),
        "gradingtype": "RELATIVE_TO_CORRECT",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    yield from (element(name, value) for name, value in settings.items())
    yield from (_formatted(name, "") for name in COMBINED)  # without them Moodle stops
    for place, step in enumerate(form.steps, 1):
        yield _formatted("answer", html_line(step), fraction=str(place))


def _formatted(name: str, text: str, *more: Node, **attributes: str) -> Element:
    """Make an element of HTML, in a CDATA section, as Moodle writes it."""
    inside = element("text", *([cdata(text)] if text else []))
    return element(name, inside, *more, format="html", **attributes)


def _text(text: str) -> Element:
    return element("text", text)
