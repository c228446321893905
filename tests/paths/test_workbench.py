"""An instructor at the workbench: drops a zip, grades, marks by keys, looks at the cohort."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import wait_until
from grading.test_pages import WATCH
from makers import a_course, a_hand_in, encoded, save
from playwright.sync_api import Page, expect
from window import VIEWPORT, visit

from paths.hostile import (
    a_hostile_hand_in_opened_in_jupyterlab_runs_nothing,
    drop,
    many_hostile_hand_ins_run_nothing,
)
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
    """Moodle's zip with two hostile hand-ins; Bo typed another name."""
    with zipfile.ZipFile(path, "w") as out:
        for number, (name, typed) in enumerate((("Ana", "Ana"), ("Bo", "Zed <b>x"))):
            answers = {"tell": {"text": f"I am {name}. {HOSTILE}"}, "pick": {"choice": "b"}}
            made = a_hand_in(answers, typed, workbook=f"book-of-{name}")
            out.writestr(f"{name}_{number}_assignsubmission_file/x.ipynb", encoded(made))
    return path


def test_a_cohort_is_graded_marked_and_exported_without_a_terminal(
    bench: Learning, own_page: Page, tmp_path: Path
) -> None:
    page = own_page
    page.add_init_script(WATCH)
    visit(page, bench, PATH)
    box = page.locator(".ws-workbench")
    expect(box).to_contain_text("Nothing there yet.")
    assert violations(page) == []
    files_are_dropped_and_chosen(box, tmp_path)
    a_cohort_is_graded(box, bench)
    it_is_said_whose_a_hand_in_with_two_names_is(box)
    one_who_marks_calibrates_first(box)
    one_who_marks_begins(box)
    an_answer_is_marked_by_keys(box)
    a_mark_is_taken_back(box)
    report_and_pages_are_made(box, bench)
    grades_go_back_to_the_platform(box, bench, tmp_path)
    a_person_is_removed(box)
    many_hostile_hand_ins_run_nothing(box, tmp_path)
    a_hostile_hand_in_opened_in_jupyterlab_runs_nothing(page, bench)
    assert page.evaluate("window.hacked") is None
    wait_until("the cell's words", lambda: "%workbench" in (bench.work / PATH).read_text())
    assert "I am Ana" not in (bench.work / PATH).read_text()


def files_are_dropped_and_chosen(box: Any, folder: Path) -> None:
    """A zip is dropped, a folder chosen; one that can't be kept is told, and stops no other."""
    drop(box.locator(".ws-drop"), a_cohort(folder / "cohort.zip"))
    expect(box.get_by_label("grading/uploads/cohort.zip")).to_be_checked()
    expect(box.get_by_text("cohort.zip is here, and chosen.")).to_be_in_viewport()
    save(folder / "Week 2" / ("0" * 240 + ".ipynb"), b"")
    save(folder / "Week 2" / "Cy <b>x.ipynb", b"\xff")
    box.get_by_label("A folder").set_input_files(folder / "Week 2")
    expect(box).to_contain_text("A file of this name can't be kept here.")
    expect(box.get_by_label("grading/uploads/Week 2")).to_be_checked()


def a_cohort_is_graded(box: Any, bench: Learning) -> None:
    box.get_by_label("A roster in the course's folder").select_option("roster.csv")
    box.get_by_label("Also write what changes for people who were graded before").check()
    box.get_by_role("button", name="Grade what is chosen").click()
    expect(box.get_by_label("Also write what changes")).not_to_be_checked()
    looks = box.get_by_role("table", name="To look at")
    expect(looks.get_by_role("rowheader")).to_have_text(["Bo", "Cy <b>x"])
    expect(box).to_contain_text("Missing: Dee (ex01)")
    expect(box).not_to_contain_text("can't be kept here")
    expect(box).to_contain_text(f"Scores are in {bench.course / 'grading' / 'grades.csv'}.")
    assert_no_violation_in_dark_or_light(box.page)


def it_is_said_whose_a_hand_in_with_two_names_is(box: Any) -> None:
    asked = box.get_by_role("group", name="The notebook itself says Zed <b>x, Moodle Bo (ex01).")
    expect(asked.get_by_role("button", name="It is Zed <b>x's")).to_be_visible()
    asked.get_by_role("button", name="It is Bo's").press("Enter")
    expect(box.get_by_role("heading", name="Two names: whose is it?")).to_be_focused()
    box.get_by_text("Answered", exact=True).press("Enter")
    expect(box.get_by_role("listitem").filter(has_text="It counts for Bo, as ")).to_be_visible()
    expect(box.get_by_role("button", name="Ask again")).to_be_visible()
    assert violations(box.page) == []


def one_who_marks_calibrates_first(box: Any) -> None:
    """The expert's levels come after one's own, and the distance in the end."""
    page = box.page
    box.get_by_role("button", name="Mark", exact=True).press("Enter")
    box.get_by_role("button", name="Mark the samples").press("Enter")
    expect(box.get_by_role("heading", name="Sample 1 of 1")).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("1")
    expect(box.get_by_role("table", name="You and the expert")).to_be_visible()
    expect(told(page)).to_contain_text("Of 2 levels the expert gives the same in ")
    rests_in_every_look(page, checked=CHECKED - {"label"})
    box.get_by_role("button", name="Next").press("Enter")
    expect(box.get_by_role("heading", name="That was the last sample")).to_be_focused()
    box.get_by_role("button", name="Finish").press("Enter")
    expect(box.get_by_role("table", name="How far you are from the expert")).to_be_visible()


