#!/bin/sh
# Finding: textstat leaves sentences of one or two words out of its count of sentences.
#
# Version:  textstat 0.7.8 (PyPI), newest at the time of writing.
# Behavior: `sentence_count` does not count what has two words or fewer, but their words stay in the
#           text, and so grades that rest on words a sentence come out too hard: in "I know. He
#           left. We wait here now." are three sentences of 2.7 words, and it counts one of 8.
# Output:   3 short sentences: 1 counted, 8.0 words a sentence
#           2 longer ones:     2 counted, 4.5 words a sentence
# For us:   sentences are counted by ourselves, and only syllables are taken from it.
#
# Installs the package in a folder of its own, runs it without our code, and fails once this changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textstat==0.7.8
"$folder/venv/bin/python" - <<'PYTHON'
import textstat

SHORT = "I know. He left. We wait here now."
LONGER = "We wait here now. They all came back home."
FOUND = [(1, 8.0), (2, 4.5)]

seen = [(textstat.sentence_count(text), textstat.words_per_sentence(text)) for text in (SHORT, LONGER)]
print("3 short sentences: %s counted, %s words a sentence" % seen[0])
print("2 longer ones:     %s counted, %s words a sentence" % seen[1])
if seen != FOUND:
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
