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
    assert roster.read(path) == ("Ana Ruiz", "Bo")


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
