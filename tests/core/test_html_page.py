"""The page that notes and feedback are: it stands alone, and its colors stand in one place."""

from pathlib import Path

from withinscope import html_page as module
from withinscope.html_page import html_page

SOURCE = Path(module.__file__).parent


def test_a_page_needs_nothing_else_and_runs_nothing() -> None:
    page = html_page("Notes", "<h1>Notes</h1>", ".own { color: red }")
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "://" not in page
    assert page.index("--paper:") < page.index(".own {") < page.index("<h1>Notes</h1>")


def test_a_title_is_text_whatever_it_says() -> None:
    assert "<title>&lt;/title&gt;&lt;b&gt; {0}</title>" in html_page("</title><b> {0}", "")


def test_the_palette_of_pages_stands_in_one_sheet() -> None:
    sheets = [*SOURCE.rglob("*.css"), *SOURCE.rglob("*.j2"), *SOURCE.rglob("*.py")]
    assert [one.name for one in sheets if "--paper:" in one.read_text(encoding="utf-8")] == [
        "html_page.css"
    ]
