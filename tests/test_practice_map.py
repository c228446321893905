"""The map of the course as a view: where somebody is and what is next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from practicing import COURSE, ITEMS, SINGLE, TODAY, a_session, hear, write

from withinscope import course
from withinscope.views.map import MapView
from withinscope.views.progress import shown


def looked_at(work: Path, page: str = "L00") -> Any:
    view = MapView(a_session(work, page))
    hear(view, kind="look")
    return view.shown


def test_the_map_has_each_lesson_with_its_exercise_and_a_few_words_on_it(tmp_path: Path) -> None:
    stops = looked_at(tmp_path)["stops"]
    known = course.read(COURSE)
    assert [stop["title"] for stop in stops[:4]] == [
        "Welcome",
        "Shared ground",
        "Two models of care",
        "The line",
    ]
    pages = [
        part["page"]["path"]
        for stop in stops
        for part in (stop["lesson"], stop["exercise"])
        if part
    ]
    assert pages == [page.path for page in course.pages(COURSE) if page.role != "page"]
    assert len(stops) == len(known.lessons)
    assert [stop["title"] for stop in stops if not 5 < len(stop["about"]) < 45] == []


def test_the_map_knows_where_somebody_is_and_what_is_next(tmp_path: Path) -> None:
    fresh = looked_at(tmp_path)
    assert (fresh["page"], fresh["here"], fresh["next"]) == ("L00", "L00", "L01")
    write(tmp_path, SINGLE, {"choice": SINGLE.key}, 1)
    begun = looked_at(tmp_path)
    assert (begun["here"], begun["next"]) == ("L01", "L01")
    first = begun["stops"][1]["lesson"]
    assert (first["state"], first["answered"], first["asked"]) == ("begun", 1, len(ITEMS))
    for item in ITEMS.values():
        write(tmp_path, item, {"choice": "a"}, 0.5)
    done = looked_at(tmp_path)
    assert (done["here"], done["next"]) == ("L01", "ex01")
    listed = shown(a_session(tmp_path), TODAY)["standing"]["parts"]
    assert done["parts"] == listed  # numbers of pages as well: both count the lessons by them
    assert len([part for part in listed if part["page"]["number"]]) == 10


def test_the_map_is_worked_out_anew_after_an_answer(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    view = MapView(session)
    before = view.stale
    session.show(SINGLE)
    session.answer(SINGLE.id, {"choice": SINGLE.key}, 2)
    assert view.stale > before
