"""Some columns of the long tables: what a statistic needs, without the texts that a reader needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from polcorp.store.connection import reading
from polcorp.tables.answers import counted
from polcorp.tables.filters import ALWAYS, Condition, Filters
from polcorp.tables.frames import frame
from polcorp.tables.relations import Relation

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where


def columns_of(
    corpus: Corpus,
    relation: Relation,
    names: Sequence[str],
    where: Where | None = None,
    *,
    rows: Condition = ALWAYS,
    ordered: bool = False,
) -> pd.DataFrame:
    """Return the columns *names* of the counted rows of a long table.

    They are those of the table that :class:`polcorp.corpus.Corpus` returns for the same filters *where*,
    in its order only if *ordered*. *rows* is a further condition on them.

    Raises:
        UnknownValueError: the corpus does not know the value of a filter.
    """
    with reading(corpus.path) as connection:
        filters = Filters.resolve(connection, where or {})
        condition = filters.of(relation) & counted(relation, every_row=False) & rows
        query = relation.select(condition.sql, names, ordered=ordered)
        columns = [column for column in relation.columns if column.name in names]
        return frame(connection, query, condition.values, columns)[list(names)]


def sums_of(
    corpus: Corpus,
    relation: Relation,
    keys: Sequence[str],
    sums: Sequence[str],
    where: Where | None = None,
    *,
    distinct: str = "",
    rows: Condition = ALWAYS,
) -> list[tuple[Any, ...]]:
    """Return *sums* over the counted rows of each document, one row for all with the same *keys*.

    Both are SQL on the rows of a long table, which the database adds up in place of pandas. A row begins
    with the document's ``doc_id``; rows come in no order. With *distinct*, columns with names, the sums
    are of these columns, and rows that have the same values in them count once. *rows* is a further
    condition.

    Raises:
        UnknownValueError: the corpus does not know the value of a filter.
    """
    with reading(corpus.path) as connection:
        filters = Filters.resolve(connection, where or {})
        condition = filters.of(relation) & counted(relation, every_row=False) & rows
        source = f"{relation.source} WHERE {condition.sql or 1}"
        names = ("d.id AS d", "d.doc_id AS doc", *(f"{key} AS k{n}" for n, key in enumerate(keys)))
        if distinct:
            source = f"(SELECT DISTINCT {', '.join((*names, distinct))} FROM {source})"
            names = ("d", "doc", *(f"k{n}" for n in range(len(keys))))
        grouped = ", ".join(map(str, (1, *range(3, 3 + len(keys)))))
        found = connection.execute(
            f"SELECT {', '.join((*names, *sums))} FROM {source} GROUP BY {grouped}",
            condition.values,
        )
        return [row[1:] for row in found]
