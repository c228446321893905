"""Where the workbench keeps what is dropped, and what it offers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from makers import save

from withinscope.grading.workbench import places
from withinscope.problems import Mistake

from .at_the_bench import AtTheBench


class TestPlaces:
    def test_a_file_that_comes_in_parts_is_offered_once_it_is_whole(
        self, bench: AtTheBench
    ) -> None:
        grading = bench.course / "grading"
        assert places.keep(grading, "a.zip", 0, b"one", last=False) == "a.zip"
        assert places.listing(bench.course, grading).hand_ins == ()
        places.keep(grading, "a.zip", 3, b"two", last=True)
        assert (grading / "uploads" / "a.zip").read_bytes() == b"onetwo"
        assert places.listing(bench.course, grading).hand_ins == ("grading/uploads/a.zip",)

    def test_a_folder_keeps_its_names(self, bench: AtTheBench) -> None:
        grading = bench.course / "grading"
        name = "Week 1/Ana Ruiz_123_assignsubmission_file/x.ipynb"
        assert places.keep(grading, name, 0, b"{}", last=True) == "Week 1"
        assert places.listing(bench.course, grading).hand_ins == ("grading/uploads/Week 1",)

    @pytest.mark.skipif(os.name == "nt", reason="no file there has such a name")
    def test_a_name_is_only_a_name(self, bench: AtTheBench) -> None:
        grading = bench.course / "grading"
        name = "<b>Ana: a\\b?.zip"
        places.keep(grading, name, 0, b"", last=True)
        offered = places.listing(bench.course, grading)
        assert offered.hand_ins == (f"grading/uploads/{name}",)

    def test_a_file_begun_anew_begins_anew(self, bench: AtTheBench) -> None:
        grading = bench.course / "grading"
        places.keep(grading, "a.zip", 0, b"half of", last=False)
        places.keep(grading, "a.zip", 0, b"whole", last=True)
        assert (grading / "uploads" / "a.zip").read_bytes() == b"whole"

    @pytest.mark.parametrize(
        "name",
        ["", "..", "../a.zip", "a/../../b.zip", "/etc/a", "a//b", "a\x00.zip"],
    )
    def test_a_name_that_leads_elsewhere_is_refused(self, name: str, bench: AtTheBench) -> None:
        with pytest.raises(Mistake, match="can't be kept here"):
            places.keep(bench.course / "grading", name, 0, b"", last=True)

    @pytest.mark.parametrize("name", ["x" * 241, "a/" * 8 + "b"])
    def test_a_name_too_long_or_too_deep_is_refused(self, name: str, bench: AtTheBench) -> None:
        with pytest.raises(Mistake, match="can't be kept here"):
            places.keep(bench.course / "grading", name, 0, b"", last=True)

    def test_parts_that_do_not_follow_one_another_are_refused(self, bench: AtTheBench) -> None:
        with pytest.raises(Mistake, match="in pieces"):
            places.keep(bench.course / "grading", "a.zip", 9, b"x", last=True)

    def test_a_file_too_large_to_drop_is_told_where_to_put_it(
        self, bench: AtTheBench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "LARGEST", 2)
        with pytest.raises(Mistake, match="Put it into the course's folder"):
            places.keep(bench.course / "grading", "a.zip", 0, b"xyz", last=True)

    def test_what_was_written_here_is_offered_as_nothing_that_came(self, bench: AtTheBench) -> None:
        grading = bench.course / "grading"
        for file in ("grades.csv", "for-the-platform/back.zip", "feedback/old.zip"):
            save(grading / file, b"Name\nAna\n")
        assert places.listing(bench.course, grading) == places.Listing()

    def test_the_courses_own_folders_and_links_are_not_offered(
        self, bench: AtTheBench, tmp_path: Path
    ) -> None:
        save(tmp_path / "elsewhere" / "a.ipynb", b"{}")
        (bench.course / "link").symlink_to(tmp_path / "elsewhere")
        for folder in ("notebooks", "my-work", ".hidden", "Term 1"):
            save(bench.course / folder / "a.ipynb", b"{}")
        save(bench.course / "Empty" / "notes.md", b"")
        save(bench.course / "A Mac's" / "._a.ipynb", b"")
        offered = places.listing(bench.course, bench.course / "grading")
        assert offered.hand_ins == ("Term 1",)
