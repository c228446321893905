"""An answer to an earlier revision is graded by the key of just that one, or said to have none."""

from makers import PICK, RATE, TELL, a_hand_in, a_notebook, an_item, save

from .instructor import RIGHT, Instructor


def test_an_old_revision_is_not_gradable_until_its_key_is_given(instructor: Instructor) -> None:
    old = an_item(PICK, stem="Who can diagnose?")
    key = save(instructor.folder / "old.ipynb", a_notebook(old, RATE, TELL))
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, yaml=(old, RATE, TELL)))
    assert instructor.grades() == 1
    assert instructor.rows("state", "score", "pick", "pick_state", "rate", "reason") == [
        (
            "not gradable",
            "",
            "",
            "not gradable",
            "2",
            "pick: it answers a revision that no key was given for",
        )
    ]
    assert "--key OLD.ipynb" in instructor.said
    assert instructor.grades(instructor.hand_ins, "--key", key) == 0
    assert instructor.rows("state", "score", "pick") == [("graded", "3", "1")]


def test_what_ails_many_items_is_said_once(instructor: Instructor) -> None:
    old = tuple(an_item(text, stem="Another question.") for text in (PICK, RATE))
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, yaml=(*old, TELL)))
    instructor.grades()
    assert instructor.reasons() == {
        "Ana Ruiz": "pick, rate: it answers a revision that no key was given for"
    }


def test_a_key_once_given_is_remembered(instructor: Instructor) -> None:
    old = an_item(PICK, stem="Who can diagnose?", key="a")
    key = save(instructor.folder / "old.ipynb", a_notebook(old, RATE, TELL))
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, yaml=(old, RATE, TELL)))
    instructor.grades(instructor.hand_ins, "--key", key)
    assert instructor.grades() == 0
    assert instructor.rows("score", "pick") == [("2", "0")]


def test_an_earlier_form_with_other_items_is_graded_as_what_it_was(instructor: Instructor) -> None:
    gone = an_item(PICK, id="gone")
    key = save(instructor.folder / "old.ipynb", a_notebook(PICK, gone))
    answers = {"pick": {"choice": "b"}, "gone": {"choice": "b"}}
    instructor.gets("ana.ipynb", a_hand_in(answers, yaml=(PICK, gone)))
    assert instructor.grades() == 1
    assert instructor.grades(instructor.hand_ins, "--key", key) == 0
    assert instructor.rows("state", "score", "max_score", "pick", "gone", "rate") == [
        ("graded", "2", "2", "1", "1", "")
    ]
