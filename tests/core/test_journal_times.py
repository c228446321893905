"""When a line was written, whatever a computer's clock says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from withinscope import journal
from withinscope.journal import Journal

from .journals import a_line, items_in


def a_clock(monkeypatch: pytest.MonkeyPatch, *times: datetime) -> None:
    """Have the clock say these times, the last of them from then on."""
    left = list(times)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return left.pop(0) if len(left) > 1 else left[0]

    monkeypatch.setattr(journal, "datetime", Clock)


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class TestTimes:
    def test_a_line_is_later_than_all_that_was_read_though_the_clock_was_put_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        a_clock(monkeypatch, NOON + timedelta(days=900), NOON)
        ahead = Journal(tmp_path).append(a_line("first"))
        book = Journal(tmp_path)
        list(book.lines())
        line = book.append(a_line("second"))
        assert items_in(Journal(tmp_path).lines()) == ["first", "second"]
        assert (ahead.said_at, line.said_at) == (NOON + timedelta(days=900), NOON)
        # What was said before it can't have been said later.
        assert journal.dates([ahead, line]) == [NOON, NOON]

    def test_a_date_that_has_none_after_it_stops_nothing(self, tmp_path: Path) -> None:
        book = Journal(tmp_path)
        for odd in ("9999-12-31T23:59:59.999999+00:00", "soon", "2026-11-23T12:00:00", "", "None"):
            book.follow(odd)
        assert book.append(a_line()).clock == ""

    def test_a_line_says_what_the_clock_said_only_where_that_differs(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_disk: None
    ) -> None:
        a_clock(monkeypatch, NOON)
        book = Journal(tmp_path)
        assert {book.append(a_line()).clock for _ in range(50)} == {""}

    def test_they_grow_from_line_to_line_even_when_the_clock_goes_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_disk: None
    ) -> None:
        a_clock(monkeypatch, NOON, NOON, NOON - timedelta(hours=1), NOON + timedelta(seconds=1))
        book = Journal(tmp_path)
        ats = [book.append(a_line()).at for _ in range(4)]
        assert ats == sorted(set(ats))

    def test_lines_of_all_kernels_come_in_the_order_of_their_times(self, tmp_path: Path) -> None:
        one, other = Journal(tmp_path), Journal(tmp_path)
        for number, book in enumerate([one, other, other, one, other]):
            book.append(a_line(str(number)))
        assert items_in(Journal(tmp_path).lines()) == ["0", "1", "2", "3", "4"]
        assert len(list((tmp_path / "journal").iterdir())) == 2
