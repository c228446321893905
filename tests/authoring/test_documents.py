"""Each rule of the linter is one document, whose examples break it and mend it."""

from pathlib import Path

import pytest

from withinscope.authoring import linter

from .documents import FOLDER, INDEX, Block, Document, a_course_of, document, documents, index

CODES = [path.stem for path in sorted(FOLDER.glob("WS*.md"))]


def found(blocks: tuple[Block, ...], folder: Path) -> list[tuple[str, str, str]]:
    """Each finding's code, severity and words."""
    findings = linter.check(a_course_of(blocks, folder / "course")).findings
    return [
        (one.rule.code, one.rule.severity, f"{one.problem.what} {one.problem.mend}".strip())
        for one in findings
    ]


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Document:
    return document(FOLDER / f"{request.param}.md")


def test_every_rule_has_a_document_and_every_document_a_rule() -> None:
    assert sorted(linter.rules()) == CODES


@pytest.mark.parametrize("told", CODES, indirect=True)
def test_a_document_names_its_rule_as_the_linter_does(told: Document) -> None:
    assert told.severity == linter.rules()[told.code].severity
    assert told.title
    assert len(told.why.split()) > 10


@pytest.mark.parametrize("told", CODES, indirect=True)
def test_what_breaks_a_rule_breaks_no_other(told: Document, tmp_path: Path) -> None:
    findings = found(told.fails, tmp_path)
    assert {(code, severity) for code, severity, _ in findings} == {(told.code, told.severity)}
    assert findings[0][2] == told.message


@pytest.mark.parametrize("told", CODES, indirect=True)
def test_what_is_mended_breaks_none(told: Document, tmp_path: Path) -> None:
    assert told.mended
    assert told.mended != told.fails
    assert found(told.mended, tmp_path) == []


def test_the_list_is_made_from_the_documents() -> None:
    assert len(documents()) == len(CODES)
    assert INDEX.read_text(encoding="utf-8") == index()
