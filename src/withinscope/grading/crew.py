"""Let helpers do a share of the work: processes of their own, each of which does one pure function.

Batches go out to them and come back in their order, so that what is made of them is the same
however many help. What crosses is pickled, and is made by this program alone: a submission crosses
as the bytes that it is. A helper that fails, or is killed, leaves its batch to be done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import cycle
from types import TracebackType
from typing import Any, BinaryIO, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_BEGIN = "import sys; sys.path[:] = {path!r}; from withinscope.grading import crew; crew.help_out()"
_GONE = (OSError, EOFError, pickle.UnpicklingError)


def cores() -> int:
    """Return how many cores this process may use; 1 where it can have no helpers."""
    if sys.platform == "emscripten" or not sys.executable:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew(Generic[T, R]):
    """Does a function with batches: here, or by helpers. To be used in a `with`, where they end."""

    def __init__(self, make: Callable[..., Callable[[T], R]], *about: Any, helpers: int) -> None:
        """Do what `make(*about)` returns; both can be pickled. `helpers` may be 0."""
        self._make, self._about = make, about
        self.helpers = [Helper((make, about)) for _ in range(helpers)]

    def __enter__(self) -> Crew[T, R]:
        """Give it to work with."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Send the helpers away; what they have not brought is lost."""
        for one in self.helpers:
            one.end()

    @cached_property
    def _here(self) -> Callable[[T], R]:
        return self._make(*self._about)

    def each(self, batches: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Yield each batch and what was made of it, in order; raises what the function raises."""
        if not self.helpers:
            yield from ((batch, self._here(batch)) for batch in batches)
            return
        out: deque[tuple[Helper, T]] = deque()
        for helper, batch in zip(cycle(self.helpers), batches, strict=False):
            # Whose turn it is brings what it has, and is given more before anything is made of it.
            done = [self._brought(*out.popleft())] if len(out) == len(self.helpers) else []
            helper.give(batch)
            out.append((helper, batch))
            yield from done
        while out:
            yield self._brought(*out.popleft())

    def _brought(self, helper: Helper, batch: T) -> tuple[T, R]:
        try:
            return batch, helper.take()
        except _GONE:
            return batch, self._here(batch)


class Helper:
    """A process that helps."""

    def __init__(self, task: object) -> None:
        """Have one, and tell it what it is to do."""
        windows = sys.platform == "win32"
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-c", _BEGIN.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NO_WINDOW if windows else 0,  # type: ignore[attr-defined]
        )
        self.give(task)

    def give(self, batch: object) -> None:
        """Hand over a batch. One that is gone is found out when its work is asked for."""
        with suppress(OSError):
            _send(batch, self._process.stdin)

    def take(self) -> Any:
        """Return what it made of the batch that it was given; raises one of _GONE without it."""
        return pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def end(self) -> None:
        """Leave it without work, whatever it is at, and wait until it is gone."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._process.wait()


def _send(what: object, pipe: Any) -> None:
    pickle.dump(what, pipe, protocol=5)
    pipe.flush()


def help_out() -> None:
    """Be a helper: do what comes from standard input until nothing more does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever it helps hears it, and ends it
    source, sink = sys.stdin.buffer, _only_ours()
    with suppress(*_GONE):
        make, about = pickle.load(source)  # noqa: S301 - our own
        do = make(*about)
        gc.freeze()
        gc.set_threshold(50_000)
        while True:
            _send(do(pickle.load(source)), sink)  # noqa: S301 - our own


def _only_ours() -> BinaryIO:
    """Return standard output, which nothing else may write to from now on."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sink
