"""Files that are there whole or not at all: written beside, and renamed."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path*, in a folder that is there; a file in its place keeps owner and mode.

    Raises:
        OSError: it cannot be written; what it held is still there, and nothing is left beside it.
    """
    import tempfile

    old = path.stat() if path.exists() else None
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".polcorp-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if old is None:
            mask = os.umask(0)
            os.umask(mask)
            beside.chmod(0o666 & ~mask)
        else:
            _like(beside, old)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _like(path: Path, old: os.stat_result) -> None:
    """Give *path* the owner and mode that *old* has."""
    new = path.stat()
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(PermissionError):  # only the system's owner may give files away
            os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))
