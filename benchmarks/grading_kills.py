"""Kill grading without warning, again and again, at random moments: no mark is lost, none doubled.

    python benchmarks/grading_kills.py                   40 kills, 600 hand-ins of exercise 1
    python benchmarks/grading_kills.py --kills 200 --hand-ins 10000

Some hand-ins are graded, and a person marks what is to be marked in them. Then `withinscope grade`
is run on all, pages and all, with helpers where there are cores for them, however few the files,
and gets SIGKILL at a moment by lot within the time that an undisturbed run took; one that ended
before counts as none.
After each kill the gradebook must hold every mark once, and every hand-in once, with all its
answers, and no helper may be left. After every third or so the same command goes on to its end:
then each table, grades.csv and every page must be what an undisturbed run made. Not for Windows.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cohort
import psutil
from msgspec import Struct

from withinscope.grading.book import marks
from withinscope.grading.book.gradebook import Gradebook

COURSE = Path(__file__).parents[1]
EXERCISE = COURSE / "exercises" / "01_shared_ground.ipynb"
MARKED = 100
"""Hand-ins that are graded and marked before anything is killed."""
ENDS = 0.3
"""The share of kills after which the command goes on to its end, and another gradebook is taken."""
HELPED = """
import sys
from withinscope import cli
from withinscope.grading import cohort, crew
from withinscope.grading.feedback import writing

cohort.WORTH_HELP = writing.WORTH_HELP = 1
begin = crew.Helper.__init__

def begun(self, task):
    begin(self, task)
    self.begun.wait()

crew.Helper.__init__ = begun
sys.exit(cli.main())
"""
"""Grades with helpers that have begun before anything is done, so that they share in it."""
PATIENCE = 30
"""Seconds in which helpers that nobody waits for have ended."""
TABLES = {
    "marks": "select person, item, revision, text, levels, marker from marks",
    "hand-ins": "select digest, place, person, state, score, competent, reason from hand_ins",
    "grades": "select exercise, person, workbook, state, score, reason from grades",
    "people": "select id, name, twin from people",
    "answers": """
        select hand_ins.digest, items.item, answers.state, answers.points, answers.marks
        from answers
        join hand_ins on hand_ins.id = answers.hand_in
        join items on items.id = answers.item
    """,
}
"""What is compared of each; numbers of runs and hand-ins may differ."""
DOUBLES = {
    "a mark twice": "select 1 from marks group by person, item, revision, text having count(*) > 1",
    "a hand-in twice": "select 1 from hand_ins group by digest, person having count(*) > 1",
    "a row twice": "select 1 from grades group by exercise, person, workbook having count(*) > 1",
    "a hand-in without answers": (
        "select 1 from hand_ins where not exists"
        " (select 1 from answers where answers.hand_in = hand_ins.id)"
    ),
}
Kept = dict[str, list[Any]]


class Place(Struct, frozen=True):
    """Where hand-ins come from, and where their grades go."""

    hand_ins: Path
    out: Path

    @property
    def book(self) -> Path:
        """The gradebook's file."""
        return self.out / "grade.db"

    @property
    def command(self) -> list[str]:
        """What grades them, pages and all."""
        where = ["--course", str(COURSE), "--out", str(self.out), "--gradebook", str(self.book)]
        return [sys.executable, "-c", HELPED, "grade", str(self.hand_ins), *where]


