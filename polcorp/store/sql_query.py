"""Reading SQL from outside: one statement, nothing but reading, stoppable, and of limited time and size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from polcorp.errors import PolcorpError

if TYPE_CHECKING:
    import pandas as pd

_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)

#: Steps of SQLite's machine between two looks at whether the user wants to stop.
_STEPS = 100_000


#: Rows that are fetched at a time, and how many bytes one value, and all rows together, may have.
_BATCH, _LONGEST_VALUE, _LARGEST_TABLE = 1_000, 200_000_000, 2_000_000_000


class Limits(NamedTuple):
    """What a query may take: *seconds* until its last row, and *rows*; 0 is without limit."""

    seconds: float
    rows: int


def run_query(connection: sqlite3.Connection, query: str, limits: Limits) -> pd.DataFrame:
    """Run a reading statement and return its rows; the types are those that pandas infers.

    Raises:
        PolcorpError: the statement is wrong, does anything but read, or takes more than *limits*.
    """
    import pandas as pd

    stop = monotonic() + limits.seconds if limits.seconds else None
    late = False

    def look() -> int:
        nonlocal late
        late = stop is not None and monotonic() > stop
        return late

    def authorize(action: int, *_: str | None) -> int:
        return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY

    connection.set_authorizer(authorize)
    connection.set_progress_handler(look, _STEPS)  # lets Ctrl-C come through
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    try:
        cursor = connection.execute(query)
        rows = [row for batch in _batches(cursor, limits.rows) for row in batch]
    except (sqlite3.Error, sqlite3.Warning) as error:
        if late:
            raise PolcorpError(
                f"the SQL takes more than {limits.seconds:g} seconds: narrow it, or give more with "
                "--max-seconds (0: no limit)"
            ) from error
        if str(error) == "interrupted":  # SQLite has swallowed the signal
            raise KeyboardInterrupt from error
        raise PolcorpError(_explain(str(error))) from error
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
    if cursor.description is None:
        raise PolcorpError("the SQL holds no statement that gives rows")
    names = _distinct([column[0] for column in cursor.description])
    table = pd.DataFrame.from_records(rows, columns=names)
    return table.convert_dtypes()


def _batches(cursor: sqlite3.Cursor, most: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of *cursor*, so many at a time; *most* is how many there may be, 0 for any number.

    Raises:
        PolcorpError: there are more, or they are too large together.
    """
    count = size = 0
    while batch := cursor.fetchmany(_BATCH):
        count += len(batch)
        if most and count > most:
            raise PolcorpError(
                f"the SQL gives more than {most} rows: narrow it, or give more with --max-rows (0: no limit)"
            )
        size += sum(len(cell) for row in batch for cell in row if isinstance(cell, (str, bytes)))
        if size > _LARGEST_TABLE:
            raise PolcorpError(
                f"the SQL gives more than {_LARGEST_TABLE // 1_000_000} MB: ask for fewer columns or rows"
            )
        yield batch


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
    if "too big" in message:
        return f"a value of the SQL has more than {_LONGEST_VALUE // 1_000_000} MB"
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
