"""The table that the user fills in: what is given, and beside it what was inferred and why.

Written over ``documents.csv`` or ``documents.xlsx`` and read again unchanged, it changes nothing:
what was inferred is in columns that are not read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.reading.metadata import FOR_THE_EYE
from polcorp.reading.paths import PathValues
from polcorp.vocabulary.document_fields import FIELDS, fields_where

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: The fields whose lack puts a document at the top.
_WANTED = fields_where(lambda field: field.wanted)


def documents_template(corpus: Corpus, **where: Unpack[Where]) -> pd.DataFrame:
    """Return one row per document to fill in, the most doubtful first.

    ``path`` says which document it is. Each field has the value that the user has given, if
    any, then what was inferred (``_guess``), its confidence from 0 to 1 and its evidence. The
    user's own columns follow. First come documents that lack most of party, municipality, date and
    type, then those whose least sure of these is least sure.

    Raises:
        PolcorpError: the corpus cannot be read, or a filter has an unknown value.
    """
    import pandas as pd

    documents = corpus.documents(**where)
    given = corpus.sql("SELECT path, given FROM document")
    told = {path: _told(json.loads(values)) for path, values in given.itertuples(index=False)}
    fields = [name for name in FIELDS if name in documents]
    own = sorted({name for values in told.values() for name in values} - set(FIELDS))
    shown = documents.astype(object).where(documents.notna(), None)
    records: list[dict[str, Any]] = [
        dict(zip(shown.columns, row, strict=True)) for row in shown.itertuples(index=False)
    ]
    records.sort(key=lambda record: _doubt(record, told[record["path"]]))
    columns = ["path", *(name + end for name in fields for end in ("", *FOR_THE_EYE)), *own]
    rows = [_row(record, told[record["path"]], fields, own) for record in records]
    table = pd.DataFrame(rows, columns=columns).astype("string")
    for name in fields:
        table[f"{name}_confidence"] = pd.to_numeric(table[f"{name}_confidence"]).astype("Float64")
    return table


def _told(given: dict[str, str]) -> dict[str, str]:
    """Return the values of a document that the user has given in a table."""
    sure = PathValues.of(given).sure
    return {
        name: value
        for name, value in given.items()
        if not name.startswith("@") and name not in sure
    }


def _doubt(record: dict[str, Any], told: dict[str, str]) -> tuple[int, float, str]:
    """Return the key to sort by: fields that are missing (many first), the least confidence, path."""
    wanted = [name for name in _WANTED if name not in told]
    if record.get("speaker") not in (None, "party", "unknown") and "party" in wanted:
        wanted.remove("party")  # nobody misses it there
    missing = sum(record[name] is None for name in wanted)
    sure = [record[f"{name}_confidence"] for name in wanted if record[name] is not None]
    return -missing, min(sure, default=1.0), record["path"]


def _row(
    record: dict[str, Any], told: dict[str, str], fields: list[str], own: list[str]
) -> list[Any]:
    cells: list[Any] = [record["path"]]
    for name in fields:
        if name in told or record[name] is None:
            cells += [told.get(name), None, None, None]
        else:
            cells += [None, *(record[name + end] for end in ("", "_evidence", "_confidence"))]
    return cells + [told.get(name) for name in own]
