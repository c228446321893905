"""The workbench without its page: what comes of what the page says, in gradebook and files."""

from __future__ import annotations

import io
import re
import sqlite3

import openpyxl
import pytest
from makers import a_hand_in, save

from withinscope.grading.workbench import desk_messages, places
from withinscope.grading.workbench.bench_messages import (
    Enter,
    Export,
    Grade,
    Group,
    Leave,
    Look,
    Mark,
    Part,
    Standing,
)

from .at_the_bench import AtTheBench
from .instructor import RIGHT, Instructor

HOSTILE = "<script>top.hacked = 1</script>"


def test_before_anything_is_graded_it_says_so_everywhere_and_makes_no_gradebook(
    bench: AtTheBench,
) -> None:
    state = bench.says(Look())
    assert (state.standing, state.problem) == (Standing(), "")
    assert bench.says(Enter("cohort")).report == ""
    nothing = "Nothing is graded yet. Grade something first."
    assert bench.says(Mark("me")).problem == nothing
    assert bench.says(Export("csv")).problem == nothing
    assert not (bench.course / "grading").exists()


def test_a_zip_in_the_courses_folder_is_offered_and_graded_as_in_the_terminal(
    bench: AtTheBench, instructor: Instructor
) -> None:
    bench.gets("Ana", "Bo")
    assert bench.says(Look()).listing == places.Listing(("cohort.zip",), (), ("cohort.zip",))
    state = bench.says(Grade(("cohort.zip",)))
    [states] = state.parts
    assert states == Part(
        "Where everyone stands",
        ("Exercise", "Graded", "Needs marking", "Not gradable"),
        (("ex01", "0", "2", "0"),),
    )
    grading = bench.course / "grading"
    assert state.said == (
        f"Scores are in {grading / 'grades.csv'}.",
        f"2 feedback pages are in {grading / 'feedback'}.",
    )
    assert (grading / "feedback" / "Ana.html").is_file()
    assert state.standing == Standing(("ex01",), 0, 2)
    assert bench.told == [(1, 2), (2, 2)]
    instructor.runs("grade", bench.course / "cohort.zip")
    assert states.title in instructor.said


def test_problems_are_told_in_words(bench: AtTheBench) -> None:
    save(bench.course / "week" / "Cy.ipynb", b"\xff")
    save(bench.course / "roster.csv", b"Name\nAna\nDee\n")
    bench.gets("Ana", "Bo")
    state = bench.says(Look(), Grade(("cohort.zip", "week"), "roster.csv"))
    [look] = [one for one in state.parts if one.title == "To look at"]
    assert look.rows[0][0] == "Cy"
    assert "To look at: 1, in the table so called." in state.said
    texts = [one.text for one in state.parts if one.text]
    assert texts[:2] == ["Missing: Dee (ex01)", "Handed in, but not on the roster: Bo, Cy"]


def test_the_report_is_on_everybody_or_on_the_cohort_that_is_chosen(bench: AtTheBench) -> None:
    for cohort, name in (("2025", "Ana"), ("2026", "Bo")):
        save(bench.course / f"{cohort}.csv", f"Name\n{name}\n".encode())
        bench.gets(name)
        bench.says(Look(), Grade(("cohort.zip",), f"{cohort}.csv"))
    state = bench.says(Enter("cohort"))
    assert state.standing.cohorts == ("2025", "2026")
    assert "2 people" in state.report
    state = bench.says(Group("2025"))
    assert (state.group, state.problem) == ("2025", "")
    assert "1 person" in state.report
    assert bench.says(Enter("grade"), Enter("cohort")).report == state.report
    bench.says(Export("report", "2025"))
    written = (bench.course / "grading" / "report.html").read_text(encoding="utf-8")
    assert written == state.report
    bench.says(Export("csv", "2025"))
    assert ("Ana" in bench.scores(), "Bo" in bench.scores()) == (True, False)
    assert "2 people" in bench.says(Group("")).report
    gone = bench.says(Group("1999"))
    assert "Nobody in the gradebook is of the group 1999." in gone.problem


