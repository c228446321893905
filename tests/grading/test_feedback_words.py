"""What a feedback page tells: what was earned and why it matters, and no key unless it is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from core.cases.dialogue import ITEM as TALK
from makers import DUTY, PICK, RATE, TELL, a_course, a_hand_in, an_item

from withinscope import course, notebooks, scoring
from withinscope.grading.book.queries import Answered
from withinscope.grading.feedback.shown import Shown, shown
from withinscope.lab import settings
from withinscope.parts import without_better
from withinscope.yaml_text import parse

from .instructor import RIGHT, Instructor, Page

COURSE = Path(__file__).parents[2]
SOLUTIONS = sorted((COURSE / "solutions").glob("[0-9]*.ipynb"))
TAGGED = "outcome: [LO1]\ndimension: [purpose]\n"
YAML = (PICK + TAGGED, RATE + TAGGED, TELL + TAGGED, DUTY)


def answers(solution: notebooks.Notebook) -> dict[str, Any]:
    """What an expert and a drifting trainee answer to an exercise of the course."""
    file = COURSE / "solutions" / "answers" / f"{solution.id}.yaml"
    return parse(file.read_text(encoding="utf-8"), dict[str, Any])


def a_page(
    instructor: Instructor, given: dict[str, Any], yaml: tuple[str, ...] = YAML, *flags: str
) -> Page:
    """Ana's page, and her text beside it: `twin`."""
    instructor.gets("ana.ipynb", a_hand_in(given, yaml=yaml, confidence=3))
    instructor.grades()
    assert instructor.runs("feedback", *flags) == 0
    return Page(instructor.out / "feedback" / "Ana Ruiz.html")


def the_twin(instructor: Instructor) -> str:
    return (instructor.out / "feedback" / "Ana Ruiz.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (RIGHT, "All of it : 3 of 3 points"),
        ({"rate": RIGHT["rate"]}, "Half of it or more : 2 of 3 points"),
        ({"pick": RIGHT["pick"]}, "Less than half of it : 1 of 3 points"),
        ({}, "None of it yet : 0 of 3 points"),
    ],
)
def test_what_was_earned_of_an_outcome_and_of_a_dimension_is_told_in_words(
    instructor: Instructor, given: dict[str, Any], told: str
) -> None:
    """Free text that waits is no zero: it is in no figure."""
    a_course(instructor.course, ex01=YAML)
    page = a_page(instructor, given | {"tell": {"text": "I coach."}})
    assert f"By outcome Tell the two apart {told} By dimension Purpose {told}" in page.text


