"""The front-end extension in a real JupyterLab: what a trainee meets before any item."""

from __future__ import annotations

from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import COURSE, Lab, start_lab, wait_until
from playwright.sync_api import Page, Response, expect
from window import show_jupyter, visit

from lab.pages import (
    a_notebook,
    code,
    files,
    item,
    kernels,
    put,
    question,
    records,
    saved,
    start,
    text,
)

HIDDEN = ".jp-InputPrompt, .jp-OutputPrompt, .jp-InputArea-editor, .jp-Toolbar, .lm-MenuBar"
LIVE = ".jp-OutputArea:not(.ws-preview) input[type=radio]"
COLUMNS = """<div class="ws-columns">
<section class="ws-coaching"><h3>Coaching</h3><ul><li>Goals</li></ul></section>
<section class="ws-shared"><h3>Shared</h3><ul><li>Listening</li></ul></section>
<section class="ws-therapy"><h3>Therapy</h3><ul><li>Diagnosis</li></ul></section>
<section class="ws-grey"><h3>Grey zone</h3><ul><li>Parts</li></ul></section>
</div>

<aside class="ws-note">This mentions <b>despair</b>.</aside>"""


def show(page: Page, lab: Lab, path: str, *, items: int | None = 1) -> None:
    """Open a notebook and wait until its items are live; `items=None` waits for the bar only."""
    visit(page, lab, path)
    expect(bar(page)).to_be_visible()
    if items is not None:
        expect(page.locator(LIVE)).to_have_count(3 * items)
        expect(page.locator(".ws-preview")).to_have_count(0)


def bar(page: Page) -> Any:
    return page.get_by_role("navigation", name="Course")


def notice(page: Page) -> Any:
    return page.locator(".ws-alert[role=alert]")


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
    expect(own_page).to_have_title("Shared ground · Within Scope")
    assert [node for node in own_page.locator(HIDDEN).all() if node.is_visible()] == []
    assert own_page.url.endswith(f"/doc/tree/{path}")


def test_the_texts_own_heading_is_the_only_one_of_the_first_level(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("# Welcome\n\nText."), start(), item("h-1"))))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with a withinscope.py"])
def test_a_mailed_notebooks_code_never_runs(lab: Lab, page: Page, beside: bool) -> None:
    folder = f"mailed-{beside}"
    attack = "from pathlib import Path\nPath('owned.txt').write_text('x')"
    mailed = a_notebook(text("Dear trainee"), start(), code(attack))
    path = put(lab, mailed, path=f"{folder}/lesson.ipynb", trusted=False)
    if beside:
        (lab.root / folder / "withinscope.py").write_text(attack)
    before, names = saved(lab, path), files(lab.root / folder)

    show(page, lab, path, items=None)
    expect(notice(page)).to_contain_text("Nothing on this page has been run")
    expect(notice(page)).to_contain_text("cell 3")
    page.evaluate("jupyterapp.shell.currentWidget.model.dirty = true")
    page.evaluate("jupyterapp.shell.currentWidget.content.model.setMetadata('touched', 1)")
    page.wait_for_function(  # past an autosave, which comes each second here
        "start => performance.now() > start + 2500", arg=page.evaluate("performance.now()")
    )
    page.keyboard.press("Control+s")
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    expect(bar(page).get_by_text("Not saved here")).to_be_visible()
    assert saved(lab, path) == before
    assert kernels(lab) == []

    copied = lab.api("POST", f"contents/{folder}", {"copy_from": path})["path"]
    for again in (path, copied):
        show(page, lab, again, items=None)
        expect(notice(page)).to_contain_text("Nothing on this page has been run")
    assert kernels(lab) == []
    assert files(lab.root / folder) == names | {copied.split("/")[-1]}


def test_a_duplicate_of_the_courses_own_cells_does_not_import_what_lies_beside_it(
    lab: Lab, page: Page
) -> None:
    mailed = a_notebook(text("Dear trainee"), start())
    path = put(lab, mailed, path="beside/lesson.ipynb", trusted=False)
    (lab.root / "beside" / "withinscope.py").write_text("open('owned.txt', 'w')")
    copied = lab.api("POST", "contents/beside", {"copy_from": path})["path"]  # Jupyter signs it
    show(page, lab, copied, items=None)
    wait_until("its kernel to have run it", lambda: executions(page) == [1] or None)
    assert "owned.txt" not in files(lab.root / "beside")


