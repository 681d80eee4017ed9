"""From rows of the store to data frames whose columns and types are the same when empty."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polcorp.tables.relations import Column
from polcorp.vocabulary.columns import Kind

if TYPE_CHECKING:
    import pandas as pd

#: The pandas type of each kind of column; those that may be null are nullable types.
DTYPES: dict[Kind, str] = {
    "text": "string",
    "integer": "Int64",
    "real": "Float64",
    "flag": "bool",
}


def frame(
    connection: sqlite3.Connection,
    query: str,
    values: Mapping[str, Any],
    columns: Sequence[Column],
    limit: int | None = None,
) -> pd.DataFrame:
    """Run *query* and return its rows under *columns*.

    ``frame.attrs["total"]`` is the number of rows that there would be without *limit*, where the
    query tells.
    """
    import pandas as pd

    if limit is not None:
        query = f"{query}\nLIMIT {int(limit)}"
    rows = connection.execute(query, dict(values)).fetchall()
    names = [column.name for column in columns]
    table = pd.DataFrame.from_records(rows, columns=names)
    return table.astype({column.name: DTYPES[column.kind] for column in columns})
