"""Grade what a gradebook holds anew by corrected keys, from the answers that it keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from math import isclose
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, bindparam, insert, literal, select, update

from withinscope import scoring, types
from withinscope.grading import text
from withinscope.grading.book import entries, given, marks, queries, stored
from withinscope.grading.book.stored import Unread
from withinscope.grading.book.tables import answers, earlier_keys, hand_ins, items
from withinscope.grading.keys import ExerciseKeys
from withinscope.scoring import ItemResult

BATCH = 500
_LEVELS = msgspec.json.Decoder(dict[str, int])


class Correction(Struct, frozen=True):
    """An item, by its number in the gradebook, with its key as it is and as it is to be."""

    number: int
    before: types.Item
    after: types.Item


def corrections(connection: Connection, known: ExerciseKeys) -> tuple[Correction, ...]:
    """Return what an exercise's solutions have otherwise than the gradebook graded by."""
    asked = select(items.c.item, items.c.revision, items.c.id)
    numbers = {
        (item, revision): number
        for item, revision, number in connection.execute(
            asked.where(items.c.exercise == known.exercise)
        )
    }
    return tuple(
        Correction(numbers[one], known.keys[one].item, key.item)
        for one, key in known.corrected.items()
        if one in numbers
    )


class _Done(Struct):
    """What a batch came to: new values of rows of the two tables, and why, by hand-in."""

    answers: list[dict[str, Any]]
    hand_ins: list[dict[str, Any]]
    why: dict[int, str]


class _One(Struct, frozen=True):
    """An answer graded anew: its row, its item, its result, the levels that count as JSON."""

    row: Row[Any]
    item: types.Item
    result: ItemResult
    levels: str | None


def regrade(connection: Connection, run: int, corrected: Sequence[Correction]) -> dict[int, str]:
    """Grade every answer to these items by their keys as they are to be; return why, by hand-in.

    `grades` still has to be brought up to date.
    """
    for one in corrected:
        _replace(connection, run, one)
    by_number = {one.number: one for one in corrected}
    grade = _grader(connection)
    touched = select(answers.c.hand_in).where(answers.c.item.in_([*by_number])).distinct()
    numbers = sorted(connection.scalars(touched))
    place = {name: at for at, name in enumerate(queries.order_of_items(connection))}
    why: dict[int, str] = {}
    for start in range(0, len(numbers), BATCH):
        done = _Done([], [], why)
        found = _answers(connection, numbers[start : start + BATCH])
        for hand_in, rows in groupby(found, lambda row: int(row.hand_in)):
            ordered = sorted(rows, key=lambda row: place.get(row.name, 0))
            _add_up(hand_in, run, [grade(row) for row in ordered], by_number, done)
        _write(connection, done)
    return why


def _replace(connection: Connection, run: int, one: Correction) -> None:
    """Have a key replaced, and remember what it was."""
    was = select(literal(run), items.c.id, items.c.content, items.c.version)
    kept = was.where(items.c.id == one.number)
    names = ["run", "item", "content", "version"]
    connection.execute(insert(earlier_keys).from_select(names, kept))
    content = stored.columns(one.after)
    connection.execute(update(items).where(items.c.id == one.number).values(content))


def replaced(connection: Connection, run: int) -> tuple[Correction, ...]:
    """Return what brings back the keys that a run replaced, so far as they can still be read."""
    now = entries.every_item(connection)
    asked = (
        select(items.c.id, items.c.item, earlier_keys.c.content, earlier_keys.c.version)
        .join(items, items.c.id == earlier_keys.c.item)
        .where(earlier_keys.c.run == run)
    )
    found = (
        Correction(number, now[number], stored.read(*kept))
        for number, *kept in connection.execute(asked)
    )
    return tuple(one for one in found if not isinstance(one.after, Unread))


def _answers(connection: Connection, of: Sequence[int]) -> Sequence[Row[Any]]:
    asked = (
        select(answers, hand_ins.c.person, items.c.item.label("name"), items.c.revision)
        .join(hand_ins, hand_ins.c.id == answers.c.hand_in)
        .join(items, items.c.id == answers.c.item)
        .where(answers.c.hand_in.in_(of))
        .order_by(answers.c.hand_in)
    )
    return connection.execute(asked).all()


def _grader(connection: Connection) -> Callable[[Row[Any]], _One]:
    """Return what grades an answer that is kept; each distinct one only once."""
    known, levels_of = entries.every_item(connection), given.marks_of(connection)

    def whole(number: int, reason: str, response: str | None, levels: str | None) -> ItemResult:
        if reason:
            return scoring.not_gradable(known[number], reason)
        raw = None if response is None else response.encode()
        return scoring.grade_item(known[number], raw, _LEVELS.decode(levels) if levels else None)

    often = lru_cache(maxsize=16384)(whole)

    def grade(row: Row[Any]) -> _One:
        item, levels = known[row.item], None
        if isinstance(item, Unread) and not row.reason:
            return _One(row, item, marks.as_it_was(item, row), row.marks)
        if row.text is not None:
            found = levels_of(row.person, row.name, row.revision, row.text)
            levels = msgspec.json.encode(found).decode() if item.complete(found or {}) else None
        asked = whole if row.text is not None else often
        return _One(row, item, asked(row.item, row.reason, row.response, levels), levels)

    return grade


def _add_up(
    hand_in: int, run: int, graded: Sequence[_One], corrected: Mapping[int, Correction], done: _Done
) -> None:
    """Add what a hand-in comes to now to what is to be written, and why."""
    total = scoring.total((one.item for one in graded), {one.item.id: one.result for one in graded})
    done.hand_ins.append(
        {
            "in_hand": hand_in,
            "run": run,
            "state": total.state,
            "score": total.score,
            "max_score": total.max_score,
            "competent": total.competent,
            "reason": total.reason,
        }
    )
    done.answers += [_values(one) for one in graded if one.row.item in corrected]
    told = (_told(corrected[one.row.item], one) for one in graded if one.row.item in corrected)
    done.why[hand_in] = "; ".join(filter(None, told))


def _values(one: _One) -> dict[str, Any]:
    now = {"state": one.result.state, "points": one.result.points, "marks": one.levels}
    return {"in_hand": one.row.hand_in, "of_item": one.row.item} | now


def _told(correction: Correction, one: _One) -> str:
    """Say what in a correction changes what an answer comes to, or nothing."""
    before, after = correction.before, correction.after
    if before.withdrawn != after.withdrawn:
        now = f"withdrawn, {after.withdrawn}" if after.withdrawn else "counts again"
        return f"{after.id} {now}"
    told = []
    if before.points != after.points:
        told.append(f"counts {text.number(after.points)}, not {text.number(before.points)}")
    if not _alike(_share(one.row.points, before), _share(one.result.points, after)):
        told.append("has another rubric" if after.by_person else "has another key")
    if before.critical != after.critical:
        told.append("is critical" if after.critical else "is not critical any more")
    return f"{after.id} {' and '.join(told)}" if told else ""


def _share(points: float | None, item: types.Item) -> float | None:
    return None if points is None else points / item.points


def _alike(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and isclose(one, other))


def _write(connection: Connection, done: _Done) -> None:
    connection.execute(
        update(answers).where(
            answers.c.hand_in == bindparam("in_hand"), answers.c.item == bindparam("of_item")
        ),
        done.answers,
    )
    connection.execute(update(hand_ins).where(hand_ins.c.id == bindparam("in_hand")), done.hand_ins)
