"""The command that is being run, as a reader could type it to get the same table."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

_ASKED: ContextVar[tuple[str, ...]] = ContextVar("asked", default=())

#: Options that decide only how a table looks and where it goes, with their values.
_LOOKS = frozenset({"--output", "-o", "--export", "--caption", "--lang", "--dialect"})
#: Flags that do.
_FLAGS = frozenset({"--quiet", "-q", "--raw-cells"})


@contextmanager
def asking(given: Sequence[str]) -> Iterator[None]:
    """Remember the arguments *given* until the block ends."""
    token = _ASKED.set(tuple(given))
    try:
        yield
    finally:
        _ASKED.reset(token)


def command_asked() -> str:
    """Return the command line, without what decides only how its table looks.

    >>> with asking(["demands", "--by", "party", "--lang=sv", "-o", "a table.tex"]):
    ...     command_asked()
    'polcorp demands --by party'
    """
    kept: list[str] = []
    arguments = iter(_ASKED.get())
    for argument in arguments:
        if argument in _LOOKS:
            next(arguments, None)
        elif argument not in _FLAGS and argument.partition("=")[0] not in _LOOKS:
            kept.append(argument)
    return shlex.join(["polcorp", *kept])
