"""Handing in: what a hand-in holds, whatever became of the notebook meanwhile."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from makers import COURSE
from sessions import ITEM, OURS, a_record, an_exercise, dated, opened, opened_showing

from withinscope import items, notebooks
from withinscope.journal import Journal
from withinscope.notebooks import writing
from withinscope.problems import Mistake
from withinscope.session import Session, hand_in


def test_handing_in_twice_keeps_both_and_each_holds_the_answers_of_its_time(
    tmp_path: Path,
) -> None:
    file = an_exercise(tmp_path, workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    first = hand_in(session, "Zoë / 12")
    session.answer(ITEM.id, {"choice": "b"}, None)
    second = hand_in(session, "Zoë / 12")

    read = [notebooks.read(one) for one in (first, second)]

    assert re.fullmatch(r"ex01_Zoë-12_\d{4}-\d\d-\d\d_\d\d\.\d\d\.ipynb", first.name)
    assert [one.trainee for one in read] == ["Zoë / 12"] * 2
    answers = [notebooks.responses(one)[0].record for one in read]
    assert [answer and msgspec.json.decode(answer.response) for answer in answers] == [
        {"choice": "a"},
        {"choice": "b"},
    ]
    assert read[0].handed_in_at is not None
    assert read[1].handed_in_at is not None
    assert read[0].handed_in_at < read[1].handed_in_at
    assert session.known.trainee == "Zoë / 12"


def test_a_hand_in_says_what_the_clock_says_and_that_it_came_after_a_later_date(
    tmp_path: Path,
) -> None:
    file = an_exercise(tmp_path, workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    assert notebooks.read(hand_in(session, "Ada")).handed_in_after is None
    dated(session, later := "2999-01-01T00:00:00+00:00")
    again = opened(tmp_path / "work", file)
    read = [notebooks.read(hand_in(again, name)) for name in ("Ada", "Ada R.")]
    afters = [one.handed_in_after or "" for one in read]
    assert later <= afters[0] < afters[1]
    assert [(one.handed_in_at or "9") < "2999" for one in read] == [True, True]


def test_handing_in_waits_for_no_import_of_what_checks_notebooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = an_exercise(tmp_path, a_record("a", workbook=OURS), workbook=OURS)
    session = opened_showing(tmp_path, file)
    monkeypatch.setitem(sys.modules, "nbformat", None)  # it takes seconds
    assert hand_in(session, "Ada").is_file()


def test_handing_in_again_with_nothing_new_is_the_same_hand_in(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    first = hand_in(session, "Ada")
    assert hand_in(session, "Ada") == hand_in(opened_showing(tmp_path, file), "Ada") == first
    under_another_name = hand_in(session, "Ada R.")
    session.answer(ITEM.id, {"choice": "b"}, None)
    second = hand_in(session, "Ada R.")
    assert len({first, under_another_name, second}) == 3
    second.unlink()
    assert hand_in(session, "Ada R.").is_file()


@pytest.mark.parametrize("damage", ["gone", "a cell gone", "twice", "not JSON"])
def test_a_damaged_notebook_costs_no_answer_that_is_handed_in(tmp_path: Path, damage: str) -> None:
    (home := tmp_path / "course").mkdir()
    (home / "course.yaml").write_text(COURSE)
    (home / "exercises").mkdir()
    an_exercise(home).rename(home / "exercises/01_ground.ipynb")
    file = an_exercise(tmp_path, workbook=OURS)
    session = Session("ex01", tmp_path / "work", file, home)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "b"}, 2)
    notebook = notebooks.load_dict(file)
    if damage == "gone":
        file.unlink()
    elif damage == "not JSON":
        file.write_text("{half")
    else:
        notebook["cells"] *= 2 if damage == "twice" else 0
        file.write_text(notebooks.handed_in_text(notebook))
    read = notebooks.read(hand_in(session, "Ada"))
    assert (read.workbook, read.trainee) == (OURS, "Ada")
    [answer] = notebooks.responses(read)
    assert answer.record is not None


def test_the_hand_in_and_a_plain_save_hold_the_same_answers(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    record = session.answer(ITEM.id, {"choice": "b"}, 2).record
    assert record is not None
    handed = hand_in(session, "Ana")
    shown = notebooks.shown(record, ITEM)[notebooks.MIME]
    saved = an_exercise(tmp_path, shown, workbook=OURS)

    answers = [notebooks.responses(notebooks.read(one))[0].record for one in (handed, saved)]

    assert msgspec.json.encode(answers[0]) == msgspec.json.encode(answers[1])


def test_what_was_deleted_in_another_tab_is_not_handed_in(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, a_record("b", workbook=OURS), workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    Journal(tmp_path / "work").delete("ex01", ITEM.id)
    assert "choice" not in hand_in(session, "Ada").read_text()
    session.answer(ITEM.id, {"choice": "b"}, None)
    assert "choice" in hand_in(session, "Ada").read_text()


def test_half_of_an_emoji_costs_neither_an_answer_nor_a_hand_in(tmp_path: Path) -> None:
    from withinscope.views.hand_in import HandInView
    from withinscope.views.item import ItemView

    item = items.load_released("id: own\ntype: free\nstem: Why?\n")
    (home := tmp_path / "course").mkdir()
    file = an_exercise(home, workbook=OURS)
    notebook = notebooks.load_dict(file)
    notebook["cells"] = [writing.code_cell("own", items.source(item), released=True)]
    notebook["cells"].append(a_text("\\ud83d"))
    file.write_text(notebooks.handed_in_text(notebook).replace("\\\\ud83d", "\\ud83d"))
    session = opened(tmp_path / "work", file)
    view, box = ItemView(item, session, author=False), HandInView(session)
    told: list[Any] = []
    for one in (view, box):
        one.send = told.append  # type: ignore[method-assign, assignment]
    view.heard({"kind": "draft", "response": {"text": "\ud83d"}})
    view.heard({"kind": "answer", "response": {"text": "So \ud83d"}})
    assert view.answer["response"] == {"text": "So \ufffd"}
    box.heard({"kind": "hand-in", "trainee": "Ada \ud83d"})
    assert [one["kind"] for one in told] == ["done"]
    [handed] = (tmp_path / "work/hand-ins").iterdir()
    read = notebooks.read(handed)
    assert read.trainee == "Ada \ufffd"
    [answer] = notebooks.responses(read)
    assert answer.record is not None
    assert msgspec.json.decode(answer.record.response) == {"text": "So \ufffd"}


def a_text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "words", "metadata": {}, "source": source}


def test_the_hand_in_box_follows_and_reads_the_journal_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from withinscope.views.hand_in import HandInView

    file = an_exercise(tmp_path, workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    box = HandInView(session)
    hand_in(session, "Ana")
    monkeypatch.setattr(Journal, "lines", lambda _: pytest.fail("it was read again"))
    states: list[str] = []
    for act in (session.draft, session.answer):
        act(ITEM.id, {"choice": "a"}, None)
        states.append(box.overview["items"][0]["state"])
    assert states == ["unsaved", "answered"]
    assert box.overview["trainee"] == "Ana"


def test_where_the_instructor_has_a_folder_a_hand_in_is_there_too(tmp_path: Path) -> None:
    folder = tmp_path / "instructors"
    session = Session("ex01", tmp_path / "work", an_exercise(tmp_path), None, hand_ins=folder)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    with pytest.raises(Mistake, match="can't be put where your instructor reads it"):
        hand_in(session, "Ada")
    folder.mkdir()
    mine = hand_in(session, "Ada")  # pressed again
    [theirs] = folder.iterdir()
    assert theirs.read_bytes() == mine.read_bytes()
    assert [one.stat().st_mode & 0o777 for one in (mine, theirs)] == [0o600, 0o640]
    assert len(list((tmp_path / "work" / "hand-ins").iterdir())) == 1
