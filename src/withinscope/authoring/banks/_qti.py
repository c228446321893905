"""An item as one of QTI 2.1: what is asked, what is right, and what each answer earns.

QTI says how a score comes about, so all but the order of steps earns here just what it does in the
course. (1EdTech, QTI Assessment Test, Section and Item Information Model 2.1.1, 2013.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any
from xml.dom.minidom import Element

from msgspec import Struct

from withinscope import types
from withinscope.authoring.banks import NotCarried
from withinscope.authoring.banks import _qti_scoring as scoring
from withinscope.authoring.banks._moodle import PRIVATE, notes
from withinscope.authoring.banks._xml import HEAD, Node, element, inline, paragraphs
from withinscope.types import best_worst, free, matching, multiple, order, single, sort, spot

PLAYED = "it is played, and QTI has no such interaction"
UNKNOWN = "it has no counterpart in QTI"
SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p1.xsd"

Said = Sequence[tuple[str, str, str]]
"""Options: id, text, why."""


class Form(Struct, frozen=True):
    """What an item declares, shows and does; `whys` is feedback by the id of what was chosen."""

    declared: tuple[Element, ...]
    shown: tuple[Element, ...]
    done: tuple[Element, ...]
    chosen: tuple[str, ...] = ()
    whys: Mapping[str, str] = {}
    after: str = ""


def item_xml(item: types.Item) -> bytes:
    """Return an item as a file of QTI. Raises NotCarried where there is no such interaction."""
    if item.played:
        raise NotCarried(PLAYED)
    if item.type not in _FORMS:
        raise NotCarried(UNKNOWN)
    form = _FORMS[item.type](item)
    after = "\n\n".join(filter(None, (form.after, item.turning, item.after)))
    care = paragraphs(f"*Care:* {item.care}") if item.care else []
    processing = [*form.done, scoring.told(form.chosen, bool(after))] if form.done else []
    whole = element(
        "assessmentItem",
        *form.declared,
        *scoring.outcomes(Fraction(item.points)),
        element("itemBody", *care, *paragraphs(item.stem), *form.shown),
        *([element("responseProcessing", *processing)] if processing else []),
        *(_feedback(name, why) for name, why in form.whys.items() if why and processing),
        *([_feedback(scoring.AFTER, after)] if after and processing else []),
        **_ABOUT,
        identifier=item.id,
        title=item.id,
        adaptive="false",
        timeDependent="false",
    )
    return f"{HEAD}{whole.toxml()}\n".encode()


_ABOUT = {
    "xmlns": SPACE,
    "xmlns:xsi": _INSTANCE,
    "xsi:schemaLocation": f"{SPACE} {_SCHEMA}",
}


def _feedback(name: str, text: str) -> Element:
    return element(
        "modalFeedback",
        *paragraphs(text),
        outcomeIdentifier="FEEDBACK",
        identifier=name,
        showHide="show",
    )


def _choice(
    name: str, options: Said, prompt: str = "", one: bool = True, mix: bool = True
) -> Element:
    asked = [element("prompt", prompt)] if prompt else []
    choices = (element("simpleChoice", *inline(text), identifier=id_) for id_, text, _ in options)
    return element(
        "choiceInteraction",
        *asked,
        *choices,
        responseIdentifier=name,
        shuffle=str(mix).lower(),
        maxChoices=str(int(one)),
    )


def _options(item: Any) -> Said:
    return [(one.id, one.text, one.why) for one in item.options]


def _single(item: single.Item) -> Form:
    worth = {item.key: Fraction(item.points)}
    return Form(
        (scoring.response("RESPONSE", "single", right=[item.key], worth=worth),),
        (_choice("RESPONSE", _options(item)),),
        tuple(scoring.mapped("RESPONSE")),
        ("RESPONSE",),
        {name: why for name, _, why in _options(item)},
    )


def _multiple(item: multiple.Item) -> Form:
    return _marked(item, _options(item), mix=True)


def _spot(item: spot.Item) -> Form:
    lines = [
        (one.id, f"{n}. {one.who}: {one.text}", one.why or "")
        for n, one in enumerate(item.lines, 1)
    ]
    return _marked(item, lines, mix=False)


def _marked(item: multiple.Item | spot.Item, options: Said, mix: bool) -> Form:
    """All that fit are marked: each key earns its share, each other costs one; or none is."""
    all_, others = Fraction(item.points), len(options) - len(item.key)
    worth = {
        name: all_ / len(item.key) if name in item.key else -all_ / others
        for name, *_ in options
        if item.key
    }
    none = scoring.when(element("isNull", scoring.variable("RESPONSE")), all_)
    return Form(
        (
            scoring.response(
                "RESPONSE", "multiple", right=item.key, worth=worth or None, floor=True
            ),
        ),
        (_choice("RESPONSE", options, one=False, mix=mix),),
        tuple(scoring.mapped("RESPONSE")) if item.key else (none,),
        ("RESPONSE",),
        {name: why for name, _, why in options},
    )


def _best_worst(item: best_worst.Item) -> Form:
    """What fits best earns by its rating, what fits least costs by its own; not below 0."""
    ratings = {one.id: one.rating for one in item.options}
    wide = max(ratings.values()) - min(ratings.values())
    worth = {name: Fraction(item.points) * rating / wide for name, rating in ratings.items()}
    top, low = max(ratings, key=ratings.__getitem__), min(ratings, key=ratings.__getitem__)
    return Form(
        (
            scoring.response("BEST", "single", right=[top], worth=worth),
            scoring.response(
                "LEAST", "single", right=[low], worth={k: -v for k, v in worth.items()}
            ),
        ),
        (
            _choice("BEST", _options(item), "Which fits best?", mix=False),
            _choice("LEAST", _options(item), "Which fits least?", mix=False),
        ),
        tuple(scoring.mapped("BEST", "LEAST")),
        ("BEST", "LEAST"),
        {name: why for name, _, why in _options(item)},
    )


def _sort(item: sort.Item) -> Form:
    earned = {one.id: {to: Fraction(1) for to in sorted(one.right)} for one in item.statements}
    right = [f"{one.id} {one.key}" for one in item.statements]
    said = "\n\n".join(f"{one.text}\n{one.why}" for one in item.statements)
    return _placed(item, item.statements, item.bins, earned, right, said)


def _matching(item: matching.Item) -> Form:
    earned = {one.id: {move.id: one.earned(move.id) for move in item.moves} for one in item.cases}
    right = [f"{one.id} {one.best[0]}" for one in item.cases]
    said = "\n\n".join(f"{one.text}\n{one.why}\n{one.turns_on}" for one in item.cases)
    return _placed(item, item.cases, item.moves, earned, right, said)


def _placed(
    item: types.Item,
    what: Iterable[Any],
    places: Sequence[Any],
    earned: Mapping[str, Mapping[str, Fraction]],
    right: Sequence[str],
    said: str,
) -> Form:
    """Each is put in one place, which earns what it does there."""
    worth = {
        f"{name} {to}": Fraction(item.points) * share / len(earned)
        for name, shares in earned.items()
        for to, share in shares.items()
        if share
    }
    sets = (_matched(what, 1), _matched(places, 0))
    shown = element(
        "matchInteraction",
        *sets,
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxAssociations=str(len(earned)),
    )
    return Form(
        (scoring.response("RESPONSE", "multiple", "directedPair", right, worth),),
        (shown,),
        tuple(scoring.mapped("RESPONSE")),
        after=said,
    )


def _matched(parts: Iterable[Any], most: int) -> Element:
    choices: list[Node] = [
        element("simpleAssociableChoice", *inline(one.text), identifier=one.id, matchMax=str(most))
        for one in parts
    ]
    return element("simpleMatchSet", *choices)


def _order(item: order.Item) -> Form:
    """The order as it is right earns all; QTI does not count pairs."""
    choices = (
        element("simpleChoice", *inline(one.text), identifier=one.id)
        for one in item.released().options
    )
    shown = element("orderInteraction", *choices, responseIdentifier="RESPONSE", shuffle="true")
    same = element("match", scoring.variable("RESPONSE"), element("correct", identifier="RESPONSE"))
    steps = [next(one for one in item.options if one.id == name) for name in item.key]
    return Form(
        (scoring.response("RESPONSE", "ordered", right=item.key),),
        (shown,),
        (scoring.when(same, Fraction(item.points)),),
        after="\n\n".join(f"{n}. {one.text}\n{one.why}" for n, one in enumerate(steps, 1)),
    )


def _free(item: free.Item) -> Form:
    """A text, and for whoever scores it the rubric and the samples."""
    if not item.rubric:
        raise NotCarried(PRIVATE)
    told = element("rubricBlock", *paragraphs(notes(item)), view="scorer")
    return Form(
        (scoring.response("RESPONSE", "single", "string"),),
        (told, element("extendedTextInteraction", responseIdentifier="RESPONSE")),
        (),
    )


_FORMS: dict[str, Callable[[Any], Form]] = {
    single.NAME: _single,
    multiple.NAME: _multiple,
    spot.NAME: _spot,
    best_worst.NAME: _best_worst,
    sort.NAME: _sort,
    matching.NAME: _matching,
    order.NAME: _order,
    free.NAME: _free,
}
