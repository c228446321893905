"""A page of the course in a real JupyterLab: what a trainee sees, and how it goes on and back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from browser import COURSE, Lab, start_lab, wait_until
from playwright.sync_api import Page, expect
from window import show_jupyter

from lab.pages import (
    a_notebook,
    item,
    put,
    question,
    records,
    saved,
    start,
    text,
)
from lab.showing import LIVE, bar, notice, parts, show

HIDDEN = ".jp-InputPrompt, .jp-OutputPrompt, .jp-InputArea-editor, .jp-Toolbar, .lm-MenuBar"
COLUMNS = """<div class="ws-columns">
<section class="ws-coaching"><h3>Coaching</h3><ul><li>Goals</li></ul></section>
<section class="ws-shared"><h3>Shared</h3><ul><li>Listening</li></ul></section>
<section class="ws-therapy"><h3>Therapy</h3><ul><li>Diagnosis</li></ul></section>
<section class="ws-grey"><h3>Grey zone</h3><ul><li>Parts</li></ul></section>
</div>

<aside class="ws-note">This mentions <b>despair</b>.</aside>"""


def cell_count(page: Page) -> int:
    return int(page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length"))


def three_pages(lab: Lab, folder: str) -> list[str]:
    """Two lessons and an exercise that name one another; its text has a heading, theirs not."""
    paths = [f"{folder}/{name}.ipynb" for name in ("00_welcome", "01_shared", "ex_01")]
    titles = ("Welcome", "Shared ground", "Exercise 1")
    roles = ("lesson", "lesson", "exercise")
    contents = [
        {"title": title, "path": path, "role": role}
        for title, path, role in zip(titles, paths, roles, strict=True)
    ]
    ways = zip([None, *paths], [*paths[1:], None], strict=False)
    for number, (back, following) in enumerate(ways):
        role, course = roles[number], ("L00", "L01", "ex01")[number]
        asked = (question if role == "exercise" else item)(f"{folder}-{number}")
        nav = {"title": titles[number], "contents": contents, "back": back, "next": following}
        heading = f"# {titles[number]}\n\n" if role == "exercise" else ""
        cells = [text(f"{heading}Text."), start(course), asked]
        put(lab, a_notebook(*cells, role=role, course=course, **nav), path=paths[number])
    return paths


def test_a_course_page_runs_itself_and_shows_a_course_and_no_tool(lab: Lab, own_page: Page) -> None:
    path = put(lab, a_notebook(text("Some text."), start(), item("run-1"), title="Shared ground"))
    show(own_page, lab, path)
    expect(own_page.get_by_role("heading", level=1, name="Shared ground")).to_be_visible()
    expect(own_page).to_have_title("Shared ground")
    assert [node for node in own_page.locator(HIDDEN).all() if node.is_visible()] == []
    assert own_page.url.endswith(f"/doc/tree/{path}")


def test_the_texts_own_heading_is_the_only_one_of_the_first_level(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("# Welcome\n\nText."), start(), item("h-1"))))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_next_back_and_contents_stay_in_the_page(lab: Lab, page: Page) -> None:
    paths = three_pages(lab, "nav")
    show(page, lab, paths[0])
    page.evaluate("window.stillHere = true")
    bar(page).get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1, name="Shared ground")).to_be_focused()
    expect(page).to_have_title("Shared ground")
    expect(page.locator(LIVE)).to_have_count(3)
    assert page.url.endswith(paths[1])

    bar(page).get_by_role("button", name="Contents").click()
    current = page.locator("[aria-current=page]:visible")
    expect(current).to_have_text("Shared ground")
    page.get_by_role("list", name="Exercises").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name="Exercise 1")).to_be_focused()
    expect(bar(page).get_by_role("link", name="Next")).to_be_hidden()

    bar(page).get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", level=1, name="Shared ground")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Exercise 1")).to_be_focused()
    assert page.evaluate("window.stillHere")
    wait_until("one session", lambda: len(lab.api("GET", "sessions")) == 1 or None)


def test_an_answer_is_in_the_file_soon_and_the_bar_says_so(lab: Lab, page: Page) -> None:
    cells = [text("Text."), start("ex01"), question("save-1")]
    path = put(lab, a_notebook(*cells, role="exercise", course="ex01", outdated=True))
    show(page, lab, path)
    expect(notice(page)).to_contain_text("The course has a newer version of this exercise.")
    page.get_by_label("Send a short text").check()
    page.get_by_role("button", name="Save").click()
    wait_until("the record", lambda: records(saved(lab, path)))
    assert records(saved(lab, path))[0]["response"] == {"choice": "b"}
    expect(bar(page).get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.locator(".ws-record")).to_be_hidden()


def test_no_key_pressed_in_a_page_reaches_jupyter(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("key-1"), text("More."))))
    first = page.locator(LIVE).first
    for focus in (first.focus, bar(page).get_by_role("button", name="Leave").focus):
        focus()
        for key in ("a", "b", "d", "d", "x", "m", "z", "ArrowDown", "Control+b", "Control+Shift+c"):
            page.keyboard.press(key)
    page.get_by_role("paragraph").filter(has_text="More.").dblclick()
    assert cell_count(page) == 4
    for opened in (".jp-mod-editMode", ".jp-ModalCommandPalette", "#jp-left-stack"):
        expect(page.locator(f"{opened}:visible")).to_have_count(0)
    expect(page.locator(LIVE).nth(1)).to_be_checked()  # the arrow moved the choice, not the cell
    assert saved_by_keyboard(page)


def saved_by_keyboard(page: Page) -> bool:
    """Whether Ctrl-S saves: JupyterLab's own shortcut for it is off as well."""
    page.evaluate("""() => { window.saves = 0; jupyterapp.shell.currentWidget.context.saveState
        .connect((_, state) => { window.saves += state === 'completed'; }); }""")
    page.keyboard.press("Control+s")
    page.wait_for_function("window.saves > 0")
    return True


