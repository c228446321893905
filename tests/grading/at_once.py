"""Two people who grade at once into one gradebook, wherever it is kept."""

from __future__ import annotations

import subprocess
import sys

from makers import PICK, RATE, TELL, a_course, a_hand_in, an_item

from .instructor import RIGHT, WRONG, Instructor


def two_people_at_once(instructor: Instructor) -> None:
    """Two people grade, and correct a key, each a process of its own; neither knows of the
    other's hand-ins.
    """
    instructor.gets("early/ana.ipynb", a_hand_in(RIGHT))
    instructor.grades(instructor.hand_ins / "early")
    for number in range(20):
        name = f"Trainee {number:02d}"
        made = a_hand_in(WRONG, name, workbook=name)
        instructor.gets(f"{'robin' if number % 2 else 'sam'}/{name}.ipynb", made)
    a_course(instructor.course, ex01=(an_item(PICK, key="a"), RATE, TELL))
    flags = ["--apply", "--no-feedback", *instructor.where()]
    both = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "withinscope",
                "grade",
                str(instructor.hand_ins / whose),
                *flags,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for whose in ("robin", "sam")
    ]
    told = [one.communicate(timeout=300)[0].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert sum("Changed: 1" in said for said in told) == 1  # Ana's, whose score they knew
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score") == [
        ("Ana Ruiz", "2"),
        *((f"Trainee {number:02d}", "1") for number in range(20)),
    ]
