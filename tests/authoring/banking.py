"""Hands on what the course exports: items, and the file that a format makes of them."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from core.makers import yaml_of_a

from withinscope import items
from withinscope.authoring import banks
from withinscope.authoring.banks import Part, Written
from withinscope.authoring.export_items import parts_of
from withinscope.authoring.material import gather

COURSE = Path(__file__).parents[2]


def an(yaml: str) -> Any:
    return items.load(yaml)


def written(form: str, *yaml: str) -> Written:
    return banks.formats()[form].written("A course", [Part("One", tuple(map(an, yaml)))])


@cache
def the_course() -> tuple[Part, ...]:
    return tuple(parts_of(gather(COURSE)))


@cache
def all_of(form: str) -> Written:
    return banks.formats()[form].written("Within Scope", the_course())


LEFT = {
    "spot": yaml_of_a("spot").replace("key: [t2, t5]", "key: []"),
    "free": "id: diary\ntype: free\nstem: What stays with you?\n",
    "dialogue": yaml_of_a("dialogue"),
    "shares": "id: many\ntype: multiple\nstem: Which?\nkey: [k]\noptions:\n"
    + "".join(f"  - {{id: {n}, text: T{n}, why: W}}\n" for n in "abcdefghijkl"),
}


def unzipped(made: Written) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
