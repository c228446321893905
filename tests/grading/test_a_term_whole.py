"""A whole term: from the zips of three learning systems to grades that were worked out by hand.

Sixty people and one who never comes. Number n answers by n % 3 (all right, half right, all wrong)
and writes something if n % 5 is 0. Points by hand, of 6:

|                     | key b           | key a, from half way                              |
|---------------------|-----------------|---------------------------------------------------|
| n % 3 == 0          | 1 + 2           | 0 + 2                                             |
| n % 3 == 1          | 0 + 1           | 1 + 1; handed in again, all right: 1 + 2, 0 + 2   |
| n % 3 == 2          | 0 + 0           | 1 + 0                                             |
| wrote, n % 10 == 0  | 3 more (2 and 1 of 2 and 1)                                         |
| wrote, n % 10 == 5  | 1 more (1 and 0); decided between two marks: 2 more (2 and 0)       |
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from makers import PICK, RATE, TELL, a_course, a_hand_in, an_item, encoded, save

from .instructor import Instructor
from .test_mark_sheets import fills_in
from .test_zips import zipped

GIVEN = (
    *("Ana", "Bea", "Cleo", "Dora", "Edda", "Flora"),
    *("Gesa", "Hanna", "Ines", "Jana", "Karla", "Lena"),
)
FAMILY = ["Ruiz", "Berg", "Novak", "Okoro", "Lindt"]
NAMES = [f"{given} {family}" for given in GIVEN for family in FAMILY]
MOODLE, TEAMS, CANVAS, PLAIN = range(16), range(16, 20), range(20, 40), range(40, 60)
AGAIN = (1, 22, 43)
LATE = range(55, 60)
FORGOTTEN = 55
ANSWERS = (
    {"pick": {"choice": "b"}, "rate": {"best": "a", "worst": "c"}},
    {"pick": {"choice": "a"}, "rate": {"best": "a", "worst": "b"}},
    {"pick": {"choice": "a"}, "rate": {"best": "c", "worst": "a"}},
)
DUE = "2026-11-21 00:00 UTC"


def handed_in(n: int, *, again: bool = False) -> bytes:
    """What number n handed in; the three of AGAIN come a second time with all right."""
    day = 22 if n in LATE else 20 if again else 18
    wrote = {"tell": {"text": f"{'I stay' if n % 10 == 0 else 'I refer her'}, {n}."}}
    answers = ANSWERS[0 if again else n % 3] | (wrote if n % 5 == 0 else {})
    at = f"2026-11-{day}T10:00:00+00:00"
    return encoded(a_hand_in(answers, NAMES[n], workbook=f"book-{n}", handed_in_at=at))


def in_moodle(numbers: Iterable[int], *, again: bool = False) -> bytes:
    folder = "{}_{}_assignsubmission_file/ex01_{}.ipynb"
    return zipped(
        *((folder.format(NAMES[n], n + 300, "ex01"), handed_in(n, again=again)) for n in numbers)
    )


def in_teams() -> bytes:
    """Two teams of two, the files as handing in calls them; each notebook says whose it is."""
    entries = []
    for n in TEAMS:
        file = f"ex01_{NAMES[n].replace(' ', '-')}_20261118T100000000000Z.ipynb"
        entries.append((f"Group {n // 2}_{n // 2}_assignsubmission_file/{file}", handed_in(n)))
    return zipped(*entries)


def in_canvas(numbers: Iterable[int], *, again: bool = False) -> bytes:
    """Names as Canvas makes them."""
    entries = []
    for n in numbers:
        given, family = NAMES[n].lower().split()
        name = f"{family}{given}_{n + 500}_{n + 9000}_x{'-1' if again else ''}.ipynb"
        entries.append((name, handed_in(n, again=again)))
    return zipped(*entries)


@pytest.fixture
def instructor_with_a_cohort(instructor: Instructor) -> Instructor:
    return with_a_cohort(instructor)


def with_a_cohort(instructor: Instructor) -> Instructor:
    """What came by the middle of the term, and a roster of sixty-one."""
    a_course(instructor.course, ex01=(PICK, RATE, TELL))
    instructor.gets("COACH-Exercise 1-42.zip", in_moodle(MOODLE))
    instructor.gets("COACH-Team work-43.zip", in_teams())
    instructor.gets("submissions.zip", in_canvas(CANVAS))
    for n in PLAIN:
        instructor.gets(f"group/{NAMES[n]}/ex01.ipynb", handed_in(n))
    roster = "\n".join(["Name", *NAMES, "Zoe Never"])
    (instructor.folder / "2026.csv").write_text(roster, encoding="utf-8")
    return instructor


def scores(instructor: Instructor) -> dict[str, float]:
    return {row["trainee"]: float(row["score"]) for row in instructor.sheet() if row["score"]}


def types(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{word}\n" for word in words)))


def marked_by_two(term: Instructor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Okafor marks in a sheet, Lee gives everybody 2 and 1, Adeyemi decides on 2 and 0."""
    sheet = term.folder / "marks.csv"
    term.runs("mark", "--export", sheet)

    def fill(row: dict[str, str]) -> dict[str, str]:
        stays = any(value.startswith("I stay") for value in row.values())
        return {"role: N": "2" if stays else "1", "warmth: S": "1" if stays else "0"}

    fills_in(sheet, fill)
    assert term.runs("mark", "--import", sheet, "--marker", "Okafor", "--no-feedback") == 0
    types(monkeypatch, *(["2", "1"] * 12))
    assert term.runs("mark", "--second", "all", "--marker", "Lee", "--no-feedback") == 0
    assert term.runs("mark", "--agreement") == 1
    assert "marks differ in 6; still to decide: 6" in term.said
    types(monkeypatch, *(["2", "0"] * 6))
    term.runs("mark", "--decide", "--marker", "Adeyemi", "--no-feedback")


