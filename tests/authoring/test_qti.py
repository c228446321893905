"""Items of the course as a QTI package: every answer earns there what it earns here."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # our own files
from importlib import import_module
from typing import Any

import msgspec
import pytest
from core.makers import yaml_of_a

from withinscope.authoring.banks.qti import MANIFEST

from .banking import LEFT, all_of, an, unzipped, written
from .qti_reader import SPACE, score


def test_a_qti_package_names_every_file_in_its_manifest() -> None:
    files = unzipped(all_of("qti"))
    manifest = ET.fromstring(files.pop(MANIFEST))  # noqa: S314
    named = [one.get("href") for one in manifest.iter() if one.tag.endswith("}file")]
    assert sorted(map(str, named)) == sorted(files)
    for content in files.values():
        assert ET.fromstring(content).tag == f"{SPACE}assessmentItem"  # noqa: S314


def as_qti(kind: str, response: dict[str, Any]) -> dict[str, list[str]]:
    """A response as a player of QTI has it."""
    if kind == "best-worst":
        return {"BEST": [response["best"]], "LEAST": [response["worst"]]}
    placed = response.get("placed", response.get("matched"))
    if placed is not None:
        return {"RESPONSE": [f"{one} {to}" for one, to in placed.items()]}
    found = next(response[k] for k in ("choice", "choices", "lines", "order") if k in response)
    return {"RESPONSE": [found] if isinstance(found, str) else list(found)}


@pytest.mark.parametrize("kind", ["single", "multiple", "best-worst", "sort", "matching", "spot"])
@pytest.mark.parametrize("more", ["", "points: 3\n"])
def test_in_qti_every_answer_earns_what_it_earns_in_the_course(kind: str, more: str) -> None:
    yaml = yaml_of_a(kind) + ("" if "\npoints:" in yaml_of_a(kind) else more)
    item = an(yaml)
    (name,) = unzipped(written("qti", yaml)).keys() - {MANIFEST}
    file = unzipped(written("qti", yaml))[name]
    cases = import_module(f"core.cases.{kind.replace('-', '_')}").SCORES
    assert cases
    for response, *_ in cases:
        earned = item.points * item.score(msgspec.convert(response, item.response_type))
        assert score(file, **as_qti(kind, response)) == pytest.approx(earned, abs=1e-4), response


def test_in_qti_nothing_marked_earns_all_where_nothing_is_to_be_marked() -> None:
    file = unzipped(written("qti", LEFT["spot"]))["01/letter.xml"]
    assert score(file) == 1
    assert score(file, RESPONSE=["t2"]) == 0


def test_in_qti_the_right_order_earns_all_and_that_others_earn_nothing_is_told() -> None:
    made = written("qti", yaml_of_a("order"))
    item = an(yaml_of_a("order"))
    file = unzipped(made)[f"01/{item.id}.xml"]
    assert score(file, RESPONSE=list(item.key)) == item.points
    assert score(file, RESPONSE=list(reversed(item.key))) == 0
    assert any("pair of steps" in one.why for one in made.losses)


def test_in_qti_half_of_best_and_worst_earns_nothing() -> None:
    item = an(yaml_of_a("best-worst"))
    file = unzipped(written("qti", yaml_of_a("best-worst")))[f"01/{item.id}.xml"]
    assert score(file, BEST=[max(item.options, key=lambda one: one.rating).id]) == 0
