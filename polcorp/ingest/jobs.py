"""One file to analyse, and what came of it; both are sent between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from polcorp.tables.records import DocumentRows


@dataclass(frozen=True)
class Job:
    """One file to analyse: all that its rows depend on, besides the pipeline."""

    doc_id: str
    path: str
    data: bytes
    given: Mapping[str, str] = field(default_factory=dict)
    came: int = 0  # place in the order of texts; see RawDocument


@dataclass(frozen=True)
class Outcome:
    """What came of a job: its rows, or the reason why there are none."""

    path: str
    rows: DocumentRows | None = None
    reason: str = ""
    part: str = ""  # of a data set, where the worker has stored the rows itself
    sizes: Mapping[str, int] = field(default_factory=dict)  # what the document adds to the totals
    mojibake: tuple[str, str] | None = None  # a word that is damaged so, and its repair
    replaced: int = 0  # places that did not fit the encoding
    fatal: bool = False  # what failed was the writing, not the text
