"""The exercise made from a solution: the same questions, and nothing that tells the key."""

import base64
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from withinscope import items, notebooks
from withinscope.notebooks.writing import text_of
from withinscope.problems import Mistake
from withinscope.yaml_text import dump

from . import leaks
from .makers import (
    SETUP,
    TYPES,
    a_cell,
    a_notebook,
    a_text,
    an_item,
    decoded,
    for_instructors,
    mark_of_a,
    yaml_of_a,
)

COURSE = Path(__file__).parents[2]
SOLUTIONS = [
    pytest.param(path, id=path.name) for path in sorted((COURSE / "solutions").glob("[0-9]*.ipynb"))
]
ODDLY = st.integers(0, 2**32).map(random.Random)
# A whole solution an example: few of them, and a seed gets no clearer by shrinking.
SOLVED = settings(max_examples=10, phases=[Phase.generate])
HIDDEN = {"why", "turns_on", "criterion", "levels", "thought", "debrief", "reflect"}
SHOWN = {"stem", "text", "title", "say", "scene", "client", "ending"}
ODD = [
    "",
    "\n",
    "\n\n  and on",
    " #1",
    ': "two"',
    "\u2028\x85",
    " \N{SNOWMAN}",
    " --",
    "'",
]


@dataclass
class Texts:
    """Makes texts that can't stand anywhere by chance, and remembers them."""

    odd: random.Random
    secret: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def hide(self) -> str:
        return self._made(self.secret, "hidden")

    def show(self) -> str:
        return self._made(self.seen, "shown")

    def _made(self, kept: list[str], word: str) -> str:
        odd = self.odd.choice(ODD)
        kept.append(f"{word} text {len(kept)} zq{odd} of the course qz{len(kept)}")
        return kept[-1]

    def name(self) -> str:
        self.secret.append(f"hidden-name-{len(self.secret)}-zq")
        return self.secret[-1]


def rewritten(data: Any, texts: Texts, name: str = "", inside: str = "") -> Any:
    """Return an item's data with every text replaced: hidden ones and shown ones."""
    if isinstance(data, dict):
        return {
            k: rewritten(v, texts, k, k if k in {"samples", "checklist"} else inside)
            for k, v in data.items()
        }
    if isinstance(data, list | tuple):
        return [rewritten(entry, texts, name, inside) for entry in data]
    if name in HIDDEN or (inside and name == "text"):
        return texts.hide()
    return texts.show() if name in SHOWN else data


def a_solved_item(type_: str, texts: Texts, style: str) -> dict[str, Any]:
    """An item's cell with hidden texts wherever an author can put one."""
    item = items.load(yaml_of_a(type_), mark=mark_of_a(type_))
    data = rewritten(msgspec.to_builtins(item), texts)
    data |= {"care": texts.show(), "after": texts.hide(), "pair": texts.name()}
    data |= {"people": [f"{in_a_line(texts.hide())}, 47, baker"]}
    data |= {name: [texts.hide()] for name in ("dimension", "outcome", "claims", "sources")}
    remark = in_a_line(texts.hide())
    yaml = f"# {remark}\n{json.dumps(data, ensure_ascii=style == 'escaped')}"
    if style == "block":
        yaml = f"{dump(data)}# {remark}".replace("\ntype:", f" # {remark}\ntype:", 1)
    leftovers = {"data": {"text/plain": texts.hide()}, "metadata": {texts.hide(): texts.hide()}}
    return a_cell(
        f"{mark_of_a(type_)}\n{yaml}",
        outputs=[leftovers | {"output_type": "display_data"}],
        metadata={texts.hide(): texts.hide(), "tags": [texts.hide()]},
    )


def in_a_line(text: str) -> str:
    return " ".join(text.split())


