"""The version of the program."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def version() -> str:
    """Return the version of the installed package."""
    try:
        return metadata.version("polcorp")
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return "0+unknown"
