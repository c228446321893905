"""Where a trainee stands: what is done, what was practiced, how long it took, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct

from withinscope.catalog import Chapter
from withinscope.course import Course, Page
from withinscope.journal import Line

PAUSE = timedelta(minutes=10)
"""Longer than this between two steps, and somebody was elsewhere, or reading: not counted."""
USUAL = 2
"""Minutes for a question and what is read before it: lessons of 17 say that they take 40."""
LASTS = {"dialogue": 12, "free": 3, "matching": 3, "order": 3, "sort": 3, "spot": 3}
"""Minutes for what has more parts than one choice, by the item's type."""
_STEPS = frozenset({"answer", "draft", "hand-in", "reflection"})
State = Literal["done", "begun", "not begun"]


class Part(Struct, frozen=True):
    """How far a lesson or an exercise is.

    A lesson is done when every item is answered; what a trainee may pass over (private
    reflections, and items with a care note) keeps none from being done. An exercise is done
    when it was handed in. `minutes` are estimated, see `spent`.
    """

    page: Page
    state: State
    answered: int = 0
    asked: int = 0
    minutes: int = 0


class Practiced(Struct, frozen=True):
    """An outcome, in words, and how many items were answered that lead to it."""

    text: str
    items: int


class Standing(Struct, frozen=True):
    """Where a trainee stands in the whole course.

    `minutes` are those of all pages; `practiced` are outcomes in the syllabus's order, `ahead`
    those without an answer; `last` is the page worked on last, `next` the one to go on with, None
    when all is done.
    """

    parts: tuple[Part, ...]
    practiced: tuple[Practiced, ...]
    ahead: tuple[str, ...]
    minutes: int
    next: Page | None
    last: Page | None = None


def standing(
    syllabus: Course, chapters: Sequence[Chapter], lines: Sequence[Line], here: str = ""
) -> Standing:
    """Derive where a trainee stands from the journal, its lines in the order of their times.

    What is next is told from the page `here`, without one from the page worked on last.
    """
    done = {(line.notebook, line.item) for line in lines if line.kind == "answer"}
    handed_in = {line.notebook for line in lines if line.kind == "hand-in"}
    touched = frozenset(line.notebook for line in lines if line.kind in _STEPS and not line.review)
    times = spent(lines)
    parts = tuple(
        _part(chapter, done, handed_in, touched, times)
        for chapter in chapters
        if chapter.page.role != "page"
    )
    last = _last([part.page for part in parts], lines)
    counts = _outcomes(chapters, done)
    known = syllabus.outcomes
    return Standing(
        parts,
        tuple(Practiced(one.text, counts[one.id]) for one in known if one.id in counts),
        tuple(one.text for one in known if one.id not in counts),
        _minutes(sum(times.values())),
        _next(parts, (here, last.id if last else "")),
        last,
    )


def told(found: Standing) -> dict[str, Any]:
    """Return it for a view: plain values, each page with the number that the texts give it."""
    plain: dict[str, Any] = msgspec.to_builtins(found)
    for part, one in zip(plain["parts"], found.parts, strict=True):
        part["page"]["number"] = one.page.number
    if found.next:
        plain["next"]["number"] = found.next.number
    return plain


def begun(lines: Iterable[Line]) -> frozenset[str]:
    """Return the ids of notebooks in which something was answered or handed in."""
    return frozenset(line.notebook for line in lines if line.kind in ("answer", "hand-in"))


def spent(lines: Iterable[Line]) -> dict[str, float]:
    """Estimate the seconds spent in each notebook, from lines in the order of their times.

    From one saved step to the next, drafts included, when that took no more than `PAUSE`; the
    time goes to the notebook of the later step. The first step of a sitting has none before it,
    so that the estimate is rather too low.
    """
    found: dict[str, float] = {}
    before = None
    for line in lines:
        if line.kind not in _STEPS:
            continue
        if (now := line.said_at) is None:
            continue
        if before is not None and timedelta() < now - before <= PAUSE:
            found[line.notebook] = found.get(line.notebook, 0) + (now - before).total_seconds()
        before = now
    return found


def minutes_left(chapter: Chapter, lines: Iterable[Line]) -> int:
    """Estimate the minutes that what is not answered on a page takes, with the text before it.

    All of it takes as long as the page itself says, where it says so: each item has its share.
    """
    done = {
        line.item for line in lines if line.kind == "answer" and line.notebook == chapter.page.id
    }
    shares = {item.id: LASTS.get(item.type, USUAL) for item in chapter.items}
    whole = sum(shares.values())
    left = sum(share for name, share in shares.items() if name not in done)
    said = whole if chapter.minutes is None else chapter.minutes
    return round(said * left / whole) if left else 0


def _minutes(seconds: float) -> int:
    """Round to minutes; what took any time at all took one."""
    return max(round(seconds / 60), 1) if seconds else 0


def _part(
    chapter: Chapter,
    done: set[tuple[str, str]],
    handed_in: set[str],
    touched: frozenset[str],
    times: dict[str, float],
) -> Part:
    page, items = chapter.page, chapter.items
    answered = sum((page.id, item.id) in done for item in items)
    minutes = _minutes(times.get(page.id, 0))
    state = _state(chapter, done, handed_in, touched)
    return Part(page, state, answered, len(items), minutes)


def _state(
    chapter: Chapter, done: set[tuple[str, str]], handed_in: set[str], touched: frozenset[str]
) -> State:
    page, items = chapter.page, chapter.items
    left = [item for item in items if (page.id, item.id) not in done]
    if page.role == "exercise":
        finished = page.id in handed_in
    else:
        finished = len(left) < len(items) and all(map(may_be_passed_over, left))
    if finished:
        return "done"
    return "begun" if len(left) < len(items) or page.id in touched else "not begun"


def may_be_passed_over(item: Any) -> bool:
    """Tell whether a lesson is done without an answer to this item."""
    return item.own_words or item.care is not None


def _outcomes(chapters: Iterable[Chapter], done: set[tuple[str, str]]) -> dict[str, int]:
    """Count answered items by outcome. Released items, in exercises, do not tell theirs."""
    counts: dict[str, int] = {}
    for chapter in chapters:
        for item in chapter.items:
            if (chapter.page.id, item.id) in done:
                for outcome in getattr(item, "outcome", ()):
                    counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def _last(pages: Iterable[Page], lines: Sequence[Line]) -> Page | None:
    """Return the page of the latest step; what the review asks is on no page."""
    known = {page.id: page for page in pages}
    steps = (line for line in reversed(lines) if line.kind in _STEPS and not line.review)
    return next((known[line.notebook] for line in steps if line.notebook in known), None)


def _next(parts: Sequence[Part], starts: Sequence[str]) -> Page | None:
    """Return the first page not done, from the first known of `starts` onward, then all before."""
    ids = [part.page.id for part in parts]
    start = next((ids.index(one) for one in starts if one in ids), 0)
    order = [*parts[start:], *parts[:start]]
    return next((part.page for part in order if part.state != "done"), None)
