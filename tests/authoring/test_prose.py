"""Where sentences end, and how hard they are to read: as a person would say."""

import pytest

from withinscope.authoring.checks.level import GRADE, grade_of
from withinscope.authoring.prose import sentences

SIX_OPTIONS = """\
- ask her what she wants to do about the letter
- tell her sister that the appointment is on Monday
- give her the number of the service in her town
- wait until she has called the office herself
- write down with her what she wants to say
- leave it for today and come back to her goal"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One here. Two here.", ("One here.", "Two here.")),
        ("Stop now. Go home.", ("Stop now.", "Go home.")),
        ('She says: "It is late." Then she goes.', ('She says: "It is late."', "Then she goes.")),
        ("Dr. Ames calls at 9 a.m. every day.", ("Dr. Ames calls at 9 a.m. every day.",)),
        ("A paragraph\n\nAnother one", ("A paragraph", "Another one")),
        ("You may:\n- go\n- stay", ("You may:", "go", "stay")),
        ("First:\n1. go\n2. stay", ("First:", "go", "stay")),
        ("one line\nand its next", ("one line\nand its next",)),
        ("Wait… What?", ("Wait…", "What?")),
        ("—", ()),
    ],
)
def test_a_text_is_cut_where_a_person_would_cut_it(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_a_list_without_full_stops_is_no_long_sentence() -> None:
    assert grade_of(SIX_OPTIONS) < GRADE / 2


def test_sentences_of_two_words_count() -> None:
    assert grade_of("Stop now. Go home.") == pytest.approx(0.39 * 2 + 11.8 * 1 - 15.59)


def test_long_words_in_long_sentences_are_hard_to_read() -> None:
    hard = "Considerable organizational communication uncertainty necessitates professional "
    assert grade_of(hard * 4) > GRADE
