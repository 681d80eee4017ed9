"""The texts themselves with what is known of them, for packages that count words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from polcorp.analysis.views import DocumentView
from polcorp.reports.delimited import to_csv
from polcorp.reports.exports import write_file
from polcorp.vocabulary.document_fields import FIELDS


def write_texts(views: Iterable[DocumentView], folder: Path, kind: str) -> list[Path]:
    """Write ``texts.csv`` as quanteda's readtext takes it: doc_id, text, document variables.

    The texts are whole and unchanged; boilerplate is in them. *kind* is ``quanteda``.
    """
    import pandas as pd

    rows = [(view.doc_id, view.text, *(view.fields[name] for name in FIELDS)) for view in views]
    frame = pd.DataFrame(rows, columns=["doc_id", "text", *FIELDS], dtype="string")
    path = folder / "texts.csv"
    write_file(path, to_csv(frame, raw=True))
    return [path]
