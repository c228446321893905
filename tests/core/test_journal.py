"""The journal: what it says is saved is there, whatever happens to the rest."""

import errno
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import disk, journal, process
from withinscope.journal import Journal, Line

from .strategies import texts


def a_line(item: str = "i", response: str = '{"choice": "b"}') -> Line:
    return Line("answer", notebook="ex01", item=item, response=msgspec.Raw(response.encode()))


def items_in(lines: object) -> list[str]:
    return [line.item for line in lines]  # type: ignore[attr-defined]


def copy(file: Path, name: str, change: bytes = b"\n") -> None:
    """Leave a copy of a file beside it, as programs do that keep two computers alike."""
    file.with_name(name).write_bytes(file.read_bytes().replace(b"\n", change))


def the_file(work: Path) -> Path:
    (file,) = (work / "journal").iterdir()
    return file


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: for tests that write a thousand lines."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def test_a_line_comes_back_whole(tmp_path: Path) -> None:
    line = Line(
        "answer",
        notebook="ex01",
        item="i",
        revision="r",
        workbook="w",
        response=msgspec.Raw(b'{\n "text": "\xc3\xa4\\n\\u2028"\n}'),
        confidence=2,
        trainee="Ada",
        file="a.ipynb",
    )
    written = Journal(tmp_path).append(line)
    (read,) = Journal(tmp_path).lines()
    assert msgspec.json.decode(read.response) == {"text": "ä\n\u2028"}
    same = msgspec.structs.replace(read, response=written.response)
    assert same == written == msgspec.structs.replace(line, at=written.at)
    assert datetime.fromisoformat(read.at).tzinfo is not None


@given(text=texts)
def test_any_text_stays_on_one_line(text: str) -> None:
    response = msgspec.json.encode({"text": text})
    data = msgspec.json.encode(Line("answer", response=msgspec.Raw(response)))
    assert data.count(b"\n") == 0
    (read,) = journal.read(data + b"\n")
    assert msgspec.json.decode(read.response) == {"text": text}


def test_nothing_is_made_before_the_first_line(tmp_path: Path) -> None:
    assert list(Journal(tmp_path / "work").lines()) == []
    assert not (tmp_path / "work").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has rights of another kind")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    Journal(tmp_path / "my-work").append(a_line())
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "my-work", tmp_path / "my-work/journal")
    }
    assert modes == {"my-work": 0o700, "journal": 0o700}
    assert stat.S_IMODE(the_file(tmp_path / "my-work").stat().st_mode) == 0o600


def test_every_line_is_on_disk_before_append_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        state = os.fstat(descriptor)
        synced.append("folder" if stat.S_ISDIR(state.st_mode) else f"file of {state.st_size}")

    monkeypatch.setattr(os, "fsync", fsync)
    book = Journal(tmp_path / "work")
    for _ in range(2):
        book.append(a_line())
    size = the_file(tmp_path / "work").stat().st_size
    # The folders, too: else a power cut could take the new file's name away.
    assert synced == ["folder", f"file of {size // 2}", "folder", f"file of {size}"]


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


