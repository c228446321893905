"""Items as questions of Moodle's: what both of its formats can say, in its own terms.

Each kind of question, and what Moodle takes in it, as tried in 4.5 and 5.1.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from withinscope import types
from withinscope.authoring.banks import Loss, NotCarried, Part
from withinscope.parts import Sample
from withinscope.types import best_worst, free, matching, multiple, order, single, sort, spot

PERCENTS = (
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25",
    "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0",
)  # fmt: skip
"""The shares of its points that an answer may earn or cost; Moodle refuses any other."""
LONGEST_NAME = 80
CERTAINTY = "how sure somebody is: Moodle does not ask that here"
CRITICAL = "that competence hangs on it"
PAIRS = "points for each pair of steps the right way round: each step earns by its neighbors"
SPLIT = "points for what fits best and least taken together: Moodle asks for each, for half of them"
APART = "its one list of choices: where several earn points, Moodle asks each as its own question"
REASONS = "the reasons to choose from, which earn nothing"
PLAYED = "it is played, and no question of Moodle's is"
PRIVATE = "it is a note to oneself, which in Moodle teachers would read"
NOTHING = "nothing is to be marked in it, and Moodle takes no answer for that"
UNKNOWN = "Moodle has no such question"


class Answer(Struct, frozen=True):
    """An answer to choose, the share of the points that it earns or costs, and why."""

    text: str
    share: Fraction
    why: str = ""

    @property
    def percent(self) -> str:
        """The share as Moodle writes it. Raises NotCarried for one that it does not take."""
        size = f"{float(abs(self.share) * 100):.5f}".rstrip("0").rstrip(".")
        if size not in PERCENTS:
            raise NotCarried(f"one of its answers is worth {abs(self.share)}, which Moodle refuses")
        return f"-{size}" if self.share < 0 else size


class Choose(Struct, frozen=True):
    """One answer of several, or all that fit."""

    answers: tuple[Answer, ...]
    one: bool = True
    shuffled: bool = True


class Match(Struct, frozen=True):
    """What belongs with what, and what belongs with nothing."""

    pairs: tuple[tuple[str, str], ...]
    others: tuple[str, ...] = ()


class Arrange(Struct, frozen=True):
    """Steps, in the order that is right."""

    steps: tuple[str, ...]


class Essay(Struct, frozen=True):
    """A text, and what whoever marks it has to know."""

    notes: str = ""


class Question(Struct, frozen=True):
    """A question of Moodle's; its `id` is unique in the course. Texts are as authors write them."""

    id: str
    name: str
    text: str
    form: Choose | Match | Arrange | Essay
    points: Fraction
    after: str = ""
    tags: tuple[str, ...] = ()


def categories(parts: Sequence[Part]) -> tuple[list[tuple[Part, list[Question]]], list[Loss]]:
    """Return each part that has questions with them, and what Moodle does not carry."""
    every = [(part, *questions(part)) for part in parts]
    losses = [loss for _, _, lost in every for loss in lost]
    return [(part, found) for part, found, _ in every if found], losses


def questions(part: Part) -> tuple[list[Question], list[Loss]]:
    """Return a part's items as questions, and what Moodle does not carry of them."""
    found: list[Question] = []
    losses: list[Loss] = []
    for item in part.items:
        try:
            found += _checked(asked(item))
        except NotCarried as reason:
            losses.append(Loss(item.id, str(reason), whole=True))
        else:
            losses += (Loss(item.id, what) for what in _lost(item))
    return found, losses


def asked(item: types.Item) -> list[Question]:
    """Return an item as questions. Raises NotCarried where Moodle has none that fits."""
    if item.played:
        raise NotCarried(PLAYED)
    if item.type not in _FORMS:
        raise NotCarried(UNKNOWN)
    return [
        Question(
            f"{item.id}.{name}" if name else item.id,
            _name(item, name),
            "\n\n".join(
                filter(None, (f"*Care:* {item.care}" if item.care else "", item.stem, more))
            ),
            form,
            Fraction(item.points) * share,
            "\n\n".join(filter(None, (after, item.turning, item.after))),
            tuple(dict.fromkeys((*item.outcome, *item.dimension, *item.claims, *item.trains))),
        )
        for name, more, form, share, after in _FORMS[item.type](item)
    ]


def _name(item: types.Item, part: str) -> str:
    """Return the id, which part it is, and how the stem begins."""
    whole = " ".join(filter(None, (item.id, part, item.stem.replace("*", ""))))
    return textwrap.shorten(whole, LONGEST_NAME, placeholder=" …")


def _checked(found: Sequence[Question]) -> Sequence[Question]:
    """Return questions each of whose answers has a share that Moodle takes."""
    for question in found:
        if isinstance(question.form, Choose):
            for answer in question.form.answers:
                _ = answer.percent
    return found


def _lost(item: types.Item) -> Iterator[str]:
    if item.confidence:
        yield CERTAINTY
    if item.critical:
        yield CRITICAL
    if isinstance(item, best_worst.Item):
        yield SPLIT
    if isinstance(item, order.Item):
        yield PAIRS
    if isinstance(item, spot.Item) and item.reasons:
        yield REASONS
    if isinstance(item, sort.Item | matching.Item) and not _is_match(_earning(item)):
        yield APART


