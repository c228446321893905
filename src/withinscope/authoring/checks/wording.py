"""Words that make an item hard to read, hurt a reader, or leave one alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from withinscope.authoring.checks._rule import Finding, warning
from withinscope.authoring.material import Asked, Material
from withinscope.authoring.prose import pieces, unquoted
from withinscope.problems import Place

NEGATIVE = warning("WS601")
LONG = warning("WS602")
PERSON_FIRST = warning("WS604")
CRISIS_LINE = warning("WS605")
HEAVY = warning("WS606")

WORDS = 120
"""Words of a stem."""
_NEGATIVE = re.compile(
    r"\b(not|never|except|cannot|wrong|incorrect|false"
    r"|(?:is|are|does|do|would|should|could|can|may|must)n['\u2019]t|can['\u2019]t)\b",
    re.IGNORECASE,
)
_SAY = {
    r"commit(?:s|ted|ting)? suicide": "died by suicide; attempted suicide",
    r"(?:failed|successful|unsuccessful) (?:suicide|attempt)": "died by suicide; attempted suicide",
    r"doing something silly": "thinking of suicide",
    r"(?:trauma |abuse |rape )?victims?": "survivor, or the person's own word",
    r"suffer(?:s|ed|ing)? from": "lives with",
    r"an? (?:depressive|borderline|schizophrenic|bipolar|psychotic|narcissist|anorexic)": (
        "lives with …; diagnosed with …"
    ),
    r"(?:alcoholic|addict|junkie)s?|a drunk|drunks": "uses alcohol; in recovery",
    r"(?:the )?mentally ill": "people who live with a mental illness",
    r"(?:got|stay(?:s|ed|ing)?|being|been|is|are) clean": "in recovery",
    r"attention[- ]seeking": "asking for connection",
    r"manipulative": "asking in the way they know",
    r"(?:treatment[- ])?resistant": "unsure; not now",
    r"non-?compliant": "did not take up",
    r"overreact(?:s|ed|ing|ion)?": "an understandable response",
    r"dysfunctional": "coping that helped once",
    r"hysterical|crazy|insane|psycho": "overwhelmed",
    r"what is wrong with you": "what would help now?",
    r"too much for me": "someone trained for this",
}
_LABELS = re.compile("|".join(rf"(?P<w{n}>\b(?:{w})\b)" for n, w in enumerate(_SAY)), re.IGNORECASE)
_LINE = re.compile(
    r"(?<![\d-])(988|116 123|13 11 14|0477 13 11 14|1737|911|999|741741|85258"
    # those for somebody whom a partner hurts
    r"|(?:1[- ])?800[- ]799[- ]7233|88788|0808 2000 247|1800 341 900|1800 737 732|0458 737 732"
    r"|116 016)(?!\d|-|,\d)"
)
_NAMED = re.compile(
    r"\b(?:specialist|(?:domestic|family|partner)[- ](?:violence|abuse)) (?:hot|help)lines?\b",
    re.IGNORECASE,
)
"""A line that is named and not numbered; `a specialist service` names none."""
_CHECK = re.compile(r"\bcheck\b[^.]*\blocal\b", re.IGNORECASE)
_HEAVY = re.compile(
    r"\b(suicid\w*|kill(?:ed|ing)? (?:my|your|him|her|them)sel(?:f|ves)|self-harm\w*|overdos\w+"
    r"|(?:hurt|hurting|harm|harming) (?:my|your|him|her|them)sel(?:f|ves)"
    r"|end(?:ing)? (?:my|your|his|her|their) life|not be alive|no point in (?:any|going|it)"
    r"|abus(?:e|ed|ing|ive)|assault\w*|rap(?:e|ed)|molest\w*|miscarr\w+|stillb\w+"
    r"|(?:hits|hit|beats|beat|chokes|choked) (?:me|him|her|them)|violen(?:t|ce)"
    r"|died|funeral|eating disorders?|purg(?:e|es|ing)|bing(?:e|es|ing)|stopped eating)\b",
    re.IGNORECASE,
)


def found(material: Material) -> Iterator[Finding]:
    """Yield such words in items, and in the text around them."""
    for one in material.asked:
        yield from _stem(one)
        yield from _heavy(one)
        every = pieces(one.item)
        whole = "\n\n".join(piece.text for piece in every)
        for piece in every:
            place = partial(one.at, piece.at)
            yield from _labels(piece.narrated, place)
            yield from _lines(piece.narrated, piece.text, whole, place)
    for book in material.books:
        for number, cell in enumerate(book.notebook.cells):
            if cell.type == "markdown" and book.notebook.role != "exercise":
                place = partial(book.notebook.place, number)
                narrated = unquoted(cell.source)
                yield from _labels(narrated, place)
                yield from _lines(narrated, cell.source, cell.source, place)


def _stem(one: Asked) -> Iterator[Finding]:
    stem = one.item.stem
    questions = re.findall(r"[^.!?\n]*\?", unquoted(stem))
    if questions and (word := _NEGATIVE.search(questions[-1])):
        what = f"The question is put in the negative (`{word[0]}`)."
        yield NEGATIVE(one.at("stem"), what, "Ask for what fits, or for what crosses the line.")
    if (words := len(stem.split())) > WORDS:
        what = f"The stem has {words} words."
        yield LONG(one.at("stem"), what, f"Tell it in {WORDS}: one moment, one decision.")


def _heavy(one: Asked) -> Iterator[Finding]:
    """Yield the first word of a heavy topic in an item that has no care note."""
    if one.item.care:
        return
    for piece in pieces(one.item):
        if piece.first and (word := _HEAVY.search(piece.text)):
            what = f"This may weigh on a reader (`{word[0]}`), and there is no care note."
            yield HEAVY(one.at(piece.at), what, "Write `care: …`: what comes, in a line.")
            return


def _labels(narrated: str, place: Callable[[], Place]) -> Iterator[Finding]:
    """Yield what the author should say otherwise."""
    for words in _LABELS.finditer(narrated):
        instead = next(say for n, say in enumerate(_SAY.values()) if words[f"w{n}"])
        what = f"`{words[0]}` is on the list of words that put something before the person."
        yield PERSON_FIRST(place(), what, f"Say: {instead}.")


def _lines(narrated: str, text: str, whole: str, place: Callable[[], Place]) -> Iterator[Finding]:
    """Yield a line without its caution: its number needs one in the same `text`, its name one in
    the `whole` that is read with it.
    """
    number, name = _LINE.search(text), _NAMED.search(narrated)
    if number and not _CHECK.search(text):
        what = f"The crisis line {number[0]} stands here without its caution."
        yield CRISIS_LINE(place(), what, "Add: check your local service.")
    elif name and not _CHECK.search(whole):
        what = f"A line (`{name[0]}`) is named here without its caution."
        yield CRISIS_LINE(place(), what, "Add: check your local service.")
