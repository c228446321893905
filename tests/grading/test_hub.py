"""Hand-ins of a JupyterHub's people: an account is one person, and gets their feedback back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from makers import a_hand_in

from withinscope import course
from withinscope.grading.workbench.bench_messages import Enter, Export, Grade, Look

from .at_the_bench import AtTheBench
from .instructor import RIGHT, WRONG, Instructor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no Hub runs on Windows")


@pytest.fixture
def on_a_hub(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Instructor:
    """An instructor whose hand-ins are folders that the Hub made, called by the account."""
    instructor.hand_ins.mkdir(mode=0o755)
    instructor.hand_ins.chmod(0o755)
    monkeypatch.setenv(course.HAND_INS, str(instructor.hand_ins))
    return instructor


def test_one_name_in_two_accounts_is_two_people(on_a_hub: Instructor) -> None:
    on_a_hub.gets("sam/1.ipynb", a_hand_in(RIGHT, "Sam Lee", workbook="one"))
    on_a_hub.gets("mallory/1.ipynb", a_hand_in(WRONG, "Sam Lee", workbook="two"))
    on_a_hub.grades()
    told = on_a_hub.rows("trainee", "score", "reason")
    assert sorted(told) == [
        ("Sam Lee", "0", "one of 2 people of this name: number mallory in the Hub"),
        ("Sam Lee", "3", "one of 2 people of this name: number sam in the Hub"),
    ]


def test_two_names_in_one_account_are_one_person(on_a_hub: Instructor) -> None:
    late = "2026-11-21T10:00:00+00:00"
    on_a_hub.gets("u17/1.ipynb", a_hand_in(WRONG, "Sam Lee"))
    on_a_hub.gets("u17/2.ipynb", a_hand_in(RIGHT, "Lee the Second", handed_in_at=late))
    on_a_hub.grades()
    assert on_a_hub.rows("trainee", "score") == [("Sam Lee", "3")]


def test_who_writes_no_name_is_called_by_the_account(on_a_hub: Instructor) -> None:
    on_a_hub.gets("u17/1.ipynb", a_hand_in(RIGHT, None))
    on_a_hub.grades()
    assert on_a_hub.rows("trainee", "reason") == [("u17", "")]


def test_a_roster_has_the_names_of_accounts_and_a_false_one_is_told(on_a_hub: Instructor) -> None:
    roster = on_a_hub.folder / "roster.csv"
    roster.write_text("name,email\nSam Lee,Sam@Example.org\nAna Ruiz,ana@example.org\n")
    on_a_hub.gets("sam@example.org/1.ipynb", a_hand_in(RIGHT, "Ana Ruiz", workbook="one"))
    on_a_hub.grades(on_a_hub.hand_ins, "--roster", str(roster))
    [told] = [row for row in on_a_hub.sheet() if row["state"] == "graded"]
    assert told["trainee"] == "Sam Lee"
    assert "the notebook itself says Ana Ruiz" in told["reason"]


def test_feedback_goes_into_its_owners_folder_and_is_no_hand_in(on_a_hub: Instructor) -> None:
    on_a_hub.gets("sam/1.ipynb", a_hand_in(RIGHT, "Sam Lee", workbook="one"))
    on_a_hub.gets("ana/1.ipynb", a_hand_in(WRONG, "Sam Lee", workbook="two"))
    on_a_hub.grades(no_feedback=False)
    assert on_a_hub.runs("feedback", "--give-back") == 0
    assert "2 people have theirs in the folder of their hand-ins." in on_a_hub.said
    pages = [(on_a_hub.hand_ins / name / course.RETURNED).read_text() for name in ("ana", "sam")]
    assert [("A coach" in page, "A therapist" in page) for page in pages] == [(1, 0), (0, 1)]
    assert on_a_hub.grades() == 0
    assert course.RETURNED not in on_a_hub.said


def test_feedback_follows_no_link_that_a_trainee_has_laid(
    on_a_hub: Instructor, tmp_path: Path
) -> None:
    on_a_hub.gets("sam/1.ipynb", a_hand_in(RIGHT, "Sam Lee", workbook="one"))
    on_a_hub.gets("ana/1.ipynb", a_hand_in(WRONG, "Ana Ruiz", workbook="two"))
    on_a_hub.grades(no_feedback=False)
    mine = tmp_path / "instructors.txt"
    mine.write_text("mine")
    (on_a_hub.hand_ins / "sam" / course.RETURNED).symlink_to(mine)
    (tmp_path / "elsewhere").mkdir()
    (on_a_hub.hand_ins / "ana").rename(tmp_path / "ana")
    (on_a_hub.hand_ins / "ana").symlink_to(tmp_path / "elsewhere")
    assert on_a_hub.runs("feedback", "--give-back") == 1
    assert mine.read_text() == "mine"
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert "Ana Ruiz has not: there is no folder of this account." in on_a_hub.said
    assert "A therapist" in (on_a_hub.hand_ins / "sam" / course.RETURNED).read_text()


def test_without_a_hub_there_is_nowhere_to_give_back_to(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    assert instructor.runs("feedback", "--give-back") == 2
    assert course.HAND_INS in instructor.complained


def test_at_the_workbench_a_hub_is_graded_and_each_page_goes_to_its_owner(
    on_a_hub: Instructor,
) -> None:
    on_a_hub.gets("sam/1.ipynb", a_hand_in(RIGHT, "Sam Lee", workbook="one"))
    on_a_hub.gets("ana/1.ipynb", a_hand_in(WRONG, "Sam Lee", workbook="two"))
    bench = AtTheBench(on_a_hub)
    hub = bench.says(Look()).listing.hub
    assert bench.state.listing.hand_ins[0] == hub == str(on_a_hub.hand_ins)
    state = bench.says(Grade((hub,)), Enter("cohort"), Export("give-back"))
    assert state.said[1:] == ("2 people have theirs in the folder of their hand-ins.",)
    pages = [(on_a_hub.hand_ins / name / course.RETURNED).read_text() for name in ("ana", "sam")]
    assert [("A coach" in page, "A therapist" in page) for page in pages] == [(1, 0), (0, 1)]


def test_at_the_workbench_who_did_not_get_their_page_is_told(on_a_hub: Instructor) -> None:
    on_a_hub.gets("sam/1.ipynb", a_hand_in(RIGHT, "Sam Lee", workbook="one"))
    bench = AtTheBench(on_a_hub)
    bench.says(Look(), Grade((str(on_a_hub.hand_ins),)))
    (on_a_hub.hand_ins / "sam").rename(on_a_hub.hand_ins / "tom")
    state = bench.says(Enter("cohort"), Export("give-back"))
    assert state.said[2] == "Sam Lee has not: there is no folder of this account."


def test_the_workbench_offers_no_hub_where_there_is_none(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    bench = AtTheBench(instructor)
    assert bench.says(Look()).listing.hub == ""
    state = bench.says(Enter("cohort"), Export("give-back"))
    assert course.HAND_INS in state.problem
