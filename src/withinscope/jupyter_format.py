"""Jupyter's own package for notebooks, loaded without what takes most of its time."""

from __future__ import annotations

import sys

# jsonschema imports these where they are there, which takes two seconds and some megabytes, to
# check internationalized addresses and lengths of time; neither a notebook's form nor an event of
# Jupyter's has one.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
sys.modules.setdefault("isoduration", None)  # type: ignore[arg-type]

import nbformat  # noqa: E402

__all__ = ["nbformat"]
