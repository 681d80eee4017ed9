"""What relations are made of: columns, keys made of places, parts of the text, joins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from polcorp.tables.measures import IS_COUNTED
from polcorp.vocabulary.columns import Kind, entry

#: What joins several values in one cell.
SEPARATOR = ";"

#: SQL: document ``d`` counts; copies of another document's text are kept, but in no count or table.
NO_COPY = IS_COUNTED["documents"]

#: Code points in a stored part of a text, as the schema has it.
PART = 512


#: The type in SQL of each kind of column.
SQL_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "flag": "INTEGER",
}


@dataclass(frozen=True)
class Column:
    """A column's name, type and the SQL that makes it.

    *stored* is the table of the store that gets the column where it lacks it; the scripts of the
    schema make all others.
    """

    name: str
    kind: Kind
    sql: str
    stored: str = ""


@dataclass(frozen=True)
class Relation:
    """A table for the user: where its rows come from, its columns, and its order.

    *text* is the SQL text that ``contains`` searches; *start* and *end* are the row's span.
    *party* is the SQL of the row's own party. Only rows for which *counted* holds belong to the
    table and to every count; the others are in the view *rest*. Rows *of_documents* are left out
    of both where the document is a copy.
    """

    name: str
    source: str
    columns: tuple[Column, ...]
    text: str
    order: str = 'd.doc_order, d.doc_id, x.start, x."end" DESC, x.n'
    start: str = "x.start"
    end: str = 'x."end"'
    party: str = "d.party"
    counted: str = ""
    rest: str = ""
    of_documents: bool = True

    def select(self, where: str = "", names: Collection[str] = (), *, ordered: bool = True) -> str:
        """Return the query for the rows that *where* holds for, counted or not.

        With *names* only those columns are asked for, in the order in which the table has them.
        """
        condition = f"\nWHERE {where}" if where else ""
        order = f"\nORDER BY {self.order}" if ordered else ""
        return f"{self._rows(names)}{condition}{order}"

    def count(self, where: str = "") -> str:
        """Return the query for the number of rows that *where* holds for."""
        condition = f" WHERE {where}" if where else ""
        return f"SELECT count(*) FROM {self.source}{condition}"

    def views(self) -> tuple[str, ...]:
        """Return the statements that create the view, and that of the rest where there is one."""
        views = {self.name: self.counted}
        if self.rest:
            views[self.rest] = f"NOT ({self.counted})"
        return tuple(self._view(name, condition) for name, condition in views.items())

    def _view(self, name: str, condition: str) -> str:
        conditions = (NO_COPY if self.of_documents else "", condition)
        holds = " AND ".join(part for part in conditions if part)
        where = f"\nWHERE {holds}" if holds else ""
        return f'CREATE VIEW "{name}" AS\n{self._rows()}{where}'

    def _rows(self, names: Collection[str] = ()) -> str:
        columns = ",\n  ".join(
            f'{column.sql} AS "{column.name}"'
            for column in self.columns
            if not names or column.name in names
        )
        return f"SELECT\n  {columns}\nFROM {self.source}"


def column(name: str, sql: str = "", *, table: str = "", stored: str = "") -> Column:
    """Return the column of that name, whose kind the catalogue has.

    *table* is the table in which the column differs from others of the name.
    """
    return Column(name, entry(name, table).kind, sql or f'x."{name}"', stored)


def optional(name: str, sql: str = "", *, stored: str = "") -> Column:
    """Return a column of text whose empty values are missing."""
    return column(name, f"nullif({sql or f'x.{name}'}, '')", stored=stored)


def row_id(letter: str, start: str = "x.start", end: str = 'x."end"') -> str:
    """Return SQL for a row's key: the document, the letter of its table, its place."""
    return f"d.doc_id || ':{letter}' || {start} || '-' || {end}"


def text_slice(start: str, end: str) -> str:
    """Return SQL for the part of the document's text between two offsets, null if they are.

    It reads only the stored parts that the span touches, so that the last row of a long text
    costs no more than the first.
    """
    first, last = f"({start}) / {PART}", f"(({end}) - 1) / {PART}"
    left = f"max(({start}) - {PART} * t.n, 0)"
    return (
        f"(SELECT group_concat(piece, '') FROM (SELECT substr(t.text, {left} + 1,"
        f" ({end}) - {PART} * t.n - {left}) AS piece FROM text_part t"
        f" WHERE t.document = d.id AND t.n BETWEEN {first} AND {last} ORDER BY t.n))"
    )


def joined(value: str, rows: str) -> str:
    """Return SQL that joins the *value* of ordered *rows* in one cell; null without rows."""
    return f"(SELECT group_concat({value}, '{SEPARATOR}') FROM ({rows}))"


def of_documents(table: str, *joins: str) -> str:
    """Return the source of the rows ``x`` of *table* with their documents ``d``."""
    return " ".join((f"{table} x JOIN document d ON d.id = x.document", *joins))
