"""The lock files and environment.yml say the same as pyproject.toml, and say all of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
LEVELS = {
    "course": [],
    "instructor": ["author", "instructor"],
    "test": ["author", "hub", "instructor", "parquet", "postgresql", "test"],
}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
SYSTEMS = ("linux", "darwin", "win32")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def direct(level: str) -> list[Requirement]:
    """What the project itself asks for at a level, and what builds it."""
    build = PROJECT["build-system"]["requires"] + PROJECT["dependency-groups"]["build"]
    extras = [line for extra in LEVELS[level] for line in EXTRAS[extra]]
    found = [Requirement(line) for line in build + PROJECT["project"]["dependencies"] + extras]
    return [requirement for requirement in found if requirement.name != "withinscope"]


def entries(level: str) -> list[str]:
    """A lock file's requirements, each with its hashes on one line."""
    text = (ROOT / "locks" / f"{level}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def locked(level: str) -> dict[str, list[Requirement]]:
    """A lock file's requirements by name; several where the version depends on the system."""
    found: dict[str, list[Requirement]] = {}
    for entry in entries(level):
        requirement = Requirement(HASH.sub("", entry).strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def version(requirement: Requirement) -> str:
    return next(iter(requirement.specifier)).version


def environments() -> Iterator[dict[str, str]]:
    """Each system and Python that the course runs on, as markers see them."""
    here = {name: str(value) for name, value in default_environment().items()}
    for system in SYSTEMS:
        for python in PYTHONS:
            named = {"sys_platform": system, "os_name": "nt" if system == "win32" else "posix"}
            versions = {"python_version": python, "python_full_version": f"{python}.9"}
            yield {**here, **named, **versions}


def applies(requirement: Requirement, environment: dict[str, str] | None = None) -> bool:
    """Whether a system and Python, this one if none is given, are to have it."""
    return requirement.marker is None or requirement.marker.evaluate(environment)


def installed_needs(requirement: Requirement) -> Iterator[Requirement]:
    """What an installed package needs here, with the extras that are asked of it."""
    for line in distribution(requirement.name).requires or ():
        need = Requirement(line)
        asked = [{"extra": extra} for extra in ("", *requirement.extras)]
        if need.marker is None or any(need.marker.evaluate(extra) for extra in asked):
            yield need


@pytest.mark.parametrize("level", LEVELS)
def test_every_line_of_a_lock_is_one_exact_version_with_hashes(level: str) -> None:
    for entry in entries(level):
        assert re.match(r"[a-z0-9-]+==[^\s*]+ ", entry), entry
        assert HASH.search(entry), entry


@pytest.mark.parametrize("level", LEVELS)
def test_a_lock_has_each_direct_dependency_in_a_version_that_pyproject_allows(level: str) -> None:
    for requirement in direct(level):
        pins = locked(level)[canonicalize_name(requirement.name)]
        assert all(version(pin) in requirement.specifier for pin in pins), requirement


@pytest.mark.parametrize("level", LEVELS)
def test_a_lock_has_one_version_of_each_direct_dependency_where_it_is_wanted(level: str) -> None:
    for requirement in direct(level):
        pins = locked(level)[canonicalize_name(requirement.name)]
        for environment in environments():
            fitting = [pin for pin in pins if applies(pin, environment)]
            assert len(fitting) == applies(requirement, environment), (requirement, environment)


@pytest.mark.parametrize("level", LEVELS)
def test_a_lock_has_each_indirect_dependency_too(level: str) -> None:
    pins, todo, seen = locked(level), direct(level), set()
    while todo:
        requirement = todo.pop()
        key = (canonicalize_name(requirement.name), *sorted(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        assert key[0] in pins, f"{requirement} is not locked"
        todo += installed_needs(requirement) if applies(requirement) else ()


def test_the_larger_locks_hold_the_versions_of_the_smaller_ones() -> None:
    course, instructor, test = (
        {(name, version(pin)) for name, pins in locked(level).items() for pin in pins}
        for level in LEVELS
    )
    assert course < instructor < test


def test_the_locks_name_no_place_to_fetch_from_and_say_how_they_are_made() -> None:
    for file in (ROOT / "locks").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"://|--(extra-)?index-url|--find-links", text), file
        assert text.splitlines()[1].strip().startswith("#    uv pip compile --universal"), file


def test_what_runs_these_tests_is_what_is_locked_or_newer_than_pyproject_asks() -> None:
    for requirement in filter(applies, direct("test")):
        try:
            here = distribution(requirement.name).version
        except PackageNotFoundError:
            pytest.fail(f"{requirement} is not installed")
        assert here in requirement.specifier, requirement


def test_environment_yml_asks_for_the_same_as_pyproject() -> None:
    file = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *plain, pip = file["dependencies"]
    bounds = {r.name: r.specifier for r in direct("test")}
    bounds["python"] = Requirement("python" + PROJECT["project"]["requires-python"]).specifier
    for line in plain:
        requirement = Requirement(line)
        assert requirement.specifier == bounds.get(requirement.name, ""), line
    assert {"python", "pip", "jupyterlab", "nbformat", "ipywidgets", "nbval"} <= {
        Requirement(line).name for line in plain
    }
    assert pip == {"pip": ["-e .[all]"]}


def test_the_extra_all_is_all_the_others() -> None:
    (everything,) = EXTRAS["all"]
    assert Requirement(everything).extras == set(EXTRAS) - {"all"}
