"""A sitting of marking in the terminal: rubric in view, each mark saved as it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from withinscope.grading import marking, text
from withinscope.grading.book import marks
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.marking import (
    Back,
    Effect,
    Level,
    Mark,
    Message,
    Open,
    Opened,
    Quit,
    Replace,
    Save,
    Saved,
    Sitting,
    Skip,
    Taken,
)
from withinscope.types import Item

KEYS = "s skips, b goes back, q quits"
_MOVES: dict[str, Message] = {"s": Skip(), "b": Back(), "q": Quit()}


def sit(
    book: Gradebook, works: list[marking.Work], marker: str, console: Console
) -> frozenset[int]:
    """Mark these answers in this order until the end or until the marker quits.

    Return the people whose answers were marked.
    """
    with book.reading() as connection:
        rubrics = marks.rubrics(connection)
    state, effect = marking.begin(tuple(works), rubrics)
    while state.asking != "over":
        try:
            message = _do(effect, state, book, marker, console) if effect else _ask(state, console)
        except (EOFError, KeyboardInterrupt):
            message = Quit()
        if isinstance(message, Quit):
            console.print()
        state, effect = marking.step(state, message)
    return state.marked


def _do(effect: Effect, state: Sitting, book: Gradebook, marker: str, console: Console) -> Message:
    """Do what is to be done with the gradebook, and say what came of it."""
    if isinstance(effect, Open):
        with book.reading() as connection:
            latest = marks.latest_mark(connection, effect.work)
        _show(state, console)
        return Opened(latest)
    return _save(effect, state, book, marker, console)


def _save(effect: Save, state: Sitting, book: Gradebook, marker: str, console: Console) -> Message:
    with book.writing() as connection:
        other = marks.give(
            connection, effect.work, effect.levels, text.name(marker), effect.instead_of
        )
    if other is None:
        console.print(f"Saved: {_sum(state.item, effect.levels)}.\n")
        return Saved()
    console.print("Meanwhile this answer was marked by somebody else.")
    return Taken(other)


def _ask(state: Sitting, console: Console) -> Message:
    """Ask what the sitting asks until the answer is one."""
    if state.asking == "replace" and state.latest:
        console.print(Text(_marked(state.item, state.latest)))
        question = f"Mark it again? The old mark is kept on record. [y/N; {KEYS}] "
        answer = _typed(question, console)
        return _MOVES.get(answer) or Replace(answer in ("y", "yes"))
    number, criterion = len(state.levels) + 1, state.criterion
    question = f"{number}. {criterion.criterion} [0 to {criterion.highest}; {KEYS}] "
    while True:
        answer = _typed(question, console)
        if answer in _MOVES:
            return _MOVES[answer]
        if re.fullmatch(r"[0-9]{1,3}", answer) and int(answer) <= criterion.highest:
            return Level(int(answer))
        console.print(f"Please type a number from 0 to {criterion.highest}.")


def _typed(question: str, console: Console) -> str:
    return console.input(Text(question, style="bold")).strip().lower()


def _marked(item: Item, mark: Mark) -> str:
    said = f"Marked by {mark.marker} on {mark.at[:10]}: {_sum(item, mark.levels)}"
    return f"{said} ({marking.each(item, mark.levels)})."


def _show(state: Sitting, console: Console) -> None:
    """Show what was asked, what was written and the rubric; never whose it is."""
    item = state.item
    said = item.said(item.decode(state.work.response.encode()))
    console.rule(f"Answer {state.at + 1} of {len(state.works)}")
    console.print(Panel(Text(text.block(item.stem)), title="Asked", title_align="left"))
    console.print(Panel(Text(text.block(said)), title="Written", title_align="left", width=None))
    console.print(_rubric(item))


def _rubric(item: Item) -> Table:
    table = Table(title="Rubric", title_justify="left", show_lines=True)
    table.add_column("")
    table.add_column("Criterion", ratio=1)
    table.add_column("Levels", ratio=2)
    for number, one in enumerate(item.rubric, 1):
        levels = "\n".join(f"{level}  {words}" for level, words in enumerate(one.levels))
        table.add_row(str(number), Text(one.criterion), Text(levels))
    return table


def _sum(item: Item, levels: Mapping[str, int]) -> str:
    points = item.marked(levels) * item.points if item.complete(levels) else None
    return f"{text.number(points)} of {text.number(item.points)} points"
