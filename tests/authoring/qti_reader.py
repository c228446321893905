"""What a QTI item earns, by its own declarations: as a player of the standard would work it out.

It knows nothing of the course. It reads a file, takes responses as QTI has them, and goes through
the processing step by step (QTI 2.1, Item Information Model, sections 2.7 and 3).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # our own files
from typing import Any

SPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
Values = dict[str, Any]


def score(item: bytes, **responses: list[str]) -> float:
    """The SCORE of an item after its processing; each response is a list, empty for none."""
    root = ET.fromstring(item)  # noqa: S314
    given: Values = {
        one.attrib["identifier"]: [] for one in root.iter(f"{SPACE}responseDeclaration")
    }
    values = given | responses | {"SCORE": [0.0], "FEEDBACK": []}
    processing = root.find(f"{SPACE}responseProcessing")
    for rule in processing if processing is not None else ():
        _do(rule, values, root)
    return float(values["SCORE"][0])


def _do(rule: ET.Element, values: Values, root: ET.Element) -> None:
    name = rule.tag.removeprefix(SPACE)
    if name == "setOutcomeValue":
        values[rule.attrib["identifier"]] = _value(rule[0], values, root)
        return
    assert name == "responseCondition"
    for branch in rule:
        first = branch.tag == f"{SPACE}responseIf"
        if not first or _value(branch[0], values, root)[0]:
            for inner in branch[1:] if first else branch:
                _do(inner, values, root)
            return


def _value(of: ET.Element, values: Values, root: ET.Element) -> list[Any]:
    name, of_id = of.tag.removeprefix(SPACE), of.get("identifier", "")
    inner = [_value(one, values, root) for one in of] if name != "mapResponse" else []
    if name == "baseValue":
        text = of.text or ""
        return [float(text) if of.get("baseType") == "float" else text]
    if name == "variable":
        return list(values[of_id])
    if name == "correct":
        return _correct(root, of_id)
    if name == "mapResponse":
        return _mapped(root, of_id, values[of_id])
    results: dict[str, Any] = {
        "isNull": lambda: [not inner[0]],
        "or": lambda: [any(one[0] for one in inner)],
        "match": lambda: [inner[0] == inner[1]],
        "lt": lambda: [inner[0][0] < inner[1][0]],
        "sum": lambda: [sum(one[0] for one in inner)],
        "multiple": lambda: [value for one in inner for value in one],
    }
    return list(results[name]())


def _declared(root: ET.Element, name: str) -> ET.Element:
    return next(
        one for one in root.iter(f"{SPACE}responseDeclaration") if one.get("identifier") == name
    )


def _correct(root: ET.Element, name: str) -> list[str]:
    path = f"{SPACE}correctResponse/{SPACE}value"
    return [one.text or "" for one in _declared(root, name).findall(path)]


def _mapped(root: ET.Element, name: str, given: list[str]) -> list[float]:
    mapping = _declared(root, name).find(f"{SPACE}mapping")
    if mapping is None:
        return []
    worth = {one.get("mapKey"): float(one.attrib["mappedValue"]) for one in mapping}
    total = sum(worth.get(value, float(mapping.attrib["defaultValue"])) for value in set(given))
    return [max(total, float(mapping.get("lowerBound", "-inf")))]
