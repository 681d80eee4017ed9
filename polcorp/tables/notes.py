"""What a reader must know of a table: how texts of several parties are counted in it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from polcorp.tables.filters import Condition, Filters
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd

_SEVERAL = "(SELECT count(*) FROM document_party o WHERE o.document = d.id) > 1"


def joint_texts(connection: sqlite3.Connection, filters: Filters) -> list[str]:
    """Return a note on the joint texts that count for their first party only, if there are any."""
    n = _number_of(connection, replace(filters, joint=True))
    if not n:
        return []
    return [message("joint_texts", n, n=n)]


def rows_counted_twice(
    connection: sqlite3.Connection, table: pd.DataFrame, filters: Filters
) -> list[str]:
    """Return a note on how many documents count for more than one party."""
    n = _number_of(connection, filters)
    if not n:
        return []
    more = counted(_speakers(connection, filters) - n, "document")
    return [message("joint_texts_counted_twice", n, n=n, documents=more)]


def _number_of(connection: sqlite3.Connection, filters: Filters) -> int:
    return _asked(connection, "count(*)", filters)


def _speakers(connection: sqlite3.Connection, filters: Filters) -> int:
    parties = "coalesce(sum((SELECT count(*) FROM document_party o WHERE o.document = d.id)), 0)"
    return _asked(connection, parties, filters)


def _asked(connection: sqlite3.Connection, what: str, filters: Filters) -> int:
    chosen = filters.for_documents() & Condition(_SEVERAL)
    query = f"SELECT {what} FROM document d WHERE {chosen.sql}"
    return int(connection.execute(query, chosen.values).fetchone()[0])
