"""Moodle's downloads: `Full name_ID_assignsubmission_file`, a folder or the start of a file name.

The ID is of one assignment only; a team's is the group's, and those in no group share a folder
without one. Where names are hidden, a word for `participant` stands for them.
"""

from __future__ import annotations

import re

from withinscope.grading import text
from withinscope.grading.intake.found import shown
from withinscope.grading.intake.layouts import Course, File, Told, exercise_in
from withinscope.grading.intake.moodle_names import part_of

RANK = 10
FIRM = True
_WHY = "Moodle"
# What a download that is kept twice, or unpacked, has after its name.
_COPY = re.compile(r"( ?\(\d+\)| - \w+)$")
# Moodle's word for somebody whose name is hidden, without the characters that it leaves out.
_HIDDEN = frozenset(
    """participant participante teilnehmer teilnehmerin teilnehmende partecipante deelnemer
    deltagare deltaker deltager osallistuja uczestnik účastník résztvevő udeleženec sudionik
    участник учасник συμμετέχων kat\u0131l\u0131mc\u0131 مشارك משתתף 参加者 参与者 參與者 참가자
    peserta""".split()  # noqa: SIM905 - a list of words, as it is read
)


def told(file: File, course: Course) -> Told | None:
    """Return who the folder's or file's name says that it is; only the number if it is hidden."""
    way = [shown(part) for part in file.found.way]
    if (found := part_of(way)) is None:
        return None
    at, part = found
    stem = (part["file"] or way[-1]).rpartition(".")[0]
    exercise = file.exercise or exercise_in(stem, course)
    name, number = text.name(part["name"]), part["number"] or ""
    if not number or part["whose"] in file.found.around.teams:
        return _of_a_team(name if number else "", stem, exercise)
    download = _COPY.sub("", way[at - 1].removesuffix(".zip")) if at else ""
    hidden = name.casefold() in _HIDDEN
    listed = course.roster.numbered(number, "" if hidden else name)
    return Told(
        _WHY,
        listed.name if listed else "" if hidden else name,
        listed.email if listed else "",
        number,
        f"{download} {exercise}".strip(),
        exercise,
        settled=True,
        otherwise=f"{name} {number}",
    )


def _of_a_team(team: str, stem: str, exercise: str) -> Told:
    """A team's number is nobody's own: the notebook says whose it is, else it is the team's."""
    doubt = "" if team else "no name, and Moodle has it in no group"
    return Told(
        _WHY,
        exercise=exercise,
        doubt=doubt,
        guess=not team,
        settled=True,
        otherwise=team or text.name(stem) or "?",
    )
