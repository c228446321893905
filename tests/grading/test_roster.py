"""Rosters as spreadsheets write them."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from withinscope.grading.intake import roster, workbooks
from withinscope.problems import Mistake


@pytest.mark.parametrize(
    "content",
    [
        "Ana Ruiz\nBo\n",
        "trainee\nAna Ruiz\nBo\n",
        "group,Name\n1,Ana Ruiz\n2,Bo\n",
        "id;mail\nAna Ruiz;a@x.org\nBo;b@x.org\n",
        "Student\tgroup\nAna Ruiz\t1\nBo\t1\n",
        "\ufefftrainee\r\nAna Ruiz\r\n\r\nBo\r\nBo\r\n",
        "First name,Last name,Email address\nAna,Ruiz,a@x.org\nBo,,b@x.org\n",
        "\ufeffVorname;Nachname;E-Mail-Adresse\nAna;Ruiz;a@x.org\nBo;;b@x.org\n",
        "Name;Vorname;Ort\nRuiz;Ana;X\n;Bo;Y\n",
        "Apellido(s),Nombre,Dirección\nRuiz,Ana,a@x.org\n,Bo,b@x.org\n",
        "Full name\nAna Ruiz\nBo\n",
        "Name (Original Name),User Email\nAna (Ana Ruiz),a@x.org\nBo,b@x.org\n",
        "sep=;\nName;Gruppe\nAna Ruiz;A\nBo;A\n",
        "Kurs 2026;\nName;Gruppe\nAna Ruiz;A\nBo;A\n",
        '"Course, 2026"\n\nName,Group\nAna Ruiz,A\nBo,A\n',
        "1. Summary\nTitle\tL1\n\n2. Participants\nName\tEmail\nAna Ruiz\ta@x.org\nBo\tb@x.org\n"
        "\n3. Activities\nName\tJoined\nCy\t9:00\n",
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        '"Ruiz, Ana",71,,ana,S1\nBo,72,,bo,S1\n"Student, Test",73,,x,S1\n',
        'Name\n"Ana\nRuiz"\nBo\n',
        "Name\nAna\u2028Ruiz\nBo\n",
        "Name,Role\nAna Ruiz,student\nBo,student\n",
        "Ana Ruiz,a@x.org\nBo,b@x.org\n",
        'ID,"Nome mostrato",Stato,Voto,Max\nPartecipante3,Ana Ruiz,-,,5\nPartecipante4,Bo,-,,5\n',
    ],
)
def test_names_are_found_wherever_they_stand(tmp_path: Path, content: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(content, encoding="utf-8")
    assert [one.name for one in roster.read(path).people] == ["Ana Ruiz", "Bo"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There are no names in this roster."),
        (b"trainee\n", "There are no names in this roster."),
        (b'Name\n"Ana Ruiz\n' + b"Bo\n" * 50_000, "a quotation mark is opened and not closed"),
        (b'Name\n"Ana\nRuiz\nBo\nCy\nDi" Eve\n', "a quotation mark is opened and not closed"),
        (b"PK\x03\x04rest", "This Excel workbook can't be read."),
        (b"\xd0\xcf\x11\xe0rest", "This is no roster but an Excel workbook of the old kind"),
        (b'{"cells": []}', "This is no roster but a notebook"),
        (b"<!DOCTYPE html>", "This is no roster but a web page"),
        (b"Ana\0Bo", "This is no roster but a file that is no text"),
        (b"Kursist,Hold,By\nAna,1,X\n", "Its first row: Kursist, Hold, By. Say which: --names"),
        (b"Identifier,Status,Grade,Max\nP 3,-,,5\nP 4,-,,5\n", "Which column of this roster has"),
        (b"First name,Group\nAna,1\n", "Its first row: First name, Group. Say which: --names"),
        (b"x" * (9 * 2**20), "This is too large for a roster."),
        (None, "This roster can't be read"),
    ],
)
def test_what_is_no_roster_is_said_to_be_none(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "roster.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Mistake, match=said):
        roster.read(path)


def test_all_columns_are_kept_and_what_is_known_is_found(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(
        "Gruppe;Name;Adresse;Number;Cohort\nA;Ana Ruiz;ana@x.org;007;Spring\nB;Bo;;8;\n",
        encoding="utf-8",
    )
    ana, bo = roster.read(path).people
    assert (ana.email, ana.number, ana.cohort) == ("ana@x.org", "007", "Spring")
    assert (bo.email, bo.number, bo.cohort) == ("", "8", "")
    assert bo.columns == {"Gruppe": "B", "Name": "Bo", "Adresse": "", "Number": "8", "Cohort": ""}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name,mail\nSam Lee,a@x.org\nSam Lee,b@x.org\n", ["a@x.org", "b@x.org"]),
        ("Sam Lee,a@x.org\nSam Lee,b@x.org\n", ["a@x.org", "b@x.org"]),
        ("name,group\nSam Lee,1\nSam Lee,2\n", [""]),
    ],
)
def test_two_of_one_name_are_two_if_an_address_says_so(
    tmp_path: Path, content: str, expected: list[str]
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(content, encoding="utf-8")
    assert [one.email for one in roster.read(path).people] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_however_excel_saves_it_letters_stay(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Name;Ort\nJürgen Müller;Köln\n", encoding=encoding)
    assert [one.name for one in roster.read(path).people] == ["Jürgen Müller"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("Kursist,Hold,By\nAna Ruiz,1,X\n", "Kursist"),
        ("Etu,Suku,By\nAna,Ruiz,X\n", "etu+suku"),
        ("Ana Ruiz,1,X\n", "1"),
    ],
)
def test_the_column_of_names_is_asked_for_once_and_told(
    tmp_path: Path, content: str, names: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Mistake, match="--names"):
        roster.read(path)
    assert [one.name for one in roster.read(path, names).people] == ["Ana Ruiz"]


def test_a_worksheet_in_any_language_has_the_numbers_of_its_assignment(tmp_path: Path) -> None:
    path = tmp_path / "worksheet.csv"
    path.write_text(
        'ID,"Vollständiger Name",E-Mail-Adresse,Status\n'
        "Teilnehmer/in3,Aoife O'Shea,t1@x.org,-\nTeilnehmer/in14,Bo,t2@x.org,-\n",
        encoding="utf-8-sig",
    )
    found = [(one.name, one.email, one.participant) for one in roster.read(path).people]
    assert found == [("Aoife O'Shea", "t1@x.org", "3"), ("Bo", "t2@x.org", "14")]


def a_workbook(path: Path, *rows: tuple[Any, ...], title_sheet: bool = False) -> Path:
    """A workbook whose sheet that lies open has these rows."""
    book = openpyxl.Workbook()
    if title_sheet:
        book.create_sheet("About", 0).append(["Made for the course"])
        book.active = 1
    for row in rows:
        book.worksheets[-1].append(row)
    book.save(path)
    return path


# The columns and the kinds of cells of Moodle 5.1's own gradebook export.
GRADEBOOK = (
    ("First name", "Last name", "ID number", "Institution", "Email address",
     "Assignment: Exercise 1 (Real)", "Course total (Real)"),
    ("Sam", "Lee", "00125", None, "t5@example.invalid", 71.0, 71.0),
    ("Renée", "Dupont", "00131", None, "t11@example.invalid", "-", 10.0),
)  # fmt: skip


@pytest.mark.parametrize("title_sheet", [False, True])
def test_a_workbook_is_read_as_moodle_exports_it(tmp_path: Path, title_sheet: bool) -> None:
    path = a_workbook(tmp_path / "grades.xlsx", *GRADEBOOK, title_sheet=title_sheet)
    found = [(one.name, one.email, one.number) for one in roster.read(path).people]
    assert found == [
        ("Sam Lee", "t5@example.invalid", "00125"),
        ("Renée Dupont", "t11@example.invalid", "00131"),
    ]


def test_cells_that_are_no_text_are_read_as_they_show(tmp_path: Path) -> None:
    rows = (
        ("Course 2026",),
        ("Name", "Number", "Joined", "Weight", "Again"),
        ("Ana Ruiz", 125, datetime(2026, 11, 29), 1.5, True),
        (None, None, None),
        ("Bo", 126.0, datetime(2026, 11, 29, 9, 30), None, "=1+1"),
    )
    ana, bo = roster.read(a_workbook(tmp_path / "r.xlsx", *rows)).people
    assert tuple(ana.columns.values()) == ("Ana Ruiz", "125", "2026-11-29", "1.5", "True")
    assert (bo.number, bo.columns["Joined"]) == ("126", "2026-11-29T09:30:00")


def test_another_zip_and_one_that_is_far_larger_inside_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "LARGEST", 2**20)
    path = tmp_path / "r.xlsx"
    for name, size, said in (
        ("word/document.xml", 1, "no Excel workbook but another zip"),
        ("xl/workbook.xml", 2 * 2**20, "too large for a roster"),
        ("xl/workbook.xml", 1, "This Excel workbook can't be read"),
    ):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b" " * size)
        path.write_bytes(whole.getvalue())
        with pytest.raises(Mistake, match=said):
            roster.read(path)
