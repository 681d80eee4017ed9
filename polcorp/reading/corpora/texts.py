"""A text in a corpus, as every format of corpora gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CorpusText:
    """One document: its *text*, the *name* that its file gives it, and what the file says of it.

    The *name* is empty where the file gives none; *gives* has fields and other columns, as a row of
    a table has.
    """

    text: str
    name: str = ""
    gives: Mapping[str, str] = field(default_factory=dict)
