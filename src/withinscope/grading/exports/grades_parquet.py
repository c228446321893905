"""grades-long.parquet: the rows of grades-long.csv in Parquet, where types are kept.

What has no value is null there, and text is text, whatever it looks like.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from withinscope.grading import output
from withinscope.grading.exports.grades_long_csv import HEAD, Line, lines
from withinscope.grading.sheet import Sheet
from withinscope.problems import Mistake, Problem

NAME = "parquet"
FILE = "grades-long.parquet"
BATCH = 10_000
"""Rows that are held at a time."""


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet. Raises Mistake if it can't be written, also for want of a package."""
    arrow, parquet = _packages()
    schema = arrow.schema([arrow.field(*one) for one in _kinds(arrow)])
    left = lines(sheet)
    with output.binary(path) as file, parquet.ParquetWriter(file, schema) as rows:
        while batch := [*islice(left, BATCH)]:
            rows.write_table(_table(arrow, schema, batch))


def _packages() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        what = "For Parquet one more package is needed: pyarrow."
        raise Mistake(Problem(what, 'Install it: pip install "withinscope[parquet]"')) from None
    return pyarrow, parquet


def _kinds(arrow: Any) -> list[tuple[str, Any]]:
    return [(name, arrow.float64() if name == "points" else arrow.string()) for name in HEAD]


def _table(arrow: Any, schema: Any, batch: list[Line]) -> Any:
    columns = (
        [None if one == "" else one for one in column] for column in zip(*batch, strict=True)
    )
    return arrow.table([*map(arrow.array, columns, schema.types)], schema=schema)
