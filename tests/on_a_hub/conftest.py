"""No Hub runs on Windows, and the packages of one are not installed there."""

from __future__ import annotations

import sys

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []
