"""Reading SQL from outside: one statement, nothing but reading, and stoppable."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError

if TYPE_CHECKING:
    import pandas as pd

_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)

#: Steps of SQLite's machine between two looks at whether the user wants to stop.
_STEPS = 100_000


def run_query(connection: sqlite3.Connection, query: str) -> pd.DataFrame:
    """Run a reading statement and return its rows; the types are those that pandas infers.

    Raises:
        PolcorpError: the statement is wrong, or does anything but read.
    """
    import pandas as pd

    def authorize(action: int, *_: str | None) -> int:
        return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY

    connection.set_authorizer(authorize)
    connection.set_progress_handler(lambda: 0, _STEPS)  # lets Ctrl-C come through
    try:
        cursor = connection.execute(query)
        rows = cursor.fetchall()
    except (sqlite3.Error, sqlite3.Warning) as error:
        if str(error) == "interrupted":  # SQLite has swallowed the signal
            raise KeyboardInterrupt from error
        raise PolcorpError(_explain(str(error))) from error
    finally:
        connection.set_authorizer(None)
    if cursor.description is None:
        raise PolcorpError("the SQL holds no statement that gives rows")
    names = _distinct([column[0] for column in cursor.description])
    table = pd.DataFrame.from_records(rows, columns=names)
    return table.convert_dtypes()


def _explain(message: str) -> str:
    if any(
        sign in message
        for sign in (
            "not authorized",
            "denied",
            "prohibited",
            "readonly",
            "cannot modify",
        )
    ):
        return "only reading SQL (SELECT …) is allowed"
    if "one statement" in message:
        return "give one SQL statement at a time"
    return f"SQL: {message}"


def _distinct(names: list[str]) -> list[str]:
    """Give repeated names a number: a data frame wants each column once."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return result
