"""A trainee plays a lesson: answers, feedback in words, and 'saved' only when it is on disk."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import (
    COURSE,
    LESSON,
    Learning,
    answer,
    asked,
    button,
    chosen,
    fill,
    first_of_each_type,
    item,
    open_page,
    some_answer,
    status,
    sure,
    table,
    uncover,
    wait_live,
)
from paths.short import open_short

ITEMS = asked(LESSON)
TOOL = (
    ".jp-InputPrompt, .jp-OutputPrompt, .jp-InputArea-editor, .jp-Toolbar, .lm-MenuBar, .jp-SideBar"
)

#: What JupyterLab asks its server for, while a trainee waits for it, and no trainee needs.
NEEDLESS = ("api/build", "announcements", "favicon-busy")


def digests() -> dict[Path, str]:
    """The course's own notebooks."""
    files = [file for name in ("notebooks", "exercises") for file in (COURSE / name).iterdir()]
    return {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_trainee_plays_a_lesson(course: Learning, own_page: Page) -> None:
    before = digests()
    asked_for: list[str] = []
    own_page.on("request", lambda request: asked_for.append(request.url))
    open_page(own_page, course, LESSON)
    assert [url for url in asked_for if any(each in url for each in NEEDLESS)] == []
    expect(own_page.get_by_role("heading", level=1, name="Shared ground")).to_be_visible()
    assert [node for node in own_page.locator(TOOL).all() if node.is_visible()] == []
    saved_with_lines(own_page, course)

    for one in first_of_each_type(ITEMS):
        first, second = some_answer(one), some_answer(one, other=True)
        shown = answer(own_page, one, first)
        if not one.own_words:
            reads_feedback(shown, one, first)
        answer_again(shown, one, second)
        if not one.own_words:
            expect(shown.locator(".ws-first")).to_contain_text("Your first answer is kept")
            shown.get_by_text("Your first answer is kept").click()
            first_words = one.said(one.decode(encoded(first)))
            assert shown.locator(".ws-first .ws-quoted").inner_text() == first_words
            reads_feedback(shown, one, second)
        assert course.responses(one.id) == [first, second]

    assert own_page.evaluate("window.unsaved") == []
    assert digests() == before


def encoded(response: Any) -> bytes:
    import msgspec

    return msgspec.json.encode(response)


def saved_with_lines(page: Page, course: Learning) -> None:
    """Note each 'Saved' that is shown while the journal has no more answers than before."""
    seen = [0]

    def grown() -> bool:
        before, seen[0] = seen[0], len(course.journal())
        return seen[0] > before

    page.expose_function("journalHasGrown", grown)
    page.evaluate("""() => {
        window.unsaved = [];
        new MutationObserver(changes => changes.forEach(({ target, addedNodes }) => {
            const text = addedNodes[0]?.textContent ?? '';
            if (!target.matches?.('.ws-item .ws-status') || !text.startsWith('Saved')) return;
            window.journalHasGrown().then(yes => yes || window.unsaved.push(text));
        })).observe(document.body, { childList: true, subtree: true });
    }""")


def reads_feedback(shown: Any, one: Any, response: Any) -> None:
    """The verdict, the remark on one's own choice, and the one on what would have been best."""
    shown.locator(".ws-fold").evaluate_all("all => all.forEach(one => { one.open = true; })")
    decoded = one.decode(encoded(response))
    with suppress(AssertionError):
        wait_until("the feedback", lambda: unsaid(shown, one, decoded) == [])
    assert unsaid(shown, one, decoded) == []


EMPHASIS = re.compile(r"\*([^\s*](?:[^*\n]*[^\s*])?)\*")
#: In one look, since asking the browser for each remark takes longer than to show them all.
READ = """one => ({
    said: one.textContent,
    remarks: [...one.querySelectorAll('.ws-remarks > li')]
        .filter(remark => remark.checkVisibility())
        .map(remark => remark.textContent),
})"""


def unsaid(shown: Any, one: Any, decoded: Any) -> list[str]:
    """What feedback on an answer should say and does not, or not where it can be seen."""
    read = shown.evaluate(READ)
    said, remarks = plain(read["said"]), list(map(plain, read["remarks"]))
    expected = (*one.remarks(decoded), *one.others(decoded))
    wanted = [one.verdict(decoded), one.after, one.turning, *(remark.why for remark in expected)]
    return [words for words in map(plain, filter(None, wanted)) if words not in said] + [
        f"{remark.label}: {remark.text}"
        for remark in expected
        if not any(plain(remark.label) in r and plain(remark.text) in r for r in remarks)
    ]


def plain(words: str) -> str:
    """Words as they read, however they are broken into lines, and without an author's stars."""
    return " ".join(EMPHASIS.sub(r"\1", words).split())


def answer_again(shown: Any, one: Any, response: Any) -> None:
    fill(shown, one, response)
    expect(status(shown)).to_have_text(re.compile("^Changed"))
    button(shown).click()
    expect(status(shown)).to_have_text(re.compile("^Saved"))


def test_what_is_missing_is_told_and_confidence_comes_before_feedback(
    course: Learning, page: Page
) -> None:
    single, situation = ITEMS["l01-library-evening"], ITEMS["l01-two-apartments"]
    each = first_of_each_type(ITEMS)
    open_short(page, course, LESSON, *{one.id for one in (*each, single, situation)})
    for one in each:
        uncover(item(page, one.id))
        if told := table(one).missing(one):
            button(item(page, one.id)).click()
            expect(status(item(page, one.id))).to_have_text(told)

    shown = item(page, single.id)
    fill(shown, single, {"choice": "c"})
    button(shown).click()
    expect(status(shown)).to_have_text("Say how sure you are.")
    expect(shown.locator(".ws-result")).to_be_empty()

    both = item(page, situation.id)
    fill(both, situation, {"best": "b", "worst": "b"})
    button(both).click()
    expect(status(both)).to_have_text("The same one can't fit both best and least: change one.")
    assert course.journal() == []

    sure(shown)
    button(shown).click()
    expect(shown.locator(".ws-verdict")).to_contain_text("Yes")
    assert [line["confidence"] for line in course.journal()] == [2]


def test_what_cannot_be_written_is_not_called_saved(course: Learning, page: Page) -> None:
    one = ITEMS["l01-fridays"]
    open_short(page, course, LESSON, one.id)
    journal = course.work / "journal"
    journal.rename(course.work / "journal-away")
    journal.write_text("in the way")
    shown = item(page, one.id)
    fill(shown, one, {"choice": "b"})
    button(shown).click()
    expect(status(shown)).to_contain_text("This was not saved")
    expect(status(shown)).to_contain_text("Your answer is still here; try again.")
    assert chosen(shown) == ["b"]
    expect(shown.locator(".ws-result")).to_be_empty()

    journal.unlink()
    (course.work / "journal-away").rename(journal)
    button(shown).click()
    expect(status(shown)).to_have_text("Saved.")
    assert course.responses(one.id) == [{"choice": "b"}]


def test_the_bar_never_says_saved_of_what_is_not(course: Learning, page: Page) -> None:
    one, own, bar = ITEMS["l01-fridays"], ITEMS["l01-your-own-pull"], page.locator(".ws-saved")
    open_short(page, course, LESSON, one.id, own.id)
    shown = item(page, one.id)
    expect(bar).to_have_text("Saved")
    fill(shown, one, {"choice": "b"})
    expect(bar).to_have_text("Not saved yet")
    page.keyboard.press("Control+s")
    expect(page.locator(".ws-quiet")).to_contain_text("not all that stands in its questions")

    journal = course.work / "journal"
    wait_until("the draft", lambda: course.journal("draft"))
    journal.rename(away := course.work / "journal-away")
    journal.write_text("in the way")
    if one.confidence:
        sure(shown)
    button(shown).click()
    expect(status(shown)).to_contain_text("This was not saved")
    expect(bar).to_have_text("Not saved")
    journal.unlink()
    away.rename(journal)
    button(shown).click()
    expect(status(shown)).to_have_text("Saved.")
    expect(bar).to_have_text("Saved")

    item(page, own.id).get_by_role("textbox").fill("Not pressed")
    expect(bar).to_have_text("Not saved yet")
    page.reload()
    wait_live(page, 2)
    expect(bar).to_have_text("Not saved yet")
    item(page, own.id).get_by_role("textbox").fill("")
    expect(bar).to_have_text("Saved")
