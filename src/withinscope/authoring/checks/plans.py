"""What is wrong in solutions/plays/: the plans that say what plays must show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.files import inside, shown
from withinscope.authoring.material import Material
from withinscope.dialogue import Dialogue, plans
from withinscope.problems import Mistake, Place
from withinscope.yaml_text import line_of

FOLDER = "solutions/plays"
PLAN = error("WS411")


def found(material: Material) -> Iterator[Finding]:
    """Yield conversations without a plan, plans without one, and where play differs."""
    course = material.folder
    files = {path.stem: path for path in inside(course / FOLDER, ".yaml")}
    ids = set()
    for one in material.asked:
        if isinstance(one.item, Dialogue):
            ids.add(name := one.item.id)
            if name in files:
                place = Place(shown(files[name], course))
                yield from _of_plan(one.item, files[name], place)
            else:
                what = f"The conversation `{name}` has no plan."
                mend = f"Write {FOLDER}/{name}.yaml: plays, and what each must show."
                yield PLAN(one.at("id"), what, mend)
    for name, path in files.items():
        if name not in ids:
            what = f"There is no conversation `{name}` in the course."
            mend = "Name the plan as its conversation, or take it out."
            yield PLAN(Place(shown(path, course)), what, mend)


def _of_plan(conversation: Dialogue, path: Path, place: Place) -> Iterator[Finding]:
    try:
        text = path.read_text(encoding="utf-8")
        plan = plans.load(text, place.at_line(1))
    except (OSError, UnicodeError):
        yield PLAN(place, "This plan can't be read.", "Save it as UTF-8 text.")
    except Mistake as mistake:
        yield from (Finding(PLAN, problem) for problem in mistake.problems)
    else:
        for at, what in plans.differences(conversation, plan):
            mend = "Mend the plan, or the conversation."
            yield PLAN(place.at_line(line_of(text, at)), what, mend)
