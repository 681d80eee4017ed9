"""All tables of a corpus as bytes, to compare corpora by."""

from __future__ import annotations

from typing import Any

from polcorp.corpus import Corpus
from polcorp.reports.exports import export_bytes


def exports(corpus: Corpus, **where: Any) -> dict[str, bytes]:
    """Return every table of *corpus* as CSV, by name; *where* are filters."""
    tables = {
        "documents": corpus.documents(**where),
        "sections": corpus.sections(**where),
        "lead_ins": corpus.lead_ins(**where),
        "demands": corpus.demands(any_holder=True, **where),
        "actors": corpus.actors(**where),
        "mentions": corpus.actors(long=True, **where),
        "themes": corpus.themes(**where),
        "codes": corpus.themes(long=True, **where),
    }
    return {name: export_bytes(frame, "csv") for name, frame in tables.items()}
