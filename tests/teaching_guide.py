"""docs/instructor-guide.md: what in it comes from the course, such as how long a week takes.

To write it anew:  cd tests && python -m teaching_guide
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.course import COURSE, Named, named

from withinscope import catalog, course, items, notebooks
from withinscope.course import Lesson

FILE = COURSE / "docs" / "instructor-guide.md"
_PART = re.compile(r"(<!-- from the course: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_QUARTERS = ("", "¼", "½", "¾")


def anew(page: str) -> str:
    """The page with what comes from the course written anew."""
    parts = {"pages": _pages, "eleven": _eleven, "six": _six, "assessed": _assessed}
    return _PART.sub(lambda at: at[1] + "\n".join(parts[at[2]]()) + "\n" + at[3], page)


def syllabus() -> tuple[Lesson, ...]:
    """The lessons and, where it has one, the capstone; without Welcome."""
    return tuple(one for one in course.read(COURSE).lessons if one.exercise)


def is_capstone(lesson: Lesson) -> bool:
    """Whether it is an exercise without a lesson before it."""
    return not _lesson_file(lesson).exists()


def name(lesson: Lesson) -> str:
    """What the guide calls it."""
    return "Capstone" if is_capstone(lesson) else f"Lesson {int(lesson.id[1:])}"


def exercise(lesson: Lesson) -> str:
    """What the guide calls its exercise."""
    return "Capstone" if is_capstone(lesson) else f"Exercise {int(lesson.id[1:])}"


def written(lesson: Lesson) -> Any:
    """The item of a lesson's exercise that a person marks; it names no set, so it is read alone."""
    [free] = [one for one in _asked(lesson) if one.type == "free"]
    return items.of_cell(_source(free))


def _pages() -> Iterator[str]:
    yield "| | Lesson | Exercise |\n|---|---|---|"
    for lesson in syllabus():
        said = [_said(_lesson_file(lesson)), _said(_solution(lesson))]
        times = [str(minutes or "") for minutes in said]
        called = "" if is_capstone(lesson) else f"{name(lesson)}, "
        yield f"| {called}*{lesson.title}* | {' | '.join(times)} |"


def _eleven() -> Iterator[str]:
    every = syllabus()
    yield from _weeks([[lesson] for lesson in every if not is_capstone(lesson)])


def _six() -> Iterator[str]:
    taught = [lesson for lesson in syllabus() if not is_capstone(lesson)]
    yield from _weeks([taught[at : at + 2] for at in range(0, len(taught), 2)])


def _weeks(weeks: Sequence[Sequence[Lesson]]) -> Iterator[str]:
    yield "| Week | Each by themselves | Hours |\n|---|---|---|"
    last = [lesson for lesson in syllabus() if is_capstone(lesson)]
    for number, lessons in enumerate([*weeks, *([last] if last else [])], 1):
        yield f"| {number} | {_named(number, lessons)} | {_hours(lessons)} |"
    if not last:
        yield f"| {len(weeks) + 1} | Capstone | |"


def _named(week: int, lessons: Sequence[Lesson]) -> str:
    parts = ["Welcome"] if week == 1 else []
    for lesson in lessons:
        parts += dict.fromkeys([name(lesson), exercise(lesson)])
    return ", ".join(parts)


def _hours(lessons: Sequence[Lesson]) -> str:
    files = [file for one in lessons for file in (_lesson_file(one), _solution(one))]
    quarters = round(sum(map(_said, files)) / 15)
    return f"{quarters // 4 or ''}{_QUARTERS[quarters % 4]}"


def _said(file: Path) -> int:
    """What a page says of how long it takes, and Contents of it before it is begun."""
    if not file.exists():
        return 0
    said = catalog.minutes_said(notebooks.read(file))
    assert said, f"{file.name} does not say how long it takes"
    return said


def _assessed() -> Iterator[str]:
    yield "| | Written answer | What is marked | Critical |\n|---|---|---|---|"
    for lesson in syllabus():
        free = written(lesson)
        marked = "; ".join(one.criterion for one in free.rubric)
        critical = [one for one in _asked(lesson) if "critical: true" in _source(one)]
        names = ", ".join(f"`{one.id}`" for one in critical) or "nothing"
        yield f"| {exercise(lesson)} | `{free.id}` | {marked} | {names} |"


def _asked(lesson: Lesson) -> tuple[Named, ...]:
    """The items of a lesson's exercise, in its order."""
    return tuple(one for one in named() if one.path == _solution(lesson))


def _source(one: Named) -> str:
    """The cell in which an item stands."""
    sources = (cell.source for cell in notebooks.read(one.path).cells)
    own = re.compile(rf"^id: *{re.escape(one.id)} *$", re.MULTILINE)
    return next(source for source in sources if own.search(source))


def _lesson_file(lesson: Lesson) -> Path:
    return COURSE / "notebooks" / f"{lesson.file}.ipynb"


def _solution(lesson: Lesson) -> Path:
    return COURSE / "solutions" / f"{lesson.file}.ipynb"


if __name__ == "__main__":
    FILE.write_text(anew(FILE.read_text(encoding="utf-8")), encoding="utf-8")
