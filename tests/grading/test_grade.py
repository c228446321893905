"""Hand-ins in, grades.csv out."""

import pytest
from makers import (
    DUTY,
    ITEMS,
    PICK,
    RATE,
    TELL,
    a_course,
    a_hand_in,
    a_notebook,
    an_item,
    encoded,
)

from .instructor import RIGHT, WRONG, Instructor


def test_a_hand_in_becomes_a_row_with_points_and_states(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT | {"tell": {"text": "I coach."}}))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    assert instructor.grades() == 0
    assert (instructor.out / "grades.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "trainee,exercise,state,score,max_score,competent,reason,"
        "pick,pick_state,rate,rate_state,tell,tell_state",
        "Ana Ruiz,ex01,needs marking,,6,,,1,graded,2,graded,,needs marking",
        "Bo,ex01,graded,0,6,,,0,graded,0,graded,,unanswered",
    ]


def test_nothing_answered_at_all_is_graded_and_zero(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in())
    assert instructor.grades() == 0
    assert instructor.rows("state", "score", "pick", "pick_state") == [
        ("graded", "0", "", "unanswered")
    ]


def test_blank_free_text_is_unanswered(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT | {"tell": {"text": " \n "}}))
    assert instructor.grades() == 0
    assert instructor.rows("state", "score", "tell", "tell_state") == [
        ("graded", "3", "", "unanswered")
    ]


def test_a_part_of_a_point_is_written_with_a_dot(instructor: Instructor) -> None:
    items = (an_item(RATE, points="1"),)
    a_course(instructor.course, ex01=items)
    instructor.gets("ana.ipynb", a_hand_in({"rate": {"best": "a", "worst": "b"}}, yaml=items))
    instructor.grades()
    assert instructor.rows("score", "max_score", "rate") == [("0.5", "1", "0.5")]


@pytest.mark.parametrize(("choice", "competent"), [("a", "yes"), ("b", "not yet")])
def test_competence_is_told_once_nothing_awaits_marking(
    instructor: Instructor, choice: str, competent: str
) -> None:
    items = (DUTY, TELL)
    a_course(instructor.course, ex01=items)
    told = {"duty": {"choice": choice}}
    instructor.gets("ana.ipynb", a_hand_in(told, yaml=items))
    instructor.gets(
        "bo.ipynb", a_hand_in(told | {"tell": {"text": "Hm."}}, "Bo", yaml=items, workbook="b")
    )
    instructor.grades()
    assert instructor.rows("trainee", "competent") == [("Ana Ruiz", competent), ("Bo", "")]


def test_the_newest_hand_in_counts_and_the_older_is_kept(instructor: Instructor) -> None:
    early, late = "2026-11-20T10:00:00+00:00", "2026-11-20T12:00:00+02:00"
    instructor.gets("1.ipynb", a_hand_in(RIGHT, handed_in_at="2026-11-20T10:00:01+00:00"))
    instructor.gets("2.ipynb", a_hand_in(WRONG, handed_in_at=late))
    instructor.gets("3.ipynb", a_hand_in(WRONG, handed_in_at=early))
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3")]


def test_a_hand_in_dated_years_ahead_is_told_and_does_not_count(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(WRONG, handed_in_at="2931-05-03T10:00:00+00:00"))
    instructor.gets("2.ipynb", a_hand_in(RIGHT, handed_in_at="2026-11-20T10:00:00+00:00"))
    assert instructor.grades() == 1
    told = "hand-ins/1.ipynb is dated May 3, 2931, which is yet to come, so it does not count"
    assert instructor.rows("score", "reason") == [("3", told)]


def test_a_hand_in_dated_years_ahead_counts_where_it_is_all_there_is(
    instructor: Instructor,
) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, handed_in_at="2931-05-03T10:00:00+00:00"))
    assert instructor.grades() == 1
    told = "it is dated May 3, 2931, which is yet to come"
    assert instructor.rows("score", "reason") == [("3", told)]


def test_a_clock_that_was_put_back_between_two_hand_ins_leaves_their_order(
    instructor: Instructor,
) -> None:
    first, said = "2026-11-20T12:00:00+00:00", "2026-11-20T10:10:00+00:00"
    later = a_hand_in(RIGHT, handed_in_at=said)
    later["metadata"]["withinscope"]["handed_in_after"] = "2026-11-20T12:00:00.000001+00:00"
    instructor.gets("1.ipynb", a_hand_in(WRONG, handed_in_at=first))
    instructor.gets("2.ipynb", later)
    assert instructor.grades() == 0
    assert instructor.rows("score") == [("3",)]


def test_half_of_an_emoji_in_an_answer_costs_neither_it_nor_the_others(
    instructor: Instructor,
) -> None:
    hand_in = encoded(a_hand_in(RIGHT | {"tell": {"text": "I listen. HALF"}}))
    instructor.gets("1.ipynb", hand_in.replace(b"HALF", rb"\ud83d").replace(b"Ruiz", rb"\ude00"))
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "state", "pick", "tell_state") == [
        ("Ana \ufffd", "needs marking", "1", "needs marking")
    ]


