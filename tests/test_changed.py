"""Which tests a change reaches: too many at worst, and none is waited for that can't tell of it."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from browser import COURSE
from changed import Tree, since

TESTS = COURSE / "tests"


@cache
def tree() -> Tree:
    return Tree(COURSE)


def reached(*changed: str) -> set[str]:
    """The test files that a change of some files reaches, named from the tests' folder."""
    return {path.relative_to(TESTS).as_posix() for path in tree().reached(changed)}


@pytest.mark.parametrize(
    ("changed", "far"),
    [
        ("src/withinscope/grading/agreement.py", "grading/test_second_marks.py"),  # a command's
        (
            "src/withinscope/grading/exports/grades_xlsx.py",
            "grading/test_exports.py",
        ),  # by being there
        ("src/withinscope/types/order.py", "core/test_scoring.py"),
        ("src/withinscope/grading/workbench/bench.py", "paths/test_workbench.py"),  # in a kernel
        ("src/withinscope/grading/workbench/bench.py", "test_notebooks_run.py"),
        ("src/withinscope/views/item.py", "paths/test_keyboard.py"),
        ("src/withinscope/lab/routes.py", "lab/test_leaving.py"),
        ("src/withinscope/lab/learn.py", "paths/test_trouble.py"),
        ("src/withinscope/lab/kernel.py", "paths/test_trouble.py"),  # started by its name
        ("src/withinscope/lab/singleuser.py", "on_a_hub/test_school.py"),
        ("src/withinscope/session/handing_in.py", "playing/test_playing.py"),
        ("src/withinscope/views/frame.js", "paths/test_trainee.py"),
        ("src/withinscope/views/frame.js", "test_scripts.py"),
        ("src/withinscope/views/tokens.css", "views/test_style_sheets.py"),
        ("tests/views/logic.test.mjs", "test_scripts.py"),
        ("tests/core/cases/order.py", "core/test_types.py"),  # found by being there
        ("tests/paths/conftest.py", "paths/test_trainee.py"),
        ("notebooks/01_shared_ground.ipynb", "core/test_course_items.py"),
        ("course.yaml", "test_cli.py"),
        ("docs/hub.md", "test_documents.py"),
        ("start.py", "starting/test_failures.py"),
    ],
)
def test_a_change_reaches_what_could_tell_of_it(changed: str, far: str) -> None:
    assert (COURSE / changed).is_file()
    assert far in reached(changed)


def test_every_module_of_the_package_reaches_a_test() -> None:
    modules = [str(one.relative_to(COURSE)) for one in (COURSE / "src").rglob("*.py")]
    assert len(modules) > 200
    assert [one for one in modules if not reached(one)] == []


def test_a_change_of_grading_waits_for_no_page_but_those_that_are_of_it() -> None:
    pages = {one for one in reached("src/withinscope/grading/keys.py") if one.startswith("paths/")}
    assert "paths/test_workbench.py" in pages
    assert not {"paths/test_keyboard.py", "paths/test_notes.py", "paths/test_map.py"} & pages


def test_a_change_of_one_test_reaches_that_one_alone() -> None:
    assert reached("tests/grading/test_roster.py") == {"grading/test_roster.py"}


def test_what_is_not_committed_has_changed(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            [str(shutil.which("git")), "-C", str(tmp_path), *who, *words],
            check=True,
            capture_output=True,
        )

    git("init")
    for name in ("same", "edited", "gone"):
        (tmp_path / name).write_text(name)
    git("add", ".")
    git("commit", "-m", "All")
    (tmp_path / "edited").write_text("anew")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("new")
    assert since(tmp_path, "HEAD") == {"edited", "gone", "new"}
