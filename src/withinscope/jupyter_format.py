"""Jupyter's own package for notebooks, loaded without what takes most of its time."""

from __future__ import annotations

import sys

# jsonschema imports it where it is there, which takes two seconds, to check internationalized
# addresses; neither a notebook's form nor an event of Jupyter's has one.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbformat  # noqa: E402

__all__ = ["nbformat"]
