"""TOML files that are parsed once: their values are kept in the user's cache as JSON.

Python's parser of TOML takes twenty times as long as that of JSON, and the lexicons are half a megabyte.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import Any

from polcorp.lexicons.kept import kept

#: Smaller files (bytes) are parsed sooner than looked up.
SMALL = 8_000


def parse_toml(data: bytes) -> dict[str, Any]:
    """Return the values of a TOML file, given its bytes; dates, which JSON does not have, are not kept.

    Raises:
        UnicodeDecodeError: the file is not UTF-8.
        tomllib.TOMLDecodeError: it is not well-formed TOML.
    """
    text = data.decode("utf-8")
    if len(data) < SMALL:
        return tomllib.loads(text)
    source = hashlib.sha256(data).hexdigest()
    values: dict[str, Any] = kept("toml", source, lambda: tomllib.loads(text))
    return values
