"""Items, whatever their type: read, released, written as a cell, read again."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import example, given

from withinscope import items
from withinscope.problems import Mistake, Place
from withinscope.yaml_tree import PROSE

from . import leaks
from .makers import TYPES, mark_of_a, yaml_of_a
from .strategies import ODD, texts


def an_item(type_: str = "single") -> str:
    return yaml_of_a(type_)


def loaded(type_: str, text: str | None = None) -> Any:
    return items.load(text or an_item(type_), mark=mark_of_a(type_))


@cache
def given_out(type_: str) -> Any:
    """The item of a type's case table, as trainees are given it; read once for all examples."""
    return loaded(type_).released()


def released_again(released: Any, more: str = "") -> Any:
    """An item read from the cell that is written for trainees."""
    return items.released_of_cell(items.source(released) + more)


SECRET_FIELDS = {
    "points": "7",
    "critical": "true",
    "pair": "elsewhere",
    "after": "Remarks that come after.",
    "dimension": "[purpose]",
    "outcome": "[LO1]",
    "claims": "[S1]",
    "sources": "[seed]",
}


def retold(released: Any, text: str) -> Any:
    """Return a released item in which everything that people wrote is `text`."""
    data = rewritten(msgspec.to_builtins(released), text) | {"care": text}
    return msgspec.convert(data, type(released))


def rewritten(data: Any, text: str, name: str = "") -> Any:
    if isinstance(data, dict):
        return {inner: rewritten(value, text, inner) for inner, value in data.items()}
    if isinstance(data, list):
        return [rewritten(entry, text) for entry in data]
    return text if name in PROSE else data


@pytest.mark.parametrize("type_", TYPES)
@given(text=texts)
def test_a_released_item_comes_back_from_its_cell(type_: str, text: str) -> None:
    comes_back(retold(given_out(type_), text))


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_back_from_a_cell(text: str) -> None:
    for type_ in TYPES:
        comes_back(retold(given_out(type_), text.strip()))


def comes_back(released: Any) -> None:
    cell = items.source(released)
    assert cell.startswith(("%%item\nid: ", "%%dialogue\nid: "))
    again = released_again(released)
    assert again == released
    assert again.revision == released.revision
    # Notebooks strip a cell's ends, and a cell that is written again is the same cell.
    assert items.source(again) == cell == cell.strip()


@pytest.mark.parametrize("type_", TYPES)
def test_released_holds_the_question_and_nothing_else(type_: str) -> None:
    fields = loaded(type_).released().__struct_fields__
    seen = {"id", "stem", "confidence", "care", "options", "bins", "statements", "lines", "reasons"}
    seen |= {"moves", "cases"}
    assert set(fields) <= seen | {"title", "again", "state", "seems", "nodes"}


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("field", SECRET_FIELDS)
def test_what_only_authors_see_is_not_released_and_changes_no_revision(
    type_: str, field: str
) -> None:
    item = loaded(type_, f"{an_item(type_)}{field}: {SECRET_FIELDS[field]}\n")
    assert item.revision == loaded(type_).revision
    assert field not in items.source(item.released())
    with pytest.raises(Mistake, match=f"There is no field `{field}` here."):
        released_again(item.released(), f"\n{field}: x")


# A conversation does not ask for confidence, and refuses it.
SEEN = [("confidence: true", one) for one in TYPES if one != "dialogue"]
SEEN += [("care: Mentions grief.", one) for one in TYPES]


@pytest.mark.parametrize(("line", "type_"), SEEN)
def test_what_trainees_see_changes_the_revision(type_: str, line: str) -> None:
    item = loaded(type_, f"{an_item(type_)}{line}\n")
    assert item.revision != loaded(type_).revision
    assert line in items.source(item.released())


@pytest.mark.parametrize("type_", TYPES)
def test_an_item_with_its_key_is_no_released_item(type_: str) -> None:
    with pytest.raises(Mistake):
        items.load_released(an_item(type_), mark=mark_of_a(type_))
    released = loaded(type_).released()
    assert released_again(released) == released
    # A `free` without a rubric has no key: written or released, it is the same.


def test_the_revision_never_depends_on_how_the_yaml_is_written() -> None:
    block = an_item("single")
    quoted = block.replace("text: Wait until Monday", "text: 'Wait until Monday'")
    commented = "# a remark\n" + block.replace("id: texts", "id:   texts   # its name")
    expected = items.load(block).revision
    assert [items.load(text).revision for text in (quoted, commented)] == [expected, expected]


