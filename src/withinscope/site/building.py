"""The whole site: its pages, what they run, and Python with the course for the worker."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from withinscope import catalog, course, disk, html_page, notebooks
from withinscope.cells import MARKS
from withinscope.course import Page
from withinscope.problems import Mistake, Problem
from withinscope.site import lite, pages
from withinscope.site.engine import REST, Parts
from withinscope.site.lite_parts import LiteParts
from withinscope.site.pages import Release
from withinscope.site.zips import Files, packed
from withinscope.views import scripts

PACKAGE = Path(__file__).parents[1]
STATIC = "site/static"
LAB = "lab/labextensions/withinscope/static"
MARK = "withinscope-site.txt"
"""It lists the files of the site in a folder: those are ours to replace."""
BEFORE = "before: "
"""In that list, what begins the line of a file that the release before had."""
LASTING = ("assets/", "engine-")
"""Folders whose names say what is in them, so that those of two releases stand side by side."""
NOT_PLAYED = (
    *("lab", "grading", "authoring", "site", "cli", "__main__"),
    *("jupyter_format", "widgets", "workbench", "magics"),
    *("yaml_tree", "yaml_mistakes", "yaml_syntax", "yaml_unseen"),
)
"""What of the package trainees' pages never import."""
FROM_LAB = (
    *("bar.js", "nav.js", "text_size.js", "lookup.js", "headings.js", "saving.js"),
    *("unsaved.js", "stopping.js", "remembered.js", "place.js", "routes.js"),
)
"""The bar of Jupyter's pages, and what it shows: none of it knows Jupyter."""
SHELL = (STATIC, LAB)
WORKERS = (
    *(f"{STATIC}/{name}.js" for name in ("worker", "begin_python", "origin_journal", "offline")),
    *(f"{STATIC}/{name}.js" for name in ("page_storage", "begin_lab")),
    *(f"{STATIC}/{name}.mjs" for name in ("kernel_python", "kernel_worker")),
)
"""What no page runs itself."""
SERVICE = "service-worker.js"
"""At the site's root, since a service worker sees no further than its own folder."""
_SHEETS = re.compile(r"^ *const sheets = (\[.*\]);$", re.MULTILINE)
"""Where remoteEntry.js says which sheets the course has beside those of Jupyter's own look."""


def build(home: Path, out: Path, parts: Parts, jupyter: LiteParts | None = None) -> int:
    """Build the site of the course in `home`; return the number of its pages.

    With `jupyter` it has the course in JupyterLite as well.

    Raises Mistake where the course can't be read and where `out` holds what is not ours, OSError.
    """
    _check_place(out)
    given = tuple(page for page in course.pages(home) if page.path.partition("/")[0] != "solutions")
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(home, given, Path(folder))
        shared = {**_scripts(), **_archives(copy, parts)}
        shell = tuple(name for name in shared if name.startswith(SHELL) and name not in WORKERS)
        door = lite.FOLDER if jupyter is not None else ""
        made = Release(f"assets/{_digest(shared)}", f"engine-{parts.version}", shell, door)
        files = {f"{made.assets}/{name}": data for name, data in shared.items()}
        files |= {f"{made.engine}/{name}": data for name, data in parts.engine.items()}
        files |= pages.made(copy / "course", copy / "work", given, made)
        files[SERVICE] = _service(files)  # whoever opens a page keeps nothing of Jupyter
        if jupyter is not None:
            files |= lite.made(copy / "course", given, made, jupyter)
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
        if chapter.page.role != "page" and len(chapter.items) != _asking(target, chapter.page):
            what = f"Not every question of {chapter.page.path} can be read."
            raise Mistake(Problem(what, "See what `withinscope check` says of it."))
    return folder


def _asking(home: Path, page: Page) -> int:
    """Return how many cells of a page ask something; -1 where the page can't be read."""
    try:
        cells = notebooks.read(home / page.path).cells
    except notebooks.Unreadable:
        return -1
    return sum(cell.type == "code" and cell.source.startswith(MARKS) for cell in cells)


def played() -> Files:
    """Return the modules of this package that trainees' pages import, and what these say."""
    ours = (*PACKAGE.rglob("*.py"), *(PACKAGE / "locale").glob("*.json"), *html_page.SHEETS)
    files = {file.relative_to(PACKAGE): file for file in ours}
    return {
        f"withinscope/{path.as_posix()}": file.read_bytes()
        for path, file in files.items()
        if path.parts[0].removesuffix(".py") not in NOT_PLAYED
    }


