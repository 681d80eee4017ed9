"""What an export into a folder has left there, so that the next one leaves nothing stale."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from polcorp.reports.exports import write_file

#: The file in a folder of exports that lists, by format, the files of the last one and their hashes.
LISTING = ".polcorp-export.json"

_Listing = dict[str, dict[str, str]]


def settle(folder: Path, kind: str, written: Iterable[Path]) -> list[Path]:
    """Take away what an earlier export of the format *kind* to *folder* wrote and this one did not.

    Files that somebody has changed since stay, with those of the same name and another ending.

    Args:
        folder: where the export is.
        kind: its format; files of other formats are left alone.
        written: the files of this export, all in *folder*.

    Returns:
        The files that stay.

    Raises:
        PolcorpError: the listing cannot be written.
    """
    listing = _read(folder)
    now = {path.relative_to(folder).as_posix(): _digest(path) for path in written}
    stale = {
        folder / name: digest
        for name, digest in sorted(listing.get(kind, {}).items())
        if name not in now and (folder / name).is_file()
    }
    changed = {path.with_suffix("") for path, digest in stale.items() if _digest(path) != digest}
    kept = [path for path in stale if path.with_suffix("") in changed]  # brat's come in pairs
    for path in stale.keys() - set(kept):
        path.unlink()
    listing[kind] = now | {path.relative_to(folder).as_posix(): stale[path] for path in kept}
    text = json.dumps(listing, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_file(folder / LISTING, text.encode())
    return kept


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(folder: Path) -> _Listing:
    """Return the listing; one that is none of ours says nothing."""
    try:
        found = json.loads((folder / LISTING).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        kind: {name: digest for name, digest in files.items() if _is_inside(name)}
        for kind, files in found.items()
        if isinstance(files, dict)
    }


def _is_inside(name: str) -> bool:
    """Return whether *name* leads to a file of the folder itself and to none outside."""
    return ".." not in Path(name).parts and not Path(name).is_absolute()
