"""Which texts an ingest analyses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from polcorp.ingest.analyser import Analyser
from polcorp.reading.documents import RawDocument

if TYPE_CHECKING:
    from spacy.tokens import Doc


def note_analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the file name of every text is added when it is analysed."""
    analysed: list[str] = []
    analyse = Analyser.analyse_together

    def noting(self: Analyser, documents: Sequence[RawDocument]) -> Iterator[Doc]:
        analysed.extend(raw.path.rpartition("/")[2] for raw in documents)
        return analyse(self, documents)

    monkeypatch.setattr(Analyser, "analyse_together", noting)
    return analysed
