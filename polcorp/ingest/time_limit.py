"""A limit of time for one text, so that none holds up the others for good."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from polcorp.errors import PolcorpError


class TooSlowError(PolcorpError):
    """A text whose analysis took longer than it may."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End what is inside after *seconds* seconds of processor time; 0 sets no limit.

    Processor time, since a machine that is busy or asleep is no fault of a text. Only the main
    thread of a process on a system with timers of processes can be interrupted; elsewhere there is
    no limit.

    Raises:
        TooSlowError: the time was up.
    """
    timed = hasattr(signal, "setitimer") and (threading.current_thread() is threading.main_thread())
    if not seconds or not timed:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise TooSlowError(
            f"its analysis took longer than {seconds:g} seconds; --max-seconds allows more"
        )

    before: Any = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
