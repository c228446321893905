"""The package where files can not grow large: as on a disk that fills up while one is written."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows can not limit the size of files")
LARGEST = 8192
_LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({LARGEST}, {LARGEST}))
from withinscope.cli import main
sys.exit(main())
"""


def command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `withinscope` where no file can become larger than LARGEST bytes."""
    return subprocess.run(
        [sys.executable, "-c", _LIMITED, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )
