"""What trainees are given: the course without keys, tests and history, as a folder or a zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from withinscope import disk, notebooks
from withinscope.authoring import engine
from withinscope.notebooks import Unreadable
from withinscope.problems import Mistake, Place, Problem

_COURSE = (
    "course.yaml",
    *engine.LAUNCHERS,
    "README.md",
    "environment.yml",
    "locks/course.txt",
    "notebooks/*.ipynb",
    "exercises/*.ipynb",
)
GIVEN = (*_COURSE, "LICENSE", "NOTICE", "pyproject.toml", "src/withinscope/**/*")
"""All that is in a bundle; what is not named here stays with the instructor."""

GIVEN_OWN = (*_COURSE, f"{engine.FOLDER}/*.whl", f"{engine.FOLDER}/LICENSE")
"""The same of a course of one's own, which holds the engine as a wheel."""
THEIRS = ("LICENSE", "NOTICE")
"""On what terms others may use a course of one's own; given where it is there."""

MADE = ".withinscope-bundle"
"""In a folder that we made: the files that we put there, a line each."""
COMMENT = b"A bundle of Within Scope for trainees."
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell: equal courses, equal bundles


def build(course: Path, out: Path) -> int:
    """Build the bundle of a course at `out`; return the number of files.

    exercises/ has to be current. Raises Mistake where `out` holds what we did not make, where a
    part of the course is missing, and for a solution or a link among what would be given.
    """
    files = given(course)
    if out.suffix == ".zip":
        _write_zip(course, files, out)
    else:
        _write_folder(course, files, out)
    return len(files)


def given(course: Path) -> tuple[str, ...]:
    """Return the files that trainees are given, as paths from the course's folder."""
    found: list[str] = []
    for pattern in _patterns(course):
        matches = sorted(path for path in course.glob(pattern) if _is_wanted(path, course))
        if not matches:
            mend = "Bundle from a whole copy of the course."
            raise Mistake(Problem(f"The course has no {pattern}.", mend, Place(str(course))))
        for path in matches:
            _refuse_keys(path, course)
            found.append(path.relative_to(course).as_posix())
    return tuple(found)


def _patterns(course: Path) -> tuple[str, ...]:
    if not (course / engine.FOLDER).is_dir():
        return GIVEN
    return (*GIVEN_OWN, *(name for name in THEIRS if (course / name).is_file()))


def _is_wanted(path: Path, course: Path) -> bool:
    parts = path.relative_to(course).parts
    hidden = any(part in _LEFT_OUT or part.startswith(".") for part in parts)
    return path.is_file() and not hidden and path.suffix != ".pyc"


def _refuse_keys(path: Path, course: Path) -> None:
    """Raise Mistake for a solution in the wrong folder, and for a link, which may lead to one."""
    place = Place(path.relative_to(course).as_posix())
    if path.resolve() != course.resolve() / path.relative_to(course):
        raise Mistake(Problem("This is a link, not a file.", "Put the file itself here.", place))
    if path.suffix == ".ipynb" and _role(path) not in {"lesson", "exercise", "page"}:
        what = "This is neither a lesson nor an exercise, so it may hold keys."
        raise Mistake(Problem(what, "Move it to solutions/, or mend its role.", place))


def _role(path: Path) -> str | None:
    try:
        return notebooks.read(path).role
    except Unreadable:
        return None


def _write_folder(course: Path, files: tuple[str, ...], out: Path) -> None:
    _clear(out)
    out.mkdir(parents=True, exist_ok=True)
    # The list comes first, so that a bundle half made is known for one.
    disk.write_whole(out / MADE, "\n".join(files) + "\n")
    for name in files:
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(target, (course / name).read_bytes(), sync=False)
        if name in engine.OPENED:
            target.chmod(0o755)


def _clear(out: Path) -> None:
    """Take out an earlier bundle, and nothing else that came to stand beside it."""
    if not out.exists():
        return
    if not out.is_dir() or (any(out.iterdir()) and not (out / MADE).is_file()):
        what = f"{out} is there already, and is not a bundle."
        raise Mistake(Problem(what, "Name a new folder, or a file that ends in .zip."))
    listed = (out / MADE).read_text(encoding="utf-8").splitlines() if (out / MADE).exists() else []
    for name in listed:
        file = out / name
        if file.is_file() and file.resolve().is_relative_to(out.resolve()):
            file.unlink()


def _write_zip(course: Path, files: tuple[str, ...], out: Path) -> None:
    if out.exists() and not _is_ours(out):
        what = f"{out} is there already, and is not a bundle."
        raise Mistake(Problem(what, "Name another file."))
    held = io.BytesIO()  # a few hundred small files; written only when whole
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = COMMENT
        for name in files:
            entry = zipfile.ZipInfo(f"{out.stem}/{name}", _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # An ordinary file, which everyone may read.
            mode = 0o100755 if name in engine.OPENED else 0o100644
            entry.external_attr = mode << 16
            archive.writestr(entry, (course / name).read_bytes())
    out.parent.mkdir(parents=True, exist_ok=True)
    disk.write_whole(out, held.getvalue())


def _is_ours(out: Path) -> bool:
    try:
        with zipfile.ZipFile(out) as archive:
            return archive.comment == COMMENT
    except (OSError, zipfile.BadZipFile):
        return False