def parts(name: str, count: int) -> list[Any]:
    """Headings, each with a long text and an item."""
    prose = "Text. " * 100
    pairs = ((text(f"## Part {n}\n\n{prose}"), item(f"{name}-{n}")) for n in range(count))
    return list(chain.from_iterable(pairs))


def executions(page: Page) -> list[Any]:
    """The execution count of each code cell."""
    cells = "Array.from(jupyterapp.shell.currentWidget.content.model.cells)"
    return list(page.evaluate(f"{cells}.filter(c => c.type === 'code').map(c => c.executionCount)"))


def test_a_notebook_that_jupyter_does_not_know_waits_to_be_trusted(lab: Lab, page: Page) -> None:
    notebook = a_notebook(text("Text."), start(), item("trust-1"))
    path = put(lab, notebook, trusted=False)
    show(page, lab, path, items=None)
    expect(notice(page)).to_contain_text("cannot tell that it comes from your course")
    assert kernels(lab) == []
    page.get_by_role("button", name="Trust this page…").click()
    page.get_by_role("button", name="Confirm Trusting this notebook").click()
    expect(page.locator(LIVE)).to_have_count(3)
    expect(notice(page)).to_be_empty()


def test_code_that_is_removed_again_lets_the_page_start(lab: Lab, page: Page) -> None:
    path = put(lab, a_notebook(text("Text."), start(), item("mend-1"), code("1 + 1")))
    show(page, lab, path, items=None)
    expect(notice(page)).to_contain_text("cell 4")
    page.evaluate("jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell(3)")
    page.keyboard.press("Control+s")
    expect(page.locator(LIVE)).to_have_count(3)
    wait_until("the file", lambda: len(saved(lab, path).cells) == 3 or None)


def test_line_ends_of_an_editor_are_no_foreign_code(lab: Lab, page: Page) -> None:
    cells = [text("Text."), start(), item("ends-1")]
    for cell in cells:
        cell.source = cell.source.replace("\n", "\r\n")
    show(page, lab, put(lab, a_notebook(*cells)))
    page.get_by_label("Send a short text").check()
    expect(notice(page)).to_be_empty()


def test_a_solution_and_a_strangers_notebook_are_left_alone(lab: Lab, page: Page) -> None:
    for role in ("solution", None):
        page.goto(lab.address(put(lab, a_notebook(text("Text."), code("1 + 1"), role=role))))
        expect(page.locator(".jp-InputPrompt").first).to_be_visible()
        expect(page.locator(".lm-MenuBar")).to_be_visible()
        assert executions(page) == [None]
        expect(bar(page)).to_have_count(0)


def test_next_back_and_contents_stay_in_the_page(lab: Lab, page: Page) -> None:
    paths = three_pages(lab, "nav")
    show(page, lab, paths[0])
    page.evaluate("window.stillHere = true")
    bar(page).get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1, name="Shared ground")).to_be_focused()
    expect(page).to_have_title("Shared ground · Within Scope")
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
    path = put(lab, a_notebook(*cells, role="exercise", course="ex01"))
    show(page, lab, path)
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


def test_show_jupyter_is_for_authors_asks_once_and_is_off_at_the_next_visit(
    lab: Lab, page: Page
) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("show-1"))))
    expect(bar(page).get_by_role("button", name="Show Jupyter")).to_be_hidden()
    show_jupyter(page)
    for selector in (".lm-MenuBar", ".jp-NotebookPanel-toolbar", ".jp-InputPrompt >> nth=1"):
        expect(page.locator(selector)).to_be_visible()
    show_jupyter(page)
    expect(page.locator(".lm-MenuBar")).to_be_hidden()
    show_jupyter(page)  # asked and answered already
    expect(page.locator(".lm-MenuBar")).to_be_visible()
    page.reload()
    expect(page.locator(LIVE)).to_have_count(3)
    expect(page.locator(".lm-MenuBar")).to_be_hidden()


