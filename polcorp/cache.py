"""The folder of this machine's cache: whatever lies there can be made again."""

from __future__ import annotations

import os
from pathlib import Path

from polcorp.errors import PolcorpError

#: Names the folder of the cache, if it is to be another than the system's.
CACHE_VARIABLE = "POLCORP_CACHE"


def cache_folder() -> Path:
    """Return the folder of the cache; it need not exist.

    Raises:
        PolcorpError: no variable names one, and the user has no home folder.
    """
    for variable in (CACHE_VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        if os.environ.get(variable):
            folder = Path(os.environ[variable])
            return (folder if variable == CACHE_VARIABLE else folder / "polcorp").absolute()
    try:
        return Path.home() / ".cache" / "polcorp"
    except RuntimeError as error:
        raise PolcorpError(
            f"there is no home folder for a cache; {CACHE_VARIABLE} names one"
        ) from error
