"""A department's gradebook, on a real PostgreSQL server, does what one in a file does."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from makers import a_hand_in, encoded
from sqlalchemy import Engine, MetaData, create_engine, func, insert, select, text

from withinscope.grading.book import gradebook, steps, tables
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.cohort import grade_all
from withinscope.grading.commands import options

from .at_once import two_people_at_once
from .instructor import RIGHT, WRONG, Instructor
from .postgresql import Server, engine, server
from .test_a_term_whole import a_term, with_a_cohort
from .test_upgrade import OLD, an_old_gradebook, made_of
from .test_zips import zipped

pytestmark = pytest.mark.slow(30)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as started:
        yield started


@pytest.fixture
def department(instructor: Instructor, postgresql: Server) -> Instructor:
    """An instructor whose gradebook is a new database of the department's server."""
    instructor.keeps_it_at(postgresql.database())
    return instructor


def at(department: Instructor) -> str:
    """The address of the department's gradebook."""
    return department.gradebook[1]


def test_a_departments_database_serves_as_well(
    department: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(520):  # more than a batch
        name = f"Trainee {number:03d}"
        answers = RIGHT | ({"tell": {"text": "I coach."}} if number == 0 else {})
        department.gets(f"{name}.ipynb", a_hand_in(answers, name, workbook=name))
    assert department.grades() == 0
    assert department.grades() == 0
    assert len(department.sheet()) == 520
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    assert department.runs("mark", "--marker", "R") == 0
    assert department.runs("feedback") == 0
    assert department.rows("trainee", "score")[0] == ("Trainee 000", "6")
    assert not (department.course / "grading").exists()


def test_a_whole_term_comes_out_as_it_does_in_a_file(
    department: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_term(with_a_cohort(department), monkeypatch)
    assert department.runs("undo", "--apply") in (0, 1)
    assert department.runs("report") == 0
    for form in ("csv-long", "gradescope", "nbgrader", "parquet", "xlsx"):
        assert department.runs("export", "--format", form) == 0, department.complained


def test_what_is_late_costs_points_and_a_policy_can_be_taken_back(department: Instructor) -> None:
    department.gets("ana.ipynb", a_hand_in(RIGHT))
    due = ("--due", "2026-11-18 00:00 UTC")
    department.grades(department.hand_ins, *due, "--late", "0.5")
    assert department.rows("score", "earned", "days_late", "points_off") == [
        ("1.5", "3", "3", "1.5")
    ]
    department.runs("grade", "--late", "none", "--apply")
    assert department.rows("score", "points_off") == [("3", "0")]
    department.runs("undo", "--apply")
    department.runs("export")
    assert department.rows("score", "points_off") == [("1.5", "1.5")]


def test_two_people_who_grade_and_correct_at_once_on_a_server_lose_nothing(
    department: Instructor,
) -> None:
    two_people_at_once(department)


def test_a_run_that_fails_leaves_a_server_as_it_was(department: Instructor) -> None:
    department.gets("ana.ipynb", a_hand_in(RIGHT))
    department.grades()
    department.gets("ana.ipynb", a_hand_in(WRONG, handed_in_at="2026-11-22T10:00:00+00:00"))
    book = Gradebook(at(department))

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), book.writing() as connection:
        grade_all(connection, [department.hand_ins], department.course / "solutions", (), stop)
    book.close()
    assert department.runs("export") == 0
    assert department.rows("score") == [("3",)]


@pytest.fixture
def other(department: Instructor) -> Iterator[Any]:
    """Another command, which has begun to write and is not done; Bo's hand-in is still to come."""
    department.gets("ana.ipynb", a_hand_in(RIGHT))
    department.grades()
    department.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    book = Gradebook(at(department))
    with book.writing() as connection:
        yield connection
    book.close()


def test_whoever_waits_too_long_for_a_server_is_refused_plainly(
    department: Instructor, other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradebook, "UNTOLD", 0)
    monkeypatch.setattr(gradebook, "PATIENCE", 0)
    assert department.grades() == 2
    assert department.said == f"{options.WAITING}\n"
    assert "Another command is writing to this gradebook" in department.complained
    other.get_transaction().rollback()
    assert department.grades() == 0
    assert department.rows("trainee") == [("Ana Ruiz",), ("Bo",)]


def test_whoever_waits_for_a_server_is_told_so_and_then_graded_too(
    department: Instructor, other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other command ends just when this one has said that it waits."""
    monkeypatch.setattr(gradebook, "UNTOLD", 0)
    waited = gradebook._take_a_turn

    def take_a_turn(connection: Any, waiting: Any) -> None:
        def told() -> None:
            waiting()
            other.get_transaction().commit()

        waited(connection, told)

    monkeypatch.setattr(gradebook, "_take_a_turn", take_a_turn)
    assert department.grades() == 0
    assert department.said.count(options.WAITING) == 1
    assert department.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo", "0")]


def test_what_is_read_is_all_of_one_moment(department: Instructor) -> None:
    """Scores that are written while a report is made are in all of its figures, or in none."""
    department.gets("ana.ipynb", a_hand_in(RIGHT))
    department.grades()
    book, everybody = Gradebook(at(department)), select(func.count()).select_from(tables.people)
    with book.reading() as connection:
        assert connection.scalar(everybody) == 1
        department.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
        department.grades()
        assert connection.scalar(everybody) == 1
    with book.reading() as connection:
        assert connection.scalar(everybody) == 2
    book.close()


LONG = "Wolfeschlegelsteinhausenbergerdorff " * 9


def test_nothing_that_a_person_writes_is_too_long_for_a_server(department: Instructor) -> None:
    """SQLite keeps a text of any length, a server none that its column has no room for."""
    roster = department.folder / f"{'cohort-' * 25}.csv"
    row = f"{LONG},{'ana-' * 90}@x.example,{'9' * 300},{'x' * 40}"
    roster.write_text(f"Name,E-mail,Student ID,Group\n{row}\n", encoding="utf-8")
    department.gets(f"{'deep-' * 20}/{'a' * 200}.ipynb", a_hand_in(RIGHT, LONG, workbook="w" * 900))
    odd: dict[str, Any] = {"confidence": 10**30, "attempt": "x" * 900, "answered_at": "9" * 900}
    department.gets("b.ipynb", a_hand_in(WRONG, "ß" * 200, workbook="\u0390" * 300, **odd))
    ana = f"{'Week ' * 90}-42/Ana_{'9' * 300}_assignsubmission_file/x.ipynb"
    bo = f"{'Week ' * 90}-42/Bo_{'9' * 301}_assignsubmission_file/x.ipynb"
    nobodys = encoded(a_hand_in(RIGHT, None, workbook=None))
    department.gets("download.zip", zipped((ana, nobodys), (bo, nobodys)))
    status = department.grades(department.hand_ins, "--roster", roster)
    assert (status, department.complained) == (1, "")
    names = {row["trainee"][:8] for row in department.sheet()}
    assert names == {"Ana", "Bo", "Wolfesch", "ßßßßßßßß"}
    costs = ("--due", "2026-11-18 00:00 UTC", "--late", f"0.{'0' * 90}1")
    for words in (
        ("grade", *costs, "--apply"),
        ("export", "--roster", roster, "--cohort", "c" * 400),
        ("mark", "--marker", "m" * 400),
    ):
        department.runs(*words)
        assert department.complained == ""


def an_old_gradebook_at(address: str, folder: Path) -> Engine:
    """Put what 0.1.0 kept in a file where it kept it on a server, which counts ids by itself."""
    old, new = create_engine(f"sqlite:///{an_old_gradebook(folder / 'old.db')}"), engine(address)
    (before, now) = (MetaData(), MetaData())
    before.reflect(old)
    with old.connect() as source, new.begin() as connection:
        steps.step_1.take(connection)
        now.reflect(connection)
        for table in now.sorted_tables:
            rows = [
                dict(row) for row in source.execute(select(before.tables[table.name])).mappings()
            ]
            if rows:
                connection.execute(insert(table), rows)
            if "id" in table.columns and rows:
                counter = f"pg_get_serial_sequence('{table.name}', 'id')"
                highest = max(row["id"] for row in rows)
                connection.execute(text(f"SELECT setval({counter}, {highest})"))
    old.dispose()
    return new


def test_a_gradebook_of_0_1_0_is_brought_up_to_date_on_a_server(
    department: Instructor, postgresql: Server
) -> None:
    database = an_old_gradebook_at(at(department), department.folder)
    assert department.runs("export") == 0
    now = (department.out / "grades.csv").read_bytes()
    assert now.removeprefix(b"\xef\xbb\xbf") == (OLD / "0.1.0.csv").read_bytes()
    new = engine(postgresql.database())
    tables.metadata.create_all(new)
    assert made_of(database) == made_of(new)
    answers = RIGHT | {"tell": {"text": "I listen."}}
    again = a_hand_in(answers, "Bo", workbook="book-of-bo", handed_in_at="2026-11-28T10:00:00Z")
    department.gets("bo.ipynb", again)
    assert department.grades() == 0
    assert department.rows("trainee", "score", "tell")[1] == ("Bo", "6", "3")
    for one in (database, new):
        one.dispose()


def no_server(address: str) -> str:
    return f"{address}/nowhere"


def no_database(address: str) -> str:
    return address.replace("gradebook_", "nobodys_")


@pytest.mark.parametrize("wrong", [no_server, no_database])
def test_what_can_not_be_reached_is_told_in_a_sentence(
    department: Instructor, wrong: Callable[[str], str]
) -> None:
    department.keeps_it_at(wrong(at(department)))
    assert department.runs("export") == 2
    said = department.complained
    assert said.startswith("The gradebook's server can't be reached: ")
    assert said.endswith(" Look at its address, --gradebook, and whether the server runs.\n")
    assert said.count("\n") == 1


def test_without_its_driver_a_server_says_how_to_get_it(
    department: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert department.runs("export") == 2
    assert 'pip install "withinscope[postgresql]"' in department.complained