def test_tab_goes_from_the_bar_to_the_text_to_the_first_choice(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("tab-1"), title="Tabs")))
    bar(page).get_by_role("button", name="Leave").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Tabs")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(LIVE).first).to_be_focused()


def test_all_of_a_long_page_is_in_the_accessibility_tree(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), *parts("long", 12))), items=12)
    expect(page.get_by_role("heading", level=2, name="Part")).to_have_count(12)
    expect(page.get_by_role("radio")).to_have_count(36)


EDITOR = ".jp-InputArea-editor .cm-content"


def test_show_jupyter_is_for_authors_asks_once_and_is_off_at_the_next_visit(
    lab: Lab, page: Page
) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("show-1"))))
    expect(bar(page).get_by_role("button", name="Show Jupyter")).to_be_hidden()
    assert page.locator(EDITOR).count() <= 1  # nobody sees them, and each would cost time
    show_jupyter(page)
    expect(page.locator(EDITOR)).to_have_count(3)
    page.locator(f"{EDITOR} >> nth=2").click()
    page.keyboard.type("# typed")
    expect(page.locator(f"{EDITOR} >> nth=2")).to_contain_text("# typed")
    page.keyboard.press("Control+Z")
    for selector in (".lm-MenuBar", ".jp-NotebookPanel-toolbar", ".jp-InputPrompt >> nth=1"):
        expect(page.locator(selector)).to_be_visible()
    show_jupyter(page)
    expect(page.locator(".lm-MenuBar")).to_be_hidden()
    show_jupyter(page)  # asked and answered already
    expect(page.locator(".lm-MenuBar")).to_be_visible()
    page.reload()
    expect(page.locator(LIVE)).to_have_count(3)
    expect(page.locator(".lm-MenuBar")).to_be_hidden()


def test_what_is_read_meanwhile_keeps_its_place_while_the_items_come(lab: Lab, page: Page) -> None:
    path = put(lab, a_notebook(text("Text."), start(), *parts("hold", 4)))
    show(page, lab, path, items=None)
    page.evaluate("""() => {
        const view = document.querySelector('.jp-WindowedPanel-viewport');
        window.heights = [];
        new ResizeObserver(() => window.heights.push(view.scrollHeight)).observe(view);
    }""")
    expect(page.locator(LIVE)).to_have_count(12)
    expect(page.locator(".ws-preview")).to_have_count(0)
    heights = page.evaluate("window.heights")
    assert all(later >= 0.95 * earlier for earlier, later in pairwise(heights)), heights


def test_at_every_width_the_columns_fit_and_the_bar_is_one_row(lab: Lab, page: Page) -> None:
    picture = a_notebook(text(f"## Picture\n\n{COLUMNS}"), title="A title that is rather long")
    show(page, lab, put(lab, picture), items=None)
    expect(page.locator(".ws-note b")).to_be_visible()
    for width, columns in ((390, 1), (640, 2), (1280, 4), (1600, 4)):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            """columns => {
                const tops = [...document.querySelectorAll('.ws-columns > section')]
                    .map(one => Math.round(one.getBoundingClientRect().top));
                return tops.filter(top => top === tops[0]).length === columns;
            }""",
            arg=columns,
        )
        view = page.locator(".jp-WindowedPanel-outer")
        assert view.evaluate("one => one.scrollWidth <= one.clientWidth"), width
        assert rows_of_bar(page, width) == 1, width


def rows_of_bar(page: Page, width: int) -> int:
    """How many rows the bar's parts stand in, all of them large enough and inside the window."""
    boxes = [part.bounding_box() for part in bar(page).locator(".ws-do:visible").all()]
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    return len({round(box["y"]) for box in boxes})


def test_light_and_dark_are_accessible_and_kept(lab: Lab, page: Page) -> None:
    cells = [text(f"## Part\n\n{COLUMNS}"), start(), item("axe-1")]
    show(page, lab, put(lab, a_notebook(*cells, title="Colors")))
    for dark in (True, False):
        button = bar(page).get_by_role("button", name="Dark")
        button.click()
        expect(button).to_have_attribute("aria-pressed", str(dark).lower())
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(not dark).lower())
        # JupyterLab's body clips everything, so axe would look at no color at all.
        page.add_style_tag(content="html, body { overflow: visible !important }")
        found = Axe().run(page, context=".ws-panel").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_below_a_path_as_on_a_hub_every_way_stays_below_it(
    chrome: Any, own_page: Page, tmp_path: Path
) -> None:
    env = {"WITHINSCOPE_COURSE": str(COURSE), "WITHINSCOPE_WORK": str(tmp_path)}
    hub = start_lab(tmp_path, env=env, below="/user/sam.lee%40example.org")
    paths = three_pages(hub, "hub")
    show(own_page, hub, paths[0])
    following = bar(own_page).get_by_role("link", name="Next")
    expect(following).to_have_attribute("href", f"{hub.url}/doc/tree/{paths[1]}")
    following.click()
    expect(own_page.get_by_role("heading", level=1, name="Shared ground")).to_be_focused()
    assert own_page.url == f"{hub.url}/doc/tree/{paths[1]}"
    bar(own_page).get_by_role("link", name="Next").click()
    expect(own_page.get_by_role("heading", level=1, name="Exercise 1")).to_be_focused()
    own_page.go_back()
    expect(own_page.get_by_role("heading", level=1, name="Shared ground")).to_be_focused()
    hub.stop()
