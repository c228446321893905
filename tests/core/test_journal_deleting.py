"""What was deleted from a journal is gone, from every file, and comes back from no copy."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import journal, process
from withinscope.journal import Journal, Line

from .journals import a_line, copy, items_in, the_file


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
        broken.setattr(Path if fails == "rename" else os, fails, cut)
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
