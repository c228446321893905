"""A bare JupyterLite: one notebook with one widget, everything it needs on the same host.

It is what a page of the course's site is measured beside, see `site.py`. It is built once, into a
cache outside the tree: JupyterLite and its Pyodide kernel by pip into an environment of their own,
Pyodide as the site has it, and the pure wheels that the kernel asks for, as Pyodide's own list
names them.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import nbformat
from opening import BARE

from withinscope.site import engine

LITE = (
    "jupyterlite-core==0.8.6",
    "jupyterlite-pyodide-kernel==0.8.6",
    "jupyterlab_widgets==3.0.16",
    "jupyter-server",  # without it no notebook can be put in
    "ipywidgets==8.1.8",
)
WHEELS = (
    *("micropip", "packaging", "ipython", "asttokens", "decorator", "executing"),
    *("matplotlib-inline", "prompt_toolkit", "pure-eval", "pygments", "six", "stack-data"),
    *("traitlets", "wcwidth", "jedi", "parso"),
)
"""What the kernel loads by Pyodide's list, which says the versions."""
OTHERS = {"comm": "0.2.3", "ipywidgets": "8.1.8", "jupyterlab_widgets": "3.0.16"}
"""What the kernel, or the notebook, loads besides."""
NOTEBOOK = "bare.ipynb"
ADDRESS = f"lab/index.html?mode=single-document&path={NOTEBOOK}"
_SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "exposeAppInBrowser": True,
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "pyodideUrl": "./static/pyodide/pyodide.mjs",
                "disablePyPIFallback": True,
            }
        },
    },
}


def built(cache: Path) -> Path:
    """Return the folder of the site: the one in the cache, or a new one."""
    made_from = json.dumps([LITE, WHEELS, OTHERS, BARE, _SETTINGS, engine.PYODIDE.digest])
    out = cache / f"bare-lite-{hashlib.sha256(made_from.encode()).hexdigest()[:12]}"
    if not (out / "lab/index.html").is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            _build(Path(folder), cache).rename(out)
    return out


def _build(folder: Path, cache: Path) -> Path:
    python = _environment(folder / "env")
    contents, out = folder / "contents", folder / "out"
    contents.mkdir()
    _write_notebook(contents / NOTEBOOK)
    (folder / "jupyter-lite.json").write_text(json.dumps(_SETTINGS))
    command = [python, "-m", "jupyter", "lite", "build", "--contents", contents]
    command += ["--output-dir", out, "--lite-dir", folder]
    subprocess.run([str(part) for part in command], cwd=folder, check=True)
    _add_pyodide(out / "static/pyodide", cache)
    return out


def _environment(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin/python"
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([str(python), "-m", "pip", "install", *quiet, *LITE], check=True)
    return python


def _write_notebook(file: Path) -> None:
    kernel = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    cell = nbformat.v4.new_code_cell(BARE)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), file)


def _add_pyodide(folder: Path, cache: Path) -> None:
    """Put Pyodide into the site, with a list of the packages that are there."""
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(engine.got(engine.PYODIDE, cache, print))) as archive:
        for name in (*engine.ENGINE, "pyodide-lock.json"):
            member = archive.extractfile(f"package/{name}")
            (folder / name).write_bytes(member.read() if member else b"")
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    named = {name: lock["packages"][_plain(name)] for name in WHEELS}
    wanted = {name: one["version"] for name, one in named.items()} | OTHERS
    for name, version in wanted.items():
        _download(f"{name}=={version}", folder)
    lock["packages"] = {
        _plain(name): _entry(name, version, folder, named.get(name, {}))
        for name, version in wanted.items()
    }
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))


def _download(what: str, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--python-version", engine.PYTHON]
    subprocess.run([*command, "--platform", "any", what], cwd=folder, check=True)


def _entry(name: str, version: str, folder: Path, known: dict[str, Any]) -> dict[str, Any]:
    """Return what Pyodide's list says of a wheel; of those that are here, which it needs."""
    [wheel] = [file for file in folder.glob("*.whl") if _is_wheel_of(file, name, version)]
    here = {_plain(one) for one in (*WHEELS, *OTHERS)}
    with zipfile.ZipFile(wheel) as archive:
        tops = {one.split("/")[0].removesuffix(".py") for one in archive.namelist()}
    return {
        "name": _plain(name),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if "." not in top),
        "depends": [one for one in known.get("depends", ()) if _plain(one) in here],
        "unvendored_tests": False,
    }


def _is_wheel_of(file: Path, name: str, version: str) -> bool:
    found, number, *_ = file.name.split("-")
    return (_plain(found), number) == (_plain(name), version)


def _plain(name: str) -> str:
    return name.replace("_", "-").replace(".", "-").lower()
