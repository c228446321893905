"""Folders of hand-ins on one machine: each is its person's and the instructors', by the system."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from withinscope import course, disk
from withinscope.grading.intake import hub
from withinscope.lab import delivery
from withinscope.problems import Mistake
from withinscope.session.handing_in import SHARED

SAM, ANA, TEACHER, INSTRUCTORS = 20001, 20002, 20003, 30001
only_root_can_be_several = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as several people"
)


@pytest.fixture
def root() -> Iterator[Path]:
    """The folder of all hand-ins, as docs/hub.md has it made, where everybody gets to it."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        folder = Path(made) / "hand-ins"
        folder.mkdir()
        os.chown(folder, 0, INSTRUCTORS)
        folder.chmod(0o3773)
        yield folder


def as_user(user: int, act: Callable[[], object], groups: tuple[int, ...] = ()) -> object:
    """What something returns that a user of the system does, or the name of its error."""
    told = multiprocessing.get_context("fork").SimpleQueue()

    def run() -> None:
        os.setgroups(groups)
        os.setgid(user)
        os.setuid(user)
        os.umask(0o077)
        try:
            told.put(act())
        except (OSError, Mistake) as error:
            told.put(type(error).__name__)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(timeout=30)
    assert process.exitcode == 0
    return told.get()


def hands_in(root: Path, account: str, text: str) -> Callable[[], str]:
    def act() -> str:
        folder = delivery.make_folder(root, account)
        disk.write_whole(folder / "ex01.ipynb", text, mode=SHARED)
        return str(folder)

    return act


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@only_root_can_be_several
def test_trainees_read_their_own_and_instructors_read_all(root: Path) -> None:
    sams = Path(str(as_user(SAM, hands_in(root, "sam", "Sam's"))))
    as_user(ANA, hands_in(root, "ana", "Ana's"))
    file = sams / "ex01.ipynb"
    assert as_user(SAM, file.read_text) == "Sam's"
    assert as_user(TEACHER, file.read_text, (INSTRUCTORS,)) == "Sam's"
    assert as_user(TEACHER, lambda: names(root), (INSTRUCTORS,)) == ["ana", "sam"]
    # Ana neither sees who is there nor gets in, and takes nothing away.
    assert as_user(ANA, lambda: names(root)) == "PermissionError"
    assert as_user(ANA, file.read_text) == "PermissionError"
    assert as_user(ANA, lambda: names(sams)) == "PermissionError"
    assert as_user(ANA, lambda: sams.rename(root / "mine")) == "PermissionError"


@only_root_can_be_several
def test_the_owner_tells_whose_it_is_whatever_they_call_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(course.HAND_INS, str(root))
    squatted = as_user(ANA, hands_in(root, "sam", "Ana's"))
    assert hub.account_of(f"{squatted}/ex01.ipynb") == str(ANA)
    sams = as_user(SAM, hands_in(root, "sam", "Sam's"))
    assert sams == f"{squatted}-2"
    assert hub.account_of(f"{sams}/ex01.ipynb") == str(SAM)
    assert hub.account_of(root / "ex01.ipynb") == hub.account_of(root.parent / "a/b") == ""
    # Who comes again has the folder that is theirs.
    assert as_user(SAM, hands_in(root, "sam", "Sam's")) == sams


@only_root_can_be_several
def test_where_there_can_be_no_folder_who_runs_the_hub_is_told(root: Path) -> None:
    root.chmod(0o755)
    assert as_user(SAM, hands_in(root, "sam", "")) == "Mistake"


def test_an_account_with_any_letters_in_it_names_one_folder(tmp_path: Path) -> None:
    for account in ("../ana", "a/b", ".", "sam.lee@example.org"):
        folder = delivery.make_folder(tmp_path, account)
        assert folder.parent == tmp_path
        assert folder.is_dir()