def test_two_groups_of_a_roster_stand_beside_each_other_and_names_can_be_left_out(
    bench: AtTheBench,
) -> None:
    rows = "".join(f"{name},{group}\n" for name, group in (("Ana", "A"), ("Bo", "B"), ("Cy", "B")))
    save(bench.course / "2026.csv", f"Name,Team\n{rows}".encode())
    bench.gets("Ana", "Bo", "Cy")
    bench.says(Look(), Grade(("cohort.zip",), "2026.csv"))
    state = bench.says(Enter("cohort"))
    assert (state.standing.cohorts, state.standing.groups) == (("2026",), ("Team=A", "Team=B"))
    state = bench.says(Group("Team=B", "Team=A"))
    beside = "<bdi>Team=B</bdi> beside <bdi>Team=A</bdi>"
    assert beside in state.report
    assert bench.says(Enter("grade"), Enter("cohort")).report == state.report
    bench.says(Export("report-anonymous", "Team=B", "Team=A"))
    written = (bench.course / "grading" / "report-anonymous.html").read_text(encoding="utf-8")
    assert beside in written
    assert not re.search(r"\b(Bo|Cy)\b", written)


def test_a_roster_that_is_dropped_may_be_an_excel_workbook_as_in_the_terminal(
    bench: AtTheBench,
) -> None:
    workbook, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (["Cohort of 2026"], ["Name", "E-mail"], ["Ana", "ana@x.org"], ["Dee", ""]):
        workbook.active.append(row)
    workbook.save(kept)
    places.keep(bench.shop.out, "roster.xlsx", 0, kept.getvalue(), last=True)
    bench.gets("Ana", "Bo")
    (roster,) = bench.says(Look()).listing.rosters
    texts = [one.text for one in bench.says(Grade(("cohort.zip",), roster)).parts if one.text]
    assert texts[:2] == ["Missing: Dee (ex01)", "Handed in, but not on the roster: Bo"]


def test_which_hand_in_counts_and_what_is_late_are_said_on_the_page(bench: AtTheBench) -> None:
    bench.gets("Ana")
    late = a_hand_in(
        RIGHT, handed_in_at="2026-11-25T10:00:00+00:00", trainee="Ana", workbook="book-of-Ana"
    )
    save(bench.course / "late" / "Ana.ipynb", late)
    both = ("cohort.zip", "late")
    state = bench.says(Look(), Grade(both, due="2026-11-21 23:59 UTC"))
    assert "late" in bench.scores()
    state = bench.says(Grade(both, pick="first"))
    assert "Would change: 1" in [one.title for one in state.parts]
    assert "needs marking" not in bench.scores()
    bench.says(Grade(both, pick="first", apply=True))
    assert "needs marking" in bench.scores()
    bench.says(Grade(both, pick="newest", late="1", apply=True))
    assert "3 off" in bench.scores()
    state = bench.says(Grade(both, late="much"))
    assert "points that each day begun costs" in state.problem
    state = bench.says(Grade(both, due="some day"))
    assert state.problem


def test_a_roster_that_is_none_and_a_file_that_is_gone_are_told_and_nothing_is_graded(
    bench: AtTheBench,
) -> None:
    save(bench.course / "roster.csv", b"%PDF-1.7")
    bench.gets("Ana")
    bench.says(Look())
    state = bench.says(Grade(("cohort.zip",), "roster.csv"))
    assert "a PDF" in state.problem
    (bench.course / "cohort.zip").unlink()
    assert "not in the course's folder any more" in bench.says(Grade(("cohort.zip",))).problem
    assert "not in the course's" in bench.says(Grade(("../elsewhere.zip",))).problem
    assert "Nothing is chosen" in bench.says(Grade(())).problem
    assert bench.state.standing == Standing()


def test_marking_saves_at_once_under_the_markers_name_and_renews_scores_when_left(
    bench: AtTheBench,
) -> None:
    bench.grades("Ana", "Bo", said=HOSTILE)
    bench.says(Enter("mark"))
    state = bench.marks()
    assert state.desk
    assert state.desk.said == "Saved: 3 of 3 points."
    state = bench.says(desk_messages.Comment(0, "role", "Clear."), Leave())
    assert state.desk is None
    assert state.standing == Standing(("ex01",), 1, 2)
    assert "1 feedback page is in" in state.said[1]
    assert bench.scores().count(",graded,6,6,") == 1
    state = bench.says(Mark("R. Okafor"))
    assert state.desk
    assert (len(state.desk.works), state.desk.bank) == (1, {"role": ("Clear.",)})


