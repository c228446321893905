"""A feedback page and a report in a browser: nothing that people filled in runs, all can use them.

The pages forbid scripts by themselves. Here that is switched off, so what they escape is seen.
"""

from __future__ import annotations

import html
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from core.cases.dialogue import ITEM as TALK
from makers import DUTY, TELL, a_capstone, a_hand_in, an_item

from .instructor import Instructor
from .reports import BEST, WORST, YAML

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BEFORE = ("", '">', "'>", "</title>", "</style>", "-->", "&quot;>", "{{7*7}}{%raw%}")
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<video><source onerror=alert(1)></video>",
)
HOSTILE = [before + attack for before, attack in product(BEFORE, ATTACKS)]
#: Counts what runs, and asks nobody.
WATCH = "window.ran = 0; window.alert = () => { window.ran += 1; };"
STRANGE = """() => [...document.querySelectorAll('*')].filter(one =>
    ['SCRIPT', 'IMG', 'IFRAME', 'INPUT', 'VIDEO', 'SOURCE', 'ANIMATE', 'LINK', 'FORM'].includes(
        one.nodeName.toUpperCase())
    || [...one.attributes].some(({ name }) => name.startsWith('on') || name === 'srcdoc')
).map(one => one.outerHTML.slice(0, 80))"""
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]
SAFE = an_item(DUTY, id="safe") + "outcome: [LO1, LO8]\n"
WAY = {"night-texts": {"path": ["open.fix", "risk.leave"], "ending": "late"}}


@pytest.fixture
def pages(instructor: Instructor) -> tuple[Path, Path]:
    """A trainee's feedback and a report on a cohort in which every field that people fill is
    hostile: names, answers, files' names, ids of exercises and workbooks, the roster, the cohort.
    """
    yaml = (*YAML, TELL, TALK)
    a_capstone(instructor.course, SAFE, ex01=yaml)
    everything = {"tell": {"text": "\n".join(HOSTILE)}} | WAY
    for n, attack in enumerate(HOSTILE):
        answers = (BEST if n % 3 else WORST) | everything
        by_file = n % 4 == 1
        name = None if by_file else f"{n} {attack}"
        made = a_hand_in(answers, name, yaml=yaml, workbook=f"{n}{attack}", confidence=3)
        if n % 8 == 7:
            made["metadata"]["withinscope"]["id"] = attack
        if n % 8 == 5:
            made = a_hand_in({"pick": {"choice": attack}}, name, yaml=yaml, workbook=attack)
        instructor.gets(f"{n} {attack.replace('/', '')}.ipynb", made)
    roster = instructor.folder / "roster.csv"
    quoted = [attack.replace('"', '""') for attack in HOSTILE]
    rows = [f'"{n} {one}","{one}"' for n, one in enumerate(quoted)]
    rows += [f'"Missing {quoted[0]}","Team"', '"Ana Ruiz","Team"']
    roster.write_text("\n".join([f'Name,"Team {quoted[1]}"', *rows]), encoding="utf-8")
    instructor.gets("ana.ipynb", a_hand_in(WORST | everything, "Ana Ruiz", yaml=yaml))
    missed = a_hand_in({"safe": {"choice": "b"}}, yaml=(SAFE,), exercise="ex02")
    instructor.gets("whole.ipynb", missed)
    instructor.grades(instructor.hand_ins, "--roster", roster, "--cohort", HOSTILE[8])
    instructor.runs("feedback", "--with-keys", "Ana Ruiz")
    status = instructor.runs("report", "--roster", roster, "--cohort", HOSTILE[8])
    assert status == 0, instructor.complained
    return instructor.out / "feedback" / "Ana Ruiz.html", instructor.out / "report.html"


def opened(browser_page: Any, path: Path) -> list[str]:
    """Open a page; return what it asks for beside itself."""
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(path.as_uri())
    return [url for url in asked if url != path.as_uri()]


def test_nothing_that_people_filled_in_runs_and_every_page_can_be_used(
    pages: tuple[Path, Path], chrome: Any
) -> None:
    page = chrome.new_page(bypass_csp=True)
    page.add_init_script(WATCH)
    for path in pages:
        assert opened(page, path) == []
        for scheme, width in LOOKS:
            page.emulate_media(media="screen", color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
            assert "color-contrast" in {rule["id"] for rule in found["passes"]}
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('a, .scroll')")
        page.emulate_media(media="print", color_scheme="dark")
        color = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(color) == "rgb(255, 255, 255)"
        assert page.evaluate(STRANGE) == []
        assert page.evaluate("window.ran") == 0
    # What was picked opens by the keyboard, and is on paper without that.
    first = page.locator("details td").first
    assert first.evaluate("one => one.checkVisibility({ contentVisibilityAuto: true })")
    page.emulate_media(media="screen")
    assert not first.is_visible()
    page.locator("summary").first.press("Enter")
    assert first.is_visible()
    # The watch sees what does run.
    page.set_content("".join(ATTACKS))
    page.wait_for_function("window.ran > 2")
    page.close()


def test_a_name_that_is_hostile_is_still_told_as_it_is(pages: tuple[Path, Path]) -> None:

    _, report = pages
    assert html.escape(f"0 {HOSTILE[0]}", quote=False) in report.read_text(encoding="utf-8")