class TestTornLines:
    """A file cut off anywhere, as by a power cut, then written to again."""

    data = b"".join(
        msgspec.json.encode(msgspec.structs.replace(a_line(name, response), at=f"2025-{name}"))
        + b"\n"
        for name, response in [("a", '{"text": "\u00e4 {}"}'), ("b", "[1, 2]"), ("c", "null")]
    )
    ends = tuple(at for at, byte in enumerate(data) if byte == 10)

    def whole(self, cut: int) -> list[str]:
        """The lines that are whole in the first `cut` bytes, with their newline or without."""
        return [name for name, end in zip("abc", self.ends, strict=True) if end <= cut]

    @pytest.mark.parametrize("cut", range(len(data) + 1))
    def test_only_the_torn_line_is_lost(self, cut: int, tmp_path: Path, no_disk: None) -> None:
        folder = tmp_path / "journal"
        folder.mkdir()
        file = folder / "20260101T000000-1-aaaaaa.jsonl"
        file.write_bytes(self.data[:cut])
        assert items_in(Journal(tmp_path).lines()) == self.whole(cut)
        # A new kernel writes beside it; the same file, written to again, mends itself.
        Journal(tmp_path).append(a_line("new"))
        disk.append(file, msgspec.json.encode(msgspec.structs.replace(a_line("same"), at="3")))
        assert items_in(Journal(tmp_path).lines()) == [*self.whole(cut), "new", "same"]
        assert file.read_bytes().startswith(self.data[:cut])

    def test_a_write_that_stops_halfway_costs_its_own_line_only(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        book = Journal(tmp_path)
        book.append(a_line("before"))

        def half(out: object, data: bytes) -> None:
            out.write(data[: len(data) // 2])  # type: ignore[attr-defined]
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(disk, "write_all", half)
            with pytest.raises(OSError, match="No space left"):
                book.append(a_line("lost"))
        book.append(a_line("after"))
        assert items_in(book.lines()) == ["before", "after"]

    def test_a_short_write_is_finished(self, tmp_path: Path) -> None:
        class Slow:
            def __init__(self) -> None:
                self.held = b""

            def write(self, data: bytes) -> int:
                self.held += data[:3]
                return len(data[:3])

        slow = Slow()
        disk.write_all(slow, b"a line of text\n")
        assert slow.held == b"a line of text\n"


class TestForeignLines:
    def test_what_a_newer_version_wrote_is_read_past(self, tmp_path: Path) -> None:
        book = Journal(tmp_path)
        book.append(a_line("mine"))
        with the_file(tmp_path).open("ab") as out:
            out.write(b'{"kind":"answer","item":"new","at":"9","more":{"deep":[1]}}\n')
            out.write(b'{"kind":"dream","at":"9"}\n{"schema":2}\n[]\n\n\x00\xff\n"text"\n')
            out.write(b'{"kind":"answer","item":7}\n' + b"[" * 100_000 + b"\n")
        lines = list(book.lines())
        assert [(line.kind, line.item) for line in lines] == [
            ("answer", "mine"),
            ("answer", "new"),
            ("dream", ""),
        ]

    @given(data=st.binary(max_size=200))
    def test_no_bytes_stop_reading(self, data: bytes) -> None:
        good = msgspec.json.encode(a_line("good"))
        assert items_in(journal.read(good + b"\n" + data + b"\n" + good)).count("good") == 2

    def test_other_files_in_the_folder_are_no_journal(self, tmp_path: Path) -> None:
        Journal(tmp_path).append(a_line("mine"))
        (tmp_path / "journal/notes.txt").write_text('{"kind":"answer","item":"x"}')
        assert items_in(Journal(tmp_path).lines()) == ["mine"]


class TestTrouble:
    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
    def test_a_disk_that_fails_is_told(
        self, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: int) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match=os.strerror(number)):
            Journal(tmp_path).append(a_line())

    def test_a_folder_that_can_not_be_made_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "work").write_text("a file where the folder should be")
        with pytest.raises(OSError, match="work"):
            Journal(tmp_path / "work").append(a_line())

    def test_a_folder_that_can_not_be_written_to_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> int:
            raise PermissionError(errno.EACCES, "Permission denied")

        # Root may write everywhere, and tests often run as root.
        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(PermissionError):
            Journal(tmp_path).append(a_line())

    def test_a_file_system_that_can_not_sync_folders_still_saves(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fsync = os.fsync

        def files_only(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "Invalid argument")
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", files_only)
        Journal(tmp_path).append(a_line("saved"))
        assert items_in(Journal(tmp_path).lines()) == ["saved"]

    def test_a_file_that_can_not_be_read_hides_no_other(self, tmp_path: Path) -> None:
        Journal(tmp_path).append(a_line("mine"))
        (tmp_path / "journal/a.jsonl").mkdir()
        (tmp_path / "journal/z.jsonl").symlink_to(tmp_path / "gone")
        assert items_in(Journal(tmp_path).lines()) == ["mine"]


WRITER = """
import sys
from pathlib import Path
import msgspec
from withinscope import disk, journal
from withinscope.journal import Journal, Line

work, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
book = Journal(work)
for number in range(count):
    line = book.append(Line("answer", item=f"{name}{number}"))
    disk.append(work / "shared.jsonl", msgspec.json.encode(line))
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    count = 100
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, str(count)])
        for name in "ab"
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    expected = {f"{name}{number}" for name in "ab" for number in range(count)}
    for lines in (
        Journal(tmp_path).lines(),
        journal.read((tmp_path / "shared.jsonl").read_bytes()),
    ):
        found = items_in(lines)
        assert len(found) == len(expected)
        assert set(found) == expected


def said(work: Path) -> str:
    """All that the journal's files hold."""
    return "".join(file.read_text() for file in sorted((work / "journal").glob("*")))


def another_kernels(work: Path, number: int, *lines: Line, host: str = "") -> Path:
    """A journal file of a process of this host or of another."""
    book = Journal(work)
    for line in lines:
        book.append(line)
    mine = max((work / "journal").glob(f"*-{process.mark()}-*.jsonl"))
    here, _, _ = process.mark().split(".")
    theirs = f"{host or here}.{number}.theirs"
    return mine.rename(mine.with_name(mine.name.replace(process.mark(), theirs)))


def a_dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_a_deleted_answer_is_neither_read_nor_in_any_file(tmp_path: Path) -> None:
    book = Journal(tmp_path)
    book.append(a_line("secret", '{"text": "mine"}'))
    book.append(a_line("other", '{"text": "stays"}'))
    book.append(Line("draft", notebook="ex01", item="secret", response=msgspec.Raw(b'"half"')))

    book.delete("ex01", "secret")
    book.append(a_line("later"))

    assert items_in(Journal(tmp_path).lines()) == ["other", "secret", "later"]
    assert [line.kind for line in Journal(tmp_path).lines()] == ["answer", "deleted", "answer"]
    held = said(tmp_path)
    assert "mine" not in held
    assert "half" not in held
    assert "stays" in held


def test_an_answer_given_after_a_deletion_stands(tmp_path: Path) -> None:
    book = Journal(tmp_path)
    book.append(a_line("i"))
    book.delete("ex01", "i")
    book.append(a_line("i", '{"choice": "a"}'))
    found = journal.answers(Journal(tmp_path).lines())
    assert [bytes(line.response) for line in found["i"]] == [b'{"choice":"a"}']


def test_deleting_all_leaves_workbooks_and_hand_ins(tmp_path: Path) -> None:
    book = Journal(tmp_path)
    book.append(Line("workbook", notebook="ex01", workbook="w"))
    book.append(a_line("i", '{"text": "mine"}'))
    book.append(Line("hand-in", notebook="ex01", trainee="Ada", file="a.ipynb"))
    with the_file(tmp_path).open("ab") as torn:
        torn.write(b'{"kind":"answer","response":{"text":"mine, torn')

    book.delete()

    kinds = [line.kind for line in Journal(tmp_path).lines()]
    assert kinds == ["workbook", "hand-in", "deleted"]
    assert "mine" not in said(tmp_path)


def test_what_is_torn_stays_when_only_one_answer_is_deleted(tmp_path: Path) -> None:
    book = Journal(tmp_path)
    book.append(a_line("i"))
    with the_file(tmp_path).open("ab") as torn:
        torn.write(b'{"kind":"ans')
    book.delete("ex01", "i")
    assert '{"kind":"ans' in said(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a process is not asked for")
def test_the_file_of_a_kernel_that_runs_waits_until_the_course_starts(tmp_path: Path) -> None:
    theirs = another_kernels(tmp_path, os.getppid(), a_line("i", '{"text": "mine"}'))
    before = theirs.read_bytes()

    Journal(tmp_path).delete("ex01", "i")

    assert theirs.read_bytes() == before
    assert items_in(Journal(tmp_path).lines()) == ["i"]  # the deletion alone
    Journal(tmp_path).compact(alone=True)
    assert "mine" not in said(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a process is not asked for")
def test_the_file_of_a_kernel_that_has_ended_is_compacted_at_once(tmp_path: Path) -> None:
    another_kernels(tmp_path, a_dead_process(), a_line("i", '{"text": "mine"}'), a_line("j"))
    Journal(tmp_path).delete("ex01", "i")
    assert "mine" not in said(tmp_path)
    assert items_in(Journal(tmp_path).lines()) == ["j", "i"]


@pytest.mark.parametrize("number", [os.getpid(), 1], ids=["ours", "the first"])
def test_the_file_of_another_container_waits_whatever_its_processes_number(
    number: int, tmp_path: Path
) -> None:
    theirs = another_kernels(tmp_path, number, a_line("i", '{"text": "mine"}'), host="container")
    before = theirs.read_bytes()
    Journal(tmp_path).delete("ex01", "i")
    assert theirs.read_bytes() == before
    assert items_in(Journal(tmp_path).lines()) == ["i"]  # the deletion alone


def test_a_clock_that_was_put_back_does_not_keep_what_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    ahead = msgspec.structs.replace(a_line(), at="2999-01-01T00:00:00+00:00")
    (tmp_path / "journal/20990101-x.jsonl").write_bytes(msgspec.json.encode(ahead) + b"\n")
    Journal(tmp_path).delete("ex01", "i")
    assert [line.kind for line in Journal(tmp_path).lines()] == ["deleted"]


@pytest.mark.parametrize("fails", ["replace", "rename", "fsync"])
def test_a_compaction_that_is_cut_off_loses_no_line(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_kernels(tmp_path, a_dead_process(), a_line("i", '{"text": "mine"}'), a_line("j"))

    def cut(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    book = Journal(tmp_path)
    book.append(Line(journal.DELETED, notebook="ex01", item="i"))
    with monkeypatch.context() as broken:
        broken.setattr(os if fails == "fsync" else Path, fails, cut)
        with pytest.raises(OSError, match="No space"):
            book.compact()

    assert items_in(Journal(tmp_path).lines()) == ["j", "i"]
    Journal(tmp_path).compact()
    assert "mine" not in said(tmp_path)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12))
def test_what_stands_is_the_same_before_and_after_compaction(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    work = tmp_path_factory.mktemp("work")
    book, stands = Journal(work), list[str]()
    for item, deletes in steps:
        if deletes:
            book.append(Line(journal.DELETED, notebook="ex01", item=item))
            stands = [name for name in stands if name != item]
        else:
            book.append(a_line(item))
            stands.append(item)
    answered = [line.item for line in Journal(work).lines() if line.kind == "answer"]
    book.compact()
    again = [line.item for line in Journal(work).lines() if line.kind == "answer"]
    assert answered == again == stands


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_copy_of_a_file_says_nothing_twice(tmp_path: Path, end: bytes) -> None:
    kept = Journal(tmp_path)
    written = [kept.append(a_line("i")) for _ in range(2)]
    copy(the_file(tmp_path), "2026 (conflicted copy of Ada's laptop).jsonl", end)
    assert [line.at for line in Journal(tmp_path).lines()] == [line.at for line in written]


def test_a_copy_brings_back_nothing_that_was_deleted(tmp_path: Path) -> None:
    kept = Journal(tmp_path)
    kept.append(a_line("i"))
    before = the_file(tmp_path)
    copy(before, "a copy.jsonl")
    old = before.read_bytes()
    kept.delete("ex01", "i")
    (tmp_path / "journal" / "a late copy.jsonl").write_bytes(old)
    assert items_in(line for line in Journal(tmp_path).lines() if line.kind == "answer") == []
