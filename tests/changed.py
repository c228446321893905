"""Which test files a change can reach: what `pytest --changed` runs, so that nobody waits for more.

It is worked out from the files alone, and rather too wide than too narrow:

- A file reaches what imports it, wherever the import stands, by name or by being there; and what
  starts it by its name.
- A command reaches the test files that say its name where commands are run; a magic, those with a
  kernel. The instructor's page is the one thing of grading that a kernel shows.
- A script or style sheet reaches what its room does. Any other file reaches whoever names it, its
  folder or its ending; one of the course, all who look at the course.

What tells nothing of this, such as another version of a package, reaches nobody: CI runs all.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from withinscope.cli import COMMANDS

COURSE = ("notebooks", "exercises", "solutions", "course.yaml")
SERVES = {"learn", "singleuser"}
"""The commands that have kernels started."""
CLI = "withinscope.cli"
"""What imports the commands that are asked for, and no other."""
MAGICS, BENCH = "withinscope.magics", "withinscope.workbench"
"""What only a kernel imports, and what that does only for the instructor's page."""
EVERYWHERE = {"src", "tests", "withinscope"}
"""Folders whose names are said for other reasons."""
SHOWS_IT = ("grade_a_cohort", "%workbench", "--nbval")
"""What a test file says that opens this page, by its name or with all others."""


def since(root: Path, revision: str) -> set[str]:
    """Return the files, from the root, that differ from a revision, those unknown to git too.

    Raises subprocess.CalledProcessError where git knows no such revision.
    """
    git = ["git", "-C", str(root)]
    asked = (
        [*git, "diff", "--name-only", "--no-renames", "--relative", revision, "--"],
        [*git, "ls-files", "--others", "--exclude-standard"],
    )
    said = (subprocess.check_output(one, text=True) for one in asked)
    return {line for text in said for line in text.splitlines()}


