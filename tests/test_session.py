"""A session: what notebook and journal know is merged, and nothing answered is ever lost."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sessions import ITEM, OURS, a_record, an_exercise, choice, dated, opened

from withinscope import host, types
from withinscope.journal import Journal, Line
from withinscope.session import ANOTHERS, HANDED_IN, Change, hand_in, start


def test_an_answer_is_there_again_in_the_next_kernel(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.show(ITEM)
    first.answer(ITEM.id, {"choice": "b"}, 2)

    given = opened(tmp_path).show(ITEM)

    assert (given.response, given.confidence, given.attempt) == (b'{"choice":"b"}', 2, 1)


def test_the_file_is_found_where_an_editor_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setenv("WITHINSCOPE_WORK", str(tmp_path / "work"))
    file = an_exercise(tmp_path, a_record("b"))

    assert choice(start("ex01", host.here({host.VS_CODE: str(file)}, "ex01"))) == "b"
    for variables in ({}, {host.VS_CODE: str(tmp_path / "gone.ipynb")}, {host.VS_CODE: 7}):
        assert choice(start("ex01", host.here(variables, "ex01"))) is None


def test_all_attempts_are_kept_and_the_first_is_marked(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    given = session.answer(ITEM.id, {"choice": "b"}, None)

    again = opened(tmp_path).show(ITEM)

    for one in (given, again):
        assert (one.attempt, one.first, one.response) == (2, b'{"choice":"a"}', b'{"choice":"b"}')
    assert [line.kind for line in Journal(tmp_path).lines()] == ["answer", "answer"]


def test_a_button_that_is_pressed_again_answers_once(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    given = session.answer(ITEM.id, {"choice": "a"}, 2)
    session.draft(ITEM.id, {"choice": "b"}, 2)
    assert session.answer(ITEM.id, {"choice": "a"}, 2) == given
    again = opened(tmp_path)
    assert again.show(ITEM) == given  # and what was begun since is not in the form
    assert again.answer(ITEM.id, {"choice": "a"}, 2) == given
    assert again.answer(ITEM.id, {"choice": "a"}, 3).attempt == 2  # surer is another answer


def test_what_was_deleted_elsewhere_can_be_answered_the_same_way_again(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, 2)
    Journal(tmp_path).delete()
    session.answer(ITEM.id, {"choice": "a"}, 2)
    assert choice(opened(tmp_path)) == "a"


def test_a_copied_journal_counts_no_answer_twice(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, 2)
    [file] = (tmp_path / "journal").iterdir()
    file.with_name(f"{file.stem}.sync-conflict.jsonl").write_bytes(file.read_bytes())
    assert opened(tmp_path).show(ITEM).attempt == 1


def test_an_answer_that_breaks_the_form_is_refused_and_not_kept(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    with pytest.raises(types.BadResponse, match="unknown option"):
        session.answer(ITEM.id, {"choice": "z"}, None)
    assert list(Journal(tmp_path).lines()) == []


def test_a_notebook_without_its_journal_keeps_its_answers(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, a_record("b", workbook=OURS, confidence=3), workbook=OURS)

    given = opened(tmp_path / "work", file).show(ITEM)

    assert (given.response, given.confidence, given.locked) == (b'{"choice":"b"}', 3, "")
    assert given.record is not None
    assert given.record.answered_at == "2026-01-01T00:00:00+00:00"


def test_the_latest_of_notebook_and_journal_wins(tmp_path: Path) -> None:
    late = a_record("a", answered_at="2999-01-01T00:00:00+00:00")
    early = a_record("a", answered_at="1999-01-01T00:00:00+00:00")
    session = opened(tmp_path)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "b"}, None)

    assert choice(opened(tmp_path, an_exercise(tmp_path, late))) == "a"
    assert choice(opened(tmp_path, an_exercise(tmp_path, early))) == "b"


@pytest.mark.parametrize("at", ["2999-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"])
def test_the_answer_given_last_counts_though_the_clock_was_ahead_before(
    tmp_path: Path, at: str
) -> None:
    file = an_exercise(tmp_path, a_record("a", workbook=OURS, answered_at=at), workbook=OURS)
    session = opened(tmp_path / "work", file)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "b"}, 2)
    again = opened(tmp_path / "work", file)
    assert choice(session) == choice(again) == "b"
    assert '"choice": "b"' in hand_in(again, "Ada").read_text()


def test_a_sitting_with_the_clock_ahead_is_followed_by_the_next(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.show(ITEM)
    first.answer(ITEM.id, {"choice": "a"}, 2)
    dated(first, "2999-01-01T00:00:00+00:00")
    second = opened(tmp_path)
    second.show(ITEM)
    assert "January 1, 2999" in second.clock_doubt() or "December 31, 2998" in second.clock_doubt()
    second.answer(ITEM.id, {"choice": "b"}, 3)
    assert opened(tmp_path).show(ITEM).response == b'{"choice":"b"}'
    assert opened(tmp_path / "other").clock_doubt() == ""


def test_an_answer_found_in_the_file_alone_is_journaled_before_it_is_replaced(
    tmp_path: Path,
) -> None:
    session = opened(tmp_path, an_exercise(tmp_path, a_record("a")))
    session.show(ITEM)
    given = session.answer(ITEM.id, {"choice": "b"}, None)

    kinds = [(line.kind, bytes(line.response)) for line in session.journal.lines()]

    assert [kind for kind, _ in kinds] == ["found", "answer"]
    assert b'"choice":"a"' in kinds[0][1]
    assert (given.attempt, given.first) == (2, b'{"choice":"a"}')


def test_a_record_that_this_version_can_not_read_is_kept_as_it_is(tmp_path: Path) -> None:
    odd = a_record() | {"schema": 7, "new": {"form": [1]}}
    session = opened(tmp_path, an_exercise(tmp_path, odd))

    given = session.show(ITEM)
    session.answer(ITEM.id, {"choice": "b"}, None)

    assert given.unread is not None
    assert msgspec.json.decode(given.unread) == odd
    found = next(line for line in session.journal.lines() if line.kind == "found")
    assert msgspec.json.decode(found.response) == odd


def test_records_of_another_workbook_are_read_only_and_enter_no_journal(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, a_record("b", workbook="someone-else"), workbook=OURS)
    session = opened(tmp_path, file)

    given = session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, None)
    session.draft(ITEM.id, {"choice": "a"}, None)

    assert (given.locked, given.response) == (ANOTHERS, b'{"choice":"b"}')
    assert session.given(ITEM.id) == given
    assert list(session.journal.lines()) == []


def test_a_workbook_that_is_not_this_trainees_is_read_only(tmp_path: Path) -> None:
    Journal(tmp_path).append(Line("workbook", notebook="ex01", workbook=OURS))
    file = an_exercise(tmp_path, a_record("b", workbook="theirs"), workbook="theirs")

    assert opened(tmp_path, file).show(ITEM).locked == ANOTHERS


def test_a_hand_in_is_read_only(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, a_record("b"), handed_in_at="2026-01-01T00:00:00+00:00")

    given = opened(tmp_path, file).show(ITEM)

    assert (given.locked, given.response) == (HANDED_IN, b'{"choice":"b"}')


def test_an_answer_to_an_earlier_revision_is_kept_and_not_shown(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, a_record("b", revision="0" * 64))
    session = opened(tmp_path, file)

    given = session.show(ITEM)

    assert given.response is None
    assert given.record is not None
    assert given.record.revision == "0" * 64


def test_what_stands_in_a_form_unsaved_is_there_again(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    session.draft(ITEM.id, {"choice": None}, 1)

    assert opened(tmp_path).show(ITEM).draft == {"response": {"choice": None}, "confidence": 1}

    session.answer(ITEM.id, {"choice": "a"}, 1)
    assert opened(tmp_path).show(ITEM).draft is None


def test_a_form_that_holds_again_what_is_saved_holds_nothing_unsaved(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    session.draft(ITEM.id, None, None)
    assert list(session.journal.lines()) == []  # there was nothing to take back
    session.draft(ITEM.id, {"choice": "a"}, None)
    session.draft(ITEM.id, None, None)
    for one in (session, opened(tmp_path)):
        assert one.show(ITEM).draft is None


def test_an_answer_that_a_form_still_takes_for_unsaved_is_nothing_unsaved(tmp_path: Path) -> None:
    session = opened(tmp_path)
    session.show(ITEM)
    session.answer(ITEM.id, {"choice": "a"}, 2)
    session.draft(ITEM.id, {"choice": "a"}, 2)
    for one in (session, opened(tmp_path)):
        assert one.show(ITEM).draft is None
    session.draft(ITEM.id, {"choice": "b"}, 2)
    session.draft(ITEM.id, {"choice": "a"}, 2)
    assert opened(tmp_path).show(ITEM).draft is None
    session.draft(ITEM.id, {"choice": "a"}, 1)
    assert opened(tmp_path).show(ITEM).draft == {"response": {"choice": "a"}, "confidence": 1}


def test_a_deleted_answer_is_not_brought_back_by_the_notebooks_file(tmp_path: Path) -> None:
    record = a_record("b", workbook=OURS)
    file = an_exercise(tmp_path, record, workbook=OURS)
    Journal(tmp_path / "work").delete("ex01", ITEM.id)
    given = opened(tmp_path / "work", file).show(ITEM)
    assert (given.response, given.record, given.unread) == (None, None, None)
    assert given.locked == ""


def test_what_was_answered_after_a_deletion_is_there_in_the_file(tmp_path: Path) -> None:
    Journal(tmp_path / "work").delete()
    late = a_record("b", workbook=OURS, answered_at="2999-01-01T00:00:00+00:00")
    file = an_exercise(tmp_path, late, workbook=OURS)
    assert choice(opened(tmp_path / "work", file)) == "b"


def test_a_deletion_leaves_another_workbooks_answers_to_be_read(tmp_path: Path) -> None:
    file = an_exercise(tmp_path, a_record("b", workbook="someone-else"), workbook=OURS)
    Journal(tmp_path / "work").delete()
    assert choice(opened(tmp_path / "work", file)) == "b"


def test_who_watches_hears_of_each_change_once_it_is_on_disk(tmp_path: Path) -> None:
    session, heard = opened(tmp_path), list[tuple[Change, int]]()
    session.watch(lambda change: heard.append((change, len(list(session.journal.lines())))))
    session.show(ITEM)
    session.draft(ITEM.id, {"choice": "a"}, None)
    given = session.answer(ITEM.id, {"choice": "b"}, 2)
    with pytest.raises(types.BadResponse):
        session.answer(ITEM.id, {"choice": "z"}, 2)
    told = [(change.kind, change.item, lines) for change, lines in heard]
    assert told == [("shown", ITEM.id, 0), ("drafted", ITEM.id, 1), ("answered", ITEM.id, 2)]
    assert heard[-1][0].given == given
