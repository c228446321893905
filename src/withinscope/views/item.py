"""The view of an item: asks, keeps the answer through the session, and shows feedback."""

from __future__ import annotations

import traceback
from typing import Any

import anywidget
import msgspec
import traitlets

from withinscope import types
from withinscope.items import source
from withinscope.problems import Mistake
from withinscope.session import Given, Session
from withinscope.types._question import Question
from withinscope.views.scripts import module


class ItemView(anywidget.AnyWidget):
    """One item on the page. `asked` is what it asks; `answer` what was answered, and feedback."""

    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    # Its look is the style sheet's. ipywidgets would give each item a widget more for one.
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, item: types.Item | types.Released, session: Session, author: bool) -> None:
        """Show `item`; `author` adds what trainees will and will not see of it."""
        self._item, self._session = item, session
        given = session.show(item)
        super().__init__(
            asked=_asked(item, list(session.items).index(item.id) + 1, author),
            answer=_answer(item, given) | {"draft": given.draft},
            _esm=module(types.names()[item.type]),
        )
        self.on_answer: Any = lambda given: None
        self.on_msg(self._heard)

    def bundle(self) -> dict[str, Any]:
        """Return what a cell shows: the widget, and the item in words for those without it."""
        data: dict[str, Any] = (self._repr_mimebundle_() or ({}, {}))[0]
        return data | {"text/plain": self._item.words()}

    def _heard(self, _: Any, message: Any, __: Any) -> None:
        """Keep an answer or a draft; whatever goes wrong, say so and never fail silently."""
        try:
            response, sure = message.get("response"), message.get("confidence")
            if message.get("kind") == "draft":
                self._session.draft(self._item.id, response, sure)
                return
            given = self._session.answer(self._item.id, response, sure)
            self.on_answer(given)
            self.answer = _answer(self._item, given) | {"saves": message.get("number")}
        except Mistake as mistake:
            self.send({"kind": "failed", "text": f"This was not saved. {mistake}"})
        except types.BadResponse as bad:
            self.send({"kind": "failed", "text": f"This was not saved: {bad}."})
        except OSError as error:
            why = error.strerror or "no reason given"
            text = (
                f"This was not saved: the folder of your work did not take it ({why}). "
                "Your answer is still here; try again."
            )
            self.send({"kind": "failed", "text": text})
        except Exception:
            log = self._session.log(traceback.format_exc())
            self.send({"kind": "failed", "text": f"Something went wrong here. {log}"})


def _asked(item: types.Item | types.Released, number: int, author: bool) -> dict[str, Any]:
    """Return what the page needs to ask an item: only what every trainee may see."""
    full = isinstance(item, Question)
    released = item.released() if isinstance(item, Question) else item
    told = msgspec.to_builtins(released)
    told |= {"number": number, "graded": not full or author, "private": _private(item, author)}
    if author and isinstance(item, Question):
        told["author"] = {"sees": source(item.released()), "hidden": hidden(item)}
    return dict(told)


def _private(item: types.Item | types.Released, author: bool) -> bool:
    """Tell whether what is written is the trainee's alone: free text in a lesson."""
    return item.type == "free" and isinstance(item, Question) and not author


def hidden(item: types.Item) -> str:
    """Return what trainees will not see, as YAML: all that the released form leaves out."""
    from withinscope.yaml_text import dump

    seen = msgspec.to_builtins(item.released())
    data = msgspec.to_builtins(item).items()
    return dump({k: v for k, v in data if seen.get(k) != v and v not in (None, [], False)})


def _answer(item: types.Item | types.Released, given: Given) -> dict[str, Any]:
    """Return what the page needs to show an answer: in a lesson with its feedback."""
    shown: dict[str, Any] = {"locked": given.locked, "attempt": given.attempt, "response": None}
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
    notes = msgspec.to_builtins(item.notes(response))
    return {"verdict": item.verdict(response), "notes": notes, "after": item.after}
