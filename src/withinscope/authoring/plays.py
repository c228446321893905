"""What is wrong in solutions/plays/: the plans that say what plays must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from withinscope.authoring.files import shown
from withinscope.dialogue import Dialogue, plans
from withinscope.problems import Mistake, Place, Problem
from withinscope.yaml_text import line_of

FOLDER = "solutions/plays"


def problems(
    course: Path, conversations: Mapping[str, tuple[Dialogue, Place]]
) -> Iterator[Problem]:
    """Yield conversations without a plan, plans without one, and where play differs.

    `conversations` are those of the course by id, each with its place.
    """
    files = {path.stem: path for path in sorted((course / FOLDER).glob("*.yaml"))}
    for name, (conversation, place) in conversations.items():
        if name in files:
            yield from _of_plan(conversation, files[name], Place(shown(files[name], course)))
        else:
            what = f"The conversation `{name}` has no plan."
            mend = f"Write {FOLDER}/{name}.yaml: plays, and what each must show."
            yield Problem(what, mend, place)
    for name, path in files.items():
        if name not in conversations:
            what = f"There is no conversation `{name}` in the course."
            mend = "Name the plan as its conversation, or take it out."
            yield Problem(what, mend, Place(shown(path, course)))


def _of_plan(conversation: Dialogue, path: Path, place: Place) -> Iterator[Problem]:
    try:
        text = path.read_text(encoding="utf-8")
        plan = plans.load(text, place.at_line(1))
    except (OSError, UnicodeError):
        yield Problem("This plan can't be read.", "Save it as UTF-8 text.", place)
    except Mistake as mistake:
        yield from mistake.problems
    else:
        for at, what in plans.differences(conversation, plan):
            mend = "Mend the plan, or the conversation."
            yield Problem(what, mend, place.at_line(line_of(text, at)))
