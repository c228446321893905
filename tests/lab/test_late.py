"""What is imported and not used is not loaded, and what is used is what it always was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest

from withinscope.lab import locales
from withinscope.lab.late import Late

UNUSED = {
    "withinscope.lab.server": ("requests.api", "babel.core", "httpx", "arrow"),
    "withinscope.lab.hub": ("sqlalchemy.engine", "alembic", "jupyterhub.handlers", "mako"),
}
#: What starts a server imports, by its extensions, before it serves.
EXTENSIONS = "jupyterlab.labapp, jupyterhub.singleuser.extension"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package that has a module, both on the disk and not imported yet."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "__init__.py").write_text("from shelf.book import title\n")
    (folder / "book.py").write_text("title = 'Shared ground'\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in ("shelf", "shelf.book"):
        sys.modules.pop(name, None)


def loaded() -> bool:
    return hasattr(sys.modules.get("shelf"), "__file__")


@pytest.mark.usefixtures("package")
def test_what_is_imported_is_loaded_when_something_is_asked_of_it() -> None:
    Late("shelf")
    import shelf  # type: ignore[import-not-found]

    assert not loaded()
    assert shelf.title == "Shared ground"
    assert loaded()
    assert sys.modules["shelf"].book is sys.modules["shelf.book"]


@pytest.mark.usefixtures("package")
def test_a_module_of_a_package_comes_from_the_package_itself() -> None:
    Late("shelf")
    from shelf.book import title  # type: ignore[import-not-found]

    assert title == "Shared ground"
    assert loaded()


@pytest.mark.usefixtures("package")
def test_what_is_ready_is_taken_without_the_module_and_all_else_from_it() -> None:
    Late("shelf.book", title="Nobody's")
    from shelf.book import title

    assert title == "Nobody's"
    assert "shelf" not in sys.modules
    with pytest.raises(ImportError):
        from shelf.book import author  # noqa: F401
    assert sys.modules["shelf.book"].title == "Shared ground"


@pytest.mark.usefixtures("package")
def test_looking_through_all_modules_loads_none() -> None:
    Late("shelf")
    assert [one for one in list(sys.modules.values()) if hasattr(one, "__file__")]
    assert not loaded()


@pytest.mark.usefixtures("package")
def test_what_is_loaded_already_stays() -> None:
    import shelf

    Late("shelf")
    assert sys.modules["shelf"] is shelf


def test_english_is_called_what_babel_calls_it_and_so_is_all_else() -> None:
    theirs = import_module("babel.core").Locale
    names = [*locales.CALLED, "de", "fr_CA"]
    for asked, of in product(names, names):
        ours = locales.Locale.parse(asked)
        assert ours.get_display_name(of) == theirs.parse(asked).get_display_name(of)
    with pytest.raises(import_module("babel.core").UnknownLocaleError):
        locales.Locale.parse("xx_YY")


@pytest.mark.slow(5)
@pytest.mark.parametrize("module", UNUSED)
def test_a_server_of_the_course_leaves_out_what_no_trainee_needs(module: str) -> None:
    if sys.platform == "win32":
        pytest.skip("no Hub runs on Windows, and its package is not there")
    code = f"import {module}, {EXTENSIONS}, sys; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    there = set(told.stdout.split())
    assert not there & set(UNUSED[module])
