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
from queue import SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import Any, BinaryIO, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Batches that a helper has at a time, so that it goes on while one of them is on its way back."""
WAITING = 4
"""Batches, to each who works, that may lie here because one before them is not back."""
_BEGIN = "import sys; sys.path[:] = {path!r}; from withinscope.grading import crew; crew.help_out()"
_GONE = (OSError, EOFError, pickle.UnpicklingError)
_END = object()


def cores() -> int:
    """Return how many cores this process may use; 1 where it can have no helpers."""
    if sys.platform == "emscripten" or not sys.executable:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew(Generic[T, R]):
    """Does a function with batches: here, and by helpers. To be used in a `with`, where they end.

    Whoever is free takes the next batch: the helpers first, once they have begun, so that nobody
    waits for them to; else it is done here.
    """

    def __init__(
        self,
        make: Callable[..., Callable[[T], R]],
        *about: Any,
        helpers: int,
        here: Callable[[T], R] | None = None,
    ) -> None:
        """Do what `make(*about)` returns; both can be pickled. `helpers` may be 0; `here` is what
        it returns, where that is known by now.
        """
        self._make, self._about, self._known = make, about, here
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
        return self._known or self._make(*self._about)

    def each(self, batches: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Yield each batch and what was made of it, in order; raises what the function raises."""
        most = WAITING * (len(self.helpers) + 1)
        out: deque[tuple[T, Callable[[], R], Helper | None]] = deque()
        for batch in batches:
            out.append(self._begun(batch))
            while out and (len(out) >= most or _is_back(out[0][2])):
                done, brought, _ = out.popleft()
                yield done, brought()
        for done, brought, _ in out:
            yield done, brought()

    def _begun(self, batch: T) -> tuple[T, Callable[[], R], Helper | None]:
        """Give a batch to a helper who is free, else do it; return what brings what is made of it,
        and the helper.
        """
        helper = next((one for one in self.helpers if one.free), None)
        if helper is None:
            made = self._here(batch)
            return batch, lambda: made, None
        helper.give(batch)
        return batch, lambda: self._brought(helper, batch), helper

    def _brought(self, helper: Helper, batch: T) -> R:
        try:
            made: R = helper.take()
        except _GONE:
            made = self._here(batch)
        return made


def _is_back(helper: Helper | None) -> bool:
    return helper is None or helper.is_back


class Helper:
    """A process that helps. What it brings is read as it comes, by a thread of its own: else each
    of the two could wait for the other to read.
    """

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
        self.begun = Event()
        """Set once it is ready to work, or gone."""
        self._made: SimpleQueue[Any] = SimpleQueue()
        self._left, self._has = False, 0
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        with suppress(OSError):
            _send(task, self._process.stdin)

    def _read(self) -> None:
        with suppress(*_GONE):
            pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own
            self.begun.set()
            while True:
                self._made.put(pickle.load(self._process.stdout))  # type: ignore[arg-type]  # noqa: S301
        self._left = True
        self._made.put(_END)
        self.begun.set()

    @property
    def free(self) -> bool:
        """Whether it can take a batch now."""
        return self.begun.is_set() and not self._left and self._has < AHEAD

    @property
    def is_back(self) -> bool:
        """Whether what it made of its first batch, or word that it is gone, is here."""
        return not self._made.empty()

    def give(self, batch: object) -> None:
        """Hand over a batch. One that is gone is found out when its work is asked for."""
        self._has += 1
        with suppress(OSError):
            _send(batch, self._process.stdin)

    def take(self) -> Any:
        """Return what it made of the first batch that it has; raises EOFError if it is gone."""
        self._has -= 1
        made = self._made.get()
        if made is _END:
            self._made.put(_END)
            raise EOFError
        return made

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def end(self) -> None:
        """Leave it without work, and wait until it is gone."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        self._reader.join()
        self._process.stdout.close()  # type: ignore[union-attr]
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
        _send("ready", sink)
        gc.freeze()
        gc.set_threshold(50_000)
        while True:
            _send(do(pickle.load(source)), sink)  # noqa: S301 - our own


def _only_ours() -> BinaryIO:
    """Return standard output, which nothing else may write to from now on."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sink
