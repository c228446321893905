from pathlib import Path

import pytest

from .instructor import Instructor


@pytest.fixture
def instructor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Instructor:
    return Instructor(tmp_path, capsys)
