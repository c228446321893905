"""What is exported, read back by readers that are not ours, each with nothing told to it.

LibreOffice reads the same files in `test_exports`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest

from withinscope.grading import exports
from withinscope.grading.sheet import Cell, Row, Sheet

NUMBERS = ("0047", "3-4", "12E5", "007", "1.5", "2026-11-29", "10:30")
"""Names of which a reader makes numbers or times, if it takes the whole column for such."""
NAMES = (*NUMBERS, "=Ben", "+1", "@x", "TRUE", "Ana Ruiz", "Zoë", 'Ana "Bee", Lee', "März 2026")
SHEETS = {
    "only what looks like numbers": NUMBERS,
    "names of any kind": NAMES,
}
ROWS = list[dict[str, Any]]


def by_pandas(path: Path) -> ROWS:
    read: dict[str, Callable[[Path], Any]] = {
        ".csv": pandas.read_csv,
        ".xlsx": pandas.read_excel,
        ".parquet": pandas.read_parquet,
    }
    frame = read[path.suffix](path)
    rows: ROWS = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows


def by_polars(path: Path) -> ROWS:
    read: dict[str, Callable[[Path], polars.DataFrame]] = {
        ".csv": polars.read_csv,
        ".xlsx": lambda one: polars.read_excel(one, engine="openpyxl"),
        ".parquet": polars.read_parquet,
    }
    return read[path.suffix](path).to_dicts()


readers = pytest.mark.parametrize("reader", [by_pandas, by_polars])
forms = pytest.mark.parametrize("form", ["csv", "csv-long", "xlsx", "parquet"])


@readers
@forms
@pytest.mark.parametrize("names", SHEETS.values(), ids=SHEETS)
def test_a_name_stays_the_text_that_it_is(
    tmp_path: Path, reader: Callable[[Path], ROWS], form: str, names: tuple[str, ...]
) -> None:
    """In a CSV an apostrophe says that it is text; elsewhere it is the name, letter for letter."""
    people = [Row(name, "ex01", "graded", 1.0, 2.0, cells=(Cell("graded", 1.0),)) for name in names]
    path = exports.write(Sheet(("pick",), people), tmp_path, form)
    read = [row["trainee"] for row in reader(path)]
    assert {type(name) for name in read} == {str}
    plain = [name.removeprefix("'") for name in read] if path.suffix == ".csv" else read
    assert plain == [*names]


CELLS = (Cell("graded", 0.5), Cell("needs marking"), None)
SHEET = Sheet(
    ("pick", "tell", "rate"),
    [
        Row("Ana", "ex01", "needs marking", None, 6.0, cells=CELLS),
        Row("Bo", "ex01", "graded", 2 / 3, 6.0, "yes", "", (Cell("graded", 0.0), None, None)),
        Row("Cy", "ex01", "missing", cells=(None, None, None)),
    ],
)


@readers
@pytest.mark.parametrize("form", ["csv", "csv-long"])
@pytest.mark.parametrize("name", ["NA", "n/a", "#N/A", "nan", "NULL", "null", "None", "false"])
def test_a_name_that_looks_like_nothing_is_one_all_the_same(
    tmp_path: Path, reader: Callable[[Path], ROWS], form: str, name: str
) -> None:
    people = [Row(name, "ex01", "missing", cells=())]
    assert reader(exports.write(Sheet((), people), tmp_path, form))[0]["trainee"] == f"'{name}"


@readers
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_points_are_numbers_and_what_nobody_knows_is_none(
    tmp_path: Path, reader: Callable[[Path], ROWS], form: str
) -> None:
    rows = reader(exports.write(SHEET, tmp_path, form))
    found = [(row["score"], row["max_score"], row["pick"], row["tell_state"]) for row in rows]
    assert found == [
        (None, 6, 0.5, "needs marking"),
        (pytest.approx(2 / 3, abs=1e-4), 6, 0, None),
        (None, None, None, None),
    ]


@readers
@pytest.mark.parametrize("form", ["csv-long", "parquet"])
def test_the_long_forms_have_a_row_an_item(
    tmp_path: Path, reader: Callable[[Path], ROWS], form: str
) -> None:
    rows = reader(exports.write(SHEET, tmp_path, form))
    assert [tuple(row.values()) for row in rows] == [
        ("Ana", "ex01", "needs marking", "pick", "graded", 0.5),
        ("Ana", "ex01", "needs marking", "tell", "needs marking", None),
        ("Bo", "ex01", "graded", "pick", "graded", 0.0),
        ("Cy", "ex01", "missing", None, None, None),
    ]
