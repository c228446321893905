"""Sizes of text, radii of corners and the palette stand in one sheet; all others take them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import withinscope
from withinscope.html_page import html_page

SOURCE = Path(withinscope.__file__).parent
TOKENS = SOURCE / "views" / "tokens.css"
SHEETS = sorted(
    (file for file in SOURCE.rglob("*.css") if file.name != TOKENS.name),
    key=lambda file: file.as_posix(),
)
IDS = [file.relative_to(SOURCE).as_posix() for file in SHEETS]
#: A size of text or a radius; its value may go on over lines, as that of `font` does.
DECLARED = re.compile(r"(font-size\w*|font|[\w-]*radius):\s*([^;{}]+);")
#: A length of its own: a line's height and a weight have no unit, and 0 is no size.
LENGTH = re.compile(r"(?<![\w-])[\d.]*[1-9][\d.]*(?:rem|em|px|pt|%)")
TOKEN = re.compile(r"--ws-(?:(?:size|radius|accent|fits|misfits)-\w+|font)(?![\w-])")


def named() -> dict[str, str]:
    """The tokens, and their values."""
    found = re.findall(r"^ {2}(--[\w-]+): (.+?);", TOKENS.read_text(), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_a_sheet_has_no_size_of_text_and_no_radius_of_its_own(sheet: Path) -> None:
    own = [found[0] for found in DECLARED.finditer(sheet.read_text()) if LENGTH.search(found[2])]
    assert own == []


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_a_sheet_has_no_color_of_the_palette_of_its_own(sheet: Path) -> None:
    palette = {value for value in named().values() if value.startswith("#")}
    assert palette & set(re.findall(r"#[0-9a-f]{6}", sheet.read_text())) == set()


def test_every_token_that_is_used_is_there_and_every_one_there_is_used() -> None:
    used = {token for sheet in SHEETS for token in TOKEN.findall(sheet.read_text())}
    assert used == set(named())


@pytest.mark.parametrize(("kind", "most"), [("size", 9), ("radius", 4)])
def test_tokens_are_a_scale_of_few_steps(kind: str, most: int) -> None:
    values = [value for name, value in named().items() if f"-{kind}-" in name]
    steps = [float(value.removesuffix("rem")) for value in values if value.endswith("rem")]
    assert steps == sorted(set(steps))
    assert len(steps) <= most


def test_the_extension_has_the_same_tokens() -> None:
    [copy] = (SOURCE / "lab" / "labextensions").rglob(TOKENS.name)
    assert copy.read_bytes() == TOKENS.read_bytes(), f"Copy {TOKENS} there."


def test_a_page_that_stands_alone_has_the_tokens_before_all_else() -> None:
    page = html_page("Notes", "")
    assert page.index("--ws-size-1:") < page.index("var(--ws-size-")
