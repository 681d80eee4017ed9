"""How often Python's collector of garbage looks for what nobody needs any more.

It looks through what was made lately after every 700 new objects, and through all now and then. A start
makes hundreds of thousands of objects (modules, lexicons, patterns, the model) that are all kept:
looking through them again and again is a tenth of its time.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_USUAL = gc.get_threshold()
#: New objects after which the collector looks, while most are to be kept.
_MANY = 200_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Have the collector wait inside: for starts, and for commands that end soon."""
    with _threshold(_MANY):
        yield


@contextmanager
def usual_collections() -> Iterator[None]:
    """Have the collector look as often as ever inside: for work without end."""
    with _threshold(_USUAL[0]):
        yield


def no_last_look() -> None:
    """Have Python end without a last look through all that is still in use: a tenth of a short command."""
    atexit.register(gc.freeze)


@contextmanager
def _threshold(new_objects: int) -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(new_objects, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
