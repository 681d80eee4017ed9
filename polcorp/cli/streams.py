"""Standard output and error that never fail for a sign, and that say when they cannot be written."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import NoReturn

from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message

#: What the system says where a stream cannot be written.
_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT})


class _Closed(io.TextIOBase):
    """Standard output of a program that was started without one."""

    encoding = "utf-8"

    @property
    def buffer(self) -> NoReturn:
        self.write("")

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> NoReturn:
        raise PolcorpError(message("stdout_closed"))


def prepare_streams() -> None:
    """Make standard output and error take every text.

    A sign that the encoding of standard output lacks is shown as «?», on standard error by its
    number.
    """
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # as long as we run
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def silence_libraries() -> None:
    """Leave out the warnings and log messages of libraries, which are not for the user."""
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())


def unwritable_output(error: OSError) -> str | None:
    """Return what to say where *error* is that standard output cannot be written, else None.

    Nothing more is written to it then, not even when the program ends.
    """
    if error.errno not in _CANNOT_WRITE or error.filename is not None:
        return None
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)
    return message("stdout_unwritable", reason=error.strerror)
