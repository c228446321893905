"""Who plays a conversation waits for nothing that only proving it needs, and nothing goes round."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from withinscope import dialogue

from .makers import yaml_of_a

ROOM = Path(dialogue.__file__).parent
PLAYED = {"", "assessing", "item", "parts", "playing", "rules", "walking"}
"""All that loading and playing a conversation takes."""
PLAY = """
import sys
from withinscope import items
item = items.load(sys.stdin.read(), mark=items.DIALOGUE)
item.said(item.decode(b'{"path": ["open.listen", "risk.ask"], "ending": "warm"}'))
print(*(name for name in sys.modules if name.startswith("withinscope.dialogue")))
"""


def test_a_conversation_is_loaded_and_played_without_the_prover() -> None:
    command = [sys.executable, "-c", PLAY]
    ran = subprocess.run(
        command, input=yaml_of_a("dialogue"), capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.split()
    assert {one.removeprefix("withinscope.dialogue").lstrip(".") for one in loaded} == PLAYED


def modules() -> dict[str, Path]:
    """Every module of the room by its dotted name."""
    found = {}
    for path in ROOM.rglob("*.py"):
        below = path.relative_to(ROOM.parents[1]).with_suffix("")
        found[".".join(below.parts).removesuffix(".__init__")] = path
    return found


def imported(path: Path) -> Iterator[str]:
    """Yield all names that a module imports from, also in functions and for type checkers."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None
            assert not node.level, "import by the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_modules_of_the_room_import_each_other_in_a_circle() -> None:
    room = modules()
    needs = {}
    for name, path in room.items():
        found = {one for one in imported(path) if one in room}
        # Where a module is taken from a package, the package only leads to it.
        needs[name] = {one for one in found if not any(o.startswith(f"{one}.") for o in found)}
    order = list(TopologicalSorter(needs).static_order())
    assert order.index("withinscope.dialogue.parts") < order.index("withinscope.dialogue.item")
    assert set(order) == set(room)
