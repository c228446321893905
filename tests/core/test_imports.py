"""What imports what: a module only from those above it, and nothing of Jupyter in the core."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[2]
SOURCE = COURSE / "src/withinscope"

LAYERS = (
    "disk",
    "problems",
    "yaml_mistakes",
    "yaml_unseen",
    "yaml_text",
    "cells",
    "parts",
    "question",
    "sets",
    "types",
    "dialogue",
    "items",
    "scoring",
    "notebooks",
    "course",
    "process",
    "journal",
    "host",
    "session",
    "catalog",
    "certainty",
    "progress",
    "review",
    "practice",
    "html_page",
    "notes",
    "views",
    "magics",
    "grading",
    "lab",
    "authoring",
    "cli",
)
"""Each may import from those before it."""

STRANGERS = {("grading", "views"), ("grading", "magics"), ("grading", "session")}
"""Who never imports whom, though it stands below."""

PURE = (*LAYERS[LAYERS.index("parts") : LAYERS.index("views")],)
ALLOWED = {"withinscope", "msgspec", "ruamel", "typing_extensions"}
"""Packages that the core is made of; each ships with Pyodide or is pure Python."""

SLOW = {"nbformat", "jsonschema", "sqlalchemy", "jinja2", "rich", "ipykernel", "ipywidgets"}
JUPYTER = {"IPython", "anywidget", "jupyter_client", "jupyter_server", "jupyterlab", "traitlets"}

MODULES = sorted(SOURCE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """Yield the layers that a module imports from, those for type checkers alone left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(node) for block in ast.walk(tree) for node in checkers_only(block)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "withinscope":
            for alias in node.names:
                yield f"{node.module}.{alias.name}".split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield layer_of(path)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("withinscope."):
                    yield alias.name.split(".")[1]


def checkers_only(node: ast.AST) -> Iterator[ast.AST]:
    named = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    for inner in node.body if named and isinstance(node, ast.If) else []:
        yield from ast.walk(inner)


def test_every_module_has_its_layer() -> None:
    found = {layer_of(path) for path in MODULES} - {"__init__", "__main__"}
    assert found <= set(LAYERS), "name new modules in LAYERS, and in DESIGN's layout"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_from_those_above_it(path: Path) -> None:
    layer = layer_of(path)
    if layer in {"__init__", "__main__"}:
        return  # one starts the magics when asked, the other the commands
    above = {*LAYERS[: LAYERS.index(layer) + 1], "__version__"}
    above -= {other for one, other in STRANGERS if one == layer}
    assert set(imported(path)) <= above


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
    return set(after.stdout.split()) - set(before.stdout.split()) - set(sys.stdlib_module_names)


def modules_of(*layers: str) -> list[str]:
    """The dotted names of all modules in layers."""
    paths = [path for path in MODULES if layer_of(path) in layers]
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
    )
    assert not loaded_by(*commands) & (SLOW | JUPYTER)


def test_grading_loads_neither_jupyter_nor_nbformat() -> None:
    found = loaded_by(*modules_of("grading"))
    assert not found & (JUPYTER | {"nbformat", "jsonschema", "ipykernel", "ipywidgets"})


def prints(path: Path) -> Iterator[int]:
    """Yield the lines on which a module prints."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in {"print", "sys.stdout.write", "sys.stderr.write"}:
                yield node.lineno


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if layer_of(path) != "cli"],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_only_the_command_line_prints(path: Path) -> None:
    assert list(prints(path)) == []
    # The search finds what prints.
    assert list(prints(SOURCE / "cli.py"))
