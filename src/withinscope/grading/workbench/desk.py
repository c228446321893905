"""Marking at the workbench as a value: a desk and a message give a desk and what is to be done.

Unlike a sitting in the terminal (`grading.marking`), criteria are given their levels in any order
and changed again, with comments. As soon as each has one, the mark is saved; what changes later
is saved as a mark more. Nothing here reads, writes or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from withinscope.grading import calibration, text
from withinscope.grading.agreement import Pair
from withinscope.grading.calibration import Gap
from withinscope.grading.marking import LONGEST_COMMENT, Mark, Role, Work
from withinscope.grading.workbench.desk_messages import (
    Back,
    Comment,
    Effect,
    Form,
    Go,
    Kept,
    Level,
    Message,
    Next,
    Opened,
    Read,
    Save,
    Settle,
    Taken,
    Undo,
)
from withinscope.parts import Sample
from withinscope.types import Item


class Given(Struct, frozen=True):
    """A mark that this desk gave: to which answer, and the mark that counted before."""

    at: int
    mark: Mark
    before: Mark | None


class Desk(Struct, frozen=True):
    """Where a marker is. `stage` says what is waited for: the gradebook, the marker, or nothing.

    `rubrics` are items by their number. `latest` is the mark that counts of the answer in view;
    `theirs` one that somebody else gave meanwhile. `bank` are earlier comments by criterion.
    `begun` are forms that were left unsaved, `given` the marks given here, the latest last;
    `touched` are the places of all answers whose mark changed, also of those taken back. Who
    decides between two marks sees both, `pairs`; there nothing is taken back but decided anew.
    Where `samples` are marked, by which to calibrate, nothing is looked up and nothing kept, and
    the first levels count: whoever has seen the expert's knows them.
    """

    works: tuple[Work, ...]
    rubrics: Mapping[int, Item]
    at: int = 0
    stage: Literal["reading", "marking", "saving", "taken", "undoing", "over"] = "reading"
    form: Form = Form()
    latest: Mark | None = None
    theirs: Mark | None = None
    bank: Mapping[str, tuple[str, ...]] = {}
    begun: Mapping[int, Form] = {}
    given: tuple[Given, ...] = ()
    touched: frozenset[int] = frozenset()
    said: str = ""
    role: Role = "first"
    pairs: Mapping[Work, Pair] = {}
    samples: Mapping[Work, Sample] = {}

    @property
    def work(self) -> Work:
        """The answer in view. Raises IndexError once it is over."""
        return self.works[self.at]

    @property
    def item(self) -> Item:
        """What was asked, with its rubric."""
        return self.rubrics[self.work.item]

    @property
    def marked(self) -> frozenset[int]:
        """Which answers, by their places, have a mark from this desk."""
        return frozenset(one.at for one in self.given)

    @property
    def is_saved(self) -> bool:
        """Whether the form stands as the mark that counts does."""
        return (
            self.latest is not None
            and not self.undecided
            and self.form == Form(self.latest.levels, self.latest.comments)
        )

    @property
    def undecided(self) -> bool:
        """Whether the mark that counts is one of two between which somebody is to decide."""
        return self.role == "decided" and self.latest is not None and self.latest.role != "decided"

    @property
    def can_undo(self) -> bool:
        """Whether there is a mark of this desk to take back."""
        return bool(self.given) and self.role != "decided" and not self.samples

    @property
    def gaps(self) -> dict[Work, tuple[Gap, ...]]:
        """How far the levels of each sample that was marked are from the expert's."""
        found = {}
        for one in self.given if self.samples else ():
            work = self.works[one.at]
            item, sample = self.rubrics[work.item], self.samples[work]
            found[work] = calibration.gaps(item, sample, one.mark.levels)
        return found


Then = tuple[Desk, Effect | None]


def begin(
    works: tuple[Work, ...],
    rubrics: Mapping[int, Item],
    role: Role = "first",
    pairs: Mapping[Work, Pair] = {},
) -> Then:
    """Begin with the first of the works; `rubrics` are their items by number."""
    return _open(Desk(works, rubrics, role=role, pairs=pairs), 0)


def calibrate(samples: Mapping[Work, Sample], rubrics: Mapping[int, Item]) -> Then:
    """Begin with the first of the samples; `rubrics` are the items that they answer."""
    return _open(Desk(tuple(samples), rubrics, samples=samples), 0)


def step(desk: Desk, message: Message) -> Then:
    """Return what a message makes of a desk, and what is to be done for it.

    One that fits nothing in view changes nothing: a late click, or another answer's.
    """
    match desk.stage, message:
        case "reading", Opened():
            return _opened(desk, message), None
        case (("saving" | "undoing"), Kept(mark)):
            return _kept(desk, mark)
        case (("saving" | "undoing"), Taken(mark)):
            return _taken(desk, mark)
        case (("reading" | "saving" | "undoing"), _):
            return desk, None
        case _, Go(item):
            return _go(desk, item)
        case _, Undo() if desk.can_undo:
            return _undo(desk)
        case (("marking" | "taken" | "over"), (Back(at) | Next(at))) if at == desk.at:
            return _move(desk, 1 if isinstance(message, Next) else -1)
        case "taken", Settle(at, mine) if at == desk.at:
            return _settle(desk, mine)
        case "marking", (Level(at) | Comment(at)) if at == desk.at:
            return _change(desk, message)
    return desk, None


