"""A conversation and the page that plays it, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.cases.dialogue import ITEM

from withinscope import items
from withinscope.dialogue import Dialogue
from withinscope.session import Session
from withinscope.views.dialogue import DialogueView

LOOP = """\
id: loop
title: Round and round
stem: You meet somebody who likes to talk.
state: {nods: {start: 0, min: 0, max: 3}}
seems: [{when: {nods: 3}, text: They lean back.}]
checklist: [{id: end, text: Comes to an end}]
expert: [talk.stop]
nodes:
  talk:
    client: [{when: {nods: 3}, text: You are a good listener.}, {text: And then she said …}]
    choices:
      - {id: nod, say: I nod., why: It goes on., effect: {nods: 1}, to: talk}
      - {id: stop, say: We stop here., why: It ends., meets: [end], to: over}
  over: {ending: Over, safe: true, debrief: It ended.}
"""


def a_talk(text: str = ITEM) -> Dialogue:
    made = items.load(text, mark=items.DIALOGUE)
    assert isinstance(made, Dialogue)
    return made


class Page:
    """What stands in for the page: says what a click says, and keeps what it is sent."""

    def __init__(self, item: Any, work: Path, *, author: bool = False) -> None:
        self.session = Session("L03", work, None, None)
        self.view = DialogueView(item, self.session, author)
        self.said: list[Any] = []
        self.view.send = self.said.append  # type: ignore[method-assign, assignment]

    def do(self, kind: str, **more: Any) -> dict[str, Any]:
        """Send a message, and return where the conversation stands then."""
        self.view.heard({"kind": kind, "number": 1, **more})
        return self.now

    def say(self, *choices: str) -> dict[str, Any]:
        for choice in choices:
            turn = self.now["since"] + len(self.now["turns"]) - 1
            self.do("say", turn=turn, choice=choice)
        return self.now

    @property
    def now(self) -> dict[str, Any]:
        return dict(self.view.now)

    def shows(self) -> list[str | None]:
        """What the client says, and how it ends, on the page as a whole."""
        self.do("show")
        return [turn["client"] or turn["ending"] for turn in self.now["turns"]]

    def lines(self, kind: str) -> list[Any]:
        """What the journal on disk holds of a kind."""
        files = sorted((self.session.work / "journal").glob("*.jsonl"))
        read = [json.loads(raw) for file in files for raw in file.read_bytes().splitlines() if raw]
        return [line["response"] for line in read if line["kind"] == kind]
