"""The course from a link: its pages are played in a browser, with nothing but a web server."""

from __future__ import annotations

from pathlib import Path

from paths.pages import uncover
from playwright.sync_api import Browser, Page, expect

from playing.conftest import Site
from playing.hands import (
    LESSON,
    LONG,
    QUESTION,
    answer,
    bar,
    graded,
    handed_in,
    live,
    question,
    talk,
)
from withinscope import notebooks

TALK = "notebooks/07_between_sessions.html"
EXERCISE = "exercises/01_shared_ground.html"
#: All that the origin keeps for good.
KEPT = """async () => {
    const texts = [];
    const read = async folder => {
        for await (const one of folder.values()) {
            if (one.kind === 'directory') await read(one);
            else texts.push(await (await one.getFile()).text());
        }
    };
    await read(await navigator.storage.getDirectory());
    return texts.join('');
}"""


def test_what_is_answered_before_python_is_there_waits_and_is_kept(
    own_page: Page, site: Site, elsewhere: list[str]
) -> None:
    site.hold()
    own_page.goto(site.url + LESSON)
    answer(own_page)
    expect(question(own_page).get_by_text("Saving…")).to_be_visible()
    expect(bar(own_page).get_by_text("Not saved yet")).to_be_visible()

    again = own_page.context.new_page()
    own_page.close()
    site.let_come()
    again.goto(site.url + LESSON)
    live(again)
    expect(question(again).get_by_text("Saved.", exact=True)).to_be_visible()
    expect(question(again).get_by_text("Right.", exact=True).first).to_be_visible()
    expect(bar(again).get_by_text("Saved", exact=True)).to_be_visible()
    assert f'"item":"{QUESTION}"' in again.evaluate(KEPT)

    bar(again).get_by_role("button", name="Language").click()
    bar(again).get_by_role("button", name="Deutsch").click()
    # The first is what the page says, the other what Python does.
    expect(question(again).get_by_role("button", name="Noch einmal antworten")).to_be_visible()
    verdict = question(again).get_by_text("Ja. Das ist die, die passt.")
    expect(verdict).to_be_visible(timeout=LONG * 1000)

    site.hold()
    again.reload()
    expect(question(again).get_by_text("Richtig.", exact=True).first).to_be_visible()
    assert again.evaluate("window.shifted") <= 0.1


def test_a_conversation_is_played_to_its_end_and_stands_there_on_the_next_visit(
    own_page: Page, site: Site, elsewhere: list[str]
) -> None:
    own_page.goto(site.url + TALK)
    shown = question(own_page, "l07-night-texts")
    live(own_page)
    uncover(shown)
    talk(shown)
    expect(shown.locator(".ws-checklist")).to_be_visible()
    turns = shown.locator(".ws-turn").count()
    site.hold()
    own_page.reload()
    expect(shown.locator(".ws-checklist")).to_be_visible()
    expect(shown.locator(".ws-turn")).to_have_count(turns)
    assert own_page.evaluate("window.shifted") <= 0.1


def test_an_exercise_is_handed_in_as_a_file_that_grades_like_any_other(
    own_page: Page, site: Site, elsewhere: list[str], tmp_path: Path
) -> None:
    own_page.goto(site.url + EXERCISE)
    shown = question(own_page, "ex01-doctor-asks")
    shown.get_by_role("radio").nth(1).check()
    shown.get_by_label("Sure", exact=True).check()
    shown.get_by_role("button", name="Save answer").click()
    live(own_page)
    expect(shown.get_by_text("Saved. You can still change it.")).to_be_visible()
    file = handed_in(own_page, "Ada", tmp_path)
    [said] = [one for one in notebooks.responses(notebooks.read(file)) if one.record]
    assert said.item == "ex01-doctor-asks"
    assert notebooks.read(file).workbook
    row = graded(file, tmp_path)
    assert (row["trainee"], row["exercise"], row["state"]) == ("Ada", "ex01", "graded")


def test_of_two_tabs_the_newer_one_has_the_course_and_the_other_says_so(
    own_page: Page, site: Site, elsewhere: list[str]
) -> None:
    own_page.goto(site.url + LESSON)
    live(own_page)
    answer(own_page, 0)
    expect(question(own_page).get_by_text("Saved.", exact=True)).to_be_visible()
    other = own_page.context.new_page()
    other.goto(site.url + LESSON)
    live(other)
    expect(question(other).get_by_text("Saved.", exact=True)).to_be_visible()
    told = own_page.get_by_role("alert").filter(has_text="opened again")
    expect(told).to_be_visible()
    expect(bar(own_page).get_by_text("Not saved here")).to_be_visible()
    answer(own_page)
    expect(question(own_page).get_by_text("This was not saved.")).to_be_visible()
    answer(other)
    expect(question(other).get_by_text("Right.", exact=True).first).to_be_visible()

    own_page.bring_to_front()
    told.get_by_role("button", name="Go on here").click()
    live(own_page)
    expect(question(own_page).get_by_text("Right.", exact=True).first).to_be_visible()
    assert own_page.evaluate(KEPT).count('"kind":"answer"') == 2


def test_the_course_opens_without_the_network_is_renewed_and_its_work_can_be_taken_along(
    own_page: Page, site: Site, elsewhere: list[str], chrome: Browser, tmp_path: Path
) -> None:
    own_page.goto(site.url + LESSON)
    live(own_page)
    answer(own_page)
    foot = own_page.get_by_role("contentinfo")
    expect(foot.get_by_text("also opens without the internet")).to_be_visible(timeout=LONG * 1000)
    own_page.context.set_offline(True)
    own_page.goto(site.url + TALK)
    live(own_page)
    own_page.goto(site.url)
    expect(own_page.get_by_role("heading", name="Welcome", level=1)).to_be_visible()
    live(own_page)
    with own_page.expect_download() as started:
        foot.get_by_role("button", name="Keep all my work as a file").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    own_page.context.set_offline(False)

    site.renew()
    own_page.goto(site.url + LESSON)
    newer = own_page.get_by_role("alert").filter(has_text="newer version of the course")
    expect(newer).to_be_visible(timeout=LONG * 1000)
    newer.get_by_role("button", name="Load it").click()
    expect(own_page.get_by_role("heading", name="Shared anew", level=1)).to_be_visible()
    expect(question(own_page).get_by_text("Right.", exact=True).first).to_be_visible()

    other = chrome.new_context().new_page()
    other.goto(site.url + LESSON)
    other.get_by_label("Bring work back").set_input_files(file)
    expect(question(other).get_by_text("Right.", exact=True).first).to_be_visible(
        timeout=LONG * 1000
    )
    other.context.close()


def test_a_page_can_be_read_without_scripts(chrome: Browser, site: Site) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + LESSON)
    expect(page.get_by_role("heading", name="Shared ground", level=1)).to_be_visible()
    expect(page.get_by_text("which room could each have been said")).to_be_visible()
    expect(page.get_by_text("( ) They start from opposite ends.")).to_be_visible()
    page.get_by_role("navigation", name="Course").get_by_role("link", name="Look up").click()
    expect(page.get_by_role("heading", name="Look up", level=1)).to_be_visible()
    context.close()
