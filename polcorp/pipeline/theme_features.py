"""The features that the learned second opinion on themes sees: words and parts of words, hashed.

A word counts by itself and by its first and last letters, so that a compound shares features with
its parts. Features are numbers below :data:`BUCKETS`, the same on every machine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

#: Rows of the table of weights.
BUCKETS = 1 << 16
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})*")
_PARTS = (5, 8)


@lru_cache(maxsize=100_000)
def word_features(word: str) -> tuple[int, ...]:
    """Return the features of one lower-case word."""
    names = [f"={word}"]
    for letters in _PARTS:
        if len(word) >= letters + 3:
            names += [f"<{word[:letters]}", f">{word[-letters:]}"]
    return tuple(crc32(name.encode()) % BUCKETS for name in names)


def words_of(text: str) -> list[str]:
    """Return the words of *text* that carry features, in lower case, each once, in order."""
    return list(dict.fromkeys(match.lower() for match in _WORD.findall(text.replace("\u00ad", ""))))
