"""The workbench's parts, each as things are by the time that somebody comes to it."""

from __future__ import annotations

import pytest

from withinscope.grading.workbench.bench_messages import Enter, Grade, Leave, Look, Mark, Room

from .at_the_bench import AtTheBench


def test_how_everybody_stands_is_as_it_is_by_now(bench: AtTheBench) -> None:
    bench.grades("Ana", "Bo")
    bench.marks()
    state = bench.says(Leave(), Enter("grade"))
    assert state.parts[0].rows == (("ex01", "1", "1", "0"),)
    bench.gets("Cy")
    state = bench.says(Look(), Grade(("cohort.zip",)))
    assert state.parts[0].rows == (("ex01", "1", "2", "0"),)


@pytest.mark.parametrize("marked", [False, True])
def test_from_an_answer_to_another_part_all_of_it_is_there(
    bench: AtTheBench, *, marked: bool
) -> None:
    bench.grades("Ana", "Bo")
    rooms: tuple[tuple[Room, str], ...] = (("cohort", "report"), ("changes", "history"))
    for room, there in rooms:
        if marked:
            bench.marks()
        else:
            bench.says(Mark("R. Okafor"))
        assert getattr(bench.says(Enter(room)), there)
        bench.says(Enter("mark"))
