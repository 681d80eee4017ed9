"""The doc_ids of a data set that was written before documents had doc_ids that stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath


def old_ids(paths: Iterable[str]) -> dict[str, str]:
    """Return the doc_id that each of the *paths* of a data set had: its stem where no other has it.

    >>> old_ids(["raw/a.txt", "raw/b.txt", "more/b.txt"])
    {'raw/a.txt': 'a', 'raw/b.txt': 'raw/b.txt', 'more/b.txt': 'more/b.txt'}
    """
    stems = {path: PurePosixPath(path).stem for path in paths}
    counts = Counter(stems.values())
    return {
        path: stem if counts[stem] == 1 and stem not in stems else path
        for path, stem in stems.items()
    }