def top(shown: Any) -> float:
    """Where something begins on the screen, in px from its top."""
    return float(shown.bounding_box()["y"])


def keeps_a_control(reply: Response) -> bool:
    """Tell whether a place was kept, and the control in use with it: Jupyter keeps more there."""
    kept = reply.request.post_data or ""
    return "/api/workspaces/" in reply.url and '"focus":{"cell"' in kept


def test_the_reading_place_and_the_control_in_use_come_back(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), *parts("place", 6))), items=6)
    heading = page.get_by_role("heading", name="Part 3")
    page.locator(".jp-WindowedPanel-outer").evaluate("""(view) => {
        const part = [...view.querySelectorAll('h2')].find(h => h.textContent.includes('Part 3'));
        view.scrollTop += part.getBoundingClientRect().top - view.getBoundingClientRect().top - 40;
    }""")
    was = top(heading)
    with page.expect_response(keeps_a_control):
        page.locator(LIVE).nth(9).evaluate("one => one.focus({ preventScroll: true })")
    page.reload()
    expect(page.locator(LIVE)).to_have_count(18)
    expect(page.locator(LIVE).nth(9)).to_be_focused()
    wait_until("the place", lambda: abs(top(heading) - was) < 3 or None)


def test_after_its_kernel_was_lost_the_page_comes_back(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("crash-1"))))
    page.locator(LIVE).first.evaluate("""one => {
        one.dataset.old = one.dataset.wsUnsaved = '';
        document.dispatchEvent(new CustomEvent('withinscope:unsaved'));
    }""")
    expect(page.locator(".ws-saved")).to_have_text("Not saved yet")
    children = psutil.Process(lab.pid).children(recursive=True)
    [session] = lab.api("GET", "sessions")  # kernels of other tests may still be about to end
    [kernel] = [one for one in children if session["kernel"]["id"] in " ".join(one.cmdline())]
    kernel.kill()
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(page.locator(LIVE)).to_have_count(3)
    # What stood in for the item meanwhile was a copy, with nothing in it to be saved.
    expect(page.locator(".ws-saved")).to_have_text("Saved")

    # As when it was ended for having been without a page: a computer that slept over night.
    page.locator(LIVE).first.evaluate("one => one.dataset.old = ''")
    lab.end_kernels()
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(page.locator(LIVE)).to_have_count(3)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(notice(page)).to_be_empty()


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


def test_in_somebodys_own_jupyter_leaving_closes_the_page_only(lab: Lab, own_page: Page) -> None:
    show(own_page, lab, put(lab, a_notebook(text("Text."), start(), item("leave-1"))))
    bar(own_page).get_by_role("button", name="Leave").click()
    expect(own_page.locator(".lm-MenuBar")).to_be_visible()
    wait_until("no kernel", lambda: kernels(lab) == [] or None)
    assert lab.is_up()


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


def test_leaving_the_courses_own_jupyter_saves_and_ends_it(
    chrome: Any, own_page: Page, tmp_path: Path
) -> None:
    env = {"WITHINSCOPE_COURSE": str(COURSE), "WITHINSCOPE_WORK": str(tmp_path)}
    own = start_lab(tmp_path, page_config={"withinscopeComeBack": "python3 start.py"}, env=env)
    show(own_page, own, put(own, a_notebook(text("Text."), start(), item("leave-2"))))
    bar(own_page).get_by_role("button", name="Leave").click()
    expect(own_page.get_by_role("heading", name="Your work is saved")).to_be_focused()
    expect(own_page.get_by_text("To come back, run python3 start.py again.")).to_be_visible()
    expect(own_page.locator("body > :visible")).to_have_count(1)
    wait_until("the server's end", own.has_ended)


def test_until_its_items_are_live_a_saved_page_shows_them_in_words(lab: Lab, page: Page) -> None:
    old = item("old-1")
    old.outputs[0].data["application/vnd.jupyter.widget-view+json"] = {"model_id": "gone"}
    show(page, lab, put(lab, a_notebook(text("Text."), start(), old, code("1 + 1"))), items=None)
    expect(page.get_by_text("Preview of old-1.")).to_be_visible()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