def test_the_revision_is_the_hash_that_records_already_carry() -> None:
    """Pinned: another value would orphan every answer that was ever given."""
    assert items.load(an_item("single")).revision == PINNED


PINNED = "a9167f993f759c60da1e7629c95f1d41c4f555f757dce19ce1a0d46d88a4841e"


@dataclass
class Head:
    cell: str
    yaml: str | None


@pytest.mark.parametrize(
    "head",
    [
        Head("%%item\nid: a", "id: a"),
        Head("%%item  \nid: a", "id: a"),
        Head("%%item", ""),
        Head("%%item\n", ""),
        Head("%%item x\nid: a", None),
        Head("%%items\nid: a", None),
        Head("%%dialogue\nid: a", "id: a"),
        Head("%%dialogues\nid: a", None),
        Head(" %%item\nid: a", None),
        Head("\n%%item\nid: a", None),
        Head("print()\n%%item\nid: a", None),
        Head("", None),
    ],
    ids=lambda head: repr(head.cell),
)
def test_only_a_cell_whose_first_line_is_the_magic_is_an_item(head: Head) -> None:
    assert items.yaml_of(head.cell) == head.yaml


def test_a_mistake_in_meaning_names_notebook_cell_and_line() -> None:
    with pytest.raises(Mistake) as mistake:
        items.load(an_item("single").replace("key: b", "key: z"), Place("a.ipynb", 3, 2))
    assert str(mistake.value).startswith("a.ipynb:3:9: The key `z` is none of the options.")


def test_every_mistake_in_meaning_is_told_at_once() -> None:
    text = an_item("multiple").replace("key: [a, c]", "key: [x, y]").replace("id: e", "id: d")
    with pytest.raises(Mistake) as mistake:
        items.load(text)
    assert len(mistake.value.problems) == 3


@given(text=texts)
@example("\x85a")
def test_words_hold_every_text_of_a_released_item(text: str) -> None:
    for type_ in TYPES:
        assert text in retold(loaded(type_).released(), text).words()


def test_a_stem_that_reads_like_an_answer_is_refused_at_its_line() -> None:
    text = an_item().replace("stem: ", "stem: 'Answered: ", 1)
    quoted = "\n".join(
        line + "'" if line.startswith("stem:") else line for line in text.splitlines()
    )
    with pytest.raises(Mistake, match="The stem can't begin with `Answered`") as caught:
        items.load(quoted, Place("n.ipynb", 3, 2))
    line = next(n for n, line in enumerate(quoted.splitlines(), 2) if line.startswith("stem:"))
    assert caught.value.problems[0].place == Place("n.ipynb", 3, line)


@pytest.mark.parametrize("line", ["type: dialogue", "type: 'dialogue'"])
def test_a_conversation_in_the_cell_of_an_item_is_told_where_it_belongs(line: str) -> None:
    with pytest.raises(Mistake) as mistake:
        items.of_cell(f"%%item\nid: a\n{line}\n", Place("n.ipynb", 3))
    assert str(mistake.value) == (
        "n.ipynb:3:3: A conversation has a cell of its own kind. Begin this cell with `%%dialogue`."
    )


def test_a_conversation_needs_no_type_and_may_say_it() -> None:
    text = an_item("dialogue")
    assert loaded("dialogue", f"{text}type: dialogue\n") == loaded("dialogue")
    with pytest.raises(Mistake, match="There is no item type `single`"):
        loaded("dialogue", f"{text}type: single\n")


def test_where_a_conversation_starts_changes_its_revision() -> None:
    released = loaded("dialogue").released()
    nodes = dict(reversed(released.nodes.items()))
    assert msgspec.structs.replace(released, nodes=nodes).revision != released.revision


def test_no_word_of_what_a_conversation_judges_by_is_released() -> None:
    judging = ("why", "meets", "breaks", "checklist", "invariants", "expert")
    hidden = (*judging, "danger", "safe", "thought", "debrief", "reflect")
    names = leaks.names_in(msgspec.to_builtins(loaded("dialogue").released()))
    assert not names & {*hidden}
    assert {*hidden} <= leaks.names_in(msgspec.to_builtins(loaded("dialogue")))


def test_the_same_text_is_read_once_and_each_mistake_has_its_own_place() -> None:
    text = an_item("single")
    assert items.load(text) is items.load(text.rstrip("\n"), Place(file="again.ipynb"))
    for number in (3, 4):
        with pytest.raises(Mistake) as mistake:
            items.load("id: [", Place(cell=number, line=2))
        assert mistake.value.problems[0].place.cell == number
