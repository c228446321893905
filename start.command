#!/bin/sh
# What `python3 start.py` does, on a double click: macOS, and Linux by start.desktop.
cd "$(dirname "$0")" || exit 1
for python in python3 python3.14 python3.13 python3.12 python3.11; do
  "$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || continue
  "$python" start.py "$@" && exit 0
  status=$?
  printf "\nPress Enter to close this window. "
  read -r _
  exit "$status"
done
echo "Within Scope needs Python 3.11 or newer. Get it from https://www.python.org/downloads/,"
printf "then open this again. Press Enter to close this window. "
read -r _
exit 1
