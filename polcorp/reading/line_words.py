"""Words that tell how lines belong together, from ``line_words.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS = tomllib.loads((Path(__file__).parent / "line_words.toml").read_text(encoding="utf-8"))
#: Words before which a hyphen at a line end is left open.
JOINING_WORDS = frozenset(_LISTS["joining"])
#: Words that need another after them, so that a line that ends in one goes on.
OPEN_WORDS = frozenset(_LISTS["open"])
