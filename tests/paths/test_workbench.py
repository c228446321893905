"""An instructor at the workbench: drops a zip, grades, marks by keys, looks at the cohort."""

from __future__ import annotations

import base64
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import wait_until
from makers import a_course, a_hand_in, encoded, save
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import COURSE, Learning, told
from paths.test_accessibility import (
    CHECKED,
    assert_it_fits_and_rests,
    assert_no_violation_in_dark_or_light,
    violations,
)

PATH = "solutions/grade_a_cohort.ipynb"
HOSTILE = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
CANVAS = (
    "Student,ID,SIS Login ID,Section,Exercise 1 (12)\n"
    "    Points Possible,,,,6\n"
    "Ana,7,ana,One,\nBo,9,bo,One,\n"
)
LISTED = (
    "pages:\n  - {id: grade-a-cohort, title: Grade a cohort, file: grade_a_cohort, "
    "folder: solutions}\n"
)


@pytest.fixture(scope="module")
def bench(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """`withinscope learn` on an instructor's course of one exercise, nothing graded yet."""
    folder = tmp_path_factory.mktemp("bench")
    course = a_course(folder / "course")
    with (course / "course.yaml").open("a") as syllabus:
        syllabus.write(LISTED)
    shutil.copy(COURSE / PATH, course / PATH)
    (course / "roster.csv").write_text("Name\nAna\nBo\nDee\n")
    started = Learning(folder / "work", course)
    yield started
    started.stop()


def a_cohort(path: Path) -> Path:
    """A zip with two hostile hand-ins."""
    with zipfile.ZipFile(path, "w") as out:
        for name in ("Ana", "Bo"):
            answers = {"tell": {"text": f"I am {name}. {HOSTILE}"}, "pick": {"choice": "b"}}
            made = a_hand_in(answers, name, workbook=f"book-of-{name}")
            out.writestr(f"{name}.ipynb", encoded(made))
    return path


def drop(zone: Any, file: Path) -> None:
    """Drop a file, as from the desktop."""
    data = base64.b64encode(file.read_bytes()).decode()
    dropped = zone.page.evaluate_handle(
        """([name, data]) => {
            const bytes = Uint8Array.from(atob(data), one => one.charCodeAt(0));
            const dropped = new DataTransfer();
            dropped.items.add(new File([bytes], name));
            return dropped;
        }""",
        [file.name, data],
    )
    zone.dispatch_event("drop", {"dataTransfer": dropped})


def test_a_cohort_is_graded_marked_and_exported_without_a_terminal(
    bench: Learning, own_page: Page, tmp_path: Path
) -> None:
    page = own_page
    visit(page, bench, PATH)
    box = page.locator(".ws-workbench")
    expect(box).to_contain_text("Nothing there yet.")
    assert violations(page) == []

    drop(box.locator(".ws-drop"), a_cohort(tmp_path / "cohort.zip"))
    expect(box.get_by_label("grading/uploads/cohort.zip")).to_be_checked()
    # One that can't be kept is told, and never stops the others.
    save(tmp_path / "Week 2" / ("0" * 240 + ".ipynb"), b"")
    save(tmp_path / "Week 2" / "Cy <b>x.ipynb", b"\xff")
    box.get_by_label("A folder").set_input_files(tmp_path / "Week 2")
    expect(box).to_contain_text("A file of this name can't be kept here.")
    expect(box.get_by_label("grading/uploads/Week 2")).to_be_checked()
    box.get_by_label("A roster in the course's folder").select_option("roster.csv")
    box.get_by_label("Also write what changes for people who were graded before").check()
    box.get_by_role("button", name="Grade what is chosen").click()
    expect(box.get_by_label("Also write what changes")).not_to_be_checked()
    looks = box.get_by_role("table", name="To look at")
    expect(looks.get_by_role("rowheader")).to_have_text("Cy <b>x")
    expect(box).to_contain_text("Missing: Dee (ex01)")
    expect(box).not_to_contain_text("can't be kept here")
    expect(box).to_contain_text(f"Scores are in {bench.course / 'grading' / 'grades.csv'}.")
    assert_no_violation_in_dark_or_light(page)

    box.get_by_role("button", name="Mark", exact=True).press("Enter")
    box.get_by_role("button", name="How far two markers agree").press("Enter")
    expect(told(page)).to_contain_text("No answer has two marks yet.")
    assert violations(page) == []
    box.get_by_label("Your name, which stands with each mark").fill("R. Okafor")
    box.get_by_role("button", name="Mark what waits").press("Enter")
    heading = box.get_by_role("heading", name="Answer 1 of 2")
    expect(heading).to_be_focused()
    written = box.locator("blockquote")
    expect(written).to_contain_text(HOSTILE)
    first = written.inner_text()
    assert violations(page) == []

    # A level a key; the focus goes on by itself, to the way on at last.
    page.keyboard.press("3")
    page.keyboard.press("1")
    expect(box).to_contain_text("Saved: 2 of 3 points.")
    expect(told(page)).to_contain_text("Saved: 2 of 3 points.")
    expect(box.get_by_role("button", name="Next")).to_be_focused()
    role = box.get_by_role("group", name="Names the role")
    expect(role.get_by_role("button", name="Clearly")).to_have_attribute("aria-pressed", "true")
    comment = role.get_by_role("textbox")
    comment.focus()
    page.keyboard.type("1 clear line,")
    page.keyboard.press("Enter")
    page.keyboard.type("well said.")
    box.get_by_role("button", name="Next").press("Enter")

    # What was said is offered again; what was saved can be taken back, wherever it was.
    expect(box.get_by_role("heading", name="Answer 2 of 2")).to_be_focused()
    role.get_by_text("Comments made before").click()
    role.get_by_role("button", name="1 clear line, well said.").click()
    expect(role.get_by_role("textbox")).to_have_value("1 clear line,\nwell said.")
    for name, level in (("Names the role", "In part"), ("Stays warm", "Warm")):
        box.get_by_role("group", name=name).get_by_role("button", name=level).click()
    expect(box).to_contain_text("Saved: 2 of 3 points.")
    box.get_by_role("button", name="Undo").click()
    expect(box).to_contain_text("Taken back.")
    expect(role.get_by_role("button", name="In part")).to_have_attribute("aria-pressed", "false")
    box.get_by_role("button", name="Back").click()
    expect(written).to_have_text(first)
    expect(box).to_contain_text("Marked by R. Okafor on ")
    assert_no_violation_in_dark_or_light(page)
    assert_it_fits_and_rests(page)

    page.set_viewport_size({"width": 1280, "height": 900})
    box.get_by_role("button", name="Cohort and files").click()
    report = page.frame_locator("iframe[title='Report on the cohort']")
    expect(report.get_by_role("heading", name="Report on the cohort")).to_be_visible()
    box.get_by_role("button", name="Feedback pages").click()
    expect(box).to_contain_text(f"are in {bench.course / 'grading' / 'feedback'}.")
    scores = (bench.course / "grading" / "grades.csv").read_text(encoding="utf-8-sig")
    states = re.findall(r"^(?:Ana|Bo),ex01,([a-z ]+),", scores, re.MULTILINE)
    assert sorted(states) == ["graded", "needs marking"]
    assert_no_violation_in_dark_or_light(page, checked=CHECKED - {"label"})
    assert_it_fits_and_rests(page)

    page.set_viewport_size({"width": 1280, "height": 900})
    # Grades back to the platform: who changes is shown, then a yes writes the file.
    (tmp_path / "canvas.csv").write_text(CANVAS)
    box.get_by_label("Another file").set_input_files(tmp_path / "canvas.csv")
    expect(box.get_by_label("A file in the course's folder")).to_have_value(
        "grading/uploads/canvas.csv"
    )
    box.get_by_role("button", name="Show whose grade changes").press("Enter")
    expect(box.get_by_role("table", name="Changes: 1")).to_be_visible()
    box.get_by_role("button", name="Write the file").press("Enter")
    expect(box).to_contain_text(f"To be uploaded: {bench.course}")
    expect(box.get_by_role("heading", name="What would come of it")).to_be_focused()

    # What changed a score; a person is removed after a yes, which goes with what had the focus.
    box.get_by_role("button", name="Changes", exact=True).press("Enter")
    expect(box.get_by_role("table", name="What changed")).to_contain_text("R. Okafor")
    box.get_by_label("A name, an e-mail address or a number").fill("Cy <b>x")
    box.get_by_role("button", name="Show what is kept").press("Enter")
    expect(told(page)).to_contain_text("Cy <b>x:")
    assert_no_violation_in_dark_or_light(page)
    box.get_by_role("button", name="Remove Cy <b>x for good").press("Enter")
    expect(box).to_contain_text("Removed from the gradebook.")
    expect(box.get_by_role("heading", name="Take a step back")).to_be_focused()
    assert_it_fits_and_rests(page)
    assert page.evaluate("window.hacked") is None
    wait_until("the cell's words", lambda: "%workbench" in (bench.work / PATH).read_text())
    assert "I am Ana" not in (bench.work / PATH).read_text()
