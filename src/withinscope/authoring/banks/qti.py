"""items-qti.zip: a package of QTI 2.1, which Canvas, Blackboard, ILIAS, TAO and others read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from withinscope import types
from withinscope.authoring.banks import Loss, NotCarried, Part, Written
from withinscope.authoring.banks._moodle import REASONS
from withinscope.authoring.banks._qti import item_xml
from withinscope.authoring.banks._xml import HEAD, element
from withinscope.types import free, order, spot

NAME = "qti"
FILE = "items-qti.zip"
MANIFEST = "imsmanifest.xml"
CERTAINTY = "how sure somebody is: QTI does not ask that"
CRITICAL = "that competence hangs on it"
PAIRS = "points for each pair of steps the right way round: only the whole order earns"
OUTCOMES = "its outcomes, dimensions and claims"
AFTER = "what is said after it: it is shown by points, and these are a person's to give"
_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"


def written(title: str, parts: Sequence[Part]) -> Written:
    """Return a zip of a manifest, and a file an item below a folder a notebook."""
    files: dict[str, bytes] = {}
    losses: list[Loss] = []
    for number, part in enumerate(parts, 1):
        for item in part.items:
            try:
                files[f"{number:02}/{item.id}.xml"] = item_xml(item)
            except NotCarried as reason:
                losses.append(Loss(item.id, str(reason), whole=True))
            else:
                losses += (Loss(item.id, what) for what in _lost(item))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: _manifest(files), **files}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return Written(out.getvalue(), tuple(losses))


def _lost(item: types.Item) -> Iterator[str]:
    if item.confidence:
        yield CERTAINTY
    if item.critical:
        yield CRITICAL
    if isinstance(item, order.Item):
        yield PAIRS
    if isinstance(item, spot.Item) and item.reasons:
        yield REASONS
    if isinstance(item, free.Item) and (item.after or item.turning):
        yield AFTER
    if item.outcome or item.dimension or item.claims:
        yield OUTCOMES


def _manifest(files: Mapping[str, bytes]) -> bytes:
    resources = (
        element(
            "resource",
            element("file", href=name),
            identifier=f"item.{name.partition('/')[2].removesuffix('.xml')}",
            type="imsqti_item_xmlv2p1",
            href=name,
        )
        for name in files
    )
    whole = element(
        "manifest",
        element(
            "metadata",
            element("schema", "QTIv2.1 Package"),
            element("schemaversion", "1.0.0"),
        ),
        element("organizations"),
        element("resources", *resources),
        xmlns=_PACKAGING,
        identifier="withinscope",
    )
    return f"{HEAD}{whole.toxml()}\n".encode()
