"""Half of a two-part character: what stands around it is kept, and it becomes a mark of its own.

UTF-16, in which browsers keep text, writes an emoji in two halves. A field that ends between them
leaves one, which no file can hold; JSON can name it, and readers of JSON refuse all of it for that.
"""

from __future__ import annotations

import re
from typing import Any

_ESCAPE = re.compile(
    rb"\\(?:(?P<pair>u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2})"
    rb"|(?P<half>u[dD][89a-fA-F][\da-fA-F]{2})|.)",
    re.DOTALL,
)
IN_DOUBT = re.compile(rb"\\u[dD][89a-fA-F]")
"""What half a character may begin with in JSON; a whole one begins so too."""


def mended(data: bytes) -> bytes:
    """Return JSON, in UTF-8, without halves. Raises UnicodeError for what is no UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeError:
        data = whole(data.decode("utf-8", "surrogatepass")).encode()
    return _ESCAPE.sub(_mended, data) if IN_DOUBT.search(data) else data


def _mended(found: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if found["half"] else found[0]


def whole(value: Any) -> Any:
    """Return what came from a page, or a text, with no half in it; two that fit are one."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(name): whole(one) for name, one in value.items()}
    return value
