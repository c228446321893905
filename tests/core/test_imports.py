"""What imports what: a module only from those above it, and nothing of Jupyter in the core."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[2]
SOURCE = COURSE / "src/withinscope"

ROOMS = {
    "texts": "",
    "disk": "",
    "problems": "",
    "yaml_mistakes": "problems",
    "yaml_unseen": "problems",
    "yaml_syntax": "problems yaml_mistakes yaml_unseen",
    "yaml_plain": "",
    "yaml_tree": "problems yaml_mistakes yaml_unseen yaml_syntax",
    "yaml_text": "problems yaml_plain yaml_tree",
    "cells": "",
    "jupyter_format": "",
    "parts": "",
    "halves": "",
    "response": "parts",
    "question": "texts parts response",
    "sets": "problems yaml_text cells parts",
    "types": "texts parts response question",
    "dialogue": "texts problems yaml_text parts halves response question",
    "items": "problems yaml_text cells sets types dialogue",
    "scoring": "types",
    "notebooks": "texts disk problems cells jupyter_format halves sets types items",
    "course": "texts problems yaml_text",
    "navigation": "course",
    "process": "",
    "journal": "disk process",
    "workbooks": "journal",
    "backup": "disk process journal",
    "catalog": "disk problems items notebooks course",
    "browser": "texts disk problems notebooks course process journal workbooks catalog",
    "host": "problems course journal browser",
    "session": "texts disk problems types notebooks course journal host",
    "certainty": "types journal",
    "progress": "course journal catalog",
    "review": "texts parts types dialogue journal catalog certainty",
    "practice": "problems journal session review",
    "html_page": "texts",
    "notes": "texts types course journal catalog html_page",
    "my_code": "texts course journal html_page",
    "views": (
        "texts problems yaml_text cells halves question types dialogue items notebooks course "
        "journal session catalog certainty progress review practice notes my_code"
    ),
    "player": "texts problems journal backup browser session views",
    "widgets": "views",
    "grading.text": "",
    "grading.analysis": "",
    "grading.outcomes": "problems types scoring course",
    "grading.sheet": "grading.outcomes",
    "grading.output": "disk problems",
    "grading.xlsx": "",
    "grading.exports": "problems grading.text grading.sheet grading.output grading.xlsx",
    "grading.intake": "problems notebooks course grading.text",
    "grading.crew": "",
    "grading.keys": "problems types scoring notebooks grading.intake",
    "grading.pace": "notebooks",
    "grading.grade": (
        "types scoring notebooks grading.text grading.intake grading.keys grading.pace"
    ),
    "grading.grader": "grading.intake grading.keys grading.grade",
    "grading.marking": "parts types",
    "grading.agreement": "types grading.text grading.analysis grading.marking",
    "grading.calibration": "parts types grading.marking",
    "grading.marksheet": "problems parts types grading.text grading.marking",
    "grading.book": (
        "problems response question types items scoring course grading.text grading.outcomes "
        "grading.sheet grading.intake grading.keys grading.grade grading.marking"
    ),
    "grading.correcting": "grading.keys grading.book",
    "grading.cohort": (
        "grading.crew grading.intake grading.keys grading.grade grading.grader grading.book "
        "grading.correcting"
    ),
    "grading.feedback": (
        "texts disk problems parts types course certainty html_page grading.crew grading.text "
        "grading.outcomes grading.output grading.intake grading.book"
    ),
    "grading.report": (
        "problems parts types dialogue course certainty html_page grading.analysis "
        "grading.outcomes grading.book"
    ),
    "grading.certificates": (
        "disk problems types course html_page grading.text grading.outcomes grading.book"
    ),
    "grading.commands": (
        "texts problems parts types course grading.text grading.outcomes grading.output "
        "grading.xlsx grading.exports grading.intake "
        "grading.analysis grading.grade grading.marking grading.agreement grading.calibration "
        "grading.marksheet "
        "grading.book grading.cohort grading.feedback grading.report grading.certificates"
    ),
    "grading.workbench": (
        "problems parts types course grading.text grading.outcomes grading.output "
        "grading.exports "
        "grading.intake "
        "grading.marking grading.agreement grading.calibration grading.book grading.cohort "
        "grading.feedback grading.report grading.commands"
    ),
    "workbench": "problems course cells session views grading.commands grading.workbench",
    "magics": "texts problems question sets items notebooks host session views widgets workbench",
    "lab": "texts disk problems jupyter_format notebooks course navigation journal workbooks",
    "site": (
        "disk problems cells types notebooks course navigation catalog browser session html_page "
        "views player"
    ),
    "authoring": (
        "disk problems yaml_tree yaml_text cells parts sets types dialogue items scoring notebooks "
        "course"
    ),
    "cli": "problems",
}
"""Who imports whom, each only from those above it. A room is a module or a package of this one, or,
in `grading`, one of its own. An import that is not here fails, and so does a row that is too long.
"""

SIDES = ("grading", "lab", "site", "authoring")
VERSION = "withinscope.__version__"

_LAYERS = list(dict.fromkeys(room.partition(".")[0] for room in ROOMS))
PURE = _LAYERS[_LAYERS.index("parts") : _LAYERS.index("widgets")]
ALLOWED = {"withinscope", "msgspec", "ruamel", "typing_extensions", "yaml"}
"""Packages that the core is made of; each ships with Pyodide or is pure Python."""

SLOW = {
    "nbformat", "jsonschema", "sqlalchemy", "jinja2", "openpyxl", "rich", "ipykernel", "ipywidgets",
    "jwt", "cryptography",
}  # fmt: skip
JUPYTER = {"IPython", "anywidget", "jupyter_client", "jupyter_server", "jupyterlab", "traitlets"}

MODULES = sorted(SOURCE.rglob("*.py"))
HOUSED = [path for path in MODULES if path.parent != SOURCE or path.stem[:2] != "__"]
"""All but the two that start the magics and the commands when asked."""


def room_of(path: Path) -> str:
    """The room that a module is in."""
    return room_named(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))


def room_named(dotted: str) -> str:
    """The room of what has a dotted name, such as `withinscope.grading.book.tables`."""
    first, *rest = dotted.removesuffix(".__init__").split(".")[1:]
    return f"{first}.{rest[0]}" if first == "grading" and rest else first


def layer(room: str) -> str:
    """The package or module that a room is of."""
    return room.partition(".")[0]


def imported(path: Path) -> Iterator[str]:
    """Yield the rooms that a module imports from, those for type checkers alone left out."""
    skipped = {id(node) for block in nodes(path) for node in checkers_only(block)}
    for node in nodes(path):
        if id(node) not in skipped:
            yield from map(room_named, taken(node))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that a module is made of, read once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def taken(node: ast.AST) -> Iterator[str]:
    """Yield the dotted names, within the package, that a statement imports."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom):
        assert not node.level, "imports name the whole way"
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    yield from (name for name in names if name.startswith("withinscope.") and name != VERSION)


