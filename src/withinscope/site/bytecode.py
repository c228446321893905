"""Python's modules as bytecode: without it, a browser would compile each of them at every visit."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from withinscope.problems import Mistake, Problem
from withinscope.site.zips import Files, packed, unpacked

PROGRAM = Path(__file__).with_name("in_node.js")
_COMPILE = """
import py_compile, zipfile
from pathlib import Path

with zipfile.ZipFile("/given.zip") as given, zipfile.ZipFile("/made.zip", "w") as made:
    for name in given.namelist():
        Path("/one.py").write_bytes(given.read(name))
        # Its source stays behind, so nothing is compared with that.
        py_compile.compile("/one.py", "/one.pyc", name, doraise=True,
                           invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        made.writestr(name + "c", Path("/one.pyc").read_bytes())
"""
_IMPORT = """
import importlib, sys, zipfile

with zipfile.ZipFile("/given.zip") as given:
    given.extractall("/given")
    names = [name.removesuffix(".pyc") for name in given.namelist() if name.endswith(".pyc")]
sys.path.insert(0, "/given")
for name in names:
    if name.startswith("withinscope/"):
        importlib.import_module(name.replace("/", ".").removesuffix(".__init__"))
library = importlib.util.__file__.partition("importlib/")[0]
files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
with zipfile.ZipFile("/made.zip", "w") as made:
    for file in files:
        if file.startswith(library):
            made.writestr(file.removeprefix(library), b"")
"""


def compiled(modules: Files, engine: Files) -> Files:
    """Return modules as the bytecode that stands for them, by `engine`, which will run it.

    What is no module (.py) stays as it is. Raises Mistake where one can't be compiled, OSError.
    """
    sources = {name: data for name, data in modules.items() if name.endswith(".py")}
    others = {name: data for name, data in modules.items() if name not in sources}
    return others | _run(_COMPILE, sources, engine)


def imported(packages: Files, engine: Files) -> frozenset[str]:
    """Return which files of Python's own library are imported with all of ours.

    Raises Mistake where one of ours can't be imported, OSError.
    """
    return frozenset(_run(_IMPORT, packages, engine))


def _run(program: str, given: Files, engine: Files) -> Files:
    """Have the engine run a program on some files; return those that it makes."""
    node = shutil.which("node")
    if node is None:
        what = "Python for browsers is made ready with Node.js, which is not on this computer."
        raise Mistake(Problem(what, "Install Node.js."))
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**engine, "given.zip": packed(given)}.items():
            (Path(folder) / name).write_bytes(data)
        made = Path(folder) / "made.zip"
        files = [folder, str(made.with_name("given.zip")), str(made)]
        with PROGRAM.open("rb") as script:
            done = subprocess.run(  # noqa: S603
                [node, "--input-type=module", "-", *files, program],
                stdin=script,
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            what = f"Python can't be made ready for browsers. Node.js says: {said}."
            raise Mistake(Problem(what, "Is Node.js older than 18? Install a newer one."))
        return unpacked(made.read_bytes())
