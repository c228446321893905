"""In which language the server answers: as chosen in the bar, else as the browser has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule

from withinscope import texts

COOKIE = "withinscope-language"
"""In which the bar tells what was chosen; `language.js` has the name, too."""
_WEIGHT = re.compile(r"q=(\d(?:\.\d*)?)", re.ASCII)


class _Listener(Matcher):
    """Matches no request, but hears of each before it is answered."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        texts.answer_in(_wished(request))
        return None


def listen(server: Any) -> None:
    """Have a server answer each request, and fill each of its pages, in its asker's language."""
    server.web_app.default_router.rules.insert(0, Rule(_Listener(), None))
    for name in ("jinja2_env", "lab_jinja2_env"):
        names = {"_": texts._, "language": texts.language}
        server.web_app.settings[name].globals.update(names)


def _wished(request: HTTPServerRequest) -> Iterator[str]:
    """Yield the tags of the languages that a request asks for, the one wanted most first."""
    if chosen := request.cookies.get(COOKIE):
        yield chosen.value
    yield from accepted(request.headers.get("Accept-Language", ""))


def accepted(header: str) -> Iterator[str]:
    """Yield the tags in an Accept-Language header by their weights (RFC 9110, 12.5.4)."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        tag, _, rest = part.partition(";")
        found = _WEIGHT.fullmatch(rest.strip())
        weights.setdefault(tag.strip(), float(found[1]) if found else 1)
    for tag in sorted(weights, key=lambda one: -weights[one]):
        if tag and weights[tag]:
            yield tag