def _archives(folder: Path, parts: Parts) -> Files:
    """Return what the worker unpacks: Python's packages, and the course."""
    read = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    return {"packages.zip": packed(parts.packages), "course.zip": packed(read)}


def _scripts() -> Files:
    """Return the scripts of the site, of the views and of the bar, as they lie in the package.

    The sheets of them all are one file: a page waits for it before it is drawn.
    """
    static = sorted((PACKAGE / STATIC).glob("*.*js"))
    used = sorted({name for view in pages.all_scripts() for name in scripts.files(view)})
    views = [name for name in used if name.endswith(".js") and name != "loader.js"]
    names = [*(f"{STATIC}/{file.name}" for file in static), *(f"views/{name}" for name in views)]
    names += [f"{LAB}/{name}" for name in _closure(FROM_LAB)]
    sheets = ["views/tokens.css", f"{STATIC}/site.css"]
    sheets += [f"views/{name}" for name in used if name.endswith(".css") and name != "tokens.css"]
    sheets += [f"{LAB}/{name}.css" for name in _sheets()]
    look = b"".join((PACKAGE / name).read_bytes() for name in sheets)
    names += [
        file.relative_to(PACKAGE).as_posix()
        for folder in ("views", STATIC, LAB)
        for file in (PACKAGE / folder / "locale").glob("*.json")
    ]
    found = {name: (PACKAGE / name).read_bytes() for name in sorted(names)}
    # A kernel would tell the views their language; here the bar does.
    found["views/catalog.js"] = b'export { catalog } from "../site/static/catalog.js";\n'
    return found | {pages.LOOK: look}


def _sheets() -> list[str]:
    """Return the names of the sheets of the bar and the text, in the order that Jupyter has."""
    [listed] = _SHEETS.findall((PACKAGE / LAB / "remoteEntry.js").read_text(encoding="utf-8"))
    return list(json.loads(listed))


def _closure(names: Iterable[str]) -> Iterator[str]:
    """Yield scripts of the bar and all that they import."""
    found = list(names)
    for name in found:  # it grows meanwhile
        text = (PACKAGE / LAB / name).read_text(encoding="utf-8")
        found += [one for one in scripts.imported(text) if one not in found]
        yield name


def _service(files: Files) -> bytes:
    """Return the service worker of a release: which files it keeps, and what to do with them."""
    later = sorted(name for name in files if name.endswith(REST))
    begin = f'const RELEASE = "{_digest(files)}";\n'
    for name, listed in (("FILES", sorted(files.keys() - set(later))), ("LATER", later)):
        begin += f"const {name} = {json.dumps(listed, indent=1)};\n"
    return begin.encode() + (PACKAGE / STATIC / "offline.js").read_bytes()


def _digest(files: Files) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return whole.hexdigest()[:16]


def _write(out: Path, files: Files) -> None:
    """Write the files, pages last: until then, those that were there lead to what was there.

    What the release before ran stays once more: pages of it may be open, and import late.
    """
    was, before_that = _listed(out)
    left = {name for name in was - files.keys() if name.startswith(LASTING)}
    kept = (left or before_that) - files.keys()
    for name in sorted(files, key=lambda name: (name.endswith(".html"), name)):
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(target, files[name], sync=False)
    listed = [*sorted(files), *(f"{BEFORE}{name}" for name in sorted(kept))]
    disk.write_whole(out / MARK, "".join(f"{line}\n" for line in listed), sync=False)
    for name in (was | before_that) - files.keys() - kept:
        _remove(out, name)


def _listed(out: Path) -> tuple[set[str], set[str]]:
    """Return the files that were built here last, and what was kept of the release before."""
    if not (out / MARK).is_file():
        return set(), set()
    lines = (out / MARK).read_text(encoding="utf-8").splitlines()
    before = {line.removeprefix(BEFORE) for line in lines if line.startswith(BEFORE)}
    return {line for line in lines if not line.startswith(BEFORE)}, before


def _remove(out: Path, name: str) -> None:
    """Remove a file that was built here, and its folders where they are empty then."""
    file = (out / name).resolve()
    if not file.is_relative_to(out):
        return  # somebody has changed the list
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == out or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
