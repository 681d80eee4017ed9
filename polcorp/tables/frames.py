"""From rows of the store to data frames whose columns and types are the same when empty."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError
from polcorp.tables.relations import Column
from polcorp.vocabulary.columns import Kind
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    import pandas as pd

#: The pandas type of each kind of column; those that may be null are nullable types.
DTYPES: dict[Kind, str] = {
    "text": "string",
    "integer": "Int64",
    "real": "Float64",
    "flag": "bool",
}


def missing_text(doc_id: str) -> PolcorpError:
    """Return the error that says that the store has lost the text of a document."""
    return PolcorpError(message("text_missing", name=doc_id))


def frame(
    connection: sqlite3.Connection,
    query: str,
    values: Mapping[str, Any],
    columns: Sequence[Column],
    limit: int | None = None,
) -> pd.DataFrame:
    """Run *query* and return its rows under *columns*, no more than *limit*.

    Raises:
        PolcorpError: a value is of another type than its column.
    """
    if limit is not None:
        query = f"{query}\nLIMIT {int(limit)}"
    return frame_of(connection.execute(query, dict(values)).fetchall(), columns)


def frame_of(rows: list[Any], columns: Sequence[Column]) -> pd.DataFrame:
    """Return *rows* of the store under *columns*.

    Raises:
        PolcorpError: a value is of another type than its column.
    """
    import pandas as pd

    names = [column.name for column in columns]
    table = pd.DataFrame.from_records(rows, columns=names)
    try:
        return table.astype({column.name: DTYPES[column.kind] for column in columns})
    except (TypeError, ValueError) as error:
        problem = " ".join(str(error).split())
        raise PolcorpError(message("corpus_damaged", problem=problem)) from error
