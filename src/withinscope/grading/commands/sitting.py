"""A sitting of marking in the terminal: rubric in view, each mark saved as it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from withinscope.grading import marking, text
from withinscope.grading.agreement import Pair
from withinscope.grading.book import marks
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.marking import (
    LONGEST_COMMENT,
    Back,
    Comment,
    Effect,
    Level,
    Mark,
    Message,
    Next,
    Open,
    Opened,
    Quit,
    Replace,
    Role,
    Save,
    Saved,
    Sitting,
    Skip,
    Taken,
    Work,
)
from withinscope.types import Item

KEYS = "s skips, b goes back, q quits"
COMMENT = "c WORDS comments"
_COMMENT = re.compile(r"c(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_MOVES: dict[str, Message] = {"s": Skip(), "b": Back(), "q": Quit()}


class Desk(Struct, frozen=True):
    """Where somebody marks: into which gradebook, as whom, and what their marks are.

    Who decides between two marks sees them: `pairs`, by the answer. Where nothing is kept, nothing
    can be said of a criterion either: `comments`.
    """

    book: Gradebook
    marker: str
    console: Console
    role: Role = "first"
    pairs: Mapping[Work, Pair] = {}
    comments: bool = True


def sit(desk: Desk, works: Sequence[Work]) -> frozenset[int]:
    """Mark these answers in this order until the end or until the marker quits.

    Return the people whose answers were marked.
    """
    with desk.book.reading() as connection:
        rubrics = marks.rubrics(connection)
    begun = marking.begin(tuple(works), rubrics, deciding=desk.role == "decided")
    return through(begun, desk, _do).marked


def through(begun: Next, desk: Desk, do: Callable[[Effect, Sitting, Desk], Message]) -> Sitting:
    """Ask on until the end or until the marker quits; `do` does what is to be done meanwhile."""
    state, effect = begun
    while state.asking != "over":
        try:
            message = do(effect, state, desk) if effect else _ask(state, desk)
        except (EOFError, KeyboardInterrupt):
            message = Quit()
        if isinstance(message, Quit):
            desk.console.print()
        state, effect = marking.step(state, message)
    return state


def _do(effect: Effect, state: Sitting, desk: Desk) -> Message:
    """Do what is to be done with the gradebook, and say what came of it."""
    if isinstance(effect, Open):
        with desk.book.reading() as connection:
            latest = marks.latest_mark(connection, effect.work, desk.role)
            # A second marker is offered their own words alone: the first's would tell of a mark.
            own = text.name(desk.marker) if desk.role == "second" else None
            bank = marks.comment_bank(connection, effect.work.name, own)
        show(state, desk)
        return Opened(latest, bank)
    return _save(effect, state, desk)


def _save(effect: Save, state: Sitting, desk: Desk) -> Message:
    with desk.book.writing() as connection:
        other = marks.give(
            connection,
            effect.work,
            effect.levels,
            text.name(desk.marker),
            effect.instead_of,
            effect.comments,
            role=desk.role,
        )
    if other is None:
        desk.console.print(f"Saved: {_sum(state.item, effect.levels)}.\n")
        return Saved()
    desk.console.print("Meanwhile this answer was marked by somebody else.")
    return Taken(other)


def _ask(state: Sitting, desk: Desk) -> Message:
    """Ask what the sitting asks until the answer is one."""
    console = desk.console
    if state.asking == "replace" and state.latest:
        console.print(Text(_marked(state.item, state.latest)))
        question = f"Mark it again? The old mark is kept on record. [y/N; {KEYS}] "
        answer = _typed(question, console)
        return _MOVES.get(answer) or Replace(answer in ("y", "yes"))
    criterion, agreed = state.criterion, _agreed(state, desk)
    question = _question(state, desk, agreed)
    if desk.comments:
        _tell_comments(state, console)
    while True:
        typed = console.input(Text(question, style="bold")).strip()
        answer = typed.lower() or ("" if agreed is None else str(agreed))
        if answer in _MOVES:
            return _MOVES[answer]
        if re.fullmatch(r"[0-9]{1,3}", answer) and int(answer) <= criterion.highest:
            return Level(int(answer))
        said = _COMMENT.fullmatch(typed) if desk.comments else None
        comment = _comment(said[1] or "", state) if said else None
        if comment:
            return comment
        if not said:
            console.print(f"Please type a number from 0 to {criterion.highest}.")
        else:
            console.print("There is no such comment, or it is too long.")


def _question(state: Sitting, desk: Desk, agreed: int | None) -> str:
    number, criterion = len(state.levels) + 1, state.criterion
    enter = [] if agreed is None else [f"Enter for {agreed}, as both gave"]
    keys = "; ".join([*enter, KEYS, *([COMMENT] if desk.comments else [])])
    return f"{number}. {criterion.criterion} [0 to {criterion.highest}; {keys}] "


def _tell_comments(state: Sitting, console: Console) -> None:
    """Show what is said of the criterion that is asked for, or what could be said again."""
    name = state.criterion.id
    if name in state.comments:
        console.print(Text(f"Comment: {text.one_line(state.comments[name])} (c takes it out)"))
        return
    for number, words in enumerate(state.bank.get(name, ()), 1):
        console.print(Text(f"c {number}  {text.one_line(words)}"))


def _comment(words: str, state: Sitting) -> Comment | None:
    """Return the comment that is typed, or that the bank has at its number, if any."""
    said = text.block(words).strip()
    bank = state.bank.get(state.criterion.id, ())
    if re.fullmatch(r"[0-9]{1,3}", said):
        return Comment(bank[int(said) - 1]) if 0 < int(said) <= len(bank) else None
    return Comment(said) if len(said) <= LONGEST_COMMENT else None


def _agreed(state: Sitting, desk: Desk) -> int | None:
    """Return the level that both markers gave, where somebody decides between two."""
    pair, name = desk.pairs.get(state.work), state.criterion.id
    if pair is None or name in pair.apart:
        return None
    return pair.first.levels[name]


def _typed(question: str, console: Console) -> str:
    return console.input(Text(question, style="bold")).strip().lower()


def _marked(item: Item, mark: Mark) -> str:
    said = f"Marked by {mark.marker} on {mark.at[:10]}: {_sum(item, mark.levels)}"
    each = f"{said} ({marking.each(item, mark.levels)})."
    named = {one.id: one.criterion for one in item.rubric}
    said_of = (f"{named.get(name, name)}: {words}" for name, words in mark.comments.items())
    return "\n".join([each, *map(text.one_line, said_of)])


def show(state: Sitting, desk: Desk) -> None:
    """Show what was asked, what was written and the rubric; never whose it is."""
    item, console = state.item, desk.console
    said = item.said(item.decode(state.work.response.encode()))
    console.rule(f"Answer {state.at + 1} of {len(state.works)}")
    console.print(Panel(Text(text.block(item.stem)), title="Asked", title_align="left"))
    console.print(Panel(Text(text.block(said)), title="Written", title_align="left", width=None))
    console.print(_rubric(item))
    if pair := desk.pairs.get(state.work):
        console.print(_between(item, pair))


def _between(item: Item, pair: Pair) -> Table:
    """Return the two marks side by side, what each said of a criterion below its level."""
    table = Table(title="Two marks", title_justify="left", show_lines=True)
    for head in ("Criterion", *(text.one_line(one.marker) for one in (pair.first, pair.second))):
        table.add_column(Text(head), overflow="fold")
    for one in item.rubric:
        given = [
            f"{mark.levels[one.id]}\n{mark.comments.get(one.id, '')}".strip()
            for mark in (pair.first, pair.second)
        ]
        table.add_row(Text(one.criterion), *(Text(text.block(said)) for said in given))
    return table


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
