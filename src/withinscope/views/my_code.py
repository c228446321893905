"""The view in which trainees write down what their own association, law and places say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import course, my_code
from withinscope.cells import WORDS
from withinscope.my_code import LONGEST
from withinscope.session import Session
from withinscope.texts import N_, _
from withinscope.views.told import Told
from withinscope.views.view import Shown
from withinscope.views.writing import WritingView

ODD = N_("The page asked for something that this sheet does not have. Reload it.")


class Written(Struct, frozen=True, tag_field="kind", tag="write"):
    """What stands in a field now; `number` counts what the page sends."""

    field: str
    text: str
    number: int


class Print(Struct, frozen=True, tag_field="kind", tag="print"):
    """The sheet is wanted on paper."""


class MyCodeView(WritingView):
    """The sheet: `groups` of fields, and what is `written` in them. It keeps what is typed."""

    groups: Shown[list[Any]] = Shown(list)
    written: Shown[dict[str, str]] = Shown(dict)

    def __init__(self, session: Session) -> None:
        """Show what is written. Raises Mistake where the course is not to be found."""
        self._session = session
        self._known = course.read(session.home or course.find())
        super().__init__(
            "my_code",
            WORDS["%my_code"],
            groups=msgspec.to_builtins(self._known.my_code),
            written={one.id: session.reflection(one.id) for one in self._known.fields},
        )

    def _do(self, message: Any) -> None:
        """Keep what stands in a field, or make the page to print."""
        try:
            asked = msgspec.convert(message, Written | Print)
        except (msgspec.ValidationError, RecursionError):
            self._fail(_(ODD))
            return
        if isinstance(asked, Print):
            self._print()
            return
        self._write(asked)

    def _write(self, asked: Written) -> None:
        self._number = asked.number
        if asked.field not in self.written or len(asked.text) > LONGEST:
            self._fail(_(ODD))
            return
        self._keep(asked.field, asked.text)

    def _print(self) -> None:
        written = my_code.said(self._session.journal.lines())  # in another tab too
        now = datetime.now().astimezone()
        page = my_code.document(self._known, written, now)
        self.send({"kind": "page", "html": page})


def to_reach(session: Session) -> Told:
    """Return whom the trainee wrote down to be reached; the front end shows it when looked up."""
    known = course.read(session.home or course.find())
    found = my_code.to_reach(known.fields, my_code.said(session.journal.lines()))
    return Told({"mine": msgspec.to_builtins(list(found))})