_Form = tuple[str, str, Choose | Match | Arrange | Essay, Fraction, str]
"""What its id ends with, what its text does, its form, its share of the points, what is said."""
WHOLE = Fraction(1)


def _single(item: single.Item) -> Iterator[_Form]:
    answers = (Answer(o.text, Fraction(o.id == item.key), o.why) for o in item.options)
    yield "", "", Choose(tuple(answers)), WHOLE, ""


def _multiple(item: multiple.Item) -> Iterator[_Form]:
    parts = [(one.id, one.text, one.why) for one in item.options]
    yield "", "", Choose(_marked(parts, item.key), one=False), WHOLE, ""


def _spot(item: spot.Item) -> Iterator[_Form]:
    if not item.key:
        raise NotCarried(NOTHING)
    parts = [
        (one.id, f"{n}. {one.who}: {one.text}", one.why or "")
        for n, one in enumerate(item.lines, 1)
    ]
    yield "", "", Choose(_marked(parts, item.key), one=False, shuffled=False), WHOLE, ""


def _marked(parts: Sequence[tuple[str, str, str]], key: Sequence[str]) -> tuple[Answer, ...]:
    """Share the points among the keys, and the same again as what the others cost."""
    right, wrong = Fraction(1, len(key)), Fraction(-1, len(parts) - len(key))
    return tuple(Answer(text, right if id_ in key else wrong, why) for id_, text, why in parts)


def _best_worst(item: best_worst.Item) -> Iterator[_Form]:
    ratings = [one.rating for one in item.options]
    low, wide = min(ratings), max(ratings) - min(ratings)
    for name, question in (("best", "Which fits best?"), ("least", "Which fits least?")):
        shares = (Fraction(rating - low, wide) for rating in ratings)
        answers = (
            Answer(one.text, share if name == "best" else 1 - share, one.why)
            for one, share in zip(item.options, shares, strict=True)
        )
        yield name, question, Choose(tuple(answers)), Fraction(1, 2), ""


_Earning = list[tuple[str, str, dict[str, Fraction]]]
"""What is to be placed: its text, why, and what each place earns, by the place's text."""


def _earning(item: sort.Item | matching.Item) -> _Earning:
    if isinstance(item, sort.Item):
        return [
            (one.text, one.why, {b.text: Fraction(b.id in one.right) for b in item.bins})
            for one in item.statements
        ]
    return [
        (one.text, f"{one.why}\n{one.turns_on}", {m.text: one.earned(m.id) for m in item.moves})
        for one in item.cases
    ]


def _is_match(placed: _Earning) -> bool:
    """Tell whether each has one place that earns all, and no other that earns anything."""
    return all(sorted(earned.values(), reverse=True)[:2] == [1, 0] for *_, earned in placed)


def _placed(item: sort.Item | matching.Item) -> Iterator[_Form]:
    placed = _earning(item)
    if _is_match(placed):
        right = [next(to for to, share in earned.items() if share) for *_, earned in placed]
        pairs = tuple((text, to) for (text, *_), to in zip(placed, right, strict=True))
        told = (f"{text}\n{to}: {why}" for (text, why, _), to in zip(placed, right, strict=True))
        others = tuple(to for to in placed[0][2] if to not in right)
        yield "", "", Match(pairs, others), WHOLE, "\n\n".join(told)
        return
    for number, (text, why, earned) in enumerate(placed, 1):
        answers = tuple(Answer(to, share) for to, share in earned.items())
        yield str(number), text, Choose(answers, shuffled=False), Fraction(1, len(placed)), why


def _order(item: order.Item) -> Iterator[_Form]:
    steps = [next(one for one in item.options if one.id == name) for name in item.key]
    told = "\n\n".join(f"{n}. {one.text}\n{one.why}" for n, one in enumerate(steps, 1))
    yield "", "", Arrange(tuple(one.text for one in steps)), WHOLE, told


def _free(item: free.Item) -> Iterator[_Form]:
    if not item.rubric:
        raise NotCarried(PRIVATE)
    yield "", "", Essay(notes(item)), WHOLE, ""


def notes(item: free.Item) -> str:
    """Return what markers have to know: the rubric, and the samples with their marks."""
    return "\n\n".join((*_criteria(item), *_samples(item.samples)))


def _criteria(item: free.Item) -> Iterable[str]:
    for one in item.rubric:
        levels = (f"{level}: {words}" for level, words in enumerate(one.levels))
        yield "\n".join((f"*{one.criterion}*", *levels))


def _samples(samples: Iterable[Sample]) -> Iterable[str]:
    for one in samples:
        marks = ", ".join(f"{name} {level}" for name, level in one.marks.items())
        yield "\n".join(filter(None, (f"*Sample ({marks})*", one.text, one.why)))


_FORMS: dict[str, Callable[[Any], Iterator[_Form]]] = {
    single.NAME: _single,
    multiple.NAME: _multiple,
    spot.NAME: _spot,
    best_worst.NAME: _best_worst,
    sort.NAME: _placed,
    matching.NAME: _placed,
    order.NAME: _order,
    free.NAME: _free,
}
