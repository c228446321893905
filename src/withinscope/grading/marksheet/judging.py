"""Say what each entry of a sheet of marks would do: a mark, nothing, or why not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from withinscope.grading import marking, text
from withinscope.grading.marking import LONGEST_COMMENT, Mark, Work
from withinscope.grading.marksheet import form
from withinscope.grading.marksheet.reading import Entry
from withinscope.types import Item


class Known(Struct, frozen=True):
    """An answer that the gradebook has, its mark if it has one, and why it takes none, if so."""

    work: Work
    mark: Mark | None = None
    closed: str = ""


class New(Struct, frozen=True):
    """A mark to be given; `before` is the one that it takes the place of, `why` it is asked first.

    `why` is empty where the answer has no mark yet.
    """

    row: int
    work: Work
    levels: Mapping[str, int]
    comments: Mapping[str, str]
    before: Mark | None = None
    why: str = ""


class Same(Struct, frozen=True):
    """The gradebook has this very mark already."""

    row: int


class Empty(Struct, frozen=True):
    """Nothing was filled in."""

    row: int


class Refused(Struct, frozen=True):
    """A row that can't be taken, and why."""

    row: int
    why: str


Verdict = New | Same | Empty | Refused


def judge(
    found: Iterable[Entry], known: Mapping[str, Known], rubrics: Mapping[int, Item]
) -> tuple[Verdict, ...]:
    """Return what each entry would do. `known` are the gradebook's answers by their keys."""
    every = tuple(found)
    filled = [one for one in every if any(one.levels.values()) or one.comments]
    times = Counter(one.key for one in filled)
    rows: dict[str, list[int]] = defaultdict(list)
    for one in filled:
        rows[one.key].append(one.row)
    twice = {key: rows[key] for key, count in times.items() if count > 1}
    return tuple(_verdict(one, known, rubrics, twice) for one in every)


def _verdict(
    entry: Entry,
    known: Mapping[str, Known],
    rubrics: Mapping[int, Item],
    twice: Mapping[str, list[int]],
) -> Verdict:
    if not any(entry.levels.values()) and not entry.comments:
        return Empty(entry.row)
    one = known.get(entry.key)
    if one is None:
        return Refused(entry.row, "no answer of this gradebook has its key")
    if entry.key in twice:
        at = ", ".join(map(str, twice[entry.key]))
        return Refused(entry.row, f"its answer stands in several rows, {at}")
    if one.closed:
        return Refused(entry.row, one.closed)
    item = rubrics.get(one.work.item)
    if item is None:
        return Refused(entry.row, "its question can't be read any more")
    levels = {one.id: form.level(entry.levels.get(one.id, ""), one) for one in item.rubric}
    faults = [*_unknown(entry, item), *_lacking(entry, item, levels), *_comments(entry)]
    if faults:
        return Refused(entry.row, "; ".join(faults))
    whole = {name: level for name, level in levels.items() if level is not None}
    return _against(entry, one, item, whole)


def _unknown(entry: Entry, item: Item) -> Iterator[str]:
    names = {one.id for one in item.rubric}
    said = {name for name, typed in entry.levels.items() if typed} | set(entry.comments)
    for name in sorted(said - names):
        yield f"`{name}` is no criterion of {item.id}, or is none any more"


def _lacking(entry: Entry, item: Item, levels: Mapping[str, int | None]) -> Iterator[str]:
    for one in item.rubric:
        typed = entry.levels.get(one.id, "")
        if not typed:
            yield f"it has no level for `{one.id}`"
        elif levels[one.id] is None:
            shown = text.one_line(typed if len(typed) <= 40 else typed[:39] + "…")
            yield f"`{one.id}` has no level {shown!r}, only 0 to {one.highest}"


def _comments(entry: Entry) -> Iterator[str]:
    for name, said in entry.comments.items():
        if len(said) > LONGEST_COMMENT:
            yield f"its comment on `{name}` is longer than {LONGEST_COMMENT:,} characters"


def _against(entry: Entry, one: Known, item: Item, levels: Mapping[str, int]) -> Verdict:
    """Hold a mark against the one that the answer has now."""
    mark, new = one.mark, New(entry.row, one.work, levels, entry.comments, one.mark)
    if mark is None or not item.complete(mark.levels):  # taken back, or by another rubric
        return new
    if mark.levels == levels and mark.comments == entry.comments:
        return Same(entry.row)
    said = f"{marking.each(item, mark.levels)}; the sheet says {marking.each(item, levels)}"
    when = "" if entry.mark == mark.id else "meanwhile "
    why = f"it was {when}marked by {mark.marker} on {mark.at[:10]}, {said}"
    if mark.levels == levels:
        why = f"it was {when}marked by {mark.marker} on {mark.at[:10]}, with other comments"
    return New(new.row, new.work, levels, entry.comments, mark, why)
