"""A JupyterHub's hand-ins: the account of whoever made the folder, whatever name they wrote."""

from __future__ import annotations

from withinscope.grading.intake.hub import ACCOUNT, account_of
from withinscope.grading.intake.layouts import Course, File, Told

RANK = 5
FIRM = True
_WHY = "their account on the Hub"


def told(file: File, course: Course) -> Told | None:
    """Return the account, and the name that the roster has for it."""
    account = account_of(file.found.file)
    if not account:
        return None
    listed = course.roster.account(account)
    return Told(
        _WHY,
        listed.name if listed else "",
        listed.email if listed else "",
        account,
        ACCOUNT,
        settled=True,
        otherwise=account,
    )