def test_a_term_from_zips_to_grades(
    instructor_with_a_cohort: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_term(instructor_with_a_cohort, monkeypatch)
    gradebook = instructor_with_a_cohort.course / "grading/gradebook.db"
    assert NAMES[FORGOTTEN].encode() not in gradebook.read_bytes()


def a_term(term: Instructor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole of it, wherever the gradebook is kept."""
    monkeypatch.setenv("COLUMNS", "160")
    roster = ("--roster", term.folder / "2026.csv", "--due", DUE)
    graded_first(term, roster)
    marked_by_two(term, monkeypatch)
    # Those who wrote, by n: 0 and 30 have 3 + 3, 10 and 40 have 1 + 3, 20 and 50 have 0 + 3;
    # 15 and 45 have 3 + 2, 25 and 55 have 1 + 2, 5 and 35 have 0 + 2.
    assert Counter(scores(term).values()) == {0: 16, 1: 16, 2: 2, 3: 16 + 2 + 2, 4: 2, 5: 2, 6: 2}
    handed_in_again(term, roster)
    key_corrected(term)
    assert term.runs("forget", NAMES[FORGOTTEN], "--apply") == 0
    assert term.runs("export-person", NAMES[FORGOTTEN]) == 2
    exported(term)
    history(term)
    back_to_moodle(term, term.folder / "Grades-COACH-Exercise 1-42.csv")


def graded_first(term: Instructor, roster: Iterable[str | Path]) -> None:
    """What came by the middle of the term, before anybody has marked."""
    assert term.grades(term.hand_ins, *roster) == 1
    assert "Missing: Zoe Never (ex01)" in term.said
    assert "not on the roster" not in term.said
    # 48 have not written: 16 of each kind, with 3, 1 and 0 points; 12 wait for a person.
    assert Counter(scores(term).values()) == {3: 16, 1: 16, 0: 16}
    assert {row["trainee"] for row in term.sheet() if "late" in row["reason"]} == {
        NAMES[n] for n in LATE
    }


def handed_in_again(term: Instructor, roster: Iterable[str | Path]) -> None:
    """Three come a second time, with all right."""
    term.gets("COACH-Exercise 1-42 (1).zip", in_moodle([1], again=True))
    term.gets("submissions (1).zip", in_canvas([22], again=True))
    term.gets(f"group/{NAMES[43]}/ex01 (1).ipynb", handed_in(43, again=True))
    assert term.grades(term.hand_ins, *roster) == 1
    assert "Changed: 3" in term.said
    assert [scores(term)[NAMES[n]] for n in AGAIN] == [3, 3, 3]


def key_corrected(term: Instructor) -> None:
    """The key of the first item becomes a, which is shown before it is written."""
    a_course(term.course, ex01=(an_item(PICK, key="a"), RATE, TELL))
    assert term.runs("grade") == 1
    assert "Would change: 60" in term.said
    assert [scores(term)[NAMES[n]] for n in AGAIN] == [3, 3, 3]
    assert term.runs("grade", "--apply", "--no-feedback") == 1


def exported(term: Instructor) -> None:
    """What everybody has come to, but for the one who is forgotten."""
    assert term.runs("export", "--format", "csv") == 0
    final = scores(term)
    # 16 with 1; 13 of the right, 13 of the half right and the three who came again with 2, and 3
    # more of the right: 32; 5 and 35 with 1 + 2; 15, 45 and 25 with 2 + 2, 20 and 50 with 1 + 3;
    # 0, 30, 10 and 40 with 2 + 3.
    assert Counter(final.values()) == {1: 16, 2: 32, 3: 2, 4: 5, 5: 4}
    assert sum(final.values()) == 126
    assert len(final) == 59
    some = {0: 5, 1: 2, 2: 1, 5: 3, 15: 4, 16: 2, 20: 4, 25: 4, 59: 1}
    assert {n: final[NAMES[n]] for n in some} == some


def history(term: Instructor) -> None:
    """What number 1 was told in between is all on record."""
    term.runs("history", NAMES[1])
    lines = (line.strip("│ ").split("│") for line in term.said.splitlines())
    rows = [[cell.strip() for cell in line] for line in lines]
    assert [(*row[3:5], row[6]) for row in rows if len(row) == 7 and row[0].startswith("20")] == [
        ("1", "3", "handed in again"),
        ("3", "2", "pick has another key"),
    ]


def back_to_moodle(term: Instructor, worksheet: Path) -> None:
    """The worksheet that Moodle gave for its sixteen has a grade for each, of 6 points."""
    head = '"Identifier","Full name","Email address","Status","Grade","Maximum grade",' + (
        '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
        '"Feedback comments"'
    )
    lines = [
        f'"Participant {n + 300}","{NAMES[n]}","t{n}@example.invalid",'
        '"Submitted for grading -  - ","","6.00","Yes","Saturday, 28 November 2026, 8:00 PM","-",""'
        for n in MOODLE
    ]
    save(worksheet, "\n".join([head, *lines]).encode("utf-8-sig"))
    term.runs("export", "--from", worksheet, "--apply")
    made = (term.out / "for-the-platform" / worksheet.name).read_text(encoding="utf-8-sig")
    grades = [float(row["Grade"]) for row in csv.DictReader(io.StringIO(made))]
    # n:          0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
    assert grades == [5, 2, 1, 2, 2, 3, 2, 2, 1, 2, 5, 1, 2, 2, 1, 4]