def started(command: list[str]) -> subprocess.Popen[bytes]:
    """Start grading."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finished(command: list[str]) -> float:
    """Grade to the end; return the seconds that it took."""
    begin = time.perf_counter()
    code = started(command).wait()
    if code not in (0, 1):
        raise RuntimeError(f"{command[2:4]} ended with {code}")
    return time.perf_counter() - begin


def mark_all(book: Path) -> int:
    """Give a mark to each answer that awaits one, each criterion by turns; return how many."""
    opened = Gradebook(book)
    with opened.writing() as connection:
        rubrics = marks.rubrics(connection)
        works = marks.to_mark(connection)
        for number, work in enumerate(works):
            levels = {one.id: number % (one.highest + 1) for one in rubrics[work.item].rubric}
            marks.give(connection, work, levels, "B. Lee")
    opened.close()
    return len(works)


def kept(book: Path) -> Kept:
    """Return what a gradebook holds, in an order of its own."""
    with sqlite3.connect(book) as connection:
        return {name: sorted(connection.execute(sql), key=repr) for name, sql in TABLES.items()}


def written(out: Path) -> dict[str, bytes]:
    """Return grades.csv and every page by its name, without what a kill left unfinished."""
    files = (out / "grades.csv", *(out / "feedback").glob("[!.]*"))
    return {one.name: one.read_bytes() for one in files}


def killed(command: list[str], moment: float) -> float | None:
    """Grade, and kill it after `moment` seconds; return what it took if it had ended before."""
    begin, process = time.perf_counter(), started(command)
    try:
        process.wait(moment)
        return time.perf_counter() - begin
    except subprocess.TimeoutExpired:
        helpers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, left = psutil.wait_procs(helpers, timeout=PATIENCE)
    if left:
        raise RuntimeError(f"{len(left)} helpers go on though nobody waits for them")
    return None


def faults_after_kill(book: Path, before: Kept) -> Iterator[str]:
    """Say what a gradebook lacks, or holds twice, after a kill."""
    now = kept(book)
    if now["marks"] != before["marks"]:
        yield f"{len(before['marks'])} marks were given, {len(now['marks'])} are there"
    with sqlite3.connect(book) as connection:
        yield from (what for what, sql in DOUBLES.items() if connection.execute(sql).fetchone())
        if connection.execute("pragma integrity_check").fetchone() != ("ok",):
            yield "the file is damaged"


def faults_at_end(place: Place, whole: Place) -> Iterator[str]:
    """Say in what a run that was killed, and went on, differs from an undisturbed one."""
    mine, theirs = kept(place.book), kept(whole.book)
    yield from (f"{name} differ" for name in theirs if mine[name] != theirs[name])
    pages, others = written(place.out), written(whole.out)
    differ = [name for name in sorted({*pages, *others}) if pages.get(name) != others.get(name)]
    yield from (f"{name} differs" for name in differ)


def prepared(home: Path, number: int) -> Place:
    """Make hand-ins, and a gradebook in which some of them are graded and marked."""
    first, place = home / "first", Place(home / "hand-ins", home / "marked")
    cohort.write(place.hand_ins, EXERCISE, number)
    some = sorted(place.hand_ins.rglob("*.ipynb"))[:MARKED]
    first.mkdir()
    for path in some:
        shutil.copy(path, first)
    finished(Place(first, place.out).command)
    print(f"{mark_all(place.book)} marks given in {len(some)} hand-ins", flush=True)
    return place


def copied(place: Place, home: Path, name: str) -> Place:
    """Return a copy of a gradebook with its pages, to be graded into."""
    out = home / name
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(place.out, out)
    return Place(place.hand_ins, out)


def run(home: Path, args: argparse.Namespace) -> list[str]:
    """Kill as often as asked; return all faults."""
    marked = prepared(home, args.hand_ins)
    whole = copied(marked, home, "whole")
    seconds = finished(whole.command)
    print(f"{args.hand_ins:,} hand-ins undisturbed: {seconds:.1f} s", flush=True)
    return kill_again_and_again(marked, whole, seconds, args)


def kill_again_and_again(
    marked: Place, whole: Place, seconds: float, args: argparse.Namespace
) -> list[str]:
    """Kill runs that take so many seconds, and let others end; return all faults."""
    chance, before, hit = random.Random(args.seed), kept(marked.book), 0
    faults: list[str] = []
    place, fresh = copied(marked, whole.out.parent, "killed"), True
    while hit < args.kills:
        ended = killed(place.command, chance.random() * seconds)
        if ended is None:
            hit, fresh = hit + 1, False
            faults += faults_after_kill(place.book, before)
        elif fresh:
            seconds = ended  # the machine has less to do than it had
        if ended is not None or hit == args.kills or chance.random() < ENDS:
            finished(place.command)
            faults += faults_at_end(place, whole)
            print(f"{hit} kills, {len(faults)} faults", flush=True)
            place, fresh = copied(marked, whole.out.parent, "killed"), True
    return faults


def main() -> int:
    """Kill, look, print; return 1 if anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--hand-ins", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        faults = run(Path(home), args)
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