def unsaved(desk: Desk) -> Desk | None:
    """Return the desk after the gradebook failed it: with what stands in its form, to be tried
    again, or None where there is no form that could be.
    """
    return replace(desk, stage="marking") if desk.stage == "saving" else None


def _open(desk: Desk, at: int, said: str = "") -> Then:
    now = replace(desk, at=at, form=Form(), latest=None, theirs=None, bank={}, said=said)
    if at >= len(desk.works):
        return replace(now, at=len(desk.works), stage="over"), None
    if now.samples:
        return _sample(now), None
    now = replace(now, stage="reading")
    return now, Read(now.work, now.role)


def _sample(desk: Desk) -> Desk:
    """Have a sample marked, or look at how it was."""
    given = next((one.mark for one in desk.given if one.at == desk.at), None)
    form = Form(given.levels) if given else desk.begun.get(desk.at, Form())
    return replace(desk, stage="marking", form=form, latest=given)


def _opened(desk: Desk, found: Opened) -> Desk:
    # A mark by a rubric that changed since, or one taken back, is no mark of this one.
    whole = found.latest if found.latest and desk.item.complete(found.latest.levels) else None
    now = replace(desk, stage="marking", latest=found.latest, bank=found.bank)
    stands = Form(whole.levels, whole.comments) if whole and not now.undecided else None
    return replace(now, form=stands or desk.begun.get(desk.at, Form()))


def _move(desk: Desk, by: int) -> Then:
    if desk.stage == "marking" and not desk.is_saved:
        desk = replace(desk, begun={**desk.begun, desk.at: desk.form})
    return _open(desk, max(0, desk.at + by))


def _go(desk: Desk, item: int) -> Then:
    places = [at for at, work in enumerate(desk.works) if work.item == item]
    left = [at for at in places if at not in desk.marked]
    return _open(_move(desk, 0)[0], (left or places)[0]) if places else (desk, None)


def _change(desk: Desk, message: Level | Comment) -> Then:
    if desk.samples and (desk.at in desk.marked or isinstance(message, Comment)):
        return desk, None
    rubric = {one.id: one for one in desk.item.rubric}
    criterion = rubric.get(message.criterion)
    if criterion is None:
        return desk, None
    levels, comments = dict(desk.form.levels), dict(desk.form.comments)
    if isinstance(message, Comment):
        comments[criterion.id] = text.block(message.words).strip()[:LONGEST_COMMENT]
    elif 0 <= message.level <= criterion.highest:
        levels[criterion.id] = message.level
    form = Form(levels, {name: words for name, words in comments.items() if words})
    now = replace(desk, form=form, said="")
    if now.is_saved:
        return desk, None
    return _save(now) if desk.item.complete(form.levels) else (now, None)


def _save(desk: Desk) -> Then:
    if desk.samples:
        return _judged(desk), None
    return replace(desk, stage="saving"), Save(desk.work, desk.form, desk.latest, desk.role)


def _judged(desk: Desk) -> Desk:
    """Hold the levels of a sample against the expert's."""
    mark = Mark(0, desk.form.levels, "", "")
    now = replace(desk, latest=mark, given=(*desk.given, Given(desk.at, mark, None)))
    gaps = now.gaps[now.work]
    same = sum(not one.apart for one in gaps)
    return replace(now, said=f"Of {len(gaps)} levels the expert gives the same in {same}.")


def _kept(desk: Desk, mark: Mark) -> Then:
    desk = replace(desk, touched=desk.touched | {desk.at})
    if desk.stage == "undoing":
        return _undone(desk, mark)
    given = (*desk.given, Given(desk.at, mark, desk.latest))
    begun = {at: form for at, form in desk.begun.items() if at != desk.at}
    said = f"Saved: {points(desk.item, mark.levels)}."
    return replace(
        desk, stage="marking", latest=mark, theirs=None, given=given, begun=begun, said=said
    ), None


def _taken(desk: Desk, mark: Mark) -> Then:
    if desk.stage == "undoing":
        said = f"{mark.marker} has marked this answer since, so nothing was taken back."
        return _open(replace(desk, given=desk.given[:-1]), desk.at, said)
    return replace(desk, stage="taken", theirs=mark, said=""), None


def _settle(desk: Desk, mine: bool) -> Then:
    now = replace(desk, latest=desk.theirs)
    return _save(now) if mine else _open(now, desk.at, "Theirs counts.")


def _undo(desk: Desk) -> Then:
    last = desk.given[-1]
    before = Form(last.before.levels, last.before.comments) if last.before else Form()
    now = replace(_move(desk, 0)[0], at=last.at, stage="undoing")
    return now, Save(now.work, before, last.mark, now.role)


def _undone(desk: Desk, mark: Mark) -> Then:
    """Go on from the mark that counts again: the one before is taken back in place of that."""
    left = [
        replace(one, mark=mark) if one.at == desk.at and number == _last(desk) else one
        for number, one in enumerate(desk.given[:-1])
    ]
    return _open(replace(desk, given=tuple(left)), desk.at, "Taken back.")


def _last(desk: Desk) -> int | None:
    """Return which mark of the answer in view was given before the one that is taken back."""
    places = [n for n, one in enumerate(desk.given[:-1]) if one.at == desk.at]
    return places[-1] if places else None


def points(item: Item, levels: Mapping[str, int]) -> str:
    """Say how many of an item's points its levels come to."""
    earned = item.marked(levels) * item.points if item.complete(levels) else None
    return f"{text.number(earned)} of {text.number(item.points)} points"
