"""What markers say beside their levels: kept with the mark, offered again; and taking one back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from makers import a_hand_in

from withinscope.grading.book import marks
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.marking import Mark, Work

from .instructor import RIGHT, Instructor

LEVELS = {"role": 2, "warmth": 1}


@contextmanager
def a_book_with(instructor: Instructor, *names: str) -> Iterator[tuple[Gradebook, list[Work]]]:
    """The gradebook, and an answer of each of these people that awaits its mark."""
    for name in names:
        answers = RIGHT | {"tell": {"text": f"I am {name}."}}
        instructor.gets(f"{name}.ipynb", a_hand_in(answers, name, workbook=f"book-of-{name}"))
    instructor.grades()
    book = Gradebook(instructor.course / "grading" / "gradebook.db")
    with book.reading() as connection:
        works = marks.to_mark(connection)
    yield book, works
    book.close()


def give(
    book: Gradebook,
    work: Work,
    levels: dict[str, int],
    instead_of: Mark | None = None,
    **comments: str,
) -> Mark | None:
    """Give a mark; return it, as the one that counts now."""
    with book.writing() as connection:
        assert marks.give(connection, work, levels, "R. Okafor", instead_of, comments) is None
        return marks.latest_mark(connection, work)


def test_a_comment_is_kept_with_its_mark(instructor: Instructor) -> None:
    with a_book_with(instructor, "Ana") as (book, [work]):
        given = give(book, work, LEVELS, role="Say <b>coach</b>.")
        assert given
        assert given.comments == {"role": "Say <b>coach</b>."}


def test_a_trainee_reads_what_the_marker_says_and_nothing_of_a_second_marker(
    instructor: Instructor,
) -> None:
    with a_book_with(instructor, "Ana") as (book, [work]):
        give(book, work, LEVELS, role="Say <b>coach</b>.")
        with book.writing() as connection:
            theirs = {"role": "Of the second marker."}
            marks.give(connection, work, LEVELS, "N. Chen", None, theirs, role="second")
    instructor.runs("feedback")
    page, twin = (
        (instructor.out / "feedback" / name).read_text() for name in ("Ana.html", "Ana.txt")
    )
    assert "Your marker says:</strong> Say &lt;b&gt;coach&lt;/b&gt;." in page
    assert "Your marker says: Say <b>coach</b>." in twin
    assert "second marker" not in page + twin


def test_what_was_said_of_a_criterion_is_offered_again_the_most_frequent_first(
    instructor: Instructor,
) -> None:
    with a_book_with(instructor, "Ana", "Bo", "Cy") as (book, [one, two, three]):
        first = give(book, one, LEVELS, role="Name your role.", warmth="Warm!")
        give(book, one, {"role": 1, "warmth": 1}, first, role="Name your role.")
        give(book, two, LEVELS, role="A clear line.")
        give(book, three, LEVELS, role="A clear line.")
        with book.reading() as connection:
            found = marks.comment_bank(connection, "tell")
            assert marks.comment_bank(connection, "another") == {}
    assert found == {"role": ("A clear line.", "Name your role."), "warmth": ("Warm!",)}


def test_a_mark_that_is_taken_back_leaves_the_answer_waiting_also_when_graded_again(
    instructor: Instructor,
) -> None:
    with a_book_with(instructor, "Ana") as (book, [work]):
        given = give(book, work, LEVELS)
        instructor.grades()
        assert instructor.rows("state", "tell") == [("graded", "3")]
        give(book, work, {}, given)
        with book.reading() as connection:
            assert marks.progress(connection) == (0, 1)
            assert marks.to_mark(connection) == [work]
        instructor.grades()
        assert instructor.rows("state", "tell") == [("needs marking", "")]
