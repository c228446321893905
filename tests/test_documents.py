"""What the project's own pages promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[1]
PAGES = sorted([*COURSE.glob("*.md"), *COURSE.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`(tests/[\w./-]+\.(?:py|mjs))(?:::(\w+))?`")


def of_page(path: Path) -> str:
    return path.relative_to(COURSE).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=of_page)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=of_page)
def test_every_test_that_is_named_is_there(page: Path) -> None:
    missing = [
        f"{file}::{name}"
        for file, name in NAMED.findall(page.read_text(encoding="utf-8"))
        if not (COURSE / file).is_file()
        or (name and f"def {name}(" not in (COURSE / file).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_security_names_a_test_for_each_of_its_guards() -> None:
    table = (COURSE / "SECURITY.md").read_text(encoding="utf-8").split("|---|---|\n")[1]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len(rows) > 10
    assert [row for row in rows if not NAMED.search(row)] == []
