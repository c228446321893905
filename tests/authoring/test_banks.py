"""Items as files for question banks: each earns there what it does here, or is told of."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # our own files
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from core.makers import yaml_of_a

from withinscope import items
from withinscope.authoring import banks
from withinscope.authoring.banks import Loss, Part

from .banking import LEFT, all_of, an, the_course, unzipped, written

# As a real Moodle takes them, to 0.001 of a percent.
FRACTIONS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
    12.5, 11.11111, 10, 5, 0,
)  # fmt: skip
HOSTILE = """\
id: odd
type: single
stem: "Is {a} = #1: ~b -> <i>c</i> & ]]> *so* \\\\n?\\n\\nNext"
options:
  - {id: a, text: "%50% {=} ~", why: "# <b> ::"}
  - {id: b, text: "[html] // x -> y", why: "]]>"}
key: a
"""


def quiz(*yaml: str) -> list[ET.Element]:
    """The questions that an XML parser finds, the category left out."""
    root = ET.fromstring(written("moodle-xml", *yaml).content)  # noqa: S314
    return [one for one in root if one.get("type") != "category"]


def text(of: ET.Element, path: str) -> str:
    return of.findtext(f"{path}/text") or ""


def answers(question: ET.Element) -> list[tuple[str, str | None]]:
    return [(text(one, "."), one.get("fraction")) for one in question.findall("answer")]


def test_there_is_a_format_for_each_bank() -> None:
    assert list(banks.formats()) == ["gift", "moodle-xml", "qti", "text"]


def test_a_single_choice_has_its_points_its_reasons_and_its_place() -> None:
    whole = written("moodle-xml", f"{yaml_of_a('single')}points: 2\noutcome: [LO1]\n")
    root = ET.fromstring(whole.content)  # noqa: S314
    assert text(root[0], "category") == "$course$/top/A course/One"
    question, item = root[1], an(yaml_of_a("single"))
    assert question.get("type") == "multichoice"
    assert question.findtext("single") == "true"
    assert question.findtext("defaultgrade") == "2"
    assert question.findtext("idnumber") == item.id
    assert text(question, "tags/tag") == "LO1"
    assert answers(question) == [
        (f"<p>{one.text}</p>", "100" if one.id == item.key else "0") for one in item.options
    ]
    assert text(question, "answer/feedback") == f"<p>{item.options[0].why}</p>"
    assert whole.losses == ()


def test_all_that_fit_earn_together_what_the_others_cost() -> None:
    (question,) = quiz(yaml_of_a("spot"))
    assert question.findtext("single") == "false"
    assert question.findtext("shuffleanswers") == "false"
    shares = [share for _, share in answers(question)]
    assert shares == ["-33.33333", "50", "-33.33333", "-33.33333", "50"]


def test_best_and_worst_become_two_questions_of_half_the_points() -> None:
    best, least = quiz(yaml_of_a("best-worst"))
    item = an(yaml_of_a("best-worst"))
    assert [best.findtext("idnumber"), least.findtext("idnumber")] == [
        f"{item.id}.best",
        f"{item.id}.least",
    ]
    assert best.findtext("defaultgrade") == least.findtext("defaultgrade") == "0.5"
    both = zip(answers(best), answers(least), strict=True)
    assert [float(b[1] or 0) + float(w[1] or 0) for b, w in both] == [100] * len(item.options)


def test_an_order_stands_as_it_is_right_with_the_feedback_that_moodle_needs() -> None:
    (question,) = quiz(yaml_of_a("order"))
    item = an(yaml_of_a("order"))
    right = {one.id: one.text for one in item.options}
    assert answers(question) == [(right[name], str(n)) for n, name in enumerate(item.key, 1)]
    assert question.findtext("selectcount") == str(len(item.key))
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        assert question.find(name) is not None


SORT = """\
id: bins
type: sort
stem: Put each where it belongs.
bins: [{id: c, text: Coaching}, {id: t, text: Therapy}, {id: n, text: Neither}]
statements:
  - {id: s1, text: A goal, key: c, why: Ours.}
  - {id: s2, text: A wound, key: t, why: Theirs.}
