"""The corpus as a Python object: :class:`Corpus`, and :class:`Where`, the filters of its tables."""

from __future__ import annotations

from polcorp.corpus.facade import Corpus
from polcorp.tables.filters import Where

__all__ = ["Corpus", "Where"]
