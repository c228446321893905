#!/bin/sh
# Finding: where rfc3987-syntax is installed, `import jsonschema` builds 39 parsers.
#
# Versions: jsonschema 4.26.0, rfc3987-syntax 1.1.0, lark 1.3.1, nbformat 5.11.1 (PyPI).
# Behavior: jsonschema tries to import rfc3987_syntax for the formats iri and iri-reference, whether
#           or not anybody checks one. That module builds a parser for each rule of its grammar when
#           it is imported. `jupyter-events` asks for it (`jsonschema[format-nongpl]`), so wherever
#           a Jupyter server is installed each program that imports nbformat waits for all of them:
#           ten times the processor time of the same import without.
# Output:   parsers built by `import nbformat`: 39 with rfc3987-syntax beside it, 0 without
# For us:   a command that reads one notebook took some 2 s longer than it needed.
#
# Installs the packages in a folder of its own, runs them without our code, and fails once this
# changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  nbformat==5.11.1 jsonschema==4.26.0 rfc3987-syntax==1.1.0 lark==1.3.1
"$folder/venv/bin/python" - <<'PYTHON'
import subprocess
import sys

COUNT = """
import sys, time
import lark
if sys.argv[1] == "without":
    sys.modules["rfc3987_syntax"] = None
built, init = [], lark.Lark.__init__
def counted(self, *args, **options):
    built.append(1)
    init(self, *args, **options)
lark.Lark.__init__ = counted
before = time.process_time()
import nbformat
print(len(built), time.process_time() - before)
"""


def built(how: str) -> tuple[int, float]:
    """Parsers that `import nbformat` builds in a fresh process, and its seconds of processor time."""
    run = [sys.executable, "-c", COUNT, how]
    parsers, seconds = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    return int(parsers), float(seconds)


(beside, slow), (none, fast) = built("with"), built("without")
print(f"parsers built by `import nbformat`: {beside} with rfc3987-syntax beside it, {none} without")
print(f"processor time, with against without: {slow / fast:.1f}")
if (beside, none) != (39, 0):
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
