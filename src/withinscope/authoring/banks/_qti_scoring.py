"""What is right in a QTI item, and how an answer earns its points: declarations and processing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from xml.dom.minidom import Element

from withinscope.authoring.banks._xml import Node, element

AFTER = "after.all"
"""The feedback that everybody gets; ids of options have no dot."""


def points(value: Fraction) -> str:
    """Write points as QTI's float."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def identifier(value: str) -> Element:
    """Make a value that is an identifier."""
    return element("baseValue", value, baseType="identifier")


def zero() -> Element:
    """Make the number 0."""
    return element("baseValue", "0", baseType="float")


def earned(value: Fraction) -> Element:
    """Make a number of points."""
    return element("baseValue", points(value), baseType="float")


def response(
    name: str,
    kind: str,
    type_: str = "identifier",
    right: Sequence[str] = (),
    worth: Mapping[str, Fraction] | None = None,
    floor: bool = False,
) -> Element:
    """Declare a response: what is right, and what each part of it earns, 0 if nothing else."""
    children: list[Node] = []
    if right:
        children.append(element("correctResponse", *(element("value", one) for one in right)))
    if worth is not None:
        least = {"lowerBound": "0"} if floor else {}
        entries = (
            element("mapEntry", mapKey=key, mappedValue=points(value))
            for key, value in worth.items()
        )
        children.append(element("mapping", *entries, **least, defaultValue="0"))
    return element(
        "responseDeclaration", *children, identifier=name, cardinality=kind, baseType=type_
    )


def outcomes(maximum: Fraction) -> list[Element]:
    """Declare the score, and which feedback is shown."""
    default = element("defaultValue", element("value", "0"))
    return [
        element(
            "outcomeDeclaration",
            default,
            identifier="SCORE",
            cardinality="single",
            baseType="float",
            normalMaximum=points(maximum),
            normalMinimum="0",
        ),
        element(
            "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple",
            baseType="identifier",
        ),
    ]  # fmt: skip


def mapped(*names: str) -> list[Element]:
    """Set the score to what the responses earn together, not below 0, if all are given."""
    if len(names) == 1:
        return [_set("SCORE", element("mapResponse", identifier=names[0]))]
    total = element("sum", *(element("mapResponse", identifier=name) for name in names))
    left = element("or", *(element("isNull", variable(name)) for name in names))
    below = element("lt", variable("SCORE"), zero())
    return [
        _condition(left, _set("SCORE", zero()), _set("SCORE", total)),
        _condition(below, _set("SCORE", zero())),
    ]


def when(condition: Element, value: Fraction) -> Element:
    """Set the score to a value where a condition holds."""
    return _condition(condition, _set("SCORE", earned(value)))


def told(names: Iterable[str], after: bool) -> Element:
    """Show the feedback on what was chosen, and the one for all if there is one."""
    shown = [*([identifier(AFTER)] if after else []), *map(variable, names)]
    return _set("FEEDBACK", element("multiple", *shown))


def variable(name: str) -> Element:
    """Make the value of a variable."""
    return element("variable", identifier=name)


def _set(name: str, value: Element) -> Element:
    return element("setOutcomeValue", value, identifier=name)


def _condition(condition: Element, then: Element, otherwise: Element | None = None) -> Element:
    branches = [element("responseIf", condition, then)]
    if otherwise is not None:
        branches.append(element("responseElse", otherwise))
    return element("responseCondition", *branches)
