"""The whole site: its pages, what they run, and Python with the course for the worker."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from withinscope import catalog, course, disk
from withinscope.course import Page
from withinscope.problems import Mistake, Problem
from withinscope.site import pages
from withinscope.site.engine import Parts
from withinscope.site.pages import Release
from withinscope.views import scripts

PACKAGE = Path(__file__).parents[1]
STATIC = "site/static"
LAB = "lab/labextensions/withinscope/static"
MARK = "withinscope-site.txt"
"""It lists the files of the site in a folder: those are ours to replace."""
NOT_PLAYED = ("lab", "grading", "authoring", "site")
"""What of the package trainees' pages never import."""
FROM_LAB = (
    *("bar.js", "nav.js", "text_size.js", "lookup.js", "headings.js", "saving.js"),
    *("unsaved.js", "remembered.js"),
)
"""The bar of Jupyter's pages, and what it shows: none of it knows Jupyter."""
SHELL = (STATIC, LAB)
WORKERS = tuple(f"{STATIC}/{name}.js" for name in ("worker", "origin_journal", "offline"))
SERVICE = "service-worker.js"
"""At the site's root, since a service worker sees no further than its own folder."""
SHEETS = ("bar.css", "page.css", "text.css", "lookup.css", "print.css")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same course makes the same bytes."""
Files = dict[str, bytes]


def build(home: Path, out: Path, parts: Parts) -> int:
    """Build the site of the course in `home`; return the number of its pages.

    Raises Mistake where the course can't be read and where `out` holds what is not ours, OSError.
    """
    _check_place(out)
    given = tuple(page for page in course.pages(home) if page.path.partition("/")[0] != "solutions")
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(home, given, Path(folder))
        shared = {**_scripts(), **_archives(copy, parts)}
        shell = tuple(name for name in shared if name.startswith(SHELL) and name not in WORKERS)
        made = Release(f"assets/{_digest(shared)}", f"engine-{parts.version}", shell)
        files = {f"{made.assets}/{name}": data for name, data in shared.items()}
        files |= {f"{made.engine}/{name}": data for name, data in parts.engine.items()}
        files |= pages.made(copy / "course", copy / "work", given, made)
    files[SERVICE] = _service(files)
    _write(out, files)
    return len(given)


def _check_place(out: Path) -> None:
    """Raise Mistake where something lies that we did not build."""
    if out.exists() and not (out / MARK).is_file() and any(out.iterdir()):
        what = f"{out} holds something that is no site of ours."
        raise Mistake(Problem(what, "Name a new or an empty folder."))


def _copied(home: Path, given: Iterable[Page], folder: Path) -> Path:
    """Copy what trainees are given to folder/course, and what it asks to folder/work, read."""
    target, work = folder / "course", folder / "work"
    work.mkdir()
    for path in (course.FILE, *(page.path for page in given)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(home / path, target / path)
    course.keep(target)
    for chapter in catalog.read(target, work, frozenset(page.id for page in given)):
        if not chapter.items and chapter.page.role != "page":
            what = f"No question of {chapter.page.path} can be read."
            raise Mistake(Problem(what, "See what `withinscope check` says of it."))
    return folder


def _archives(folder: Path, parts: Parts) -> Files:
    """Return what the worker unpacks: Python's packages with ours, and the course."""
    ours = {
        f"withinscope/{file.relative_to(PACKAGE).as_posix()}": file.read_bytes()
        for file in PACKAGE.rglob("*.py")
        if file.relative_to(PACKAGE).parts[0] not in NOT_PLAYED
    }
    read = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    return {"packages.zip": _zip({**parts.packages, **ours}), "course.zip": _zip(read)}


def _zip(files: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _scripts() -> Files:
    """Return the scripts of the site, of the views and of the bar, as they lie in the package.

    The sheets of them all are one file: a page waits for it before it is drawn.
    """
    static = sorted((PACKAGE / STATIC).glob("*.js"))
    used = sorted({name for view in pages.all_scripts() for name in scripts.files(view)})
    views = [name for name in used if name.endswith(".js") and name != "loader.js"]
    names = [*(f"{STATIC}/{file.name}" for file in static), *(f"views/{name}" for name in views)]
    names += [f"{LAB}/{name}" for name in _closure(FROM_LAB)]
    sheets = ["views/tokens.css", f"{STATIC}/site.css"]
    sheets += [f"views/{name}" for name in used if name.endswith(".css") and name != "tokens.css"]
    sheets += [f"{LAB}/{name}" for name in SHEETS]
    look = b"".join((PACKAGE / name).read_bytes() for name in sheets)
    return {name: (PACKAGE / name).read_bytes() for name in names} | {pages.LOOK: look}


def _closure(names: Iterable[str]) -> Iterator[str]:
    """Yield scripts of the bar and all that they import."""
    found = list(names)
    for name in found:  # it grows meanwhile
        text = (PACKAGE / LAB / name).read_text(encoding="utf-8")
        found += [one for one in scripts.imported(text) if one not in found]
        yield name


def _service(files: Files) -> bytes:
    """Return the service worker of a release: which files it is, and what to do with them."""
    listed = json.dumps(sorted(files), indent=1)
    begin = f'const RELEASE = "{_digest(files)}";\nconst FILES = {listed};\n'
    return begin.encode() + (PACKAGE / STATIC / "offline.js").read_bytes()


def _digest(files: Files) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return whole.hexdigest()[:16]


def _write(out: Path, files: Files) -> None:
    """Write the files, pages last: until then, those that were there lead to what was there."""
    before = _ours(out)
    for name in sorted(files, key=lambda name: (name.endswith(".html"), name)):
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(target, files[name], sync=False)
    disk.write_whole(out / MARK, "".join(f"{name}\n" for name in sorted(files)), sync=False)
    for file in before - {out / name for name in files}:
        file.unlink(missing_ok=True)


def _ours(out: Path) -> set[Path]:
    """Return the files that were built here before; whatever else lies there stays."""
    if not (out / MARK).is_file():
        return set()
    named = {out / name for name in (out / MARK).read_text(encoding="utf-8").splitlines()}
    return {file for file in named if file.resolve().is_relative_to(out) and file.is_file()}
