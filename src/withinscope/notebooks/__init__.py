"""Notebooks: read, items, responses, release, tidy. No other part of the program knows .ipynb."""

from withinscope.notebooks.answers import (
    MIME,
    Answer,
    Record,
    place_of_record,
    responses,
    shown,
    unread,
)
from withinscope.notebooks.reading import (
    Cell,
    Notebook,
    Unreadable,
    asked,
    contents,
    decode,
    items,
    read,
    released_items,
)
from withinscope.notebooks.releasing import release
from withinscope.notebooks.tidying import tidy
from withinscope.notebooks.writing import handed_in, load_dict, write

__all__ = [
    "MIME",
    "Answer",
    "Cell",
    "Notebook",
    "Record",
    "Unreadable",
    "asked",
    "contents",
    "decode",
    "handed_in",
    "items",
    "load_dict",
    "place_of_record",
    "read",
    "release",
    "released_items",
    "responses",
    "shown",
    "tidy",
    "unread",
    "write",
]
