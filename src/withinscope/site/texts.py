"""A notebook's text as HTML. Its author's own HTML stands as it is; strangers write none of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urldefrag

from markdown_it import MarkdownIt
from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HREF = re.compile(r'(<a\s[^>]*href=")([^"]+\.ipynb[^"]*)(")')
Address = Callable[[str], str]


def html_of(text: str, beside: str, address: Address) -> str:
    """Return a text cell's HTML; `beside` is the path of its notebook.

    A link to a notebook leads to the `address` of the page with that path. What authors write for
    the linter, in comments, is left out.
    """

    def aimed(found: re.Match[str]) -> str:
        href, part = urldefrag(found[2])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(beside), href))
        return f"{found[1]}{address(path)}{f'#{part}' if part else ''}{found[3]}"

    return _HREF.sub(aimed, _MARKDOWN.render(_COMMENT.sub("", text)))


def _made() -> MarkdownIt:
    """Return what reads Markdown as Jupyter does: tables, struck text, HTML."""
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    made.core.ruler.push("names", _name_headings)
    return made


def _name_headings(state: object) -> None:
    """Give each heading the name by which links lead to it, as Jupyter makes it of its words."""
    tokens: list[Token] = state.tokens  # type: ignore[attr-defined]
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrSet("id", words.content.replace(" ", "-"))
            heading.attrSet("tabindex", "-1")  # who comes here by a link reads on from here


_MARKDOWN = _made()
