"""The Jupyter door: the course in JupyterLite, for who wants the notebook itself.

It is a folder beside the pages, with Python, packages and course of theirs, and their journal.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from withinscope import course, navigation, notebooks
from withinscope.course import Page
from withinscope.site.lite_parts import EXTENSION as KERNEL
from withinscope.site.lite_parts import LiteParts
from withinscope.site.pages import Release
from withinscope.site.zips import Files, packed

FOLDER = "jupyter"
OWN = "withinscope"
"""The name of our own extension."""
PACKAGE = Path(__file__).parents[1]
EXTENSION = PACKAGE / "lab/labextensions" / OWN
SETTINGS = PACKAGE / "lab/jupyterlab"
STATIC = "site/static"
KERNEL_SPEC = {"display_name": "Python", "language": "python", "name": "python"}
PRELOADED = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
"""What the kernel would fetch for itself: all it needs of these is there when it begins."""
LISTING = "all.json"
SWITCHED_OFF = (
    # It takes the path out of the address, and a reload would not find the page again.
    "@jupyterlite/application-extension:opener",
    # It looks for the language servers' plugin, which the course has switched off.
    "@jupyterlite/application-extension:lsp-connection-manager",
    # The site has its own. And no kernel is to keep files in a folder that it may lose.
    "@jupyterlite/application-extension:service-worker-manager",
)
ENGLISH = {"displayName": "English", "nativeName": "English"}
"""JupyterLab's languages."""


def made(home: Path, given: tuple[Page, ...], release: Release, parts: LiteParts) -> Files:
    """Return the files of the door by their paths from the site's root.

    `home` is the course as it is given. Raises Mistake where a page can't be read.
    """
    extensions = {**parts.extensions, OWN: _own_extension()}
    kernel = packed({**parts.packages, **_bridge()})
    name = f"kernel-{hashlib.sha256(kernel).hexdigest()[:16]}.zip"
    config = _config(extensions, release, f"{FOLDER}/{name}", given[0].path)
    files = {
        **parts.app,
        name: kernel,
        "index.html": _front(given).encode(),
        "lab/index.html": _shell(release, config).encode(),
        "build/schemas/all_federated.json": _json(_schemas(extensions)),
        "api/translations/all.json": _json({"data": {"en": ENGLISH}, "message": ""}),
        "api/translations/en.json": _json({"data": {}, "message": ""}),
        **_contents(home, given),
    }
    for name, mine in extensions.items():
        files |= {f"extensions/{name}/{path}": data for path, data in mine.items()}
    return {f"{FOLDER}/{path}": data for path, data in files.items()}


def _bridge() -> Files:
    """Return what of our package a kernel has beside a page: the way to Jupyter, and YAML."""
    found = [PACKAGE / "magics.py", PACKAGE / "widgets.py", *PACKAGE.glob("yaml_*.py")]
    found += [file for kind in ("*.js", "*.css") for file in (PACKAGE / "views").glob(kind)]
    named = ((f"withinscope/{file.relative_to(PACKAGE).as_posix()}", file) for file in found)
    return {name: file.read_bytes() for name, file in named}


def _own_extension() -> Files:
    return {
        file.relative_to(EXTENSION).as_posix(): file.read_bytes()
        for file in EXTENSION.rglob("*")
        if file.is_file()
    }


def _config(
    extensions: dict[str, Files], release: Release, kernel: str, first: str
) -> dict[str, Any]:
    """Return what JupyterLab is told, but for where it is: the page itself adds that.

    `kernel` is the archive of its packages, `first` the path of the course's first notebook.
    """
    page = json.loads((SETTINGS / "page_config.json").read_text(encoding="utf-8"))
    parts = {"engine": release.engine, "kernel": kernel}
    worker = next(path for path in extensions[KERNEL] if "/comlink.worker." in path)
    python = {
        "pyodideUrl": f"../../{release.assets}/{STATIC}/kernel_python.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": PRELOADED, **parts},
    }
    return {
        "appName": "JupyterLite",
        "appUrl": "/lab",
        "contentsAllJsonFile": LISTING,
        "defaultKernelName": KERNEL_SPEC["name"],
        "disabledExtensions": [*page["disabledExtensions"], *SWITCHED_OFF],
        # Nothing of an earlier visit is opened again: each page would start a kernel.
        "enableMemoryStorage": True,
        "workspacesStorageDrivers": ["memoryStorageDriver"],
        "federated_extensions": [_federated(name, mine) for name, mine in extensions.items()],
        "litePluginSettings": {f"{KERNEL}:kernel": python},
        "mode": "single-document",
        "settingsOverrides": json.loads((SETTINGS / "overrides.json").read_text(encoding="utf-8")),
        "settingsUrl": "../build/schemas",
        "themesUrl": "./build/themes",
        "withinscopeComeBack": "../",
        "withinscopeFirst": first,
        "withinscopeSite": "yes",
        "withinscopeWorker": {"script": f"extensions/{KERNEL}/{worker}", "parts": parts},
    }


