"""What authors get wrong in YAML: the line it names, and how it says to mend it."""

import pytest

from withinscope import items
from withinscope.problems import Mistake, Place

ITEM = """\
id: texts
type: single
stem: What comes first?
options:
  - id: a
    text: Answer at once
    why: It moves the line.
  - id: b
    text: Ask about safety
    why: Safety comes first.
key: b
"""

QUOTE = 'Put it in quotes ("…") or write it as a block after `|`.'
SYNTAX = "Look at the indentation, at quotes that are not closed and at colons inside a text."
NO_TEXT = "is read as a number, a date or true/false, not as a text."
ID = "Begin with a letter; then letters, digits, - and _ without spaces, 64 at most."


def sign(letters: str) -> str:
    return f"A word that begins with {letters} has a meaning of its own."


STEM = "What comes first?"
ANSWER = "Answer at once"
MISTAKES = [
    # what stands in ITEM, what to put there, the line, what is wrong, how to mend it
    ("id: a\n", "id: 01\n", 5, f"`id` {NO_TEXT}", QUOTE),
    (STEM, "2026-11-23", 3, f"`stem` {NO_TEXT}", QUOTE),
    (STEM, "true", 3, f"`stem` {NO_TEXT}", QUOTE),
    (STEM, "4.5", 3, f"`stem` {NO_TEXT}", QUOTE),
    (STEM, "[a, b]", 3, "`stem` has to be a text.", QUOTE),
    (STEM, "{a: b}", 3, "`stem` has to be a text.", QUOTE),
    (STEM, "", 3, "`stem` has no text.", "Write one after the colon."),
    (STEM, "~", 3, "`stem` has no text.", "Write one after the colon."),
    (STEM, '" \\t"', 3, "`stem` is empty.", "Write something after the colon."),
    (ANSWER, "", 6, "`text` has no text.", "Write one after the colon."),
    (ANSWER, "Be #1", 6, "In `text`, `#1` is taken for a comment and left out.", QUOTE),
    (STEM, "What\n  comes #1", 3, "In `stem`, `#1` is taken for a comment and left out.", QUOTE),
    (STEM, "One: two", 3, "A text with a colon in it is read as a name and its value.", QUOTE),
    (ANSWER, "*Answer", 6, sign("*"), QUOTE),
    (ANSWER, "&Answer at once", 6, sign("&"), QUOTE),
    (ANSWER, "!Answer at once", 6, sign("!"), QUOTE),
    (ANSWER, "!!str 01", 6, sign("!"), QUOTE),
    (ANSWER, "! 01", 6, sign("!"), QUOTE),
    (ANSWER, "* Answer", 6, sign("*"), QUOTE),
    ("key: b", "<<: {key: b}", 11, sign("<<"), QUOTE),
    ("key: b", "key: !!python/object/apply:os.system [ls]", 11, sign("!"), QUOTE),
    (ANSWER, "@home", 6, "A text may not begin with @.", QUOTE),
    (ANSWER, "%home", 6, "A text may not begin with %.", QUOTE),
    (ANSWER, "`home`", 6, "A text may not begin with `.", QUOTE),
    (ANSWER, "\tAnswer", 6, "There is a tab here.", "Indent with spaces."),
    ("    text: Ask", "\ttext: Ask", 9, "There is a tab here.", "Indent with spaces."),
    (
        ANSWER,
        '"Answer',
        6,
        "A quote is opened here and not closed.",
        "Close it at the text's end.",
    ),
    (
        f"{ANSWER}\n    why: It moves the line.",
        '"Answer\n    why: "It moves the line."',
        6,
        "A quote is opened here and not closed.",
        "Close it at the text's end.",
    ),
    (
        ANSWER,
        "'Don't",
        6,
        "This line can't be read as YAML: expected <block end>, but found '<scalar>'.",
        SYNTAX,
    ),
    (
        "    text: Ask",
        "   text: Ask",
        9,
        "This line can't be read as YAML: expected <block end>, but found '<block mapping start>'.",
        SYNTAX,
    ),
    (
        "stem: ",
        "stem ",
        3,
        "There is no colon after a name here.",
        "Write `name: text`, or indent what belongs to the text above.",
    ),
    (ANSWER, "a\x07b", 6, "An invisible character stands here (U+0007).", "Take it out."),
    (
        "    text: Ask",
        "   \u00a0text: Ask",
        9,
        "This line is indented with a no-break space (U+00A0).",
        "Put ordinary spaces in its place.",
    ),
    (
        "key: b",
        "key: b\u200b",
        11,
        "A space without width (U+200B) stands in `b`, where nobody can see it.",
        "Type the text anew.",
    ),
    (
        "key: b",
        "key\u00a0: b",
        11,
        "A no-break space (U+00A0) stands in `key`, where nobody can see it.",
        "Type the name anew.",
    ),
    (
        "key: b",
        "key: 2026-02-30",
        11,
        "`2026-02-30` is read as a date or a number, and there is no such one.",
        f"Mend it. Where it is meant as a text: {QUOTE[0].lower()}{QUOTE[1:]}",
    ),
    (
        "key: b",
        "dimension: [a, 2026-13-01]\nkey: b",
        11,
        "`2026-13-01` is read as a date or a number, and there is no such one.",
        f"Mend it. Where it is meant as a text: {QUOTE[0].lower()}{QUOTE[1:]}",
    ),
    (ANSWER, "a\ud800b", 6, "An invisible character stands here (U+D800).", "Take it out."),
    (
        ANSWER,
        r'"a\ud800b"',
        6,
        r"`text` holds half of a letter (\ud800 to \udfff).",
        "Write the letter itself.",
    ),
    ("key: b", "key: b\nkey: a", 12, "`key` stands here twice.", "Keep one of them."),
    ("    why: It", "    text: It", 7, "`text` stands here twice.", "Keep one of them."),
    ("key: b", "kye: b", 11, "There is no field `kye` here.", "Did you mean `key`?"),
    (
        "key: b",
        "key: b\nqqq: 1",
        12,
        "There is no field `qqq` here.",
        "Look for a slip, or take it out.",
    ),
    (
        "key: b",
        "key: b\nwhy: it does",
        12,
        "There is no field `why` here.",
        "Other things have one: look at the indentation, or take it out.",
    ),
    (
        "key: b",
        "key: b\n1: one",
        12,
        "A name here is read as a number, a date or a list, not as a word.",
        QUOTE,
    ),
    (
        "key: b",
        "key: b\n? [a, b]\n: one",
        12,
        "A name here is read as a number, a date or a list, not as a word.",
        QUOTE,
    ),
    ("    why: It moves the line.\n", "", 5, "`why` is missing here.", "Add it."),
    ("key: b\n", "", 1, "`key` is missing here.", "Add it."),
    ("type: single\n", "", 1, "`type` is missing here.", "Add it."),
    ("single", "singel", 2, "There is no item type `singel`.", "Did you mean `single`?"),
    ("id: texts", "id: night texts", 1, "`night texts` can't be an id.", ID),
    ("id: texts", "id: 1texts", 1, "`1texts` can't be an id.", ID),
    ("id: texts", f"id: {'x' * 65}", 1, f"`{'x' * 65}` can't be an id.", ID),
    (
        "key: b",
        "key: b\npoints: 0",
        12,
        "`points: 0` is out of range.",
        "It has to be more than 0.0.",
    ),
    (
        "key: b",
        "key: b\npoints: .nan",
        12,
        "`points: nan` is out of range.",
        "It has to be more than 0.0.",
    ),
    (
        "key: b",
        "key: b\npoints: 1e999",
        12,
        "`points: inf` is out of range.",
        "It has to be at most 1000.0.",
    ),
    (
        "key: b",
        "key: b\nconfidence: yes",
        12,
        "`confidence` does not have the right form here.",
        "It has to be true or false.",
    ),
    (
        "key: b",
        "key: b\nclaims: S1",
        12,
        "`claims` does not have the right form here.",
        "It has to be a list ([a, b] or lines that begin with -).",
    ),
    (
        "key: b",
        "key: b\n---\nid: c",
        12,
        "A second document begins here.",
        "Take the line `---` out.",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), MISTAKES)
