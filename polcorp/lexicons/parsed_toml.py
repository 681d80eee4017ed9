"""TOML files that are parsed once: their values are kept in the user's cache as JSON.

Python's parser of TOML takes twenty times as long as that of JSON, and the lexicons are half a megabyte. A
kept value has the SHA-256 of the file that it was parsed from, so that a file that has changed is parsed again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from polcorp.cache import cache_folder
from polcorp.errors import PolcorpError

#: Smaller files (bytes) are parsed sooner than looked up.
SMALL = 8_000


def parse_toml(data: bytes) -> dict[str, Any]:
    """Return the values of a TOML file, given its bytes.

    Raises:
        UnicodeDecodeError: the file is not UTF-8.
        tomllib.TOMLDecodeError: it is not well-formed TOML.
    """
    text = data.decode("utf-8")
    if len(data) < SMALL:
        return tomllib.loads(text)
    source = hashlib.sha256(data).hexdigest()
    path = _place(source)
    kept = _kept(path, source) if path else None
    if kept is not None:
        return kept
    values = tomllib.loads(text)
    if path is not None:
        _keep(path, source, values)
    return values


def _place(source: str) -> Path | None:
    try:
        return cache_folder() / f"toml-{source[:16]}.json"
    except PolcorpError:  # no home folder: nothing is kept
        return None


def _kept(path: Path, source: str) -> dict[str, Any] | None:
    """Return the values that are kept at *path*; None if there are none of this *source*."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("source") != source:
        return None
    values = found.get("values")
    return values if isinstance(values, dict) else None


def _keep(path: Path, source: str, values: dict[str, Any]) -> None:
    """Keep *values*, whole or not at all; dates, which JSON does not have, are not kept."""
    with suppress(OSError, TypeError):
        content = json.dumps({"source": source, "values": values}, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)
