"""An older gradebook is copied, then brought up to date; a new one comes to the same tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from makers import a_hand_in
from sqlalchemy import Engine, create_engine, inspect

from withinscope.grading.book import steps, tables
from withinscope.grading.book.gradebook import Gradebook
from withinscope.problems import Mistake

from . import new_gradebooks
from .instructor import RIGHT, Instructor

OLD = Path(__file__).parent / "gradebooks"
"""Gradebooks that released versions made, as the SQL that SQLite writes of them."""
VERSIONS = sorted(path.stem for path in OLD.glob("*.sql"))


def an_old_gradebook(path: Path, version: str = "0.1.0") -> Path:
    """Exercise ex01; Ana's text awaits its mark, Bo's has 3 of 3 points by R. Okafor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript((OLD / f"{version}.sql").read_text(encoding="utf-8"))
    database.close()
    return path


def made_of(engine: Engine) -> dict[str, Any]:
    """What a database's tables are made of: columns, keys and indexes, by table."""
    found = inspect(engine)
    return {
        name: (
            {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(name)},
            found.get_pk_constraint(name)["constrained_columns"],
            sorted(
                (
                    i["name"],
                    i["column_names"],
                    i["unique"],
                    sorted(map(str, i["dialect_options"].values())),
                )
                for i in found.get_indexes(name)
            ),
        )
        for name in found.get_table_names()
    }


def _index(index: Any) -> tuple[Any, ...]:
    where = [str(value) for value in index["dialect_options"].values()]
    return index["name"], index["column_names"], index["unique"], where


def as_the_code_has_them(path: Path) -> dict[str, Any]:
    engine = create_engine(f"sqlite:///{path}")
    tables.metadata.create_all(engine)
    return made_of(engine)


@pytest.fixture(autouse=True)
def steps_at_once() -> None:
    """Here the steps are taken one after another."""


def written(path: Path) -> list[str]:
    """All that a gradebook holds, as the SQL that SQLite writes of it."""
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_what_other_tests_begin_with_is_what_the_steps_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gradebook(tmp_path / "steps.db").close()
    monkeypatch.setattr(steps, "take", new_gradebooks.take)
    Gradebook(tmp_path / "at-once.db").close()
    assert written(tmp_path / "at-once.db") == written(tmp_path / "steps.db")


def test_the_steps_leave_a_new_gradebook_with_the_tables_that_the_code_has(tmp_path: Path) -> None:
    Gradebook(tmp_path / "new.db").close()
    made = made_of(create_engine(f"sqlite:///{tmp_path / 'new.db'}"))
    assert made == as_the_code_has_them(tmp_path / "code.db")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_steps_leave_an_old_gradebook_with_the_tables_that_the_code_has(
    tmp_path: Path, version: str
) -> None:
    path = an_old_gradebook(tmp_path / "old.db", version)
    Gradebook(path).close()
    made = made_of(create_engine(f"sqlite:///{path}"))
    assert made == as_the_code_has_them(tmp_path / "code.db")


def test_the_first_step_still_makes_what_it_made_when_it_was_released(tmp_path: Path) -> None:
    old = create_engine(f"sqlite:///{an_old_gradebook(tmp_path / 'old.db')}")
    new = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with new.begin() as connection:
        steps.step_1.take(connection)
    assert made_of(new) == made_of(old)


@pytest.mark.parametrize("old", [True, False], ids=["an old gradebook", "a new gradebook"])
def test_a_later_step_may_add_a_column_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    path = an_old_gradebook(tmp_path / "x.db") if old else tmp_path / "x.db"

    def add(connection: Any) -> None:
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(steps, "STEPS", (*steps.STEPS, add))
    Gradebook(path).close()
    Gradebook(path).close()  # and once there it is not added again
    made = made_of(create_engine(f"sqlite:///{path}"))
    assert "note" in made["runs"][0]


def test_an_old_gradebook_goes_on_with_its_hand_ins_and_marks(instructor: Instructor) -> None:
    an_old_gradebook(instructor.course / "grading" / "gradebook.db")
    assert instructor.runs("export") == 0
    assert instructor.rows("trainee", "state", "score", "tell") == [
        ("Ana Ruiz", "needs marking", "", ""),
        ("Bo", "graded", "3", "3"),
    ]
    answers = RIGHT | {"tell": {"text": "I listen."}}
    again = a_hand_in(answers, "Bo", workbook="book-of-bo", handed_in_at="2026-11-28T10:00:00Z")
    instructor.gets("bo.ipynb", again)
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score", "tell")[1] == ("Bo", "6", "3")


def test_an_old_gradebooks_sheet_is_the_same_to_the_byte(instructor: Instructor) -> None:
    an_old_gradebook(instructor.course / "grading" / "gradebook.db")
    instructor.runs("export")
    now = (instructor.out / "grades.csv").read_bytes()
    assert now.removeprefix(b"\xef\xbb\xbf") == (OLD / "0.1.0.csv").read_bytes()


def test_an_old_gradebook_is_copied_before_anything_is_changed(instructor: Instructor) -> None:
    path = an_old_gradebook(instructor.course / "grading" / "gradebook.db")
    before = made_of(create_engine(f"sqlite:///{path}"))
    instructor.runs("export")
    copy = path.with_name("gradebook.step-1.db")
    assert f"as it was, it is kept in {copy}" in instructor.said
    assert made_of(create_engine(f"sqlite:///{copy}")) == before
    assert copy.stat().st_mode & 0o077 == 0
    instructor.runs("export")
    assert "brought up to date" not in instructor.said
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, copy.name]


def test_an_earlier_copy_is_never_replaced(tmp_path: Path) -> None:
    path = an_old_gradebook(tmp_path / "gradebook.db")
    (tmp_path / "gradebook.step-1.db").write_text("mine", encoding="utf-8")
    assert Gradebook(path).copied == tmp_path / "gradebook.step-1-2.db"
    assert (tmp_path / "gradebook.step-1.db").read_text(encoding="utf-8") == "mine"


def test_where_no_copy_can_be_made_nothing_is_changed(tmp_path: Path) -> None:
    path = an_old_gradebook(tmp_path / "gradebook.db")
    (tmp_path / "gradebook.step-1.db.part").mkdir()
    with pytest.raises(Mistake, match="a copy of it as it is can't be made"):
        Gradebook(path)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT max(step) FROM schema").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_gradebook_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = an_old_gradebook(tmp_path / "gradebook.db")
    before = made_of(create_engine(f"sqlite:///{path}"))

    def fail(connection: Any) -> None:
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN note TEXT")
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "STEPS", (steps.step_1.take, fail))
    with pytest.raises(KeyboardInterrupt):
        Gradebook(path)
    assert made_of(create_engine(f"sqlite:///{path}")) == before