def test_a_mistake_names_its_line_and_how_to_mend_it(
    old: str, new: str, line: int, what: str, mend: str
) -> None:
    assert old in ITEM
    with pytest.raises(Mistake) as mistake:
        items.load(ITEM.replace(old, new, 1), Place("notebook.ipynb", 7, 2))
    (problem,) = mistake.value.problems
    assert (problem.what, problem.mend) == (what, mend)
    # The YAML begins on the cell's second line, behind %%item.
    assert problem.place == Place("notebook.ipynb", 7, line + 1)
    assert str(mistake.value) == f"notebook.ipynb:7:{line + 1}: {what} {mend}"


FLOW = "options: [{id: a, text: Yes, why: It is}, {id: b, text: No, why: It is not}]"
IN_FLOW = [
    (
        "text: Yes",
        "text: Yes, indeed",
        "In { … } a comma begins a new entry, so `indeed` is read as a name.",
        'Put the text in quotes ("…") or write each entry on its own line.',
    ),
    (
        "text: Yes",
        "text: So: yes",
        "In { … } a text with a colon in it ends at the colon.",
        QUOTE,
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "mend"), IN_FLOW)
def test_commas_and_colons_bite_in_flow_style(old: str, new: str, what: str, mend: str) -> None:
    text = f"id: flow\ntype: single\nstem: Is it?\n{FLOW.replace(old, new)}\nkey: a"
    with pytest.raises(Mistake) as mistake:
        items.load(text)
    (problem,) = mistake.value.problems
    assert (problem.what, problem.mend, problem.place.line) == (what, mend, 4)


def test_a_comment_may_cut_no_entry_of_a_list_of_texts_either() -> None:
    rubric = "rubric:\n  - id: a\n    criterion: b\n    levels:\n      - one #1\n      - two\n"
    with pytest.raises(Mistake, match="In `levels`, `#1` is taken for a comment") as mistake:
        items.load(f"id: a\ntype: free\nstem: b\n{rubric}")
    assert mistake.value.problems[0].place.line == 8


@pytest.mark.parametrize("text", ["", "  \n", "# nothing but this", "~", "---"])
def test_an_empty_item_says_how_to_begin(text: str) -> None:
    with pytest.raises(Mistake) as mistake:
        items.load(text)
    assert str(mistake.value) == "1: This is empty. Begin with `id: …` on a line of its own."


@pytest.mark.parametrize("text", ["word", "[a, b]", "- a\n- b", "42", "2026-11-23"])
def test_an_item_that_is_no_names_and_values_says_how_to_begin(text: str) -> None:
    with pytest.raises(Mistake, match="not a list of names and values"):
        items.load(text)
