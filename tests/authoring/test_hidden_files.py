"""What a Mac puts beside each file on a disk of another system is no part of the course."""

from __future__ import annotations

from pathlib import Path

import pytest

from .courses import Command

APPLE_DOUBLE = bytes.fromhex("0005160700020000") + b"Mac OS X        "


def comes_from_a_mac(course: Path) -> None:
    for path in (*course.rglob("*.ipynb"), *course.rglob("*.yaml")):
        path.with_name(f"._{path.name}").write_bytes(APPLE_DOUBLE)


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "notebooks", "solutions"),
        ("check", "--coverage"),
        ("tidy", "--check"),
        ("tidy",),
        ("release", "--check"),
        ("release",),
        ("release", "--bundle", "out.zip"),
        ("export-items", "--format", "text"),
    ],
    ids=" ".join,
)
def test_a_command_says_the_same_with_and_without_it(
    course: Path, command: Command, words: tuple[str, ...]
) -> None:
    before = command(*words)
    comes_from_a_mac(course)
    assert command(*words) == before


def test_a_file_of_it_that_is_named_is_told_not_to_be_a_notebook(
    course: Path, command: Command
) -> None:
    comes_from_a_mac(course)
    said = command("check", "notebooks/._01_one.ipynb")
    assert said.status == 2
    assert "There is no notebook at notebooks/._01_one.ipynb." in said.err
