"""The view of a conversation: what it sends, what it keeps, and what it does with nonsense."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from core.cases.dialogue import ITEM
from hypothesis import given, settings
from hypothesis import strategies as st

from withinscope import items
from withinscope.dialogue import Dialogue, replay, sitting, telling
from withinscope.dialogue.debrief import debrief
from withinscope.dialogue.parts import LONGEST_PATH
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


def test_a_conversation_is_played_to_its_end_and_kept(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path)
    assert page.now["phase"] == "before"
    assert page.now["turns"] == []
    assert page.do("begin")["turns"][0]["client"] == "I can't sleep. Can I call you?"
    assert page.say("listen")["turns"] == [
        {
            "you": "That is a long night.",
            "scene": "A minute passes.",
            "client": "Sometimes I think I can't go on.",
            "seems": None,
            "choices": [
                {"id": "ask", "say": "Do you think of ending your life?"},
                {"id": "plan", "say": "What helps you sleep?"},
            ],
            "ending": None,
        }
    ]
    assert page.say("ask")["phase"] == "after"
    assert page.lines("answer") == [{"path": ["open.listen", "risk.ask"], "ending": "warm"}]
    assert page.said == []


def test_a_line_is_on_disk_before_the_reply_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    before, kept = page.now, []

    class Browser:
        send = page.said.append
        place = page.said.append

        def put(self, name: str, value: Any) -> None:
            kept.append(page.lines("draft")[-1]["response"]["path"])

    page.view.page = Browser()
    after = page.say("fix")
    assert after != before
    assert kept == [["open.fix"]]


def test_the_next_kernel_goes_on_at_the_same_line(tmp_path: Path) -> None:
    first = Page(a_talk(), tmp_path)
    first.do("begin")
    first.say("fix")
    again = Page(a_talk(), tmp_path)
    assert again.now["phase"] == "during"
    assert again.now["status"] == sitting.STOPPED
    assert again.shows() == first.shows()
    assert again.say("leave")["phase"] == "after"


def test_a_line_that_was_not_saved_is_said_so_and_can_be_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    before = page.now
    with monkeypatch.context() as broken:
        broken.setattr(page.session.journal, "append", _full)
        page.do("say", turn=0, choice="listen")
    assert page.now == before
    [failed] = page.said
    assert failed["kind"] == "failed"
    assert "No space left" in failed["text"]
    assert page.say("listen")["turns"][0]["you"] == "That is a long night."


def _full(line: Any) -> None:
    raise OSError(28, "No space left on device")


def test_the_last_line_that_was_not_saved_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    page.say("listen")
    with monkeypatch.context() as broken:
        broken.setattr(page.session.journal, "append", _full)
        page.do("say", turn=1, choice="ask")
    assert page.now["phase"] == "during"
    assert page.lines("answer") == []
    assert page.say("ask")["phase"] == "after"


def test_each_line_sends_one_turn_however_long_the_conversation(tmp_path: Path) -> None:
    page = Page(a_talk(LOOP), tmp_path)
    page.do("begin")
    sizes = []
    for turn in range(1, 61):
        now = page.say("nod")
        assert (now["since"], len(now["turns"])) == (turn, 1)
        sizes.append(len(json.dumps(now)))
    assert max(sizes[10:]) <= max(sizes[:10])


def test_how_the_client_seems_is_said_when_it_changes(tmp_path: Path) -> None:
    page = Page(a_talk(LOOP), tmp_path)
    page.do("begin")
    page.say(*["nod"] * 5)
    page.do("show")
    seems = [turn["seems"] for turn in page.now["turns"]]
    assert seems == [None, None, None, "They lean back.", None, None]


def test_going_back_keeps_every_try(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    page.say("fix", "leave")
    back = page.do("back", turn=1)
    assert (back["phase"], back["since"], len(back["turns"])) == ("during", 1, 1)
    assert [one["id"] for one in back["turns"][0]["choices"]] == ["ask", "leave"]
    end = page.say("ask")
    assert [(one["ending"], one["shown"]) for one in end["tries"]] == [
        ("A friend hears it first", False),
        ("She stays in touch", True),
    ]
    look = page.do("look", attempt=0)
    assert page.shows()[-1] == "A friend hears it first"
    assert look["debrief"]["ending"]["title"] == "A friend hears it first"
    assert [one["path"][-1] for one in page.lines("answer")] == ["risk.leave", "risk.ask"]


def test_a_try_that_was_left_for_another_can_be_gone_on_with(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    page.say("listen", "ask")
    page.do("back", turn=1)
    assert page.do("look", attempt=0)["resume"]
    assert page.do("resume")["phase"] == "during"
    assert page.shows() == ["I can't sleep. Can I call you?", "Sometimes I think I can't go on."]


def test_in_an_exercise_it_is_played_once_and_tells_no_key(tmp_path: Path) -> None:
    whole = a_talk()
    page = Page(whole.released(), tmp_path)
    page.do("begin")
    page.say("fix")
    page.do("back", turn=0)
    page.say("leave")
    page.do("begin")
    page.do("look", attempt=0)
    assert page.now["phase"] == "after"
    assert page.now["begin"] == ""
    assert page.now["debrief"] is None
    assert [one["text"] for one in page.said] == [sitting.PLAYED, sitting.NO_MORE]
    everything = json.dumps([page.view.asked, page.now, page.said])
    secrets = [one.why for node in whole.nodes.values() for one in node.choices]
    secrets += [node.debrief or node.thought or "?" * 9 for node in whole.nodes.values()]
    assert [one for one in secrets if one in everything] == []
    assert (
        page.session.given(whole.id).response
        == json.dumps(
            {"path": ["open.fix", "risk.leave"], "ending": "late"}, separators=(",", ":")
        ).encode()
    )


def test_a_second_run_where_it_is_allowed_keeps_both(tmp_path: Path) -> None:
    item = a_talk(ITEM + "again: true\n").released()
    page = Page(item, tmp_path)
    page.do("begin")
    page.say("fix", "leave")
    assert page.now["begin"] == "Play it a second time"
    page.do("begin")
    page.say("listen", "ask")
    assert page.now["begin"] == ""
    given = page.session.given(item.id)
    assert json.loads(given.first or b"")["ending"] == "late"
    assert json.loads(given.response or b"")["ending"] == "warm"
    assert [one["ending"] for one in page.now["tries"]] == [
        "A friend hears it first",
        "She stays in touch",
    ]


def test_a_reopened_page_tells_no_more_than_that_it_was_played(tmp_path: Path) -> None:
    first = Page(a_talk(), tmp_path)
    first.do("begin")
    first.say("listen", "ask")
    again = Page(a_talk(), tmp_path)
    assert again.now["phase"] == "after"
    assert again.now["turns"] == []
    assert again.now["debrief"] is None
    assert again.do("look", attempt=0)["debrief"]["verdict"].startswith("Yes")


def test_a_conversation_changed_since_begins_anew(tmp_path: Path) -> None:
    first = Page(a_talk(), tmp_path)
    first.do("begin")
    first.say("fix")
    changed = a_talk(ITEM.replace("id: fix", "id: other"))
    again = Page(changed, tmp_path)
    assert (again.now["phase"], again.now["status"]) == ("before", sitting.CHANGED)


def test_a_doubled_click_says_one_thing(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    page.do("begin")
    page.do("say", turn=0, choice="listen")
    page.do("say", turn=0, choice="listen")
    assert page.now["status"] == ""
    page.do("say", turn=0, choice="fix")
    assert page.now["status"] == sitting.SAID
    assert page.lines("draft")[-1]["response"]["path"] == ["open.listen"]


def test_where_another_page_has_taken_over_nothing_is_kept(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    page.session.close()
    page.say("listen")
    assert "opened again, in another tab" in page.said[0]["text"]
    assert page.lines("draft")[-1]["response"]["path"] == []


def test_what_is_written_about_it_is_kept_apart_from_the_play(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path)
    page.do("begin")
    page.say("listen", "ask")
    page.do("back", turn=1)
    page.do("reflect", text="It was the hour. \ud800")
    page.do("reflect", text="x" * 20_001)
    assert [one["kind"] for one in page.said] == ["kept", "failed"]
    again = Page(a_talk(), tmp_path)
    assert again.now["phase"] == "during"
    assert again.do("look", attempt=0)["debrief"]["reflection"] == "It was the hour. \ufffd"


def test_the_client_is_called_by_name_in_a_lesson_and_in_an_exercise_alike() -> None:
    whole: Any = a_talk(ITEM.replace("stem: ", "stem: Ana, 31, works at night. "))
    assert (telling.client(whole), telling.client(whole.released())) == ("Ana", "Ana")
    assert telling.client(a_talk(f'{ITEM}people: ["Bo, 40, cook"]\n')) == "Bo"
    two = f'{ITEM}people: ["Bo, 40, cook", "Cy, 50, baker"]\n'
    assert telling.client(a_talk(two)) == ""
    assert telling.client(a_talk()) == ""


def test_the_author_sees_both_sides_of_the_key_when_asking(tmp_path: Path) -> None:
    page = Page(a_talk(), tmp_path, author=True)
    assert page.view.asked["rules"] == telling.ONCE
    page.do("author")
    [told] = page.said
    assert "why" not in told["sees"]
    assert "why: It hears her." in told["hidden"]
    trainee = Page(a_talk().released(), tmp_path)
    trainee.do("author")
    assert trainee.said == []


def test_a_conversation_without_end_stops_where_it_can_no_longer_be_kept(tmp_path: Path) -> None:
    item = a_talk(LOOP).released()
    session = Session("L03", tmp_path, None, None)
    session.show(item)
    session.draft(item.id, {"path": ["talk.nod"] * LONGEST_PATH}, None)
    page = Page(item, tmp_path)
    page.say("nod")
    assert page.said[0]["text"] == sitting.TOO_MANY
    assert page.now["begin"] == "Begin anew"
    assert len(page.do("begin")["turns"]) == 1


def test_the_debrief_sets_the_way_beside_the_experts() -> None:
    item = a_talk()
    told = debrief(item, item.decode(b'{"path":["open.fix","risk.ask"],"ending":"warm"}'))
    assert told["rows"] == [
        {"mine": 1, "theirs": 1, "together": True, "parting": True},
        {"mine": 2, "theirs": 2, "together": True, "parting": False},
        {"mine": 3, "theirs": 3, "together": True, "parting": False},
    ]
    assert told["words"] == [
        "Turn 1: you part, and meet again at turn 2.",
        "Turn 2: you say what the expert says.",
        "Both ways come to the same end: She stays in touch.",
    ]
    assert [(one["state"], one["told"]) for one in told["checklist"]] == [
        ("met", "Met in turn 2"),
        ("broken", "Broken in turn 1"),
    ]
    first = told["turns"][0]
    assert first["expert"] == "That is a long night."
    assert first["thought"] == "If she does not answer, nobody will."


def test_the_debrief_names_every_turn_in_which_a_point_was_broken() -> None:
    text = LOOP.replace("why: It goes on.", "why: It goes on., breaks: [time]").replace(
        "checklist: [", "checklist: [{id: time, text: Minds the time}, "
    )
    item = a_talk(text)
    told = debrief(
        item, item.decode(b'{"path":["talk.nod","talk.nod","talk.stop"],"ending":"over"}')
    )
    assert [one["told"] for one in told["checklist"]] == [
        "Broken in turns 1 and 2",
        "Met in turn 3",
    ]


def test_the_debrief_says_what_the_conversation_turned_on() -> None:
    item = a_talk(f"{ITEM}turns_on: She wrote at night.\n")
    told = debrief(item, item.decode(b'{"path":["open.fix","risk.ask"],"ending":"warm"}'))
    assert told["turning"] == "What it turns on: She wrote at night."


def test_a_way_that_parts_for_good_says_so() -> None:
    item = a_talk()
    told = debrief(item, item.decode(b'{"path":["open.listen","risk.plan"],"ending":"late"}'))
    assert told["words"] == [
        "Turn 1: you say what the expert says.",
        "Turn 2: you part, and don't meet again.",
        "Your way ends with: A friend hears it first. The expert's ends with: She stays in touch.",
    ]
    assert [one["state"] for one in told["checklist"]] == ["missed", "met"]


def test_a_detour_is_drawn_beside_the_experts_way() -> None:
    item = a_talk(LOOP)
    path = ["talk.nod", "talk.nod", "talk.stop"]
    told = debrief(item, item.decode(json.dumps({"path": path, "ending": "over"}).encode()))
    assert [(one["mine"], one["theirs"]) for one in told["rows"]] == [
        (1, 1),
        (2, None),
        (3, None),
        (4, 2),
    ]
    assert told["words"][0] == "Turn 1: you part, and meet again at turn 4, the expert's turn 2."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KINDS = ("begin", "resume", "say", "back", "look", "show", "reflect", "author", "answer")
CHOICES = ("listen", "fix", "ask", "plan", "leave", "", "open.fix")
MESSAGES = JSON | st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS)},
    optional={
        "turn": st.integers(-1, 3) | JSON,
        "choice": st.sampled_from(CHOICES) | JSON,
        "attempt": st.integers(-1, 3) | JSON,
        "text": st.text() | JSON,
        "number": st.integers() | JSON,
    },
)


@settings(deadline=None, max_examples=60)
@given(st.lists(MESSAGES, max_size=25), st.booleans(), st.booleans())
def test_whatever_the_page_sends_the_play_stays_one_that_can_be_played(
    messages: list[Any], learning: bool, again: bool
) -> None:
    whole = a_talk(ITEM + "again: true\n" if again else ITEM)
    item: Any = whole if learning else whole.released()
    with TemporaryDirectory() as work:
        page = Page(item, Path(work))
        for message in messages:
            page.view.heard(message)
            if page.now["phase"] == "during":
                kept = page.lines("draft")[-1]["response"]["path"]
                shown = page.view._sitting.play
                assert shown is not None
                assert kept == list(shown.path)
        answers = page.lines("answer")
        for one in answers:
            assert replay(item, one["path"]).ending == one["ending"]
        assert learning or len(answers) <= (2 if again else 1)
        assert not (Path(work) / "faults.log").exists()
