"""What the view of a conversation does with messages that no page should send."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.cases.dialogue import ITEM
from hypothesis import given, settings
from hypothesis import strategies as st
from talking import LOOP, Page, a_talk

from withinscope.dialogue import replay, sitting
from withinscope.dialogue.parts import LONGEST_PATH
from withinscope.session import Session


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
