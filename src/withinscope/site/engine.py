"""Python for browsers, and the packages that the course needs there: fetched once, and checked.

They come from where the user's npm and pip take packages. Each is held to the digest that stands
here, so a site is the same wherever it is built.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from withinscope import disk
from withinscope.problems import Mistake, Problem
from withinscope.site import bytecode
from withinscope.site.zips import Files, packed, unpacked

Say = Callable[[str], None]


class Part(Struct, frozen=True):
    """A file to be fetched: by npm its package, by pip its distribution; and its SHA-256."""

    name: str
    version: str
    file: str
    digest: str


class Parts(Struct, frozen=True):
    """What a site is built of: files of the engine, and of Python's packages, by their paths."""

    version: str
    engine: Files
    packages: Files


PYODIDE = Part(
    "pyodide",
    "314.0.7",
    "pyodide-314.0.7.tgz",
    "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0",
)
"""Python 3.14, built for browsers."""
LIBRARY = "python_stdlib.zip"
REST = "library-rest.zip"
"""What of Python's own library the course has never imported: fetched only if it does."""
NAMES = "library_rest.py"
"""A module that says what that is."""
LIST = "pyodide-lock.json"
ENGINE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LIBRARY, LIST)
"""The files of PYODIDE that a browser needs."""
PLATFORM = "pyemscripten_2026_0_wasm32"
PYTHON = "3.14"
WHEELS = (
    Part(
        "msgspec",
        "0.22.0",
        "msgspec-0.22.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl",
        "a66b1766311e42371e509c996c3933b161c7ae0eabdf361af5316dec197e1022",
    ),
    Part(
        "fsrs",
        "6.3.2",
        "fsrs-6.3.2-py3-none-any.whl",
        "bc55066c821164b1cff6d75b17a3ed8e86cfd45789e3d775cfcb895319ce9ba4",
    ),
    Part(
        "typing_extensions",
        "4.16.0",
        "typing_extensions-4.16.0-py3-none-any.whl",
        "481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8",
    ),
)
"""msgspec reads and writes every record, fsrs says what is due again. All YAML was read before."""


def cache_folder() -> Path:
    """Return where programs keep what they can fetch again, on this system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "withinscope"


def fetch(cache: Path, ours: Files, say: Say) -> Parts:
    """Return the parts, `ours` among the packages; from the cache or fetched to it.

    All that is imported is bytecode. Raises Mistake, OSError.
    """
    cache.mkdir(parents=True, exist_ok=True)
    engine = pyodide(cache, say)
    packages = dict(_files([got(part, cache, say) for part in WHEELS]))
    made = _made(engine, packages, cache, say)
    say("Making the course ready for browsers …")
    whole = _below("packages/", made) | bytecode.compiled(ours, engine)
    library, imported = _below("library/", made), bytecode.imported(whole, engine)
    ready = engine | shelved(unpacked(engine[LIBRARY]), library, imported)
    digest = hashlib.sha256(ready[LIBRARY] + ready[REST]).hexdigest()
    return Parts(f"{PYODIDE.version}-{digest[:8]}", ready, whole)


def pyodide(cache: Path, say: Say) -> Files:
    """Return the engine as it comes, from the cache or fetched to it. Raises Mistake, OSError."""
    return _unpacked(got(PYODIDE, cache, say))


def _made(engine: Files, packages: Files, cache: Path, say: Say) -> Files:
    """Return Python's own library and the packages as bytecode, from the cache or made for it."""
    given = {f"library/{name}": data for name, data in unpacked(engine[LIBRARY]).items()}
    given |= {f"packages/{name}": data for name, data in packages.items()}
    made_from = "\n".join(part.digest for part in (PYODIDE, *WHEELS))
    kept = cache / f"bytecode-{hashlib.sha256(made_from.encode()).hexdigest()[:16]}.zip"
    if not kept.is_file():
        say("Making Python ready for browsers …")
        disk.write_whole(kept, packed(bytecode.compiled(given, engine)))
    return unpacked(kept.read_bytes())


def shelved(sources: Files, made: Files, imported: frozenset[str]) -> Files:
    """Return Python's own library as two zips: what the course imports, as bytecode, and the rest.

    Bytecode is larger than its source, and only what is imported shall pay for that.
    """
    first = {f"{name}c" for name in sources if {name, f"{name}c"} & imported}
    left = {name: data for name, data in sources.items() if f"{name}c" not in first}
    names = sorted(_module(name) for name in left if name.endswith(".py"))
    shelf = {name: made[name] for name in first} | {NAMES: f"NAMES = {names!r}\n".encode()}
    return {LIBRARY: packed(shelf), REST: packed(left)}


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _below(folder: str, files: Files) -> Files:
    """Return the files of a folder, by their names in it."""
    return {
        name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)
    }


def got(part: Part, cache: Path, say: Say) -> bytes:
    """Return a part, whole: the one in the cache, else a new one. Raises Mistake, OSError."""
    kept = cache / part.file
    if kept.is_file() and _is_whole(part, data := kept.read_bytes()):
        return data
    say(f"Fetching {part.name} {part.version} …")
    with tempfile.TemporaryDirectory() as folder:
        _run(_command(part), Path(folder), part)
        fetched = Path(folder) / part.file
        data = fetched.read_bytes() if fetched.is_file() else b""
    if not _is_whole(part, data):
        what = f"What came for {part.name} {part.version} is not what this version was made with."
        raise Mistake(Problem(what, "Try again; if it stays so, tell who looks after the course."))
    disk.write_whole(kept, data)
    return data


def _is_whole(part: Part, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == part.digest


def _command(part: Part) -> Sequence[str]:
    if part is PYODIDE:
        return (_npm(), "pack", "--silent", f"{part.name}@{part.version}")
    return (
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--implementation", "cp"),
        *("--python-version", PYTHON, "--platform", PLATFORM, "--platform", "any"),
        f"{part.name}=={part.version}",
    )


def _npm() -> str:
    if found := shutil.which("npm"):
        return found
    what = "Python for browsers is fetched with npm, which is not on this computer."
    raise Mistake(Problem(what, "Install Node.js, which brings npm along."))


def _run(command: Sequence[str], folder: Path, part: Part) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it did not say why"]
        what = f"{part.name} {part.version} could not be fetched: {said[-1]}."
        raise Mistake(Problem(what, "Look at the connection, and at the settings of pip and npm."))


def _unpacked(data: bytes) -> Files:
    """Return the engine's files. Its list of packages is empty: it would name other hosts."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = {name: archive.extractfile(f"package/{name}") for name in ENGINE}
        found = {name: member.read() for name, member in members.items() if member}
    listed = json.loads(found[LIST]) | {"packages": {}}
    return found | {LIST: json.dumps(listed).encode()}


def _files(wheels: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what of some wheels is imported; tests and stubs are not."""
    for wheel in wheels:
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            for name in archive.namelist():
                if name.endswith((".py", ".so")) and "/tests/" not in name:
                    yield name, archive.read(name)
