#!/bin/sh
# Finding: Babel's extractor for JavaScript misses marked texts in template strings that hold HTML.
#
# Version:  Babel 2.18.0 (PyPI).
# Behavior: with `parse_template_string` the extractor looks into the `${…}` of a template. A
#           quotation mark in the template's own text, as round an attribute of HTML, opens a
#           string for it, in which it does not look on: a text in `${_("…")}` right after `title="`
#           is not found. Without the quotation mark the same text is.
# Output:   `<p>${_("One")}</p>`: ['One']; `<p title="${_("Two")}">${_("Three")}</p>`: ['Three']
# For us:   9 of 514 texts were not in the catalog, and nobody was told.
#
# Installs the package in a folder of its own, runs it without our code, and fails once this changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'PYTHON'
from io import BytesIO

from babel.messages.extract import extract

OPTIONS = {"parse_template_string": True}


def found(script: str) -> list[str]:
    """The texts that Babel finds in a script."""
    texts = extract("javascript", BytesIO(script.encode()), keywords={"_": None}, options=OPTIONS)
    return [text for _, text, *_ in texts]


plain = found('const a = `<p>${_("One")}</p>`;')
quoted = found('const a = `<p title="${_("Two")}">${_("Three")}</p>`;')
print(f'`<p>${{_("One")}}</p>`: {plain}; `<p title="${{_("Two")}}">${{_("Three")}}</p>`: {quoted}')
if plain != ["One"] or quoted == ["Two", "Three"]:
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
