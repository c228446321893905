"""What a marker at the workbench sees of a sample once they marked it, and of all in the end."""

from __future__ import annotations

from withinscope.grading import calibration, text
from withinscope.grading.commands import calibrating
from withinscope.grading.workbench.bench_messages import Part
from withinscope.grading.workbench.desk import Desk
from withinscope.grading.workbench.shop import part


def of_sample(desk: Desk) -> tuple[Part, ...]:
    """Return the marker's levels of the sample in view beside the expert's, and the expert's
    reasons; nothing before it is marked.
    """
    gaps = desk.gaps.get(desk.work)
    if gaps is None:
        return ()
    why = text.block(desk.samples[desk.work].why or "")
    return (part(calibrating.beside(gaps)), *((Part(text=why),) if why else ()))


def of_all(desk: Desk) -> tuple[Part, ...]:
    """Return how far the marker is from the expert, over the samples that they marked."""
    rows = calibration.distances(desk.gaps)
    return (part(calibrating.far_off(rows)), Part(text=calibrating.told(rows))) if rows else ()
