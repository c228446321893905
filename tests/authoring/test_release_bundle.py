"""`withinscope release --bundle`: what trainees are given, and that it holds no key."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
import small_files
from core import leaks
from core.makers import a_notebook

from withinscope import notebooks
from withinscope.authoring import bundle

from .courses import Command, a_lesson, an_item, put, put_raw
from .test_release import REAL, changed

GIVEN = {
    "course.yaml",
    "start.py",
    "start.command",
    "start.bat",
    "start.desktop",
    "README.md",
    "LICENSE",
    "NOTICE",
    "environment.yml",
    "pyproject.toml",
    "locks/course.txt",
    "notebooks/00_welcome.ipynb",
    "notebooks/01_one.ipynb",
    "exercises/01_one.ipynb",
    "src/withinscope/cli.py",
    "src/withinscope/types/single.py",
}


def files_in(folder: Path) -> set[str]:
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return found - {".withinscope-bundle"}


def names_in(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        return set(opened.namelist())


class TestBundle:
    def test_a_folder_holds_what_trainees_need_and_nothing_else(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        out = tmp_path / "given"
        said = command("release", "--bundle", out)
        assert said == (0, f"{out}: 16 files, for trainees. It holds no solutions.\n", "")
        assert files_in(out) == GIVEN
        for name in GIVEN:
            assert (out / name).read_bytes() == (course / name).read_bytes()
        assert (out / "start.command").stat().st_mode & 0o111  # else a double click opens an editor

    def test_a_zip_holds_the_same_in_one_folder(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        assert command("release", "--bundle", tmp_path / "my-course.zip").status == 0
        assert names_in(tmp_path / "my-course.zip") == {f"my-course/{name}" for name in GIVEN}
        with zipfile.ZipFile(tmp_path / "my-course.zip") as archive:
            assert archive.getinfo("my-course/start.command").external_attr >> 16 & 0o111

    def test_no_key_is_in_it(self, course: Path, command: Command, tmp_path: Path) -> None:
        command("release", "--bundle", tmp_path / "given")
        solution = notebooks.load_dict(course / "solutions/01_one.ipynb")
        key = "Safety comes before every other concern."
        assert leaks.found([key], solution) == [key]
        for path in (tmp_path / "given/exercises").glob("*.ipynb"):
            assert leaks.found([key], json.loads(path.read_text())) == []
            assert not leaks.item_names(json.loads(path.read_text())) & leaks.KEY_FIELDS

    def test_no_key_of_the_real_course_is_in_its_bundle(self, tmp_path: Path) -> None:
        count = bundle.build(REAL, tmp_path / "given")
        texts = {path: path.read_text() for path in (tmp_path / "given").rglob("*.*")}
        assert len(texts) >= count - 2  # LICENSE and NOTICE have no dot
        everything = leaks.squeezed("\0".join(texts.values()))
        for solution in (REAL / "solutions").glob("[0-9]*.ipynb"):
            secrets = leaks.secrets_of(solution)
            assert len(secrets) > 20
            assert [text for text in secrets if leaks.squeezed(text) in everything] == []

    def test_equal_courses_make_equal_zips(self, command: Command, tmp_path: Path) -> None:
        command("release", "--bundle", tmp_path / "a.zip")
        first = (tmp_path / "a.zip").read_bytes()
        command("release", "--bundle", tmp_path / "a.zip")
        assert (tmp_path / "a.zip").read_bytes() == first

    def test_it_is_refused_while_exercises_are_out_of_date(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        changed(course)
        said = command("release", "--bundle", tmp_path / "given")
        assert said.status == 2
        assert "Run `withinscope release`" in said.err
        assert not (tmp_path / "given").exists()

    @pytest.mark.parametrize("role", ["solution", None])
    def test_a_solution_in_the_wrong_folder_is_refused(
        self, role: str | None, course: Path, command: Command, tmp_path: Path
    ) -> None:
        put_raw(course, "notebooks/02_two.ipynb", a_notebook(an_item("x"), role=role))
        said = command("release", "--bundle", tmp_path / "given")
        assert said.status == 2
        assert said.err.startswith("notebooks/02_two.ipynb: This is neither a lesson nor an exerc")
        assert not (tmp_path / "given").exists()

    def test_a_link_is_refused_since_it_may_lead_to_a_key(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        (course / "src/withinscope/notes.py").symlink_to(course / "solutions/01_one.ipynb")
        said = command("release", "--bundle", tmp_path / "given.zip")
        assert said == (
            2,
            "",
            "src/withinscope/notes.py: This is a link, not a file. Put the file itself here.\n",
        )
        assert not (tmp_path / "given.zip").exists()

    def test_a_course_that_lacks_a_part_is_not_bundled(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        (course / "LICENSE").unlink()
        said = command("release", "--bundle", tmp_path / "given")
        assert said.status == 2
        assert "The course has no LICENSE." in said.err

    def test_a_folder_that_holds_anything_else_is_left_alone(
        self, command: Command, tmp_path: Path
    ) -> None:
        (tmp_path / "given").mkdir()
        (tmp_path / "given/thesis.txt").write_text("mine")
        said = command("release", "--bundle", tmp_path / "given")
        assert said.status == 2
        assert "is there already, and is not a bundle" in said.err
        assert files_in(tmp_path / "given") == {"thesis.txt"}

    @pytest.mark.parametrize("content", [b"", b"PK not a zip", None])
    def test_a_file_that_is_something_else_is_left_alone(
        self, content: bytes | None, command: Command, tmp_path: Path
    ) -> None:
        if content is None:
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w") as archive:
                archive.writestr("thesis.txt", "mine")
            content = held.getvalue()
        (tmp_path / "given.zip").write_bytes(content)
        assert command("release", "--bundle", tmp_path / "given.zip").status == 2
        assert (tmp_path / "given.zip").read_bytes() == content

    def test_a_folder_made_before_is_brought_up_to_date_and_work_in_it_stays(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        out = tmp_path / "given"
        command("release", "--bundle", out)
        (out / "my-work").mkdir()
        (out / "my-work/answers.txt").write_text("mine")
        (course / "src/withinscope/cli.py").unlink()
        put(course, "notebooks/01_one.ipynb", a_lesson(an_item("l01-other")))
        assert command("release", "--bundle", out).status == 0
        assert files_in(out) == GIVEN - {"src/withinscope/cli.py"} | {"my-work/answers.txt"}
        assert "l01-other" in (out / "notebooks/01_one.ipynb").read_text()

    @small_files.POSIX
    def test_a_bundle_that_can_not_be_written_whole_leaves_the_one_before(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        command("release", "--bundle", tmp_path / "out.zip")
        before = (tmp_path / "out.zip").read_bytes()
        (course / "src/withinscope/large.bin").write_bytes(os.urandom(2 * small_files.LARGEST))
        bundle_it = ("release", "--course", str(course), "--bundle")
        for out in ("out.zip", "folder"):
            said = small_files.command(*bundle_it, str(tmp_path / out))
            assert said.returncode == 2
            assert "can't be written (File too large). Make room" in said.stderr
        assert (tmp_path / "out.zip").read_bytes() == before
        assert not (tmp_path / "folder/src/withinscope/large.bin").exists()

    def test_a_list_that_was_tampered_with_deletes_nothing_outside(
        self, command: Command, tmp_path: Path
    ) -> None:
        out = tmp_path / "given"
        command("release", "--bundle", out)
        (tmp_path / "thesis.txt").write_text("mine")
        (out / ".withinscope-bundle").write_text(f"../thesis.txt\n{tmp_path / 'thesis.txt'}\n\n")
        command("release", "--bundle", out)
        assert (tmp_path / "thesis.txt").read_text() == "mine"

    def test_check_and_bundle_are_not_asked_together(self, command: Command) -> None:
        with pytest.raises(SystemExit) as ended:
            command("release", "--check", "--bundle", "x")
        assert ended.value.code == 2