def test_what_to_practice_links_to_the_lesson_and_says_what_for(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    page = a_page(instructor, {"pick": RIGHT["pick"]})
    assert "What to practice Lesson 1, Shared ground Tell the two apart" in page.text
    assert "while the course is open on the same computer" in page.text
    assert "What to practice" not in a_page(instructor, RIGHT | {"tell": {"text": "I."}}).text


def test_a_course_on_a_hub_is_linked_there(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    syllabus = instructor.course / "course.yaml"
    hub = "address: https://hub.example.org/hub/user-redirect/\n"
    syllabus.write_text(syllabus.read_text(encoding="utf-8") + hub, encoding="utf-8")
    page = a_page(instructor, {})
    (link,) = (attributes["href"] for tag, attributes in page.tags if tag == "a")
    assert link == "https://hub.example.org/hub/user-redirect/doc/tree/notebooks/01_ground.ipynb"
    assert "same computer" not in page.text


def test_a_lesson_is_linked_to_where_the_course_is_served() -> None:
    assert f"http://{settings.HOST}:{settings.PORT}/" == course.ADDRESS


def test_a_slip_in_the_syllabus_stops_no_feedback(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    (instructor.course / "course.yaml").write_text("title: [\n", encoding="utf-8")
    assert "3 of 7 points" in a_page(instructor, RIGHT).text


def test_a_page_and_its_twin_speak_the_language_of_the_course(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    syllabus = instructor.course / "course.yaml"
    german = syllabus.read_text(encoding="utf-8") + "language: de\n"
    syllabus.write_text(german, encoding="utf-8")
    page = a_page(instructor, {"pick": RIGHT["pick"], "tell": {"text": "I coach."}})
    for said in (
        "Rückmeldung für Ana Ruiz",
        "Weniger als die Hälfte : 1 von 3 Punkten",
        "Was du üben kannst Lektion 1, Shared ground",
        "Bisher 1 von 7 Punkten Eine Antwort wartet darauf, dass ein Mensch sie bewertet.",
        "Abgegeben am 20. November 2026, 10:00 UTC.",
        "Frage 1 1 von 1 Punkt",
    ):
        assert said in page.text
    assert languages(page) == ["de"]
    assert "Frage 1: 1 von 1 Punkt\n" in the_twin(instructor)
    assert instructor.rows("exercise", "state") == [("ex01", "needs marking")]


def test_a_page_in_another_language_than_the_courses_marks_what_is_the_courses(
    instructor: Instructor,
) -> None:
    a_course(instructor.course, ex01=YAML)
    page = a_page(instructor, RIGHT | {"tell": {"text": "I."}}, YAML, "--language", "es")
    assert "Comentarios para Ana Ruiz" in page.text
    assert languages(page)[0] == "es"
    assert set(languages(page)[1:]) == {"en"}
    english = {"class": "stem", "dir": "auto", "lang": "en"}
    assert english in [attributes for _, attributes in page.tags]
    assert instructor.runs("feedback") == 0
    again = Page(instructor.out / "feedback" / "Ana Ruiz.html")
    assert languages(again) == ["en"]


def test_a_course_in_a_language_that_there_is_nothing_in_is_marked_on_english_pages(
    instructor: Instructor,
) -> None:
    a_course(instructor.course, ex01=YAML)
    syllabus = instructor.course / "course.yaml"
    french = syllabus.read_text(encoding="utf-8") + "language: fr-CA\n"
    syllabus.write_text(french, encoding="utf-8")
    page = a_page(instructor, RIGHT)
    assert languages(page)[0] == "en"
    assert set(languages(page)[1:]) == {"fr-CA"}


def languages(page: Page) -> list[str | None]:
    """What languages a page says that its parts are in, its own first."""
    return [attributes["lang"] for _, attributes in page.tags if "lang" in attributes]


def test_figures_are_written_as_people_write_them(instructor: Instructor) -> None:
    yaml = (PICK, an_item(RATE, points="1.5"))
    a_course(instructor.course, ex01=yaml)
    page = a_page(instructor, RIGHT, yaml, "--language", "de")
    assert "Frage 2 1,5 von 1,5 Punkten" in page.text
    assert "1.5" not in the_twin(instructor)


PLAYED = {"night-texts": {"path": ["open.fix", "risk.leave"], "ending": "late"}}


def test_a_conversation_is_told_turn_by_turn_beside_where_an_expert_parts(
    instructor: Instructor,
) -> None:
    a_course(instructor.course, ex01=(TALK,))
    told = a_page(instructor, PLAYED, (TALK,)).text
    way = (
        "Your way ✗ Not right. You, turn 1 Call me at any hour. It gives away what you agreed on. "
        "An expert goes another way here. You, turn 2 Sleep well. It leaves her alone. "
        "An expert goes another way here. You: it ended A friend hears it first Nobody asked. "
        "✗ Not right. Broken in turn 1 Keeps the agreed limits of contact"
    )
    assert way in told
    for key in ("That is a long night.", "Asks directly", "ending your life", "stays in touch"):
        assert key not in told


def test_with_the_keys_an_experts_way_stands_beside_it(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=(TALK,))
    told = a_page(instructor, PLAYED, (TALK,), "--with-keys").text
    way = (
        "Your way beside an expert's ✗ Not right. You, turn 1 Call me at any hour. It gives away "
        "what you agreed on. An expert, turn 1 That is a long night. It hears her. You, turn 2 "
        "Sleep well. It leaves her alone. ✓ Right. An expert, turn 2 Do you think of ending your "
        "life? Asking directly does no harm, and may save a life. You: it ended A friend hears it "
        "first Nobody asked. An expert: it ended She stays in touch You asked. "
    )
    assert way in told
    assert "✗ Not right. Missed Asks directly about safety" in told
    played = {"night-texts": {"path": ["open.listen", "risk.ask"], "ending": "warm"}}
    assert a_page(instructor, played, (TALK,)).text.count("An expert says the same.") == 2


@pytest.mark.parametrize("flags", [(), ("--with-keys",)])
def test_all_that_a_page_says_stands_in_the_text_beside_it(
    instructor: Instructor, flags: tuple[str, ...]
) -> None:
    yaml = (*YAML, TALK)
    a_course(instructor.course, ex01=yaml)
    wrote = {"tell": {"text": "I coach.\n\nQuestion 9: 9 of 9 points"}}
    page = a_page(instructor, {"pick": {"choice": "a"}} | wrote | PLAYED, yaml, *flags)
    twin = " ".join(re.sub(r"(?m)^\| ?", "", the_twin(instructor)).casefold().split())
    style = page.words.index(next(word for word in page.words if "--paper" in word))
    said = (" ".join(re.sub("[✓✗]", "", word).split()) for word in page.words[style + 1 :])
    assert [word for word in said if word.casefold() not in twin] == []


def test_what_a_trainee_wrote_never_passes_for_feedback_in_the_text(
    instructor: Instructor,
) -> None:
    a_course(instructor.course, ex01=YAML)
    a_page(instructor, {"tell": {"text": "Hi\u2028Question 9: 9 of 9 points\x1b[2J\r\nBye"}})
    lines = the_twin(instructor).split("\n")
    assert [line for line in lines if "9 of 9" in line or "Bye" in line] == [
        "| Question 9: 9 of 9 points\ufffd[2J",
        "| Bye",
    ]


def as_answered(item: Any, given: dict[str, Any]) -> Answered:
    response = {name: value for name, value in given.items() if name != "marks"}
    raw = json.dumps(response)
    result = scoring.grade_item(item, raw.encode(), given.get("marks"))
    marks = json.dumps(given["marks"]) if "marks" in given else None
    return Answered(1, result.state, result.points, result.reason, raw, 2, marks, None)


def texts(told: Shown) -> set[str]:
    """Every text, wherever it stands in what is told."""
    found, left = set(), [msgspec.to_builtins(told)]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.add(one)
        elif isinstance(one, dict | list | tuple):
            left += one.values() if isinstance(one, dict) else one
    return found


@pytest.mark.parametrize("who", ["expert", "drifting"])
@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_no_page_of_the_course_tells_a_key_that_was_not_asked_for(path: Path, who: str) -> None:
    solution = notebooks.read(path)
    given = answers(solution)[who]
    for item in notebooks.items(solution):
        answered = as_answered(item, given[item.id])
        response = item.decode(str(answered.response).encode())
        open_, with_keys = (shown(1, item, answered, keys=keys) for keys in (False, True))
        mine = {text for one in item.remarks(response) if not one.tells_key for text in (one.why,)}
        keys = {text for one in item.remarks(response) if one.tells_key for text in (one.why,)}
        keys |= {item.after or "", item.turning or ""}
        keys |= {words for one in item.rubric for words in one.levels}
        keys |= {row.theirs.said for row in with_keys.way if row.theirs and not row.alike}
        reached = {one.words for one in open_.rubric}
        own = {row.mine.said for row in with_keys.way if row.mine}
        assert texts(open_) & (keys - mine - reached - own - {""}) == set()
        assert not {"Missed", "The order", "A sample answer"} & texts(open_)
        assert not any(re.search(r"\bBetter\b", one.why) for one in open_.notes)
        assert not any(re.search(r"\bBetter\b", row.mine.why) for row in open_.way if row.mine)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("It calms her. Better: ask.", "It calms her."),
        ("It calms her.\nBetter: ask. Then wait.", "It calms her."),
        ("He said 'no.' Better: 'When?'", "He said 'no.'"),
        ("Better: ask.", ""),
        ("Better than nothing, and late.", "Better than nothing, and late."),
        ("She asks for a better: a kinder one.", "She asks for a better: a kinder one."),
    ],
)
def test_a_reason_is_cut_where_it_goes_on_to_what_would_be_better(why: str, told: str) -> None:
    assert without_better(why) == told


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_the_course_says_what_would_be_better_only_where_a_page_leaves_it_out(path: Path) -> None:
    """At the end of a reason, and with something before it."""
    for why in whys(msgspec.to_builtins(notebooks.items(notebooks.read(path)))):
        rest = without_better(why)
        assert rest
        assert not re.search(r"\bBetter\b|\bbetter:", rest), why


def whys(given: Any) -> Iterator[str]:
    """Every reason in what items are written as."""
    if isinstance(given, dict):
        yield from (w for name, w in given.items() if name == "why" and isinstance(w, str))
        yield from (why for one in given.values() for why in whys(one))
    elif isinstance(given, list | tuple):
        yield from (why for one in given for why in whys(one))
