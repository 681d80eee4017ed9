"""A text from standard input: kept in a file until it is stored, under a name that is no path."""

from __future__ import annotations

import shutil
import sys
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path

from polcorp.errors import PolcorpError
from polcorp.reading.discovery import SourceFile

#: The path that stands for standard input.
DASH = "-"

#: What the stored paths of such texts begin with. No file is so called.
_SCHEME = "stdin:/"


class StandardInput:
    """The text that was given on standard input; its file is removed with this object."""

    def __init__(self, name: str) -> None:
        """Read all of standard input; *name* is to be the doc_id.

        Raises:
            PolcorpError: the name cannot be a doc_id, or there is no standard input.
        """
        if not name.strip() or "/" in name:
            raise PolcorpError(f"«{name}» is no name for a text: give one without «/»")
        folder = tempfile.mkdtemp(prefix="polcorp-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        location = Path(folder) / "text"
        location.write_bytes(read_standard_input())
        self.file = SourceFile(f"{_SCHEME}{name}.txt", location)


def read_standard_input() -> bytes:
    """Return all of standard input.

    Raises:
        PolcorpError: the program was started without one.
    """
    if sys.stdin is None:
        raise PolcorpError("standard input is closed; name a file")
    return sys.stdin.buffer.read()


def without_dash(paths: Sequence[str | Path]) -> list[str | Path]:
    """Return the *paths* that are files and folders."""
    return [path for path in paths if str(path) != DASH]


def is_from_standard_input(path: str) -> bool:
    """Return whether a stored *path* is that of a text without a file."""
    return path.startswith(_SCHEME)
