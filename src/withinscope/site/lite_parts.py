"""JupyterLite, its kernel and what that needs of Python: fetched once, and checked.

Only its files are used, so none of it is installed: a site is the same wherever it is built.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from withinscope import disk
from withinscope.site import bytecode
from withinscope.site.engine import PYODIDE, Part, Say, got, pyodide
from withinscope.site.zips import Files, packed, unpacked


class LiteParts(Struct, frozen=True):
    """What the Jupyter door is built of: files by their paths.

    `app` from the door's folder on, `extensions` by the name of each from its own, `packages` from
    where Python looks for packages.
    """

    app: Files
    extensions: dict[str, Files]
    packages: Files


def _wheel(name: str, version: str, digest: str) -> Part:
    return Part(
        name,
        version,
        f"{name.replace('-', '_').replace('.', '_')}-{version}-py3-none-any.whl",
        digest,
    )


CORE = _wheel(
    "jupyterlite-core",
    "0.8.6",
    "2c77f7ca2a667e5404800632abedbc83d3edb9cc73303aa357016138e94e7aaa",
)
"""JupyterLab 4.6.4, built for browsers."""
KERNEL = _wheel(
    "jupyterlite-pyodide-kernel",
    "0.8.6",
    "c9e698420e7f95f156c09c1474898ee6727b35b1740b369cb5f5aaa59ea73d3f",
)
"""What makes a kernel of Pyodide: an extension, and three packages within it."""
EXTENSION = "@jupyterlite/pyodide-kernel-extension"
KERNEL_PACKAGES = ("ipykernel-6.9.2", "piplite-0.8.6", "pyodide_kernel-0.8.6")
WIDGETS = _wheel(
    "jupyterlab_widgets",
    "3.0.17",
    "40ac1e9955acf116c4d995d9bfa082d86ad9ec6d91c4f134827cf5e0a5eb75e0",
)
"""What shows widgets in JupyterLab: an extension."""
ANYWIDGET = _wheel(
    "anywidget",
    "0.11.0",
    "c574d9acc6503ad27b37a9acea48f957a8ba7c9c9876cfcb37898931c098ce9d",
)
"""The same for those that are plain JavaScript: an extension and a package."""
WITH_EXTENSION = (KERNEL, WIDGETS, ANYWIDGET)
PACKAGES = (
    ANYWIDGET,
    _wheel(
        "ruamel.yaml",
        "0.19.1",
        "27592957fedf6e0b62f281e96effd28043345e0e66001f97683aa9a40c667c93",
    ),
    _wheel(
        "ipywidgets",
        "8.1.9",
        "f2b8cbcaae10252b809fbe4d7470db75c09b769a32cbf816d20e5ca6d3c5a79d",
    ),
    _wheel(
        "psygnal",
        "0.16.1",
        "93b96894d8c46f0a3c0bfaaf8abe73f0d6db2c20cc6d303624cf08f85abc3c92",
    ),
    _wheel("comm", "0.2.3", "c615d91d75f7f04f095b30d1c1711babd43bdc6419c1be9886a85f2f4e489417"),
    _wheel(
        "traitlets",
        "5.16.1",
        "f775618166caa0396c8e337099240f2bd3e5e917d203b2e6fbe21a58d3cb1f6b",
    ),
    _wheel(
        "ipython",
        "9.18.1",
        "997ce9140d374531a61069c70c0f9ef299d6dd3559ea0f94b8af589726e3c1d5",
    ),
    _wheel(
        "ipython-pygments-lexers",
        "1.1.1",
        "a9462224a505ade19a605f71f8fa63c2048833ce50abc86768a0d81d876dc81c",
    ),
    _wheel(
        "pygments",
        "2.21.0",
        "2363c69b61c4a97c838da3b130dcd6468f4848992b21a82f2a63ec34377137d9",
    ),
    _wheel(
        "prompt_toolkit",
        "3.0.53",
        "01c0891d7f9237d5e339f7d3e42cdae80b7534abb1c7c0e3352efba6231492f2",
    ),
    _wheel("wcwidth", "0.9.4", "901eace6d2dd25ebb917d0ce5db18e5c537e1504c905cf32f0d006c12098b05d"),
    _wheel(
        "stack_data",
        "0.6.3",
        "d5558e0c25a4cb0853cddad3d77da9891a08cb85dd9f9f91b9f8cd66e511e695",
    ),
    _wheel(
        "executing",
        "2.3.0",
        "736e859c9f8701f11fcf516856f26f562e04776387824b43a35a1dfe21c84122",
    ),
    _wheel(
        "asttokens",
        "3.0.2",
        "9da13157f5b28becde0bd374fc677dcd3c290614264eff096f167c469cd9f933",
    ),
    _wheel(
        "pure_eval",
        "0.2.4",
        "96cae060a313cfaad51bb761278bfb0e62dc0248d9315a81173752dc546cd37a",
    ),
    _wheel(
        "decorator",
        "5.3.1",
        "f47fe6fdbd2edd623ecfe36875d37aba411624e2670dd395dddae1358689bb3c",
    ),
    _wheel(
        "matplotlib_inline",
        "0.2.2",
        "3c821cf1c209f59fb2d2d64abbf5b23b67bcb2210d663f9918dd851c6da1fcf6",
    ),
    _wheel(
        "micropip",
        "0.11.1",
        "768de165adb8e66906039d8fec4127a57f522dfdf8e6fbff877a4616941ecfd3",
    ),
    _wheel(
        "packaging",
        "26.3",
        "d7193f7c8e4e93f444fde0262bf90af30e16fa0ad0ad44cb553c87339b23cd1c",
    ),
)
"""YAML, widgets, IPython and what it imports, and micropip, for which the kernel asks."""
_EXTENSIONS = "/data/share/jupyter/labextensions/"
_UNUSED = ("/tests/", ".data/", "/labextension/", ".dist-info/licenses/")


def fetch(cache: Path, say: Say) -> LiteParts:
    """Return the parts, from the cache or fetched to it; packages are bytecode.

    Raises Mistake, OSError.
    """
    cache.mkdir(parents=True, exist_ok=True)
    app = dict(_app(got(CORE, cache, say)))
    extensions: dict[str, Files] = {}
    for part in WITH_EXTENSION:
        for name, path, data in _extension_files(got(part, cache, say)):
            extensions.setdefault(name, {})[path] = data
    kernel = extensions[EXTENSION]
    wheels = [got(part, cache, say) for part in PACKAGES]
    wheels += [kernel[f"static/pypi/{name}-py3-none-any.whl"] for name in KERNEL_PACKAGES]
    return LiteParts(app, extensions, _made(wheels, cache, say))


def _made(wheels: list[bytes], cache: Path, say: Say) -> Files:
    """Return what is imported of some wheels as bytecode, from the cache or made for it."""
    made_from = hashlib.sha256(PYODIDE.digest.encode())
    for wheel in wheels:
        made_from.update(hashlib.sha256(wheel).digest())
    kept = cache / f"bytecode-{made_from.hexdigest()[:16]}.zip"
    if not kept.is_file():
        say("Making Jupyter's kernel ready for browsers …")
        given = dict(_importable(wheels))
        disk.write_whole(kept, packed(bytecode.compiled(given, pyodide(cache, say))))
    return unpacked(kept.read_bytes())


def _app(wheel: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield JupyterLite's own files."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as outer:
        [name] = [name for name in outer.namelist() if name.endswith(".tgz")]
        packed = outer.read(name)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            path = member.name.removeprefix("package/")
            if path.startswith("build/") and not path.endswith(".map"):
                file = archive.extractfile(member)
                if file is not None:
                    yield path, file.read()


def _extension_files(wheel: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Yield the name of the extension of a wheel, and its files from its folder on."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = [name for name in archive.namelist() if _EXTENSIONS in name]
        for path in (name.partition(_EXTENSIONS)[2] for name in names):
            depth = 2 if path.startswith("@") else 1
            parts = path.split("/")
            whole = next(name for name in names if name.endswith(_EXTENSIONS + path))
            if not path.endswith((".map", "/")):
                yield "/".join(parts[:depth]), "/".join(parts[depth:]), archive.read(whole)


def _importable(wheels: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what of some wheels is imported, or asked for by the packages themselves."""
    for wheel in wheels:
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            for name in archive.namelist():
                if name.endswith((".py", ".json", ".dist-info/METADATA")) and not any(
                    part in name for part in _UNUSED
                ):
                    yield name, archive.read(name)
