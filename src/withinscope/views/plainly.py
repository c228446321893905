"""What a view does when something goes wrong: it says so, and never fails in silence."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

from withinscope.problems import Mistake


def plainly(heard: Callable[[Any, Any], None]) -> Callable[[Any, Any, Any, Any], None]:
    """Make a view's handler of messages from one that takes the message alone.

    A mistake and the system's own reason are told in plain words; a fault of ours goes to a log.
    """

    @wraps(heard)
    def run(self: Any, _: Any, message: Any, __: Any) -> None:
        try:
            heard(self, message)
        except Mistake as mistake:
            self.send({"kind": "failed", "text": str(mistake)})
        except OSError as error:
            why = error.strerror or "no reason given"
            text = f"This was not done: the folder of your work did not take it ({why}). Try again."
            self.send({"kind": "failed", "text": text})
        except Exception:
            log = self._session.log(traceback.format_exc())
            self.send({"kind": "failed", "text": f"Something went wrong here. {log}"})

    return run
