"""The first exercise, handed in by its page, and what is kept of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from paths.pages import (
    EXERCISE,
    Learning,
    asked,
    first_of_each_type,
)
from withinscope import cli

ITEMS = asked(EXERCISE)
ONE_EACH = first_of_each_type(ITEMS)
NAME = "Ada Østergård"


def end(page: Page) -> Any:
    """The part at the exercise's end."""
    return page.locator(".ws-hand-in")


def hand_in(page: Page, name: str = NAME) -> None:
    end(page).get_by_label("Your name or number").fill(name)
    end(page).get_by_role("button", name="Hand in").click()


def grades(files: list[Path], out: Path) -> list[dict[str, str]]:
    """The rows of grades.csv for some hand-ins, graded from the command line."""
    book = str(out / "book.db")
    paths = list(map(str, files))
    assert cli.main(["grade", *paths, "--out", str(out), "--gradebook", book]) in (0, 1)
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def recorded(course: Learning, name: str) -> Any:
    """What the exercise's file holds as the answer to an item."""
    return course.records().get(name, {}).get("response")
