"""Malformed conversations: each is refused with the message of its rule, at the right line.

`malformed/` holds one at least of each rule, named for it. Its first line says where and what is
wrong; `# also:` names the rules that can't but be broken with it.
"""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from withinscope import items
from withinscope.dialogue.proof import check
from withinscope.problems import Mistake
from withinscope.yaml_text import dump, line_of, parse

from .conversations import read, the_conversation

FOLDER = Path(__file__).parent / "malformed"
FILES = [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.yaml"))]
SOURCE = Path(items.__file__).parent / "dialogue"
BOUND = 1000


class Found(Struct, frozen=True):
    """What was said of a conversation: the rule (unknown of what does not load), line, words."""

    code: str | None
    line: int | None
    words: str


def rule_of(path: Path) -> str:
    return path.stem.partition("--")[0]


def found_in(text: str) -> list[Found]:
    try:
        dialogue = read(text)
    except Mistake as mistake:
        return [Found(None, one.place.line, one.what) for one in mistake.problems]
    findings = check(dialogue, BOUND).findings
    return [Found(one.code, line_of(text, one.at), one.told) for one in findings]


@pytest.mark.parametrize("path", FILES)
def test_a_malformed_conversation_is_told_what_is_wrong_and_on_which_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    said = re.match(r"# line (\d+): (.+)\n(?:# also: (.+)\n)?", text)
    assert said is not None
    found = found_in(text)
    mine = [one for one in found if one.code in (rule_of(path), None)]
    assert [(one.line, one.words) for one in mine] == [(int(said[1]), said[2])]
    others = {one.code for one in found} - {rule_of(path), None}
    assert others == set((said[3] or "").split(", ")) - {""}


def rules() -> set[str]:
    """Every rule that the engine can find broken."""
    calls = [
        node
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
    ]
    return {ast.literal_eval(call.args[0]) for call in calls}


def test_every_rule_has_a_conversation_that_breaks_it() -> None:
    assert {rule_of(path) for path in FOLDER.glob("*.yaml")} == rules()
    assert len(rules()) > 30


def test_nothing_is_wrong_with_a_good_conversation() -> None:
    assert check(the_conversation()).findings == ()


HIDDEN = {
    "checklist",
    "expert",
    "invariants",
    "why",
    "meets",
    "breaks",
    "danger",
    "safe",
    "debrief",
}
UNPLAYABLE = {
    "bounds",
    "last-variant",
    "no-client",
    "node-or-ending",
    "same-id",
    "starts-at-ending",
    "undeclared-name",
    "unknown-node",
    "variant-order",
    "wrong-kind",
}
AUTHORS_OWN = {"same-id--point", "unknown-node--invariant"}


def without(data: Any, names: set[str]) -> Any:
    if isinstance(data, dict):
        return {name: without(value, names) for name, value in data.items() if name not in names}
    return [without(one, names) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("path", FILES)
def test_replay_never_meets_what_can_not_be_played(path: Path) -> None:
    """A trainee may write anything into the released cell, and so it is looked at too."""
    data = without(parse(path.read_text(encoding="utf-8"), dict), HIDDEN)
    if rule_of(path) in UNPLAYABLE and path.stem not in AUTHORS_OWN:
        with pytest.raises(Mistake):
            items.load_released(dump(data), mark=items.DIALOGUE)
    else:
        assert items.load_released(dump(data), mark=items.DIALOGUE).words()
