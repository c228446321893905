"""The view of an item: asks, keeps the answer through the session, and shows feedback."""

from __future__ import annotations

from typing import Any

import msgspec

from withinscope import types
from withinscope.certainty import standing_of
from withinscope.items import source
from withinscope.question import Question
from withinscope.session import Answers, Given
from withinscope.texts import N_, _
from withinscope.views.view import Shown, View


class ItemView(View):
    """One item on the page. `asked` is what it asks; `answer` what was answered, and feedback."""

    MISTAKEN = N_("This was not saved. {reason}")
    REFUSED = N_("This was not saved: {reason}. Your answer is still here; try again.")

    asked: Shown[dict[str, Any]] = Shown(dict)
    answer: Shown[dict[str, Any]] = Shown(dict)

    def __init__(self, item: types.Item | types.Released, session: Answers, author: bool) -> None:
        """Show `item`; `author` adds what trainees will and will not see of it."""
        self._item, self._session = item, session
        given = session.show(item)
        super().__init__(
            types.names()[item.type],
            item.preview(),
            asked=_asked(item, list(session.items).index(item.id) + 1, author),
            answer=_answer(item, given) | {"draft": given.draft},
        )

    def _do(self, message: Any) -> None:
        """Keep an answer or a draft."""
        response, sure = message.get("response"), message.get("confidence")
        if message.get("kind") == "draft":
            self._session.draft(self._item.id, response, sure)
            return
        try:
            given = self._session.answer(self._item.id, response, sure)
        except types.BadResponse as bad:
            self._fail(_("This was not saved: {reason}.", reason=bad))
            return
        self.answer = _answer(self._item, given) | {"saves": message.get("number")}


def _asked(item: types.Item | types.Released, number: int, author: bool) -> dict[str, Any]:
    """Return what the page needs to ask an item: only what every trainee may see."""
    full = isinstance(item, Question)
    released = item.released() if isinstance(item, Question) else item
    told = msgspec.to_builtins(released)
    told |= {"number": number, "graded": not full or author}
    told["private"] = item.own_words and not told["graded"]
    if author and isinstance(item, Question):
        told["author"] = {"sees": source(item.released()), "hidden": hidden(item)}
    return dict(told)


def hidden(item: types.Item) -> str:
    """Return what trainees will not see, as YAML: all that the released form leaves out."""
    from withinscope.yaml_text import dump

    seen = msgspec.to_builtins(item.released())
    data = msgspec.to_builtins(item).items()
    return dump({k: v for k, v in data if seen.get(k) != v and v not in (None, [], False)})


def _answer(item: types.Item | types.Released, given: Given) -> dict[str, Any]:
    """Return what the page needs to show an answer: in a lesson with its feedback."""
    shown: dict[str, Any] = {"locked": _(given.locked), "attempt": given.attempt, "response": None}
    if given.response is None:
        return shown
    shown |= {"response": msgspec.json.decode(given.response), "confidence": given.confidence}
    if given.first:
        shown["first"] = item.said(item.decode(given.first))
    if isinstance(item, Question):
        shown["feedback"] = _feedback(item, given.response)
    return shown


def _feedback(item: types.Item, raw: bytes) -> dict[str, Any]:
    response = item.decode(raw)
    return {
        "verdict": item.verdict(response),
        "standing": standing_of(item, raw),
        "notes": msgspec.to_builtins(item.remarks(response)),
        "others": msgspec.to_builtins(item.others(response)),
        "after": item.after,
        "turning": item.turns_on,
    }
