"""Progress, review and notes as views: on the real lessons, with a journal of their own."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from withinscope import course, dialogue, notebooks, process
from withinscope.cells import WORDS
from withinscope.journal import Journal, Line
from withinscope.practice import Practice
from withinscope.review import Task
from withinscope.session import Session
from withinscope.views import progress, review
from withinscope.views.contents import contents
from withinscope.views.map import MapView
from withinscope.views.my_code import MyCodeView, to_reach
from withinscope.views.notes import NotesView
from withinscope.views.progress import ProgressView, shown
from withinscope.views.review import ReviewView, in_words
from withinscope.widgets import bundle

COURSE = Path(__file__).parents[1]
ITEMS: dict[str, Any] = {
    item.id: item
    for item in notebooks.items(notebooks.read(COURSE / "notebooks/01_shared_ground.ipynb"))
}
SINGLE, OTHER, OWN = (
    ITEMS[name] for name in ("l01-library-evening", "l01-boss-needs", "l01-your-own-pull")
)
TODAY = date(2026, 11, 23)


def a_session(work: Path, name: str = "L01") -> Session:
    return Session(name, work, None, COURSE)


def wrong(item: Any) -> dict[str, str]:
    return {"choice": next(o.id for o in item.options if o.id != item.key)}


def write(work: Path, item: Any, response: Any, days: float, sure: int | None = None) -> None:
    """Write an answer to lesson 1 that was given some days ago."""
    (work / "journal").mkdir(exist_ok=True, parents=True)
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    raw = msgspec.Raw(json.dumps(response).encode())
    line = Line("answer", at, "L01", item.id, item.revision, response=raw, confidence=sure)
    with (work / f"journal/20260101T000000-{process.mark()}-x.jsonl").open("ab") as out:
        out.write(msgspec.json.encode(line) + b"\n")


def hear(view: Any, **message: Any) -> list[Any]:
    """Send a view a message from the page; return what it sends back."""
    sent: list[Any] = []
    view.send = lambda content, buffers=None: sent.append(content)
    view.heard(message)
    return sent


def answers(work: Path) -> list[Line]:
    return [line for line in Journal(work).lines() if line.kind == "answer"]


def test_a_review_is_one_more_attempt_in_the_items_own_lesson(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    session.show(SINGLE)
    session.answer(SINGLE.id, wrong(SINGLE), 3)
    practice = Practice(a_session(tmp_path, "review"))
    practice.take(Task(SINGLE, "L01", "l01-boss-needs"))

    assert practice.show(SINGLE).response is None
    practice.draft(SINGLE.id, wrong(SINGLE), None)
    practice.answer(SINGLE.id, {"choice": SINGLE.key}, 2)

    again = a_session(tmp_path).show(SINGLE)
    assert (again.attempt, again.draft) == (2, None)
    assert again.first == msgspec.json.encode(wrong(SINGLE))
    assert [line.review for line in answers(tmp_path)] == ["", "l01-boss-needs"]
    assert [line.notebook for line in answers(tmp_path)] == ["L01", "L01"]


def test_progress_names_what_was_sure_and_wrong_in_this_lesson(tmp_path: Path) -> None:
    write(tmp_path, SINGLE, wrong(SINGLE), 3, sure=3)
    write(tmp_path, OTHER, {"choice": OTHER.key}, 2, sure=3)
    session = a_session(tmp_path)
    session.show(OTHER)
    session.show(SINGLE)

    found = shown(session, date.today())

    assert found["certainty"]["levels"] == ({"confidence": 3, "right": 1, "close": 0, "total": 2},)
    (missed,) = found["certainty"]["missed"]
    assert (missed["item"], missed["number"], missed["mended"]) == (SINGLE.id, 2, False)
    lesson = next(p for p in found["standing"]["parts"] if p["page"]["id"] == "L01")
    assert (lesson["state"], lesson["answered"], lesson["asked"]) == ("begun", 2, len(ITEMS))
    assert found["due"] == 1
    assert set(found["pages"]) >= {"review", "my-notes", "look-up"}


def test_the_welcome_counts_certainty_over_all_lessons(tmp_path: Path) -> None:
    write(tmp_path, SINGLE, wrong(SINGLE), 3, sure=3)
    found = shown(a_session(tmp_path, "L00"), TODAY)
    assert found["certainty"]["everywhere"]
    assert [missed["item"] for missed in found["certainty"]["missed"]] == [SINGLE.id]


def test_progress_is_worked_out_only_when_the_page_asks(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    view = ProgressView(session)
    session.show(SINGLE)
    session.draft(SINGLE.id, wrong(SINGLE), None)
    assert (view.shown, view.stale) == ({}, 0)
    session.answer(SINGLE.id, wrong(SINGLE), 1)
    assert (view.shown, view.stale) == ({}, 1)
    hear(view, kind="look")
    assert view.shown["certainty"]["levels"] == (
        {"confidence": 1, "right": 0, "close": 0, "total": 1},
    )


def test_nothing_answered_reads_no_item_and_writes_nothing(tmp_path: Path) -> None:
    found = shown(a_session(tmp_path / "work"), TODAY)
    assert {part["state"] for part in found["standing"]["parts"]} == {"not begun"}
    assert ReviewView(a_session(tmp_path / "work", "review")).round["known"] == 0
    assert NotesView(a_session(tmp_path / "work", "my-notes")).sections == []
    assert not (tmp_path / "work").exists()


def test_a_round_asks_answers_and_ends(tmp_path: Path) -> None:
    write(tmp_path, SINGLE, wrong(SINGLE), 9, sure=3)
    write(tmp_path, OTHER, wrong(OTHER), 9, sure=1)
    view = ReviewView(a_session(tmp_path, "review"))
    assert (view.round["stage"], view.round["due"], view.round["first"]) == ("start", 2, 1)

    hear(view, kind="start", minutes=10)
    assert (view.round["number"], view.round["item"]) == (1, SINGLE.id)
    assert view.round["lesson"] == "Shared ground"
    question: Any = view.above[0]
    assert question.asked["review"]
    assert question.answer["response"] is None
    known = {option.id: option.text for option in SINGLE.options}
    assert {option["id"]: option["text"] for option in question.asked["options"]} == known

    hear(question, kind="answer", response={"choice": SINGLE.key}, confidence=2, number=1)
    assert question.answer["feedback"]["verdict"]
    assert view.round["back"].startswith("in ")
    hear(question, kind="answer", response={"choice": SINGLE.key}, confidence=2, number=2)
    assert len(answers(tmp_path)) == 3  # pressed again, it is the same answer
    for _ in range(2):  # a double click
        hear(view, kind="next", number=1)
    assert view.round["number"] == 2
    hear(view, kind="start", minutes=10)
    assert view.round["number"] == 2
    hear(view, kind="stop")
    assert (view.round["stage"], view.round["asked"], view.round["right"]) == ("end", 1, 1)
    assert view.round["due"] == 1
    assert view.above == ()
    assert [line.review for line in answers(tmp_path)][-1] == SINGLE.id


def test_what_was_sure_and_wrong_comes_first_as_is_said_the_same_day(tmp_path: Path) -> None:
    write(tmp_path, SINGLE, wrong(SINGLE), 0, sure=3)
    write(tmp_path, OTHER, wrong(OTHER), 0, sure=1)
    session = a_session(tmp_path, "L00")
    (missed,) = shown(session, date.today())["certainty"]["missed"]
    assert missed["first"]
    view = ReviewView(a_session(tmp_path, "review"))
    assert (view.round["due"], view.round["first"]) == (1, 1)
    told = contents(session, date.today())._repr_json_()
    assert told["notebooks/review.ipynb"] == {"due": 1}

    hear(view, kind="start", minutes=5)
    question: Any = view.above[0]
    hear(question, kind="answer", response=wrong(SINGLE), confidence=1, number=1)
    assert view.round["back"] == "as soon as you like"
    hear(question, kind="answer", response={"choice": SINGLE.key}, confidence=1, number=2)
    assert view.round["back"] == "tomorrow"
    hear(view, kind="next", number=1)
    assert (view.round["stage"], view.round["due"]) == ("end", 0)
    (missed,) = shown(session, date.today())["certainty"]["missed"]
    assert not missed["first"]


def test_an_answer_from_a_question_that_was_left_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, SINGLE, wrong(SINGLE), 9)
    view = ReviewView(a_session(tmp_path, "review"))
    hear(view, kind="start", minutes=5)
    left: Any = view.above[0]
    hear(view, kind="stop")
    hear(view, kind="start", minutes=5)
    (told,) = hear(left, kind="answer", response={"choice": SINGLE.key}, confidence=None)
    assert told["kind"] == "failed"
    assert len(answers(tmp_path)) == 1


def test_notes_are_deleted_one_by_one_and_all_at_once(tmp_path: Path) -> None:
    write(tmp_path, SINGLE, wrong(SINGLE), 2)
    write(tmp_path, OTHER, wrong(OTHER), 2)
    write(tmp_path, OWN, {"text": "Mine alone"}, 1)
    view = NotesView(a_session(tmp_path, "my-notes"))
    assert view.sections[0]["notes"][0]["item"] == OWN.id
    (page,) = hear(view, kind="keep")
    assert "Mine alone" in page["html"]

    (told,) = hear(view, kind="delete", item=OWN.id, notebook="L01")
    assert told == {"kind": "deleted", "item": OWN.id}
    assert len(view.sections[0]["notes"]) == 2
    assert not any("Mine alone" in f.read_text() for f in (tmp_path / "journal").iterdir())

    hear(view, kind="delete", item="no-such-item", notebook="L01")
    assert len(view.sections[0]["notes"]) == 2
    hear(view, kind="delete", item=None, notebook=None)
    assert view.sections == []
    assert answers(tmp_path) == []


def looked_at(work: Path, page: str = "L00") -> Any:
    view = MapView(a_session(work, page))
    hear(view, kind="look")
    return view.shown


def test_the_map_has_each_lesson_with_its_exercise_and_a_few_words_on_it(tmp_path: Path) -> None:
    stops = looked_at(tmp_path)["stops"]
    known = course.read(COURSE)
    assert [stop["title"] for stop in stops[:4]] == [
        "Welcome",
        "Shared ground",
        "Two models of care",
        "The line",
    ]
    pages = [
        part["page"]["path"]
        for stop in stops
        for part in (stop["lesson"], stop["exercise"])
        if part
    ]
    assert pages == [page.path for page in course.pages(COURSE) if page.role != "page"]
    assert len(stops) == len(known.lessons)
    assert [stop["title"] for stop in stops if not 5 < len(stop["about"]) < 45] == []


def test_the_map_knows_where_somebody_is_and_what_is_next(tmp_path: Path) -> None:
    fresh = looked_at(tmp_path)
    assert (fresh["page"], fresh["here"], fresh["next"]) == ("L00", "L00", "L01")
    write(tmp_path, SINGLE, {"choice": SINGLE.key}, 1)
    begun = looked_at(tmp_path)
    assert (begun["here"], begun["next"]) == ("L01", "L01")
    first = begun["stops"][1]["lesson"]
    assert (first["state"], first["answered"], first["asked"]) == ("begun", 1, len(ITEMS))
    for item in ITEMS.values():
        write(tmp_path, item, {"choice": "a"}, 0.5)
    done = looked_at(tmp_path)
    assert (done["here"], done["next"]) == ("L01", "ex01")
    listed = shown(a_session(tmp_path), TODAY)["standing"]["parts"]
    for of in ("state", "answered", "asked", "minutes"):  # as the list at a lesson's end has it
        assert [part[of] for part in done["parts"]] == [part[of] for part in listed]


def test_the_map_is_worked_out_anew_after_an_answer(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    view = MapView(session)
    before = view.stale
    session.show(SINGLE)
    session.answer(SINGLE.id, {"choice": SINGLE.key}, 2)
    assert view.stale > before


def test_my_code_is_kept_as_it_is_typed_and_stands_in_notes_and_among_whom_to_reach(
    tmp_path: Path,
) -> None:
    view = MyCodeView(a_session(tmp_path, "my-code"))
    for number, (field, text) in enumerate(
        [("my-gifts", "None"), ("my-gifts", "Up to <b>10</b>"), ("my-supervisor-number", "112\n")]
    ):
        (told,) = hear(view, kind="write", field=field, text=text, number=number)
        assert told == {"kind": "kept", "number": number}

    again = MyCodeView(a_session(tmp_path, "my-code"))
    assert again.written["my-gifts"] == "Up to <b>10</b>"
    assert again.written["my-records"] == ""
    (page,) = hear(again, kind="print")
    assert "Up to &lt;b&gt;10&lt;/b&gt;" in page["html"]
    notes = NotesView(a_session(tmp_path, "my-notes"))
    (section,) = notes.sections
    assert (section["title"], section["path"]) == (
        "My code and my local law",
        "notebooks/my_code.ipynb",
    )
    assert [(note["stem"], note["said"]) for note in section["notes"]] == [
        ("Gifts", "Up to <b>10</b>"),
        ("My supervisor's number", "112\n"),
    ]
    found = to_reach(a_session(tmp_path))._repr_json_()
    assert found == {"mine": [{"name": "My supervisor's number", "said": "112"}]}

    hear(notes, kind="delete", item="my-supervisor-number", notebook="my-code")
    assert to_reach(a_session(tmp_path))._repr_json_() == {"mine": []}
    assert not any("112" in file.read_text() for file in (tmp_path / "journal").iterdir())


def test_my_code_counts_as_no_part_of_the_course(tmp_path: Path) -> None:
    view = MyCodeView(a_session(tmp_path, "my-code"))
    hear(view, kind="write", field="my-gifts", text="None", number=1)
    found = shown(a_session(tmp_path), TODAY)
    assert "my-code" not in [part["page"]["id"] for part in found["standing"]["parts"]]
    assert answers(tmp_path) == []  # which alone are handed in, scored and asked again


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "write", "field": "l01-a", "text": "x", "number": 1},
        {"kind": "write", "field": "my-gifts", "text": "x" * 20_001, "number": 1},
        {"kind": "write", "field": "my-gifts", "text": None, "number": 1},
        {"kind": "write", "field": ["my-gifts"], "text": "x", "number": 1},
        {"kind": "forget"},
    ],
)
def test_what_the_sheet_does_not_have_is_refused(tmp_path: Path, message: Any) -> None:
    (told,) = hear(MyCodeView(a_session(tmp_path, "my-code")), **message)
    assert told["kind"] == "failed"
    assert not list(Journal(tmp_path).lines())


def test_what_goes_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, OWN, {"text": "Mine"}, 1)
    view = NotesView(a_session(tmp_path, "my-notes"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "append", full)
    (told,) = hear(view, kind="delete", item=OWN.id, notebook="L01")
    assert told["kind"] == "failed"
    assert "No space left" in told["text"]
    mine = MyCodeView(a_session(tmp_path, "my-code"))
    (told,) = hear(mine, kind="write", field="my-gifts", text="None", number=7)
    assert (told["kind"], told["number"]) == ("failed", 7)
    assert "It is still here" in told["text"]
    monkeypatch.setattr(progress, "shown", lambda *_: 1 / 0)
    (fault,) = hear(ProgressView(a_session(tmp_path)), kind="look")
    assert "Something went wrong here." in fault["text"]
    assert "ZeroDivisionError" in (tmp_path / "faults.log").read_text()


def test_a_conversation_counts_and_stands_among_the_notes(tmp_path: Path) -> None:
    lesson = notebooks.read(COURSE / "notebooks/07_between_sessions.ipynb")
    talk: Any = next(item for item in notebooks.items(lesson) if item.type == "dialogue")
    ending = dialogue.replay(talk, talk.expert).ending
    session = a_session(tmp_path, "L07")
    session.show(talk)
    session.answer(talk.id, {"path": talk.expert, "ending": ending}, None)
    session.reflect(talk.id, "I wanted to answer at once.")

    found = shown(session, TODAY)
    part = next(p for p in found["standing"]["parts"] if p["page"]["id"] == "L07")
    assert (part["state"], part["answered"]) == ("begun", 1)  # of all that the lesson asks
    notes = NotesView(a_session(tmp_path, "my-notes")).sections[0]["notes"]
    assert [(note["item"], note["own"]) for note in notes] == [(talk.id, True), (talk.id, False)]
    assert notes[0]["stem"] == talk.reflect
    assert "It ended:" in notes[1]["said"]
    # A whole conversation takes the time of a round: it comes back turn by turn.
    view = ReviewView(a_session(tmp_path, "review"))
    assert 1 < view.round["known"] < len(talk.nodes)
    hear(view, kind="start", minutes=5, early=True)
    question: Any = view.above[0]
    assert f"“{talk.title}”" in question.asked["stem"]
    choice = question.asked["options"][0]["id"]
    hear(question, kind="answer", response={"choice": choice}, confidence=2, number=1)
    assert question.answer["feedback"]["verdict"]
    last = list(Journal(tmp_path).lines())[-1]
    assert (last.kind, last.item, last.notebook) == ("turn", talk.id, "L07")
    assert last.turn in talk.nodes
    assert a_session(tmp_path, "L07").show(talk).attempt == 1  # it was not played again
    hear(view, kind="stop")
    assert view.round["asked"] == 1


def test_in_words_says_days_as_people_do() -> None:
    days = [0, 1, 2, 13, 14, 30, 59, 60, 365]
    assert [in_words(TODAY + timedelta(days=n), TODAY) for n in days] == [
        "today",
        "tomorrow",
        "in 2 days",
        "in 13 days",
        "in about 2 weeks",
        "in about 4 weeks",
        "in about 8 weeks",
        "in about 2 months",
        "in about 12 months",
    ]
    assert review.in_words(TODAY - timedelta(days=3), TODAY) == "today"


@pytest.mark.parametrize(
    ("magic", "view"),
    [
        ("%progress", ProgressView),
        ("%map", MapView),
        ("%review", ReviewView),
        ("%notes", NotesView),
        ("%my_code", MyCodeView),
    ],
)
def test_without_widgets_a_fixed_sentence_is_shown(magic: str, view: Any, tmp_path: Path) -> None:
    write(tmp_path, OWN, {"text": "Mine"}, 1)
    assert bundle(view(a_session(tmp_path)))["text/plain"] == WORDS[magic]
