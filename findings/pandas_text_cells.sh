#!/bin/sh
# Finding: pandas reads a workbook's text cells "TRUE" and "false" as booleans.
#
# Versions: pandas 3.1.1, openpyxl 3.1.5 (PyPI).
# Behavior: in an xlsx file a cell says of itself whether it holds text or a boolean. A column of
#           text cells (type `s`, format `@`) that all say TRUE or FALSE, in any capitals, comes out
#           of `read_excel` with the type bool all the same; with one other word in it, it stays
#           text. `keep_default_na=False` does not keep it from that, `dtype=str` does.
# Output:   ["TRUE", "false"] -> bool [True, False]; ["TRUE", "no"] -> text; openpyxl: text both.
# For us:   what somebody called, or wrote, true is not what an analyst sees: say `dtype=str`.
#
# Installs the packages in a folder of its own, runs them without our code, and fails once this
# changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pandas==3.1.1 openpyxl==3.1.5
"$folder/venv/bin/python" - "$folder/text.xlsx" <<'PYTHON'
import sys

import openpyxl
import pandas

path, columns = sys.argv[1], {"all": ["TRUE", "false"], "some": ["TRUE", "no"]}
book = openpyxl.Workbook()
for row in (list(columns), *zip(*columns.values(), strict=True)):
    book.active.append(row)
for cell in (cell for row in book.active for cell in row):
    cell.data_type, cell.number_format = "s", "@"
book.save(path)

cells = {cell.value: cell.data_type for row in openpyxl.load_workbook(path).active for cell in row}
print("the file's own types:", cells)
asked = {"as it is": {}, "keep_default_na=False": {"keep_default_na": False}, "dtype=str": {"dtype": str}}
seen = {}
for words, options in asked.items():
    read = pandas.read_excel(path, **options)
    seen[words] = {name: read[name].tolist() for name in columns}
    print(f"{words}:", seen[words])

booleans = {"all": [True, False], "some": ["TRUE", "no"]}
found = {"as it is": booleans, "keep_default_na=False": booleans, "dtype=str": columns}
if seen != found or set(cells.values()) != {"s"}:
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
