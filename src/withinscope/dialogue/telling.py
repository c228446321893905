"""What a page tells of a conversation: what stands before it, its turns, and looking back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from withinscope.dialogue.item import AnyDialogue, Dialogue
from withinscope.dialogue.parts import Response
from withinscope.dialogue.sitting import Show, Sitting
from withinscope.texts import N_, _

_NAME = re.compile(r"\s*([^\W\d_][^\n,.:;?!]{0,30}), *\d{1,3}\b")
LEARNING = N_(
    "Nothing is graded here. At any line you can go back and try another way. "
    "Every try is kept, for you alone."
)
ONCE = N_(
    "You play this once, to its end, and how it went is what you hand in. "
    "You can stop at any line and come back to it."
)
TWICE = N_(
    "You can play this a second time. Both are handed in, and the second counts. "
    "You can stop at any line and come back to it."
)


def asked(item: AnyDialogue, number: int, author: bool) -> dict[str, Any]:
    """Return what stands before a conversation: who one meets, what was agreed, how it goes."""
    graded = ONCE if not item.again else TWICE
    return {
        "id": item.id,
        "number": number,
        "title": item.title,
        "stem": item.stem,
        "care": item.care,
        "client": client(item),
        "rules": _(LEARNING if isinstance(item, Dialogue) and not author else graded),
        "learning": isinstance(item, Dialogue),
        "author": author,
    }


def client(item: AnyDialogue) -> str:
    """Return the name of whom one meets: the one person that the author names, or the one with
    whose name and age the stem begins, which trainees are told in exercises too. Else nothing.
    """
    people = item.people if isinstance(item, Dialogue) else ()
    if len(people) == 1:
        return people[0].partition(",")[0].strip()
    found = _NAME.match(item.stem)
    return found[1] if found else ""


def told(at: Sitting, show: Show, number: int = 0) -> dict[str, Any]:
    """Return what the page needs to show where it stands; `number` is that of the message."""
    return {
        "phase": at.phase,
        "number": number,
        "since": show.since,
        "turns": list(_turns(at, show.since)),
        "status": _(show.status),
        "locked": _(at.kept.locked),
        "begin": _begin_words(at),
        "back": at.learning and not at.kept.locked,
        "resume": at.may_resume,
        "tries": None if show.step else _tries(at),
        "debrief": _debrief(at),
    }


def _begin_words(at: Sitting) -> str:
    """Return what the button that begins it says, or nothing if there is none."""
    if not at.begins:
        return ""
    if at.phase == "during":
        return _("Begin anew")
    if not at.kept.attempt:
        return _("Begin")
    return _("Play again from the start") if at.learning else _("Play it a second time")


def _turns(at: Sitting, since: int) -> Iterator[dict[str, Any]]:
    turns = at.play.turns if at.play else ()
    for number in range(since, len(turns)):
        turn, before = turns[number], turns[number - 1] if number else None
        last = number == len(turns) - 1
        yield {
            "you": before.said if before else None,
            "scene": turn.scene,
            "client": turn.client,
            # Said once, and again only when it has changed.
            "seems": turn.seems if before is None or turn.seems != before.seems else None,
            "choices": [{"id": one.id, "say": one.say} for one in turn.choices if last],
            "ending": at.item.nodes[turn.node].ending,
        }


def _tries(at: Sitting) -> list[dict[str, Any]]:
    return [
        {
            "ending": at.item.nodes[one.ending].ending,
            "turns": len(one.path),
            "shown": number == at.looked,
        }
        for number, one in enumerate(at.kept.tries)
    ]


def _debrief(at: Sitting) -> dict[str, Any] | None:
    """Return what a lesson tells of the try that is on the page, once it has ended."""
    if at.phase != "after" or at.play is None or not isinstance(at.item, Dialogue):
        return None
    # Wanted at the end only, and the page waits for what is imported here.
    from withinscope.dialogue.debrief import debrief

    response = Response(at.play.path, at.play.ending or "")
    return debrief(at.item, response) | {"reflection": at.kept.reflection}