def test_a_plain_save_counts_by_its_latest_answer(instructor: Instructor) -> None:
    late = a_hand_in(RIGHT, None, handed_in_at=None, answered_at="2026-11-20T10:00:01+00:00")
    instructor.gets("Ana Ruiz/plain.ipynb", late)
    instructor.gets("handed-in.ipynb", a_hand_in(WRONG))
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3")]


def test_a_hand_in_and_a_plain_save_grade_the_same(instructor: Instructor) -> None:
    instructor.gets("ana/01_ground.ipynb", a_hand_in(RIGHT, None, handed_in_at=None))
    instructor.gets("bo.ipynb", a_hand_in(RIGHT, "bo", workbook="book-of-bo"))
    instructor.grades()
    ana, bo = instructor.sheet()
    assert ana | {"trainee": ""} == bo | {"trainee": ""}


def test_several_exercises_share_one_sheet(instructor: Instructor) -> None:
    other = an_item(PICK, id="other")
    a_course(instructor.course, ex01=ITEMS, ex02=(other,))
    instructor.gets("1.ipynb", a_hand_in(RIGHT))
    second = a_hand_in(
        {"other": {"choice": "b"}}, yaml=(other,), exercise="ex02", workbook="second"
    )
    instructor.gets("2.ipynb", second)
    assert instructor.grades() == 0
    assert instructor.rows("exercise", "score", "pick", "other", "pick_state", "other_state") == [
        ("ex01", "3", "1", "", "graded", ""),
        ("ex02", "1", "", "1", "", "graded"),
    ]


def test_a_later_run_keeps_the_rows_of_an_earlier_one(instructor: Instructor) -> None:
    ana = instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    bo = instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    instructor.grades(ana)
    instructor.grades(bo)
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo", "0")]


def test_other_files_are_ignored_and_counted(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    for name in (
        "notes.txt",
        ".DS_Store",
        "b.txt",
        ".ipynb_checkpoints/x.ipynb",
        "__MACOSX/y.ipynb",
    ):
        instructor.gets(name, b"")
    assert instructor.grades() == 0
    assert "No hand-ins, passed over: 2 .txt." in instructor.said
    assert len(instructor.sheet()) == 1


def test_a_lesson_beside_a_hand_in_is_no_matter(instructor: Instructor) -> None:
    lesson = a_notebook(PICK, role="lesson", exercise="L01")
    instructor.gets("Ana Ruiz/01_ground.ipynb", lesson)
    instructor.gets("Ana Ruiz/ex01.ipynb", a_hand_in(RIGHT))
    instructor.gets("Bo/01_ground.ipynb", lesson)
    assert instructor.grades() == 1
    assert instructor.rows("trainee", "exercise", "state", "reason") == [
        (
            "Bo",
            "",
            "not gradable",
            "hand-ins/Bo/01_ground.ipynb: a lesson, not an exercise; nothing in it is graded",
        ),
        ("Ana Ruiz", "ex01", "graded", ""),
    ]


def test_who_is_missing_is_told_against_a_roster(instructor: Instructor) -> None:
    roster = instructor.folder / "roster.csv"
    roster.write_text("trainee;group\nAna Ruiz;1\nBo;1\n=Cy;2\n", encoding="utf-8-sig")
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.gets("di.ipynb", a_hand_in(RIGHT, "Di", workbook="book-of-di"))
    assert instructor.grades(instructor.hand_ins, "--roster", roster) == 1
    assert instructor.rows("trainee", "exercise", "state", "score", "max_score") == [
        ("Ana Ruiz", "ex01", "graded", "3", "6"),
        ("Di", "ex01", "graded", "3", "6"),
        ("Bo", "ex01", "missing", "", ""),
        ("'=Cy", "ex01", "missing", "", ""),
    ]
    assert "Missing: Bo (ex01), =Cy (ex01)" in instructor.said
    assert "not on the roster: Di" in instructor.said


def test_without_a_roster_nobody_is_missing(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    assert instructor.grades() == 0
    assert "Missing" not in instructor.said


@pytest.mark.parametrize("name", ["nowhere", "nowhere.ipynb", "nowhere.zip"])
def test_where_nothing_stands_nothing_is_graded(instructor: Instructor, name: str) -> None:
    assert instructor.grades(instructor.folder / name) == 2
    assert "There is no file or folder" in instructor.complained


def test_an_empty_folder_holds_nothing_to_grade(instructor: Instructor) -> None:
    instructor.hand_ins.mkdir()
    assert instructor.grades() == 2


def test_a_course_without_solutions_says_so(instructor: Instructor) -> None:
    (instructor.course / "solutions" / "01_ground.ipynb").unlink()
    (instructor.course / "solutions").rmdir()
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    assert instructor.grades() == 2
    assert "no solutions" in instructor.complained


def test_a_mistake_in_a_solution_stops_the_run_and_changes_nothing(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    before = instructor.sheet()
    a_course(instructor.course, ex01=(an_item(PICK, key="z"), RATE, TELL))
    assert instructor.grades() == 2
    assert "The key `z` is none of the options." in instructor.complained
    assert instructor.sheet() == before
