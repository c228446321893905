"""Helpers do a share of the work, and nothing shows how many there were, or what became of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from threading import Event

import pytest
from makers import a_hand_in
from sqlalchemy import select

from withinscope.grading import crew
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.book.tables import answers, grades, hand_ins, people, refused
from withinscope.grading.cohort import grade_all
from withinscope.grading.crew import Crew
from withinscope.grading.feedback import writing

from .instructor import RIGHT, WRONG, Instructor

LETTERS = [chr(ord("a") + number) for number in range(12)]
BIG = "x" * 2**20
PATIENCE = 60
"""Seconds."""


@pytest.fixture(autouse=True)
def all_begin_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give helpers the time to begin: work as small as here would be done before they have."""

    class Prompt(crew.Helper):
        def __init__(self, task: object) -> None:
            super().__init__(task)
            assert self.begun.wait(PATIENCE)

    monkeypatch.setattr(crew, "Helper", Prompt)


def here_or_elsewhere(process: int) -> Callable[[int], bool]:
    """Return what tells whether it is done by that process."""
    return lambda _: os.getpid() == process


def upper_unless_helper_of(process: int) -> Callable[[str], str]:
    """Return what a helper ends of, once it comes to `f`."""

    def upper(letter: str) -> str:
        if os.getpid() != process and letter == "f":
            os._exit(9)
        return letter.upper()

    return upper


@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_what_helpers_make_comes_back_in_order(helpers: int) -> None:
    with Crew(methodcaller, "upper", helpers=helpers) as ours:
        made = list(ours.each(LETTERS))
    assert made == [(letter, letter.upper()) for letter in LETTERS]


def test_work_is_done_here_and_by_helpers() -> None:
    with Crew(here_or_elsewhere, os.getpid(), helpers=1) as ours:
        made = [here for _, here in ours.each(range(100))]
    assert {*made} == {True, False}


class NeverBegun(crew.Helper):
    """One who takes longer to begin than all the work takes."""

    begun = property(lambda _: Event(), lambda *_: None)


def test_nobody_waits_for_a_helper_to_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "Helper", NeverBegun)
    with Crew(here_or_elsewhere, os.getpid(), helpers=1) as ours:
        assert all(here for _, here in ours.each(range(9)))


def test_batches_larger_than_any_pipe_go_to_and_fro() -> None:
    with Crew(methodcaller, "upper", helpers=2) as ours:
        assert [made for _, made in ours.each([BIG] * 5)] == [BIG.upper()] * 5


@pytest.mark.parametrize("helpers", [1, 2])
def test_what_a_helper_leaves_undone_is_done_here(helpers: int) -> None:
    with Crew(upper_unless_helper_of, os.getpid(), helpers=helpers) as ours:
        made = [made for _, made in ours.each(LETTERS)]
    assert made == [letter.upper() for letter in LETTERS]


def test_an_error_is_raised_as_if_nobody_helped() -> None:
    with Crew(methodcaller, "index", "a", helpers=2) as ours, pytest.raises(ValueError):  # noqa: PT011
        list(ours.each(["a", "a", "b"]))


def test_helpers_end_with_the_work_though_it_is_broken_off() -> None:
    with Crew(methodcaller, "upper", helpers=2) as ours:
        next(ours.each([BIG] * 9))
    assert [one.gone for one in ours.helpers] == [True, True]


@pytest.fixture
def cohort(instructor: Instructor) -> Instructor:
    """Many hand-ins, some of them twice, of two people of one name, broken, or of nothing."""
    for number in range(60):
        answers, name = (RIGHT, WRONG)[number % 2], f"Trainee {number % 50}"
        instructor.gets(f"{number}.ipynb", a_hand_in(answers, name, workbook=f"book-{number}"))
    instructor.gets("again.ipynb", a_hand_in(RIGHT, "Trainee 0", workbook="book-0"))
    instructor.gets("broken.ipynb", b'{"nbformat": 4, "cells": [')
    instructor.gets("other.ipynb", {"nbformat": 4, "cells": [], "metadata": {}})
    return instructor


def everything(instructor: Instructor, out: Path, helpers: int) -> dict[str, object]:
    """What a run with so many helpers leaves: each table that holds no time, each page."""
    book = Gradebook(out / "book.db")
    with book.writing() as connection:
        solutions = instructor.course / "solutions"
        done = grade_all(connection, [instructor.hand_ins], solutions, helpers=helpers)
        assert (done.read, done.refused) == (61, 2)
    kept: dict[str, object] = {}
    with book.reading() as connection:
        assert writing.write(connection, out, instructor.course, helpers=helpers) == 62
        for table in (people, hand_ins, answers, refused, grades):
            kept[table.name] = connection.execute(select(table)).all()
    book.close()
    return kept | {one.name: one.read_bytes() for one in (out / "feedback").iterdir()}


def test_a_cohort_is_graded_the_same_however_many_help(cohort: Instructor, tmp_path: Path) -> None:
    alone = everything(cohort, tmp_path / "alone", helpers=0)
    assert everything(cohort, tmp_path / "helped", helpers=2) == alone
