"""The journal: what it says is saved is there, whatever happens to the rest."""

import errno
import os
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import disk, journal
from withinscope.journal import Journal, Line

from .journals import a_line, items_in, the_file
from .strategies import texts


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
