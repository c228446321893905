"""Progress, review and notes as views: on the real lessons, with a journal of their own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from practicing import (
    COURSE,
    ITEMS,
    OTHER,
    OWN,
    SINGLE,
    TODAY,
    a_session,
    answers,
    hear,
    write,
    wrong,
)

from withinscope import dialogue, notebooks
from withinscope.cells import WORDS
from withinscope.journal import Journal
from withinscope.practice import Practice
from withinscope.review import Task
from withinscope.views import progress, review
from withinscope.views.contents import contents
from withinscope.views.map import MapView
from withinscope.views.my_code import MyCodeView
from withinscope.views.notes import NotesView
from withinscope.views.progress import ProgressView, shown
from withinscope.views.review import ReviewView, in_words
from withinscope.widgets import bundle


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


def test_a_note_on_a_page_is_kept_as_it_is_typed_and_stands_first_among_its_notes(
    tmp_path: Path,
) -> None:
    write(tmp_path, OWN, {"text": "I listened."}, 1)
    view = ProgressView(a_session(tmp_path))
    for number, text in enumerate(("Ask", "Ask Ines."), 1):
        assert hear(view, kind="write", text=text, number=number) == [
            {"kind": "kept", "number": number}
        ]
    (told,) = hear(view, kind="write", text="x" * 20_001, number=3)
    assert (told["kind"], told["number"]) == ("failed", 3)
    assert shown(a_session(tmp_path), TODAY)["note"] == "Ask Ines."
    assert shown(a_session(tmp_path, "L02"), TODAY)["note"] == ""

    mine = NotesView(a_session(tmp_path, "my-notes"))
    (section,) = mine.sections
    assert [note["said"] for note in section["notes"]] == ["Ask Ines.", "I listened."]
    assert section["notes"][0]["stem"] == "A note of your own on this page"
    hear(mine, kind="delete", item="note:L01", notebook="L01")
    assert shown(a_session(tmp_path), TODAY)["note"] == ""


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