class Tree:
    """The files of a checkout, and what each of them needs."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._homes = (root / "src", root / "tests")
        self._sources = {
            self._name(file): Source(file)
            for home in (root / "src/withinscope", root / "tests")
            for file in home.rglob("*.py")
        }
        self._needs = {name: set(self._needed(name)) for name in self._sources}
        self._needs["withinscope"] -= {MAGICS}
        self._needs[MAGICS] -= {BENCH}

    def reached(self, changed: Iterable[str]) -> set[Path]:
        """Return the test files that a change of these files, named from the root, can reach."""
        names, others = set(), []
        for file in map(Path, changed):
            name = self._name(self._root / file) if self._is_ours(file) else ""
            names |= {name} if name else self._around(file)
            others += [] if name else [file]
        found = {one for one, used in self._tests.items() if names & used}
        found |= {one for one in self._tests if _look_at(self._own(one).values(), others)}
        return {self._sources[one].path for one in found}

    @cached_property
    def _tests(self) -> dict[str, set[str]]:
        """All modules that each test file needs."""
        shared = self._closure({"conftest"} & self._sources.keys())
        tests = (name for name in self._sources if name.rpartition(".")[2].startswith("test_"))
        return {name: self._used(self._own(name)) | shared for name in tests}

    def _own(self, test: str) -> dict[str, Source]:
        """A test file and what it needs of the tests' own files, by name.

        The conftest of all of them tells nothing of what this one does, and is left out.
        """
        beside = f"{test.rpartition('.')[0]}.conftest"
        found = self._closure({test, beside} & self._sources.keys())
        return {name: self._sources[name] for name in found if not _is_packages(name)}

    def _used(self, own: dict[str, Source]) -> set[str]:
        """All modules that files of a test need."""
        found = self._closure(own.keys())
        words = {word for one in own.values() for word in one.words}
        starts = any("sys.executable" in one.text for one in own.values())
        if starts or CLI in found:
            found |= self._closure(self._commanded(words))
        if starts and (SERVES & words or any("load_ext withinscope" in word for word in words)):
            bench = any(sign in word for word in words for sign in SHOWS_IT)
            found |= self._closure({MAGICS, BENCH} if bench else {MAGICS})
        return found

    def _commanded(self, words: set[str]) -> set[str]:
        named = [command.module for word, command in COMMANDS.items() if word in words]
        every = [command.module for command in COMMANDS.values()]
        return {CLI, "withinscope.__main__", *(named or every)} & self._sources.keys()

    def _closure(self, first: Iterable[str]) -> set[str]:
        found, new = set(first), list(first)
        while new:
            more = self._needs[new.pop()] - found
            found |= more
            new += more
        return found

    def _needed(self, name: str) -> Iterator[str]:
        """Yield the modules that one imports, and the packages that these are in."""
        source = self._sources[name]
        package = name if source.path.stem == "__init__" else name.rpartition(".")[0]
        started = source.named if _is_packages(name) and name != CLI else ()
        for wanted in (*source.imported, *started):
            whole = _whole(wanted.removesuffix("."), package)
            yield from (self._in_package(whole) if wanted.endswith(".") else self._leads_to(whole))

    def _leads_to(self, name: str) -> Iterator[str]:
        parts = name.split(".")
        up_to = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
        yield from (one for one in up_to if one in self._sources)

    def _in_package(self, package: str) -> Iterator[str]:
        return (name for name in self._sources if name.rpartition(".")[0] == package)

    def _name(self, file: Path) -> str:
        """Return the dotted name by which a file is imported."""
        home = next(home for home in self._homes if file.is_relative_to(home))
        return ".".join(file.relative_to(home).with_suffix("").parts).removesuffix(".__init__")

    def _is_ours(self, file: Path) -> bool:
        return file.suffix == ".py" and file.parts[0] in ("src", "tests")

    def _around(self, file: Path) -> set[str]:
        """Return the modules of the room that a script or a sheet is in."""
        for folder in (self._root / file).parents:
            if found := {name for name, one in self._sources.items() if one.path.parent == folder}:
                return found if "src" in file.parts else set()
        return set()


class Source:
    """One file of Python: what it imports, and the strings in it.

    What it imports is named as it is written. A name that ends in a dot stands for a whole package:
    one whose modules are found by being there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")

    @cached_property
    def _nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(ast.parse(self.text)))

    @cached_property
    def words(self) -> frozenset[str]:
        """All strings, but for the documentation's sake."""
        constants = (node.value for node in self._nodes if isinstance(node, ast.Constant))
        return frozenset(value for value in constants if isinstance(value, str))

    @property
    def named(self) -> Iterator[str]:
        """What is named in a string: it is started by its name, or by somebody else."""
        return (word for word in self.words if re.fullmatch(r"withinscope(\.\w+)+\.?", word))

    @property
    def imported(self) -> Iterator[str]:
        for node in self._nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                start = "." * node.level + (node.module or "")
                dot = "" if start.endswith(".") else "."
                yield from (f"{start}{dot}{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _found_there(node.args[0]) if node.func.id == "import_module" else ()


def _is_packages(name: str) -> bool:
    """Tell whether a module is the package's, and no test's."""
    return name.partition(".")[0] == "withinscope"


def _found_there(argument: ast.expr) -> Iterator[str]:
    """Yield the package that `import_module` is given a name in, with a dot at its end."""
    if isinstance(argument, ast.JoinedStr):
        first = argument.values[0]
        yield str(first.value) if isinstance(first, ast.Constant) else ".."


def _whole(wanted: str, package: str) -> str:
    """Return the full name of what is imported in a package, `.name` being there."""
    up = len(wanted) - len(wanted.lstrip("."))
    if not up:
        return wanted
    around = package.split(".")[: len(package.split(".")) - up + 1]
    return ".".join(filter(None, [*around, wanted[up:]]))


def _look_at(own: Iterable[Source], files: list[Path]) -> bool:
    """Tell whether files of a test look at others, by their names or as some of the course's."""
    if not files:
        return False
    of_the_course = any(file.parts[0] in COURSE for file in files)
    signs = {sign for file in files for sign in (file.name, *file.parts[:-1], f"*{file.suffix}")}
    said = "|".join(map(re.escape, signs - EVERYWHERE))
    named = re.compile(rf"(?<![\w-])({said})(?![\w-])")
    return any((of_the_course and "__file__" in one.text) or named.search(one.text) for one in own)