def a_solution(texts: Texts, style: str) -> dict[str, Any]:
    """A solution that holds a hidden text in every place that we know of."""
    picture = base64.b64encode(texts.hide().encode()).decode()
    seen = base64.b64encode(texts.show().encode()).decode()
    pictures = {"used.png": {"image/png": seen}, "unused.png": {"image/png": picture}}
    pictures["used"] = {"image/png": picture}  # its name begins like that of one that is used
    notebook = a_notebook(
        a_text(
            f"{texts.show()}\n\n<!-- {texts.hide()} -->{texts.show()}<!--\n{texts.hide()}\n-->\n"
            f"![](attachment:used.png) <!-- ![](attachment:unused.png) -->\n\n"
            f"[//]: # ({in_a_line(texts.hide())})\n[//]: <> ({in_a_line(texts.hide())})",
            attachments=pictures,
            metadata={texts.hide(): texts.hide()},
        ),
        a_cell(SETUP, outputs=[{"output_type": "stream", "name": "stdout", "text": texts.hide()}]),
        *(a_solved_item(type_, texts, style) for type_ in TYPES),
        for_instructors(a_text(texts.hide())),
        for_instructors(a_cell(f'"""{texts.hide()}"""')),
        a_cell("%hand_in"),
        expert=texts.hide(),
    )
    notebook["metadata"] |= {texts.hide(): {"note": texts.hide()}, "authors": [texts.hide()]}
    return notebook


@pytest.mark.parametrize("style", ["block", "flow", "escaped"])
@given(odd=ODDLY)
@settings(SOLVED)
def test_release_shows_what_is_asked_and_nothing_that_tells_the_key(
    style: str, odd: random.Random
) -> None:
    texts = Texts(odd)
    solution = a_solution(texts, style)
    exercise = notebooks.release(solution, "solution.ipynb")
    assert leaks.found(texts.secret, exercise) == []
    assert not leaks.item_names(exercise) & leaks.KEY_FIELDS
    # The search itself finds what is there: all of it in the solution, and what was shown.
    assert leaks.found(texts.secret, solution) == texts.secret
    assert leaks.found(texts.seen, exercise) == texts.seen


@pytest.mark.parametrize("style", ["block", "flow", "escaped"])
@given(odd=ODDLY)
@settings(SOLVED)
def test_solution_and_exercise_ask_the_same_revisions(style: str, odd: random.Random) -> None:
    solution = a_solution(Texts(odd), style)
    asked = notebooks.items(decoded(solution))
    released = notebooks.released_items(decoded(notebooks.release(solution, "solution.ipynb")))
    assert [(r.id, r.revision) for r in released] == [(item.id, item.revision) for item in asked]
    assert len(asked) == len(TYPES)


@given(odd=ODDLY)
@settings(SOLVED)
def test_what_is_released_is_tidy_and_valid(odd: random.Random) -> None:
    exercise = notebooks.release(a_solution(Texts(odd), "block"), "solution.ipynb")
    assert notebooks.tidy(exercise) == exercise
    text = text_of(exercise)  # nbformat finds no fault
    assert notebooks.tidy(json.loads(text)) == exercise


@pytest.mark.parametrize("path", SOLUTIONS)
def test_no_exercise_of_the_course_tells_its_key(path: Path) -> None:
    exercise = notebooks.load_dict(COURSE / "exercises" / path.name)
    secrets = leaks.secrets_of(path)
    assert leaks.found(secrets, notebooks.load_dict(path)) == secrets
    assert leaks.found(secrets, exercise) == []
    assert not leaks.item_names(exercise) & leaks.KEY_FIELDS


@pytest.mark.parametrize("path", SOLUTIONS)
def test_every_exercise_of_the_course_asks_what_its_solution_knows(path: Path) -> None:
    asked = [(item.id, item.revision) for item in notebooks.items(notebooks.read(path))]
    exercise = notebooks.read(COURSE / "exercises" / path.name)
    assert [(item.id, item.revision) for item in notebooks.released_items(exercise)] == asked


