"""The view of a review: a round of some minutes, one question at a time, to stop at any time."""

from __future__ import annotations

from datetime import date
from typing import Any

from withinscope import catalog, course, journal, progress, review
from withinscope.cells import WORDS
from withinscope.certainty import is_right
from withinscope.practice import Practice
from withinscope.review import Card, Task
from withinscope.session import Change, Session
from withinscope.texts import _, n_
from withinscope.views.item import ItemView
from withinscope.views.view import Shown, View

MINUTES = (5, 10)


class ReviewView(View):
    """What stands below the question: the start of a round, its steps, its end.

    `round` holds its `stage` (start, asking, end) and what that shows.
    """

    _session: Session

    ROOM_ABOVE = True

    round: Shown[dict[str, Any]] = Shown(dict)

    def __init__(self, session: Session) -> None:
        """Show what is due. Raises Mistake where the course is not to be found."""
        self._session = session
        self._home = session.home or course.find()
        self._tasks: tuple[Task, ...] = ()
        self._practice = Practice(session)
        self._read()
        super().__init__("review", WORDS["%review"], round=self._start())

    def _read(self) -> None:
        lines = list(self._session.journal.lines())
        chapters = catalog.read(self._home, self._session.work, progress.begun(lines))
        self._chapters, self._answers = review.with_turns(chapters, lines)

    def _start(self) -> dict[str, Any]:
        """Return what can be practiced now."""
        today = date.today()
        known = review.cards(self._chapters, self._answers)
        due = [card for card in known if review.is_due(card, today)]
        later = min((card.due for card in known if card not in due), default=None)
        return {
            "stage": "start",
            "clock": self._session.clock_doubt(),
            "due": len(due),
            "first": sum(card.is_first for card in due),
            "known": len(known),
            "later": in_words(later, today) if later else "",
            "rounds": [
                {"minutes": n, "questions": len(self._plan(n, early=not due))} for n in MINUTES
            ],
        }

    def _plan(self, minutes: int, early: bool) -> tuple[Task, ...]:
        return review.plan(self._chapters, self._answers, date.today(), minutes, early)

    def _do(self, message: Any) -> None:
        """Go on from the step that the page shows; a button pressed twice is pressed once."""
        asking = self.round["stage"] == "asking"
        match message.get("kind"):
            case "start" if not asking:
                self._begin(int(message["minutes"]), bool(message.get("early")))
            case "next" if asking and message.get("number") == self.round["number"]:
                self._ask(int(self.round["number"]) + 1)
            case "stop" if asking:
                self._end()

    def _begin(self, minutes: int, early: bool) -> None:
        self._read()
        self._tasks = self._plan(min(minutes, max(MINUTES)), early)
        self._practice.close()
        self._practice = Practice(self._session, self._answered)
        self._ask(1)

    def _ask(self, number: int) -> None:
        """Show a question of the round; past its last, the end."""
        if number > len(self._tasks):
            self._end()
            return
        task = self._tasks[number - 1]
        self._practice.take(task)
        view = ItemView(task.item, self._practice, author=False)
        view.asked = _asked(view.asked, task)
        self.round = {
            "stage": "asking",
            "number": number,
            "of": len(self._tasks),
            "item": task.item.id,
            "lesson": self._title(task.lesson),
            "back": "",
        }
        self.place(view)

    def _answered(self, change: Change) -> None:
        """Say when this comes back: for that, the round's answers are added to the others."""
        due = next(task.due for task in self._tasks if task.item.id == change.item)
        added = [line for lines in self._answers.values() for line in lines]
        known = review.cards(self._chapters, journal.answers([*added, *self._practice.lines]))
        back = next((card for card in known if card.item.id == due), None)
        self.round = {**self.round, "back": _back(back, date.today()) if back else _("soon")}

    def _end(self) -> None:
        """Sum the round up; what was not asked stays due."""
        last = {line.item: line for line in reversed(self._practice.lines)}  # the first of each
        by_id = {task.item.id: task.item for task in self._tasks}
        right = [is_right(by_id[name], line) for name, line in last.items()]
        self._read()
        self.round = self._start() | {
            "stage": "end",
            "asked": len(right),
            "right": right.count(True),
        }
        self.place()

    def _title(self, lesson: str) -> str:
        return next(one.page.title for one in self._chapters if one.page.id == lesson)


def _asked(asked: dict[str, Any], task: Task) -> dict[str, Any]:
    """Return what an item asks, as a review asks it: nobody learns where an option stands."""
    # A form of its own in the browser's memory: the lesson's may hold something begun.
    found = {**asked, "review": True}
    return found | {"options": task.mixed(found["options"])} if "options" in found else found


def _back(card: Card, today: date) -> str:
    return _("as soon as you like") if review.is_due(card, today) else in_words(card.due, today)


def in_words(due: date, today: date) -> str:
    """Say how far a day is off, as people do."""
    days = (due - today).days
    if days < 1:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 14:
        return n_("in {n} day", "in {n} days", days)
    if days < 60:
        return n_("in about {n} week", "in about {n} weeks", round(days / 7))
    return n_("in about {n} month", "in about {n} months", round(days / 30))
