"""Feedback pages back to Moodle, each only to whom it is certain that it belongs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from makers import a_hand_in, encoded, save

from withinscope.grading.exports import lms
from withinscope.grading.exports.lms import Ask, Change, Filled, Source
from withinscope.grading.sheet import Standing

from .instructor import RIGHT, WRONG, Instructor
from .test_moodle import a_person, in_a_folder


def a_zip(path: Path, **entries: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def downloaded(instructor: Instructor, tmp_path: Path) -> Path:
    """Moodle's zip: Ana's folder, Bo's, one with another's work, one of whoever has no group."""
    made = {
        "Ana Ruiz_3": a_hand_in(RIGHT),
        "Bo Berg_12": a_hand_in(WRONG, "Bo Berg", workbook="bo"),
        "Kim Ng_7": a_hand_in(WRONG, "Cy Young", workbook="cy"),
        "Default group": a_hand_in(WRONG, "Di Fox", workbook="di"),
    }
    entries = {
        f"{name}_assignsubmission_file/ex01.ipynb": save(tmp_path / "one", made[name]).read_bytes()
        for name in made
    }
    return a_zip(instructor.hand_ins / "C-Ex-412.zip", **entries)


def test_pages_alone_go_back_in_moodles_own_folders(
    instructor: Instructor, downloaded: Path
) -> None:
    instructor.grades()
    assert instructor.runs("export", "--from", downloaded, "--apply") == 1
    with zipfile.ZipFile(instructor.out / "for-the-platform" / "feedback_ex01.zip") as sent:
        assert sent.namelist() == [
            "Ana Ruiz_3_assignsubmission_file/feedback_ex01.html",
            "Bo Berg_12_assignsubmission_file/feedback_ex01.html",
        ]
        page = sent.read(sent.namelist()[1]).decode()
    assert "Feedback for <bdi>Bo Berg</bdi>" in page
    assert "Ana" not in page
    for told in (
        "what lies there is in the gradebook as Cy Young's, so their page is not sent there: "
        "Kim Ng (7)",
        "Moodle takes no feedback for them: Default group (no number)",
    ):
        assert told in instructor.said


def sent(people: tuple[Standing, ...], *folders: str) -> Filled:
    """What becomes of a zip with these folders."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in folders:
            archive.writestr(f"{name}_assignsubmission_file/ex01.ipynb", b"")
    return lms.fill(Source("C-Ex-412.zip", out.getvalue()), people, Ask("ex01"))


def test_where_identities_are_hidden_each_page_goes_by_its_number() -> None:
    people = (
        a_person("Ana Ruiz", 3, 1, places=in_a_folder("Participant", 14)),
        a_person("Bo Berg", 3, 2, places=in_a_folder("Participant", 17)),
    )
    done = sent(people, "Participant_14", "Participant_17")
    assert done.changes == (
        Change("Ana Ruiz", "", "Participant_14_assignsubmission_file/feedback_ex01.html"),
        Change("Bo Berg", "", "Participant_17_assignsubmission_file/feedback_ex01.html"),
    )


def test_a_lone_folder_is_not_taken_for_one_without_a_name() -> None:
    sam = a_person("Sam Lee", 3, places=in_a_folder("Kim Ng", 7))
    assert sent((sam,), "Kim Ng_7").changes == ()


def test_two_of_one_name_each_get_their_own_page(instructor: Instructor) -> None:
    work = {"Sam Lee_2": "First.", "Sam Lee_8": "Second."}
    entries = {
        f"{name}_assignsubmission_file/ex01.ipynb": encoded(
            a_hand_in({"tell": {"text": said}}, "Sam Lee", workbook=said)
        )
        for name, said in work.items()
    }
    zipped = a_zip(instructor.hand_ins / "C-Ex-412.zip", **entries)
    instructor.grades()
    assert instructor.runs("export", "--from", zipped, "--apply") == 0
    with zipfile.ZipFile(instructor.out / "for-the-platform" / "feedback_ex01.zip") as archive:
        pages = {
            name.split("_assign")[0]: archive.read(name).decode() for name in archive.namelist()
        }
    assert {name: [said for said in work.values() if said in pages[name]] for name in pages} == {
        name: [said] for name, said in work.items()
    }


def test_a_name_with_two_workbooks_may_be_two_people_and_gets_no_page() -> None:
    sam = a_person("Sam Lee", None, places=in_a_folder("Sam Lee", 2), unclear=True)
    (left,) = sent((sam,), "Sam Lee_2").left
    assert left.why.endswith("it may be of two people")


def test_one_person_in_two_folders_gets_no_page_in_either() -> None:
    places = (*in_a_folder("Sam Lee", 2), *in_a_folder("Sam Lee", 8))
    assert sent((a_person("Sam Lee", 3, places=places),), "Sam Lee_2", "Sam Lee_8").changes == ()


def test_a_name_that_is_written_the_other_way_round_and_without_a_space_is_one() -> None:
    haru = a_person(
        "\u5c71\u7530\u5c0f\u6625", 3, places=in_a_folder("\u5c0f\u6625 \u5c71\u7530", 6)
    )
    assert len(sent((haru,), "\u5c0f\u6625 \u5c71\u7530_6").changes) == 1


def test_a_folder_is_known_however_its_accents_are_made() -> None:
    composed, apart = "Ren\u00e9e", "Rene\u0301e"
    renee = a_person(composed, 3, places=in_a_folder(composed, 9))
    (change,) = sent((renee,), f"{apart}_9").changes
    assert change.after == f"{apart}_9_assignsubmission_file/feedback_ex01.html"


@pytest.mark.parametrize("name", [".Bo", "..\\Bo", "Bo_X"])
def test_a_name_that_moodle_would_pass_over_is_left_out_of_the_folder(name: str) -> None:
    bo = a_person(name, 3, places=in_a_folder(name, 5))
    (change,) = sent((bo,), f"{name}_5").changes
    assert change.after == "_5_assignsubmission_file/feedback_ex01.html"


def test_a_teams_pages_are_not_shown_to_one_another() -> None:
    in_team = in_a_folder("Group AB", 3)
    people = (a_person("Ana", 3, 1, places=in_team), a_person("Bo", 3, 2, places=in_team))
    done = sent(people, "Group AB_3")
    assert done.changes == ()
    assert "all of them would see each other's pages" in done.left[0].why
