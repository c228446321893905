"""A capstone that was handed in, a school, and what it takes to be given a certificate."""

from __future__ import annotations

from typing import Any

from makers import DUTY, RATE, a_hand_in

from .instructor import Instructor

APART, SAFE = (f"outcome: [{name}]\ndimension: [purpose]\n" for name in ("LO1", "LO8"))
YAML = (RATE + APART, DUTY + SAFE)
KEPT = {"rate": {"best": "a", "worst": "b"}, "duty": {"choice": "a"}}
SCHOOL = "school: {name: A School, address: 'https://school.example'}\n"
CONFIRMED = ("--seen", "Twelve supervised sessions.", "--by", "Ines Roth", "--on", "2026-11-20")
WHOLE = ("certificate", "Ana Ruiz", *CONFIRMED, "--agreed")


def hands_in(
    instructor: Instructor, answers: dict[str, Any], yaml: tuple[str, ...] = YAML, **more: Any
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(answers, yaml=yaml, exercise="ex02", **more))
    instructor.grades()


def names_its_school(instructor: Instructor, school: str = SCHOOL) -> None:
    file = instructor.course / "course.yaml"
    file.write_text(file.read_text() + school)