def _federated(name: str, files: Files) -> dict[str, str]:
    built: dict[str, str] = json.loads(files["package.json"])["jupyterlab"]["_build"]
    return {"name": name, **built}


def _schemas(extensions: dict[str, Files]) -> list[dict[str, Any]]:
    """Return the settings that extensions have, as JupyterLite asks for them."""
    return [
        {
            "id": f"{name}:{posixpath.basename(path).removesuffix('.json')}",
            "raw": "{}",
            "schema": json.loads(data),
            "settings": {},
            "version": json.loads(files["package.json"])["version"],
        }
        for name, files in extensions.items()
        for path, data in files.items()
        if path.startswith("schemas/") and path.endswith(".json")
    ]


def _contents(home: Path, given: tuple[Page, ...]) -> Files:
    """Return the course's notebooks, and what lists them."""
    known = course.read(home)
    files = {}
    for number, page in enumerate(given):
        notebook = notebooks.load_dict(home / page.path)
        about = notebook["metadata"]
        about["withinscope"]["nav"] = navigation.bar(known, given, number)
        about["kernelspec"] = KERNEL_SPEC
        files[f"files/{page.path}"] = _json(notebook)
    folders = sorted({posixpath.dirname(page.path) for page in given})
    files[f"api/contents/{LISTING}"] = _listing("", [_entry(one, "directory") for one in folders])
    for folder in folders:
        mine = [page.path for page in given if posixpath.dirname(page.path) == folder]
        entries = [_entry(path, "notebook") for path in mine]
        files[f"api/contents/{folder}/{LISTING}"] = _listing(folder, entries)
    return files


def _entry(path: str, kind: str, content: Iterable[Any] | None = None) -> dict[str, Any]:
    return {
        "name": posixpath.basename(path),
        "path": path,
        "type": kind,
        "format": "json",
        "mimetype": "application/json",
        "content": content,
        "created": "1980-01-01T00:00:00Z",
        "last_modified": "1980-01-01T00:00:00Z",
        "size": None,
        "writable": True,
    }


def _listing(folder: str, entries: list[dict[str, Any]]) -> bytes:
    return _json(_entry(folder, "directory", entries))


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _front(given: tuple[Page, ...]) -> str:
    """Return the door's front page: on to the course's first page."""
    first = f"lab/index.html?mode=single-document&amp;path={given[0].path}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Within Scope</title>\n'
        f'<meta http-equiv="refresh" content="0; url={first}"></head>\n'
        f'<body><p><a href="{first}">Open the course in Jupyter</a></p></body></html>\n'
    )


def _shell(release: Release, config: dict[str, Any]) -> str:
    """Return the one page of JupyterLab."""
    data = json.dumps(config, ensure_ascii=False).replace("<", "\\u003c")
    sheets = "\n".join(
        f'<link rel="stylesheet" href="../extensions/{OWN}/static/{name}.css">'
        for name in ("tokens", "course")
    )
    scripts = "\n".join(
        f'<script type="module" src="../../{release.assets}/{STATIC}/{name}.js"></script>'
        for name in ("page_storage", "begin_lab")
    )
    return f"""\
<!doctype html>
<html lang="en" class="ws-opening">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Opening the course</title>
<link rel="icon" href="data:,">
{sheets}
<script id="jupyter-config-data" type="application/json">{data}</script>
{scripts}
</head>
<body class="jp-ThemedContainer" data-notebook="lab">
<noscript><p>Jupyter needs JavaScript. <a href="../../index.html">Read the course</a> without
it.</p></noscript>
</body>
</html>
"""
