"""Items, whatever their type: read, released, written as a cell, read again."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import msgspec
import pytest
from hypothesis import example, given

from withinscope import items, types
from withinscope.problems import Mistake, Place

from .strategies import ODD, texts


def an_item(type_: str = "single") -> str:
    return str(import_module(f".cases.{types.names()[type_]}", __package__).ITEM)


TYPES = list(types.names())
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
    changed: dict[str, Any] = {"stem": text, "care": text}
    for name in released.__struct_fields__:
        value = getattr(released, name)
        if isinstance(value, tuple):
            changed[name] = tuple(msgspec.structs.replace(each, text=text) for each in value)
    return msgspec.structs.replace(released, **changed)


@pytest.mark.parametrize("type_", TYPES)
@given(text=texts)
def test_a_released_item_comes_back_from_its_cell(type_: str, text: str) -> None:
    comes_back(retold(items.load(an_item(type_)).released(), text))


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_back_from_a_cell(text: str) -> None:
    for type_ in TYPES:
        comes_back(retold(items.load(an_item(type_)).released(), text.strip()))


def comes_back(released: Any) -> None:
    cell = items.source(released)
    assert cell.startswith("%%item\nid: ")
    again = items.load_released(items.yaml_of(cell) or "")
    assert again == released
    assert again.revision == released.revision
    # Notebooks strip a cell's ends, and a cell that is written again is the same cell.
    assert items.source(again) == cell == cell.strip()


@pytest.mark.parametrize("type_", TYPES)
def test_released_holds_the_question_and_nothing_else(type_: str) -> None:
    fields = items.load(an_item(type_)).released().__struct_fields__
    seen = {"id", "stem", "confidence", "care", "options", "bins", "statements", "lines", "reasons"}
    assert set(fields) <= seen | {"nodes", "state", "title"}


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("field", SECRET_FIELDS)
def test_what_only_authors_see_is_not_released_and_changes_no_revision(
    type_: str, field: str
) -> None:
    text = f"{an_item(type_)}{field}: {SECRET_FIELDS[field]}\n"
    item = items.load(text)
    assert item.revision == items.load(an_item(type_)).revision
    assert field not in items.source(item.released())
    with pytest.raises(Mistake, match=f"There is no field `{field}` here."):
        items.load_released(f"{items.yaml_of(items.source(item.released()))}\n{field}: x")


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("line", ["confidence: true", "care: Mentions grief."])
def test_what_trainees_see_changes_the_revision(type_: str, line: str) -> None:
    item = items.load(f"{an_item(type_)}{line}\n")
    assert item.revision != items.load(an_item(type_)).revision
    assert line in items.source(item.released())


@pytest.mark.parametrize("type_", TYPES)
def test_an_item_with_its_key_is_no_released_item(type_: str) -> None:
    text = an_item(type_)
    with pytest.raises(Mistake):
        items.load_released(text)
    released = items.load(text).released()
    assert items.load_released(items.yaml_of(items.source(released)) or "") == released
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
        assert text in retold(items.load(an_item(type_)).released(), text).words()


def test_a_stem_that_reads_like_an_answer_is_refused_at_its_line() -> None:
    text = an_item().replace("stem: ", "stem: 'Answered: ", 1)
    quoted = "\n".join(
        line + "'" if line.startswith("stem:") else line for line in text.splitlines()
    )
    with pytest.raises(Mistake, match="The stem can't begin with `Answered`") as caught:
        items.load(quoted, Place("n.ipynb", 3, 2))
    line = next(n for n, line in enumerate(quoted.splitlines(), 2) if line.startswith("stem:"))
    assert caught.value.problems[0].place == Place("n.ipynb", 3, line)
