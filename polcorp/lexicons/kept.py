"""Values that are worked out once: they are kept in the user's cache as JSON.

A kept value has the hash of what it was made of, so that it is made again when that has changed. JSON
holds values and nothing that is executed; what is not whole or not of this source is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from polcorp.cache import cache_folder
from polcorp.errors import PolcorpError
from polcorp.whole_file import write_whole


def kept(kind: str, source: str, make: Callable[[], Any]) -> Any:
    """Return what *make* returns, from the cache where it is kept.

    Args:
        kind: what it is, which names the file.
        source: a hash, in hexadecimal digits, of all that it is made of.
        make: makes it of lists, objects with text as keys, text, numbers, truth values and None.
            What JSON cannot hold is made each time.
    """
    try:
        path = cache_folder() / f"{kind}-{source[:16]}.json"
    except PolcorpError:  # no home folder: nothing is kept
        return make()
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        found = None
    if isinstance(found, dict) and found.get("source") == source and "values" in found:
        return found["values"]
    values = make()
    _keep(path, {"source": source, "values": values})
    return values


def _keep(path: Path, content: dict[str, Any]) -> None:
    """Write *content*, whole or not at all; a cache that cannot be written only costs time."""
    with suppress(OSError, TypeError):
        written = json.dumps(content, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, written.encode())
