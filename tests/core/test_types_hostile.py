"""Whatever bytes come as a response: every item type refuses or scores them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import types

from . import strategies
from .tables import MODULES, cases, encoded, the_item


@pytest.mark.parametrize("module", MODULES)
@given(junk=st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_bad_response(module: str, junk: bytes) -> None:
    refuses_or_scores(module, junk)


@pytest.mark.parametrize("module", MODULES)
@given(data=st.data())
def test_no_edited_response_raises_anything_but_a_bad_response(
    module: str, data: st.DataObject
) -> None:
    response = dict(data.draw(st.sampled_from(cases(module).SCORES))[0])
    response[data.draw(st.sampled_from(sorted(response)))] = data.draw(strategies.json)
    refuses_or_scores(module, encoded(response))


HOSTILE = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1e999",
    "NaN": b'{"choice": NaN, "text": NaN, "choices": [NaN], "placed": {"s1": NaN}}',
    "a huge integer": b'{"text": ' + b"9" * 5000 + b"}",
    "cut off": b'{"choice": "a',
    "two values": b'{"choice": "a"} {"choice": "b"}',
    "no UTF-8": b'{"choice": "\xff", "text": "\xff"}',
    "a lone surrogate": rb'{"choice": "\ud800", "text": "\ud800", "choices": ["\ud800"]}',
    "deep in a list": b'{"text": ' + b"[" * 100_000,
    "deep in a field that nobody reads": b'{"choice": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000,
    "deep in objects": b'{"a":' * 100_000,
    "a name that is a number": b'{1: "a"}',
}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_a_bad_response(module: str, raw: bytes) -> None:
    with pytest.raises(types.BadResponse):
        the_item(module).decode(raw)


def refuses_or_scores(module: str, raw: bytes) -> None:
    item = the_item(module)
    try:
        response = item.decode(raw)
    except types.BadResponse:
        return
    score = item.score(response)
    assert score is None or 0 <= score <= 1
    assert isinstance(item.said(response), str)
    assert isinstance(item.blank(response), bool)
