#!/bin/sh
# Finding: a compiled_cache that several SQLAlchemy engines are given shares nothing between them.
#
# Version:  SQLAlchemy 2.1.9 (PyPI).
# Behavior: `execution_options={"compiled_cache": cache}` names a dictionary in which compiled
#           statements are kept. Each entry's key holds the engine's dialect, as an object, and each
#           engine makes one of its own. So engines that are opened one after another on databases
#           of one kind compile each statement again; only engines with one dialect object share.
# Output:   three engines, one cache, the same select: 3 compiled with a dialect each, 1 with one
# For us:   each gradebook that a test made compiled each statement anew: 30 ms of its 70.
#
# Installs the package in a folder of its own, runs it without our code, and fails once this changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check sqlalchemy==2.1.9
"$folder/venv/bin/python" - <<'PYTHON'
from sqlalchemy import create_engine, literal, select


def compiled(one_dialect: bool) -> int:
    """Statements compiled for three engines that have one cache and run the same select."""
    cache: dict[object, object] = {}
    first = None
    for _ in range(3):
        engine = create_engine("sqlite://", execution_options={"compiled_cache": cache})
        first = first or engine
        if one_dialect:
            engine.dialect = first.dialect
        with engine.connect() as connection:
            connection.execute(select(literal(1)))
        engine.dispose()
    return len(cache)


apart, together = compiled(one_dialect=False), compiled(one_dialect=True)
print(f"three engines, one cache, the same select: {apart} compiled with a dialect each, ", end="")
print(f"{together} with one")
if (apart, together) != (3, 1):
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