def test_released_cells_are_locked_hidden_and_hold_a_place_for_the_record() -> None:
    released = notebooks.release(a_notebook(an_item(), a_text("Text.")), "a.ipynb")
    item, text = released["cells"]
    assert item["metadata"] == {
        "deletable": False,
        "editable": False,
        "jupyter": {"source_hidden": True},
    }
    assert [output["data"] for output in item["outputs"]] == [
        {"text/plain": items.load(yaml_of_a("single")).words()},
        {"text/plain": ""},
    ]
    assert text["metadata"] == {"deletable": False, "editable": False}


def test_cell_ids_stay_so_that_answers_find_their_cells() -> None:
    solution = a_notebook(a_text("a"), for_instructors(a_text("b")), an_item())
    released = notebooks.release(solution, "a.ipynb")
    first, _, last = solution["cells"]
    assert [cell["id"] for cell in released["cells"]] == [first["id"], last["id"]]


REFUSED = [
    (a_cell("print('hello')"), "Trainees can't run this cell: it is none of the course's own."),
    (a_cell("%load_ext withinscope\n%course ex01\nimport os"), "Trainees can't run this cell"),
    (a_cell("%course ex01"), "Trainees can't run this cell"),
    (a_cell("%%item_\nid: a"), "Trainees can't run this cell"),
    (a_cell("\n" + an_item()["source"]), "Trainees can't run this cell"),
    (a_cell(an_item()["source"], "raw"), "Trainees can't run this cell"),
    (a_cell("raw", "raw"), "Trainees can't run this cell"),
    (a_text("a <!-- b"), "A comment is opened here and not closed. Add `-->`."),
    ({**a_text("a"), "id": None}, "This cell has no id"),
    ({**an_item(), "id": ""}, "This cell has no id"),
]


@pytest.mark.parametrize(("cell", "words"), REFUSED)
def test_a_cell_that_trainees_can_not_have_is_refused_with_its_place(
    cell: dict[str, Any], words: str
) -> None:
    with pytest.raises(Mistake) as mistake:
        notebooks.release(a_notebook(a_text("Text."), cell), "solutions/a.ipynb")
    assert str(mistake.value).startswith(f"solutions/a.ipynb:2: {words}")


def test_what_grading_would_not_read_to_its_end_is_not_released() -> None:
    long = an_item("dialogue")
    long["source"] = long["source"].replace("Call me at any hour.", "Call me. " * 8000)
    with pytest.raises(Mistake, match="This is longer than 65,536 characters"):
        notebooks.release(a_notebook(long), "a.ipynb")


def test_every_mistake_in_a_solution_is_told_with_its_place() -> None:
    broken = a_cell(an_item()["source"].replace("key: b", "key: z"))
    with pytest.raises(Mistake) as mistake:
        notebooks.release(a_notebook(broken, a_cell("1 + 1"), broken), "a.ipynb")
    assert [str(p.place) for p in mistake.value.problems] == [
        "a.ipynb:1:9",
        "a.ipynb:2",
        "a.ipynb:3:9",
    ]


@pytest.mark.parametrize(
    "about", [{"role": "exercise"}, {"role": "lesson"}, {"role": None}, {"id": None}, {"id": 1}]
)
def test_only_a_solution_is_released(about: dict[str, Any]) -> None:
    notebook = a_notebook()
    notebook["metadata"]["withinscope"] |= about
    with pytest.raises(Mistake, match="This notebook is not a solution"):
        notebooks.release(notebook, "a.ipynb")


def test_a_picture_is_found_by_its_name_as_markdown_writes_it() -> None:
    cell = a_text("![](attachment:my%20picture.png)", attachments={"my picture.png": {"a": "b"}})
    (released,) = notebooks.release(a_notebook(cell), "a.ipynb")["cells"]
    assert released["attachments"] == {"my picture.png": {"a": "b"}}


def test_links_are_no_comments() -> None:
    text = "See [the code] and [1].\n\n[the code]: #code\n[1]: <https://example.org> (A page)"
    (released,) = notebooks.release(a_notebook(a_text(text)), "a.ipynb")["cells"]
    assert released["source"] == text
