"""Damage hand-ins in every way and grade them: nothing may crash, nothing become a silent zero.

    python benchmarks/mutated_submissions.py                    100,000 damaged hand-ins
    python benchmarks/mutated_submissions.py --number 2000 --seed 7

A silent zero is an item that scores less than before the damage though its answer is neither
gone without a trace nor another valid answer. So of each item in a damaged file that was read,
one of these has to hold, and what the file says is looked up with the standard library's JSON:

- it is not gradable and says why, or it awaits a mark,
- it has its points from before,
- it has other points, and the file holds another answer to it,
- it is unanswered, and its cell holds no trace of an answer.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cohort
import mutations

from withinscope.grading import exports
from withinscope.grading.book import rows
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.cohort import grade_all
from withinscope.grading.feedback import writing
from withinscope.grading.grade import Graded, HandIn, Refused, grade
from withinscope.grading.intake.found import Found
from withinscope.grading.keys import Keys
from withinscope.notebooks import MIME

COURSE = Path(__file__).parents[1]
EXERCISE = COURSE / "exercises" / "01_shared_ground.ipynb"
BLOCK = 1000
"""Damaged files that also go through the whole command's work together, in a zip."""


def main() -> int:
    """Damage, grade, judge; return 1 if anything crashed or fell silent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    start, outcomes = time.monotonic(), Counter[str]()
    faults: list[str] = []
    files = enumerate(_damaged(args.number, args.seed))
    while block := list(itertools.islice(files, BLOCK)):
        for number, (name, before, data) in block:
            outcome, found = judged(before, data)
            outcomes[outcome] += 1
            faults += [f"{name} (number {number}): {fault}" for fault in found]
        faults += _all_at_once([data for _, (_, _, data) in block])
    print(
        f"{args.number:,} damaged hand-ins, {len(faults)} faults, {time.monotonic() - start:.0f} s"
    )
    for outcome, number in outcomes.most_common():
        print(f"{number:8,}  {outcome}")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


Before = dict[str, Graded]


def _damaged(number: int, seed: int) -> Iterator[tuple[str, Before, bytes]]:
    """Yield (name, results before the damage, damaged notebook)."""
    whole = [(name, data, _before(data)) for name, data in cohort.files(EXERCISE, 40, seed)]
    for index in range(number):
        name, data, before = whole[index % len(whole)]
        yield name, before, mutations.damaged(data, random.Random(f"{seed}-{index}"))


KEYS = Keys(COURSE / "solutions", (), lambda _: ((), ()))


def _grade(data: bytes) -> HandIn | Refused:
    return grade(Found("/x", "x.ipynb", ("Ana",), "x.ipynb", data), KEYS)


def _before(data: bytes) -> Before:
    graded = _grade(data)
    if isinstance(graded, Refused):
        raise TypeError(f"a whole hand-in was refused: {graded.reason}")
    return {one.result.item: one for one in graded.answers}


def judged(before: Before, data: bytes) -> tuple[str, list[str]]:
    """Grade a damaged hand-in; return what became of it, and what is wrong with that."""
    try:
        after = _grade(data)
    except Exception as error:
        return "crashed", [f"{type(error).__name__}: {error}"]
    if isinstance(after, Refused):
        return "refused", [] if after.reason else ["refused without a reason"]
    cells = _cells(json.loads(data))
    names = [one.result.item for one in after.answers]
    if names != list(before):
        return "read", [f"other items came back: {names}"]
    found = [_fault(before[one.result.item], one, cells) for one in after.answers]
    return f"read, {after.total.state}", [fault for fault in found if fault]


def _fault(before: Graded, after: Graded, cells: dict[str, list[Any]]) -> str:
    """Say what is wrong with how an item of a damaged hand-in was graded, or nothing."""
    result, name = after.result, after.result.item
    if result.state == "not gradable":
        return "" if result.reason else f"{name}: not gradable without a reason"
    if result == before.result or result.state == "needs marking":
        return ""
    if result.state == "unanswered":
        blank = (
            after.response is not None and not json.loads(after.response).get("text", "x").strip()
        )
        return "" if blank or not _trace(cells.get(name, [])) else f"{name}: silently unanswered"
    return "" if after.response != before.response else f"{name}: scored anew for the same answer"


def _cells(notebook: Any) -> dict[str, list[Any]]:
    """Return the outputs of each item's cell, by the id that stands in its source."""
    found = {}
    for cell in notebook["cells"]:
        source = "".join(cell.get("source", ""))
        for line in source.splitlines():
            if source.startswith("%%item") and line.startswith("id: "):
                outputs = cell.get("outputs")
                found[line.removeprefix("id: ")] = outputs if outputs is not None else [None]
    return found


def _trace(outputs: list[Any]) -> bool:
    """Tell whether outputs show that there was an answer: a record, or its words."""
    for output in outputs:
        data = output.get("data") or {} if isinstance(output, dict) else {MIME: output}
        words = data.get("text/plain")
        first = words[0] if isinstance(words, list) and words else words
        if MIME in data or str(first).startswith(("Answered:", "Answered,")):
            return True
    return False


def _all_at_once(files: list[bytes]) -> list[str]:
    """Send damaged files through a run, grades.csv and the feedback pages."""
    with tempfile.TemporaryDirectory() as home:
        path, out = Path(home, "block.zip"), Path(home, "out")
        with zipfile.ZipFile(path, "w") as archive:
            for number, data in enumerate(files):
                archive.writestr(f"{number:04d}/x.ipynb", data)
        book = Gradebook(Path(home, "grade.db"))
        try:
            with book.writing() as connection:
                done = grade_all(connection, [path], COURSE / "solutions")
            with book.reading() as connection:
                exports.write(rows.sheet(connection, COURSE), out)
                writing.write(connection, out, COURSE)
        except Exception as error:
            return [f"a run crashed: {type(error).__name__}: {error}"]
        finally:
            book.close()
        lost = len(files) - done.read - done.refused
        return [f"a run lost {lost} files"] if lost else []


if __name__ == "__main__":
    sys.exit(main())
