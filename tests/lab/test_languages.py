"""In which language the server answers whom."""

from __future__ import annotations

import re

import pytest
from browser import COURSE

from withinscope.lab import languages

SCRIPT = COURSE / "src/withinscope/lab/labextensions/withinscope/static/language.js"


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("de", ["de"]),
        ("de-AT,de;q=0.9,en;q=0.5", ["de-AT", "de", "en"]),
        ("en;q=0.3 , es", ["es", "en"]),
        ("de;q=0,es;q=1.000", ["es"]),
        ("*", ["*"]),
        ("", []),
        (";;,q=,;q=x", ["q="]),
    ],
)
def test_a_browser_says_its_languages_by_weight(header: str, tags: list[str]) -> None:
    assert list(languages.accepted(header)) == tags


def test_the_bar_and_the_server_mean_the_same_cookie() -> None:
    assert re.findall('COOKIE = "(.*)"', SCRIPT.read_text(encoding="utf-8")) == [languages.COOKIE]
