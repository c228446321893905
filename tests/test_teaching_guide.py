"""What the guide for instructors says of the course, held to the course."""

from __future__ import annotations

import re

import pytest
import teaching_guide
from teaching_guide import FILE

from withinscope.course import Lesson

PAGE = FILE.read_text(encoding="utf-8")
LESSONS = teaching_guide.syllabus()
_TRIPLE = re.compile(r"\b([0-2]),\s([0-2]),\s([0-2])\b")


def of_lesson(lesson: Lesson) -> str:
    return lesson.id


def section(title: str) -> str:
    """What stands below a heading, up to the next one of its rank or a higher one."""
    found = re.search(rf"^(##+) {re.escape(title)}\n(.*?)(?=^\1 |^## |\Z)", PAGE, re.M | re.S)
    assert found, f"docs/instructor-guide.md has no section '{title}'"
    return found[2]


def test_its_tables_are_what_the_course_says() -> None:
    told = "To write them anew:  cd tests && python -m teaching_guide"
    assert teaching_guide.anew(PAGE) == PAGE, told


@pytest.mark.parametrize("plan", ["Eleven weeks", "Six weeks"])
def test_each_plan_has_a_week_for_every_lesson_and_exercise(plan: str) -> None:
    rows = section(plan)
    for lesson in LESSONS:
        assert teaching_guide.name(lesson) in rows
        assert teaching_guide.exercise(lesson) in rows


@pytest.mark.parametrize("lesson", LESSONS, ids=of_lesson)
def test_there_are_three_to_five_things_to_talk_about_after_each(lesson: Lesson) -> None:
    title = "The capstone" if teaching_guide.is_capstone(lesson) else teaching_guide.name(lesson)
    talk = section("What to talk about")
    below = talk.split(f"### {title}\n")[1].split("### ")[0]
    prompts = re.split(r"^\d+\. ", below, flags=re.MULTILINE)[1:]
    assert 3 <= len(prompts) <= 5
    assert [one for one in prompts if "?" not in one] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=of_lesson)
def test_the_marks_that_it_tells_of_samples_are_an_experts(lesson: Lesson) -> None:
    if teaching_guide.is_capstone(lesson):
        return  # its levels stand in the exercise itself, for those who mark
    written = teaching_guide.written(lesson)
    theirs = {tuple(sample.marks[one.id] for one in written.rubric) for sample in written.samples}
    below = section(teaching_guide.exercise(lesson))
    told = {tuple(map(int, marks)) for marks in _TRIPLE.findall(below)}
    assert told
    assert told <= theirs
    for level in range(3):
        assert f"- **{level}** " in below


def test_every_place_that_it_links_to_is_there() -> None:
    for file, place in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", PAGE):
        linked = (FILE.parent / file).read_text(encoding="utf-8") if file else PAGE
        assert place in map(_slug, re.findall(r"^#+ (.+)$", linked, re.MULTILINE))


def _slug(heading: str) -> str:
    """A heading as an address, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