"""


def test_what_belongs_in_one_place_is_matched_and_unused_places_stay() -> None:
    (question,) = quiz(SORT)
    assert question.get("type") == "matching"
    pairs = [(text(one, "."), text(one, "answer")) for one in question.findall("subquestion")]
    assert pairs == [("<p>A goal</p>", "Coaching"), ("<p>A wound</p>", "Therapy"), ("", "Neither")]


def test_where_several_places_earn_each_becomes_a_question_with_its_share() -> None:
    first, second = quiz(SORT.replace("key: c,", "key: c, also: [n],"))
    assert [share for _, share in answers(first)] == ["100", "0", "100"]
    assert [share for _, share in answers(second)] == ["0", "100", "0"]
    assert first.findtext("defaultgrade") == "0.5"
    assert text(first, "questiontext").endswith("<p>A goal</p>")


def test_a_rubric_is_told_to_whoever_marks_and_to_nobody_else() -> None:
    (question,) = quiz(yaml_of_a("free"))
    item = an(yaml_of_a("free"))
    assert question.get("type") == "essay"
    assert item.rubric[0].criterion in text(question, "graderinfo")
    assert item.rubric[0].criterion not in text(question, "questiontext")


def test_html_stands_in_cdata_and_odd_characters_stay_themselves() -> None:
    whole = written("moodle-xml", HOSTILE).content.decode()
    assert "<text><![CDATA[<p>Is {a} = #1: ~b -&gt; &lt;i&gt;c" in whole
    (question,) = quiz(HOSTILE)
    assert text(question, "questiontext") == (
        "<p>Is {a} = #1: ~b -&gt; &lt;i&gt;c&lt;/i&gt; &amp; ]]&gt; <em>so</em> \\n?</p><p>Next</p>"
    )


def gift(content: bytes) -> Iterator[str]:
    """The questions of a GIFT file, as Moodle parts them: by empty lines."""
    for block in re.split(r"\n\s*\n", content.decode().strip()):
        lines = [line for line in block.split("\n") if not line.startswith("//")]
        if lines and not lines[0].startswith("$CATEGORY:"):
            yield "\n".join(lines)


def unescaped(block: str) -> str:
    """A question with what is escaped in it taken out: all that is left means something."""
    return re.sub(r"\\[\\~=#{}:]", "", block)


def test_in_gift_nothing_that_an_author_wrote_is_taken_for_a_sign() -> None:
    (block,) = gift(written("gift", HOSTILE).content)
    bare = unescaped(block)
    assert (bare.count("{"), bare.count("}"), bare.count("=")) == (1, 1, 1)
    assert [line[:4] for line in bare.split("\n")] == ["::od", "=<p>", "~%0%", "}"]
    assert bare.count("#") == 2, "one before each reason"
    assert block.startswith("::odd Is \\{a\\} \\= \\#1\\: \\~b")


def test_in_gift_an_order_says_how_many_steps_it_has() -> None:
    (block,) = gift(written("gift", yaml_of_a("order")).content)
    steps = block.partition("{")[2].split("\n")
    assert steps[0] == f">{len(steps) - 2} ALL VERTICAL RELATIVE_TO_CORRECT SHOW none"


def test_in_gift_what_it_has_no_place_for_is_told() -> None:
    lost = {one.why for one in written("gift", yaml_of_a("free")).losses}
    assert any("rubric" in why for why in lost)
    two = written("gift", f"{yaml_of_a('single')}points: 2\n").losses
    assert [one.why for one in two] == [
        "its points: in GIFT every question has one, also each of several that it becomes"
    ]


@pytest.mark.parametrize("form", ["moodle-xml", "gift"])
@pytest.mark.parametrize("kind", LEFT)
def test_what_moodle_has_no_question_for_is_left_out_and_named(form: str, kind: str) -> None:
    item = items.load(LEFT[kind], mark="%%dialogue" if kind == "dialogue" else "%%item")
    made = banks.formats()[form].written("A course", [Part("One", (item,))])
    assert [(one.item, one.whole) for one in made.losses] == [(item.id, True)]
    assert item.id.encode() not in made.content


def test_a_type_that_no_format_knows_is_left_out_and_named() -> None:
    other = type("Item", (type(an(yaml_of_a("single"))),), {"type": "riddle"}, frozen=True)
    item: Any = msgspec.convert(msgspec.to_builtins(an(yaml_of_a("single"))), other)
    for form in ("moodle-xml", "gift", "qti"):
        made = banks.formats()[form].written("A course", [Part("One", (item,))])
        assert [one.whole for one in made.losses] == [True]


def test_every_share_in_the_whole_course_is_one_that_moodle_takes() -> None:
    root = ET.fromstring(all_of("moodle-xml").content)  # noqa: S314
    shares = {
        abs(float(one.get("fraction", "")))
        for question in root
        if question.get("type") == "multichoice"
        for one in question.findall("answer")
    }
    assert all(any(abs(share - one) < 0.001 for one in FRACTIONS) for share in shares)
    numbers = Counter(one.findtext("idnumber") for one in root.findall("question[idnumber]"))
    assert set(numbers.values()) == {1}, "Moodle drops a doubled number without a word"
    assert all(len(text(one, "name")) <= 255 for one in root)


@pytest.mark.parametrize("form", ["moodle-xml", "gift", "qti"])
def test_every_item_of_the_course_is_in_the_file_or_told_of(form: str) -> None:
    made = all_of(form)
    content = b"".join(unzipped(made).values()) if form == "qti" else made.content
    left = {one.item for one in made.losses if one.whole}
    for part in the_course():
        for item in part.items:
            assert (item.id.encode() in content) != (item.id in left), item.id


def test_the_words_hold_no_key_and_no_reason() -> None:
    made = written("text", yaml_of_a("single"), yaml_of_a("best-worst"), yaml_of_a("spot"))
    words = made.content.decode()
    assert not made.keys
    for kind in ("single", "best-worst", "spot"):
        item = an(yaml_of_a(kind))
        assert item.words() in words
        parts = getattr(item, "options", None) or item.lines
        assert not any(one.why and one.why in words for one in parts)


def test_of_a_conversation_the_words_hold_how_it_begins_and_say_so() -> None:
    lost = [one for one in all_of("text").losses if one.item == "l07-night-texts"]
    assert lost == [
        Loss("l07-night-texts", "all but its beginning: the rest of a conversation is played")
    ]
