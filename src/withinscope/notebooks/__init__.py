"""Notebooks: read, items, responses, release, tidy. No other part of the program knows .ipynb."""

from withinscope.cells import HAND_IN, is_ours, lines
from withinscope.notebooks.answers import (
    MIME,
    Answer,
    Record,
    answers_in,
    asking,
    place_of_record,
    responses,
    shown,
    unread,
)
from withinscope.notebooks.parsing import Unreadable
from withinscope.notebooks.reading import (
    Cell,
    Notebook,
    asked,
    contents,
    decode,
    items,
    read,
    released_items,
    released_of,
    shelved,
    take_items_as_read,
    written,
)
from withinscope.notebooks.releasing import release
from withinscope.notebooks.tidying import tidy
from withinscope.notebooks.writing import (
    about,
    handed_in,
    handed_in_text,
    load_dict,
    text_of,
    write,
)

__all__ = [
    "HAND_IN",
    "MIME",
    "Answer",
    "Cell",
    "Notebook",
    "Record",
    "Unreadable",
    "about",
    "answers_in",
    "asked",
    "asking",
    "contents",
    "decode",
    "handed_in",
    "handed_in_text",
    "is_ours",
    "items",
    "lines",
    "load_dict",
    "place_of_record",
    "read",
    "release",
    "released_items",
    "released_of",
    "responses",
    "shelved",
    "shown",
    "take_items_as_read",
    "text_of",
    "tidy",
    "unread",
    "write",
    "written",
]
