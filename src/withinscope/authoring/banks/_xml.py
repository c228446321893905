"""XML, and an author's text in it: its paragraphs, its lines, and what stands *between stars*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias
from xml.dom.minidom import CDATASection, Document, Element, Text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
Node: TypeAlias = Element | Text | CDATASection
"""What may stand in an element."""
_NEW = Document()
_UNSAYABLE = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# As the course's pages do: `emphasized` in views/words.js.
_STARS = re.compile(r"\*([^\s*](?:[^*\n]*[^\s*])?)\*")


def sayable(text: str) -> str:
    """Return a text without the characters that XML can't hold, however they are written."""
    return _UNSAYABLE.sub("\ufffd", text)


def element(name: str, *children: Node | str, **attributes: object) -> Element:
    """Make an element; of an attribute's name the last `_` is left out, as in `class_`."""
    made = _NEW.createElement(name)
    for key, value in attributes.items():
        made.setAttribute(key.removesuffix("_"), sayable(str(value)))
    for child in children:
        made.appendChild(_NEW.createTextNode(sayable(child)) if isinstance(child, str) else child)
    return made


def cdata(text: str) -> CDATASection:
    """Make a section in which HTML stands as it is. Raises ValueError for one that holds `]]>`."""
    return _NEW.createCDATASection(text)


def paragraphs(text: str) -> list[Node]:
    """Return an author's text as `p` elements."""
    return [element("p", *inline(part)) for part in re.split(r"\n{2,}", text.strip())]


def inline(text: str) -> list[Node]:
    """Return an author's text as what may stand in a `p`: lines, and what is emphasized."""
    return list(_inline(text.strip()))


def _inline(text: str) -> Iterator[Node]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield element("br")
        for at, part in enumerate(_STARS.split(line)):
            if part:
                words = _NEW.createTextNode(sayable(part))
                yield element("em", words) if at % 2 else words


def html(text: str) -> str:
    """Return an author's text as HTML of paragraphs; never with `]]>` in it."""
    return "".join(node.toxml() for node in paragraphs(text)) if text.strip() else ""


def html_line(text: str) -> str:
    """Return an author's text as HTML for inside a paragraph."""
    return "".join(node.toxml() for node in inline(text))