def checkers_only(node: ast.AST) -> Iterator[ast.AST]:
    named = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    for inner in node.body if named and isinstance(node, ast.If) else []:
        yield from ast.walk(inner)


def test_every_module_has_its_room() -> None:
    found = {room_of(path) for path in HOUSED} - {"grading"}
    assert found == set(ROOMS), "name new modules in ROOMS, and in the README's layout"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_what_its_row_says_and_nothing_else(room: str) -> None:
    here = [path for path in HOUSED if room_of(path) == room]
    found = {other for path in here for other in imported(path)} - {room}
    assert found == set(ROOMS[room].split()), "mend the import, or its row in ROOMS if it is meant"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_those_above_it(room: str) -> None:
    above = list(ROOMS)[: list(ROOMS).index(room)]
    assert set(ROOMS[room].split()) <= set(above)


@pytest.mark.parametrize("side", SIDES)
def test_grading_lab_and_authoring_import_none_of_each_other(side: str) -> None:
    rows = [row for room, row in ROOMS.items() if layer(room) == side]
    assert rows
    assert not {layer(other) for row in rows for other in row.split()} & (set(SIDES) - {side})


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages that a fresh process holds after importing modules."""
    code = (
        f"import {', '.join(modules)}\nimport sys\nprint(*{{m.split('.')[0] for m in sys.modules}})"
    )
    bare = "import sys\nprint(*{m.split('.')[0] for m in sys.modules})"
    after, before = (
        subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
        for text in (code, bare)
    )
    loaded = set(after.stdout.split()) - set(before.stdout.split()) - set(sys.stdlib_module_names)
    return {name for name in loaded if "cython" not in name}  # what a compiled module brings along


def modules_of(*layers: str) -> list[str]:
    """The dotted names of all modules in layers."""
    paths = [path for path in HOUSED if layer(room_of(path)) in layers]
    dotted = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in dotted]


def test_importing_the_package_alone_loads_nothing_else() -> None:
    assert loaded_by("withinscope") <= {"withinscope"}


def test_the_core_loads_nothing_of_jupyter_and_no_widget_library() -> None:
    assert loaded_by(*modules_of(*PURE)) <= ALLOWED


def test_starting_a_command_loads_nothing_that_takes_long() -> None:
    commands = (
        "withinscope.cli",
        "withinscope.authoring.check",
        "withinscope.grading.commands.grade",
        "withinscope.grading.commands.export",
    )
    assert not loaded_by(*commands) & (SLOW | JUPYTER)


def test_a_kernel_has_what_reads_odd_yaml_only_where_some_is() -> None:
    assert "ruamel" not in loaded_by("withinscope.magics", "withinscope.views.item")


def test_grading_loads_neither_jupyter_nor_nbformat() -> None:
    found = loaded_by(*modules_of("grading"))
    assert not found & (JUPYTER | {"nbformat", "jsonschema", "ipykernel", "ipywidgets"})


def prints(path: Path) -> Iterator[int]:
    """Yield the lines on which a module prints."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in {"print", "sys.stdout.write", "sys.stderr.write"}:
                yield node.lineno


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.stem != "cli"],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_only_the_command_line_prints(path: Path) -> None:
    assert list(prints(path)) == []


def test_the_search_finds_what_prints() -> None:
    assert list(prints(SOURCE / "cli.py"))