def one_who_marks_begins(box: Any) -> None:
    box.get_by_role("button", name="How far two markers agree").press("Enter")
    expect(told(box.page)).to_contain_text("No answer has two marks yet.")
    assert violations(box.page) == []
    box.get_by_label("Your name, which stands with each mark").fill("R. Okafor")
    box.get_by_role("button", name="Mark what waits").press("Enter")
    expect(box.get_by_role("heading", name="Answer 1 of 2")).to_be_focused()
    expect(box.locator("blockquote")).to_contain_text(HOSTILE)
    assert violations(box.page) == []


def an_answer_is_marked_by_keys(box: Any) -> None:
    """A level a key; the focus goes on by itself, to the way on at last."""
    page = box.page
    role = box.get_by_role("group", name="Names the role")
    expect(role.get_by_role("button").filter(has_text="Clearly").locator("kbd")).to_have_text("2")
    page.keyboard.press("3")
    expect(told(page)).to_contain_text("The levels here are 0 to 2.")
    page.keyboard.press("2")
    page.keyboard.press("0")
    expect(box).to_contain_text("Saved: 2 of 3 points.")
    expect(told(page)).to_contain_text("Saved: 2 of 3 points.")
    expect(box.get_by_role("button", name="Next")).to_be_focused()
    expect(role.get_by_role("button", name="Clearly")).to_have_attribute("aria-pressed", "true")
    role.get_by_role("textbox").focus()
    page.keyboard.type("1 clear line,")
    page.keyboard.press("Enter")
    page.keyboard.type("well said.")


def a_mark_is_taken_back(box: Any) -> None:
    """What was said is offered again; what was saved can be taken back, wherever it was."""
    written = box.locator("blockquote")
    first = written.inner_text()
    box.get_by_role("button", name="Next").press("Enter")
    expect(box.get_by_role("heading", name="Answer 2 of 2")).to_be_focused()
    role = box.get_by_role("group", name="Names the role")
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
    rests_in_every_look(box.page)


def report_and_pages_are_made(box: Any, bench: Learning) -> None:
    box.get_by_role("button", name="Cohort and files").click()
    report = box.page.frame_locator("iframe[title='Report on the cohort']")
    expect(report.get_by_role("heading", name="Report on the cohort")).to_be_visible()
    box.get_by_role("button", name="Feedback pages").click()
    expect(box).to_contain_text(f"are in {bench.course / 'grading' / 'feedback'}.")
    scores = (bench.course / "grading" / "grades.csv").read_text(encoding="utf-8-sig")
    states = re.findall(r"^(?:Ana|Bo),ex01,([a-z ]+),", scores, re.MULTILINE)
    assert sorted(states) == ["graded", "needs marking"]
    rests_in_every_look(box.page, checked=CHECKED - {"label"})


def grades_go_back_to_the_platform(box: Any, bench: Learning, folder: Path) -> None:
    """Who changes is shown, then a yes writes the file."""
    (folder / "canvas.csv").write_text(CANVAS)
    box.get_by_label("Another file").set_input_files(folder / "canvas.csv")
    expect(box.get_by_label("A file in the course's folder")).to_have_value(
        "grading/uploads/canvas.csv"
    )
    box.get_by_role("button", name="Show whose grade changes").press("Enter")
    expect(box.get_by_role("table", name="Changes: 1")).to_be_visible()
    expect(box.get_by_role("heading", name="What would come of it")).to_be_focused()
    box.get_by_role("button", name="Write the file").press("Enter")
    expect(box).to_contain_text(f"To be uploaded: {bench.course}")
    expect(box.get_by_role("heading", name="What came of it")).to_be_focused()
    expect(box.get_by_text("To be uploaded: ")).to_be_in_viewport()


def a_person_is_removed(box: Any) -> None:
    """What changed a score is listed; a yes removes somebody, and what had the focus with it."""
    box.get_by_role("button", name="Changes", exact=True).press("Enter")
    expect(box.get_by_role("table", name="What changed")).to_contain_text("R. Okafor")
    box.get_by_label("A name, an e-mail address or a number").fill("Cy <b>x")
    box.get_by_role("button", name="Show what is kept").press("Enter")
    expect(told(box.page)).to_contain_text("Cy <b>x:")
    expect(box.get_by_role("button", name="Remove Cy <b>x for good")).to_be_in_viewport()
    assert_no_violation_in_dark_or_light(box.page)
    box.get_by_role("button", name="Remove Cy <b>x for good").press("Enter")
    expect(box).to_contain_text("Removed from the gradebook.")
    expect(box.get_by_role("heading", name="Take a step back")).to_be_focused()
    assert_it_fits_and_rests(box.page)


def rests_in_every_look(page: Any, checked: Collection[str] = CHECKED) -> None:
    """Nothing is wrong with it in the dark, on a phone, or where nothing may move."""
    assert_no_violation_in_dark_or_light(page, checked=checked)
    assert_it_fits_and_rests(page)
    page.set_viewport_size(VIEWPORT)