def test_a_mark_that_is_taken_back_is_taken_out_of_the_scores(bench: AtTheBench) -> None:
    bench.grades("Ana")
    bench.marks()
    state = bench.says(desk_messages.Undo())
    assert state.desk
    assert (state.desk.said, state.desk.form) == ("Taken back.", desk_messages.Form())
    state = bench.says(Leave())
    assert state.standing == Standing(("ex01",), 0, 1)
    assert "needs marking" in bench.scores()


def test_a_mark_that_somebody_else_gave_meanwhile_is_never_overwritten_unasked(
    bench: AtTheBench, instructor: Instructor
) -> None:
    bench.grades("Ana")
    bench.says(Mark("B. Lee"))
    AtTheBench(instructor).marks("R. Okafor")
    state = bench.says(desk_messages.Level(0, "role", 0), desk_messages.Level(0, "warmth", 0))
    assert state.desk
    assert state.desk.stage == "taken"
    assert state.desk.theirs
    assert state.desk.theirs.marker == "R. Okafor"
    state = bench.says(desk_messages.Settle(0, mine=False))
    assert state.desk
    assert state.desk.form.levels == {"role": 2, "warmth": 1}


def test_what_is_marked_can_be_looked_at_again(bench: AtTheBench) -> None:
    bench.grades("Ana")
    assert bench.says(Mark("me", again=True)).said == ("Nothing is marked yet.",)
    bench.marks()
    bench.says(Leave())
    assert bench.says(Mark("me")).said == ("Nothing awaits marking.",)
    state = bench.says(Mark("me", again=True))
    assert state.desk
    assert state.desk.form.levels == {"role": 2, "warmth": 1}


def test_without_a_name_no_mark_is_given_and_nothing_chosen_is_lost(bench: AtTheBench) -> None:
    bench.grades("Ana")
    state = bench.marks(marker="  ")
    assert state.desk
    assert "Write who marks" in state.problem
    assert state.desk.form.levels == {"role": 2, "warmth": 1}


def test_a_gradebook_that_is_damaged_is_told(bench: AtTheBench) -> None:
    bench.grades("Ana")
    (bench.course / "grading" / "gradebook.db").write_bytes(b"nothing like it" * 100)
    state = bench.says(Look())
    assert state.problem.startswith("The gradebook's file is not a gradebook, or it is damaged.")


def test_a_gradebook_that_another_command_writes_to_is_told(
    bench: AtTheBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.grades("Ana")
    monkeypatch.setattr("withinscope.grading.book.gradebook.PATIENCE", 0)
    bench.says(Mark("me"), desk_messages.Level(0, "role", 2))
    other = sqlite3.connect(bench.course / "grading" / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    state = bench.says(desk_messages.Level(0, "warmth", 1))
    assert "has not finished" in state.problem
    other.close()
    state = bench.says(desk_messages.Level(0, "warmth", 1))
    assert state.desk
    assert (state.desk.said, state.problem) == ("Saved: 3 of 3 points.", "")


def test_the_cohorts_report_holds_no_markup_of_anybodys(bench: AtTheBench) -> None:
    bench.grades(HOSTILE)
    report = bench.says(Enter("cohort")).report
    assert "Report on the cohort" in report
    assert HOSTILE not in report
    assert bench.says(Enter("grade")).report == ""


def test_leaving_the_desk_for_the_report_counts_what_was_marked(bench: AtTheBench) -> None:
    bench.grades("Ana")
    bench.says(Enter("mark"))
    bench.marks()
    state = bench.says(Enter("cohort"))
    assert state.desk is None
    assert "Report on the cohort" in state.report
    assert ",graded,6,6," in bench.scores()


@pytest.mark.parametrize(
    ("what", "file", "said"),
    [
        ("csv", "grades.csv", "Scores are in {}."),
        ("feedback", "feedback/Ana.html", "1 feedback page is in "),
        ("report", "report.html", "The report is {}."),
    ],
)
def test_a_file_is_written_and_where_it_lies_is_said(
    what: str, file: str, said: str, bench: AtTheBench
) -> None:
    bench.grades("Ana")
    path = bench.course / "grading" / file
    path.unlink(missing_ok=True)
    state = bench.says(Enter("cohort"), Export(what))
    assert path.is_file()
    assert state.said[0].startswith(said.format(path))
    assert "Report on the cohort" in state.report


def test_a_format_that_is_none_is_refused(bench: AtTheBench) -> None:
    bench.grades("Ana")
    assert "no such file" in bench.says(Export("../x")).problem
