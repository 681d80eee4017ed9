"""Words that tell how lines belong together, from ``line_words.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_LISTS = tomllib.loads((Path(__file__).parent / "line_words.toml").read_text(encoding="utf-8"))
#: Words before which a hyphen at a line end is left open.
JOINING_WORDS = frozenset(_LISTS["joining"])
#: Words that need another after them, so that a line that ends in one goes on.
OPEN_WORDS = frozenset(_LISTS["open"])
#: Words after which a number is no footnote.
NUMBERED_WORDS = frozenset(_LISTS["numbered"])
#: Words before the number of a page, and before how many there are.
PAGE_WORDS, OF_PAGES = tuple(_LISTS["page"]), tuple(_LISTS["of_pages"])


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches each of *words*, the longer before those that open it."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
