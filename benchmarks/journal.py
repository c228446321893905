"""How long progress takes to derive from a long journal, beside reading its JSON alone.

    python benchmarks/journal.py                 50,000 lines, nine rounds, some seconds
    python benchmarks/journal.py --lines 5000

The floor is `json.loads` over the same lines, read from the same files in the same run; the rounds
are interleaved and each ratio is taken within its round. Half of the lines are drafts, a line in
twenty is a review; ten lessons of fifteen items, in files of 500 lines. Deriving is all that the
progress view does: the journal read and ordered, and the standing, with what is due again; the
course's items are at hand, as they are for every page after the first.

The second ratio is that of answers while the box at the end of an exercise follows, beside the
same answers without it: what is written waits for no disk here, since both would wait alike.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from withinscope import items, journal, progress, review
from withinscope.catalog import Chapter
from withinscope.course import Course, Outcome, Page
from withinscope.journal import Journal, Line
from withinscope.session import Session
from withinscope.views.hand_in import HandInView

Measured = tuple[str, Callable[[], object]]
LESSONS, ITEMS, IN_A_FILE = 10, 15, 500
ANSWERS = 20
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
DIMENSIONS = ("purpose", "methods", "contact", "team")


def main() -> None:
    """Measure, and print what came of it."""
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        chapters = course()
        size = write(work, chapters, args.lines)
        print(f"{args.lines:,} lines, {size / 1e6:.1f} MB, {args.rounds} rounds")
        compare(
            ("json.loads alone", lambda: floor(work)),
            ("progress, derived", lambda: derive(work, chapters)),
            args.rounds,
        )
        asked = chapters[0].items[0]
        os.fsync = lambda fd: None
        compare(
            (f"{ANSWERS} answers", answering(work, asked)),
            ("and the hand-in box", answering(work, asked, HandInView)),
            args.rounds,
        )


def compare(floor: Measured, mine: Measured, count: int) -> None:
    """Time two things in turn, and print what each takes and their ratio."""
    rounds = [(timed(floor[1]), timed(mine[1])) for _ in range(count)]
    for (name, _), times in zip((floor, mine), zip(*rounds, strict=True), strict=True):
        print(f"{name:20}{statistics.median(times) * 1000:7.2f} ms")
    ratios = [more / least for least, more in rounds]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"{'ratio':20}{middle:7.2f}    ({low:.2f} to {high:.2f})")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=9)
    return parser.parse_args()


def course() -> tuple[Chapter, ...]:
    """Make lessons of `single` items."""
    return tuple(
        Chapter(
            Page(f"L{number:02}", f"Lesson {number}", "lesson", f"notebooks/{number:02}.ipynb"),
            tuple(item(f"l{number:02}-{n}", DIMENSIONS[n % 4]) for n in range(ITEMS)),
        )
        for number in range(1, LESSONS + 1)
    )


def item(name: str, dimension: str) -> Any:
    """Make an item that asks how sure one is."""
    options = [{"id": n, "text": f"Text {n}", "why": f"Why {n}"} for n in "abcd"]
    fields: dict[str, Any] = {
        "id": name,
        "type": "single",
        "stem": "What now?",
        "options": options,
        "key": "b",
    }
    fields |= {"confidence": True, "dimension": [dimension], "outcome": ["LO1"]}
    return msgspec.convert(fields, items.union("Item"))


def write(work: Path, chapters: tuple[Chapter, ...], count: int) -> int:
    """Write a journal as kernels do, each a file; return its size in bytes."""
    chance = random.Random(7)
    (work / journal.FOLDER).mkdir()
    lines = [encoded(line(chapters, chance, number)) for number in range(count)]
    for start in range(0, count, IN_A_FILE):
        file = work / journal.FOLDER / f"{start:08}-1-abcdef.jsonl"
        file.write_bytes(b"".join(lines[start : start + IN_A_FILE]))
    return sum(map(len, lines))


def line(chapters: tuple[Chapter, ...], chance: random.Random, number: int) -> Line:
    """Make one step of a trainee's, a minute after the one before."""
    chapter = chance.choice(chapters)
    asked = chance.choice(chapter.items)
    common = {"notebook": chapter.page.id, "item": asked.id, "at": at(number)}
    response: dict[str, Any] = {"choice": chance.choice("abcd")}
    if number % 2:
        kept = {"response": response, "confidence": None}
        return Line("draft", response=msgspec.Raw(msgspec.json.encode(kept)), **common)
    return Line(
        "answer",
        revision=asked.revision,
        response=msgspec.Raw(msgspec.json.encode(response)),
        confidence=chance.choice([1, 2, 3]),
        review=asked.id if number % 20 == 0 else "",
        **common,
    )


def at(number: int) -> str:
    """Return the time of a step."""
    return (START + timedelta(minutes=number, microseconds=number)).isoformat()


def encoded(step: Line) -> bytes:
    """Return a line as the journal writes it."""
    return msgspec.json.encode(step) + b"\n"


def floor(work: Path) -> list[Any]:
    """Read every line as JSON, and nothing more."""
    files = sorted((work / journal.FOLDER).glob("*.jsonl"))
    return [json.loads(raw) for file in files for raw in file.read_bytes().split(b"\n") if raw]


def derive(work: Path, chapters: tuple[Chapter, ...]) -> None:
    """Derive all that the progress view shows."""
    lines = list(Journal(work).lines())
    outcomes = (Outcome("LO1", "Tell apart"),)
    found = progress.standing(Course("", outcomes, (), (), (), ()), chapters, lines)
    now = START + timedelta(minutes=len(lines))
    due = [c for c in review.cards(chapters, journal.answers(lines)) if review.is_due(c, now)]
    if found.minutes == 0 or not due:
        raise SystemExit("Nothing was derived, so nothing was measured.")


def answering(
    work: Path, asked: Any, follow: Callable[[Session], object] = lambda session: None
) -> Callable[[], object]:
    """Return what answers an item some times, on a page that something follows."""
    session = Session("L01", work, None, None)
    session.show(asked)
    follow(session)
    return lambda: [session.answer(asked.id, {"choice": "b"}, 2) for _ in range(ANSWERS)]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
