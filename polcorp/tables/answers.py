"""From a question with its filters to a data frame: rows, summaries, and what to say of them."""

from __future__ import annotations

import sqlite3
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from polcorp.tables import summaries
from polcorp.tables.filters import ALWAYS, Condition, Filters
from polcorp.tables.frames import frame, frame_of
from polcorp.tables.groups import Group, find_group
from polcorp.tables.notes import joint_texts, rows_counted_twice
from polcorp.tables.relations import CODES, DOCUMENTS, MENTIONS, Relation
from polcorp.tables.summaries import Ask, Summary

if TYPE_CHECKING:
    import pandas as pd

#: Documents as grouped: there the document is ``d`` and nothing else.
AS_DOCUMENT = Relation(
    name="documents",
    source="document d",
    columns=(),
    text=DOCUMENTS.text,
    start="0",
    end="d.n_chars",
)

#: The summary of each long table that has one of its own.
_SUMMARIES = {MENTIONS.name: summaries.actors, CODES.name: summaries.themes}


def counted(relation: Relation, *, every_row: bool) -> Condition:
    """Return the condition on the rows that belong to the table, or none for *every_row*."""
    return ALWAYS if every_row else Condition(relation.counted)


def grouped(
    connection: sqlite3.Connection,
    relation: Relation,
    filters: Filters,
    chosen: Condition,
    by: str | None,
    limit: int | None,
    top: int | None,
) -> pd.DataFrame:
    """Return the summary of actors or themes, for all or by group."""
    group = find_group(connection, by, joint=filters.joint) if by else None
    ask = Ask(
        documents=filters.for_documents(),
        every=filters.every(relation),
        rows=filters.of(relation) & chosen,
        group=group,
        only=filters.groups_shown(by or ""),
    )
    table = summarised(connection, _SUMMARIES[relation.name](ask), limit, top)
    return noted(connection, table, filters, group)


def selected(
    connection: sqlite3.Connection, relation: Relation, condition: Condition, limit: int | None
) -> pd.DataFrame:
    """Return the rows of a long table for which *condition* holds, the first *limit* of them."""
    query = relation.select(condition.sql)
    table = frame(connection, query, condition.values, relation.columns, limit)
    total = len(table)
    if limit is not None and total >= limit:
        counting = relation.count(condition.sql)
        (total,) = connection.execute(counting, condition.values).fetchone()
    table.attrs["total"] = total
    return table


def summarised(
    connection: sqlite3.Connection, summary: Summary, limit: int | None, top: int | None
) -> pd.DataFrame:
    """Return the rows of a summary, the first *top* of each group, the first *limit* of all."""
    rows = connection.execute(summary.sql, dict(summary.values)).fetchall()
    if top is not None:
        rows = [row for _, group in groupby(rows, itemgetter(0)) for row in islice(group, top)]
    table = frame_of(rows if limit is None else rows[:limit], summary.columns)
    table.attrs["total"] = len(rows)
    return table


def noted(
    connection: sqlite3.Connection, table: pd.DataFrame, filters: Filters, group: Group | None
) -> pd.DataFrame:
    """Add what a reader of the table must know: how joint texts are counted."""
    by_party = group is not None and group.name == "party"
    notes: list[str] = []
    if by_party and filters.joint:
        notes = rows_counted_twice(connection, table, filters)
    elif by_party or filters.party:
        notes = joint_texts(connection, filters)
    table.attrs["notes"] = notes
    return table


def with_own_columns(connection: sqlite3.Connection, table: pd.DataFrame) -> pd.DataFrame:
    """Add a column for each further name of the metadata table, as the user wrote it."""
    query = (
        "SELECT d.doc_id, m.name, m.value FROM extra m JOIN document d ON d.id = m.document"
        " ORDER BY m.name, d.doc_id"
    )
    by_name: dict[str, dict[str, Any]] = {}
    for doc_id, name, value in connection.execute(query):
        by_name.setdefault(name, {})[doc_id] = value
    for name, values in by_name.items():
        column = name if name not in table else f"given_{name}"
        table[column] = table["doc_id"].map(values).astype("string")
    return table
