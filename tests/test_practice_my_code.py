"""My code and my local law as a view: kept as it is typed, and no part of the course."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from practicing import TODAY, a_session, answers, hear

from withinscope.journal import Journal
from withinscope.views.my_code import MyCodeView, to_reach
from withinscope.views.notes import NotesView
from withinscope.views.progress import shown


def test_my_code_is_kept_as_it_is_typed_and_stands_in_notes_and_among_whom_to_reach(
    tmp_path: Path,
) -> None:
    view = MyCodeView(a_session(tmp_path, "my-code"))
    for number, (field, text) in enumerate(
        [("my-gifts", "None"), ("my-gifts", "Up to <b>10</b>"), ("my-supervisor-number", "112\n")]
    ):
        (told,) = hear(view, kind="write", field=field, text=text, number=number)
        assert told == {"kind": "kept", "number": number}

    again = MyCodeView(a_session(tmp_path, "my-code"))
    assert again.written["my-gifts"] == "Up to <b>10</b>"
    assert again.written["my-records"] == ""
    (page,) = hear(again, kind="print")
    assert "Up to &lt;b&gt;10&lt;/b&gt;" in page["html"]
    notes = NotesView(a_session(tmp_path, "my-notes"))
    (section,) = notes.sections
    assert (section["title"], section["path"]) == (
        "My code and my local law",
        "notebooks/my_code.ipynb",
    )
    assert [(note["stem"], note["said"]) for note in section["notes"]] == [
        ("Gifts", "Up to <b>10</b>"),
        ("My supervisor's number", "112\n"),
    ]
    found = to_reach(a_session(tmp_path))._repr_json_()
    assert found == {"mine": [{"name": "My supervisor's number", "said": "112"}]}

    hear(notes, kind="delete", item="my-supervisor-number", notebook="my-code")
    assert to_reach(a_session(tmp_path))._repr_json_() == {"mine": []}
    assert not any('"112' in file.read_text() for file in (tmp_path / "journal").iterdir())


def test_my_code_counts_as_no_part_of_the_course(tmp_path: Path) -> None:
    view = MyCodeView(a_session(tmp_path, "my-code"))
    hear(view, kind="write", field="my-gifts", text="None", number=1)
    found = shown(a_session(tmp_path), TODAY)
    assert "my-code" not in [part["page"]["id"] for part in found["standing"]["parts"]]
    assert answers(tmp_path) == []  # which alone are handed in, scored and asked again


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "write", "field": "l01-a", "text": "x", "number": 1},
        {"kind": "write", "field": "my-gifts", "text": "x" * 20_001, "number": 1},
        {"kind": "write", "field": "my-gifts", "text": None, "number": 1},
        {"kind": "write", "field": ["my-gifts"], "text": "x", "number": 1},
        {"kind": "forget"},
    ],
)
def test_what_the_sheet_does_not_have_is_refused(tmp_path: Path, message: Any) -> None:
    (told,) = hear(MyCodeView(a_session(tmp_path, "my-code")), **message)
    assert told["kind"] == "failed"
    assert not list(Journal(tmp_path).lines())
