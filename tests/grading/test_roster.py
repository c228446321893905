"""Rosters as spreadsheets write them."""

from pathlib import Path

import pytest

from withinscope.grading.intake import roster
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
        '"Ana  Ruiz",x\n Bo ,y\n',
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
        ("Zoë\n".encode("latin-1"), "This roster is not UTF-8 text."),
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
