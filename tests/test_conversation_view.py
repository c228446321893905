"""The view of a conversation: what it sends, and what it keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from core.cases.dialogue import ITEM
from talking import LOOP, Page, a_talk

from withinscope.dialogue import sitting, telling


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
