"""A notebook read without the package, on GitHub or a phone: each item in words, and its answer."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from paths.pages import COURSE, EXERCISE, LESSON, asked, first_of_each_type, some_answer
from withinscope.question import COVERED
from withinscope.session import Session, hand_in

NOTEBOOKS = ("notebooks/00_welcome.ipynb", LESSON, EXERCISE)
HOSTILE = "<img src=x onerror=alert(1)></pre><script>alert(1)</script>"


def texts(item: Any) -> list[str]:
    """All that a reader of an item must find."""
    parts = [
        *getattr(item, "options", ()),
        *getattr(item, "statements", ()),
        *getattr(item, "bins", ()),
    ]
    return [*item.stem.strip().splitlines(), *(part.text for part in parts)]


def as_page(file: Path) -> str:
    """The HTML that viewers without a kernel make of a notebook."""
    from nbconvert import HTMLExporter

    return str(HTMLExporter(embed_images=False).from_filename(str(file))[0])


def words(markup: str) -> str:
    """What an HTML page says."""
    body = markup[markup.index("<body") :]
    return html.unescape(re.sub(r"<[^>]+>", "", body))


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_each_item_is_readable_in_its_output_or_covered_by_its_care_note(path: str) -> None:
    cells = json.loads((COURSE / path).read_text())["cells"]
    outputs = {}
    for cell in cells:
        if "".join(cell["source"]).startswith("%%item"):
            name = re.search(r"^id: (\S+)$", "".join(cell["source"]), re.MULTILINE)
            assert name
            outputs[name[1]] = "".join(cell["outputs"][0]["data"]["text/plain"])
    items = asked(path)
    assert outputs.keys() == items.keys()
    for id_, item in items.items():
        if item.care:
            assert outputs[id_] == f"Care: {item.care}\n\n{COVERED}"
        for text in filter(None, () if item.care else texts(item)):
            assert text in outputs[id_]


def test_what_was_answered_is_readable_and_stays_text(tmp_path: Path) -> None:
    copy = tmp_path / "exercise.ipynb"
    shutil.copy(COURSE / EXERCISE, copy)
    session = Session("ex01", tmp_path / "work", copy, COURSE)
    items = asked(EXERCISE)
    for item in items.values():
        session.show(item)
    answers = {item.id: some_answer(item) for item in first_of_each_type(items)}
    under_care = next(item for item in items.values() if item.care and item.id not in answers)
    answers[under_care.id] = some_answer(under_care)
    answers["ex01-in-your-own-words"] = {"text": HOSTILE}
    for name, answer in answers.items():
        session.answer(name, answer, None)

    markup = as_page(hand_in(session, HOSTILE))
    assert HOSTILE not in markup
    read = words(markup)
    for name, answer in answers.items():
        item = items[name]
        said = item.said(item.decode(json.dumps(answer).encode()))
        assert f"Answered:\n{said}" in read
    for item in items.values():
        covered = item.care and item.id not in answers
        for text in (COVERED,) if covered else filter(None, texts(item)):
            assert text in read
