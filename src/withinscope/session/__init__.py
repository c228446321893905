"""One kernel's open notebook: what was asked so far, what was answered, and where answers go.

opening      what the notebook's file and the journal know, merged; values and functions of them
answering    the session itself: shows items, keeps answers and drafts, tells who watches
clocks       what is said of a clock that can't be right
handing_in   the file that is handed in
"""

from __future__ import annotations

from withinscope.host import Host
from withinscope.session.answering import Answers, Session
from withinscope.session.given import ANOTHERS, HANDED_IN, Change, Given
from withinscope.session.handing_in import hand_in

__all__ = ["ANOTHERS", "HANDED_IN", "Answers", "Change", "Given", "Session", "hand_in", "start"]


def start(notebook_id: str, host: Host) -> Session:
    """Open a session for the notebook that this kernel runs."""
    places = (host.work(), host.notebook(), host.course(), host.safe(), host.hand_ins())
    return Session(notebook_id, *places)
