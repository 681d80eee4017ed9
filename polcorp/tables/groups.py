"""What tables can be grouped by, and how a group is told from a document or a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from polcorp.errors import UnknownValueError
from polcorp.reading.clean_view import comparable
from polcorp.tables.relations import Relation
from polcorp.vocabulary.document_fields import FIELDS

#: What every corpus can be grouped by, and the SQL of each group; ``d`` is the document.
GROUPS = {
    **{name: f"d.{name}" for name in FIELDS},
    "year": "substr(d.date, 1, 4)",
    "document": "d.doc_id",
}

#: The user's own column of that name, as given; null where a document has none.
_OWN_COLUMN = "(SELECT o.value FROM extra o WHERE o.document = d.id AND o.name = :group_column)"
_SPEAKING = "LEFT JOIN document_party p ON p.document = d.id"


@dataclass(frozen=True)
class Group:
    """A grouping of documents and of the rows in them.

    With *joint*, documents and rows of several parties that speak together are in the group of
    each; otherwise every row is in one group.
    """

    name: str
    sql: str
    values: Mapping[str, str] = field(default_factory=dict)
    joint: bool = False

    def of_document(self) -> tuple[str, str]:
        """Return SQL for the group of document ``d`` and the join that it needs."""
        if self.name == "party" and self.joint:
            return "coalesce(p.party, d.party)", _SPEAKING
        return self.sql, ""

    def of_row(self, relation: Relation) -> tuple[str, str]:
        """Return SQL for the group of a row ``x`` of *relation* and the join that it needs.

        A joint text speaks for all its parties unless a row names another.
        """
        if self.name != "party":
            return self.sql, ""
        if not self.joint:
            return relation.party, ""
        return (
            f"coalesce(p.party, {relation.party})",
            f"{_SPEAKING} AND {relation.party} IS d.party",
        )


def find_group(connection: sqlite3.Connection, name: str, *, joint: bool = False) -> Group:
    """Return the grouping of that *name*: one of :data:`GROUPS`, or a column of the user's.

    Raises:
        UnknownValueError: there is no such column.
    """
    name = find_column(connection, name, "group")
    if name in GROUPS:
        return Group(name, GROUPS[name], {}, joint)
    return Group(name, _OWN_COLUMN, {"group_column": name})


def find_column(connection: sqlite3.Connection, name: str, what: str = "column") -> str:
    """Return the column called *name* in any case and Unicode form: of :data:`GROUPS`, or the user's.

    Raises:
        UnknownValueError: there is no such column; *what* says what it was to be.
    """
    if name in GROUPS:
        return name
    known = [*GROUPS, *own_columns(connection)]
    if name in known:
        return name
    wanted = comparable(name)
    for column in known:
        if comparable(column) == wanted:
            return column
    raise UnknownValueError(what, name, known, listed=True)


def own_columns(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the columns of metadata that the user has added."""
    rows = connection.execute("SELECT DISTINCT name FROM extra ORDER BY name")
    return [name for (name,) in rows]
