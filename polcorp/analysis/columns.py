"""Some columns of the long tables: what a statistic needs, without the texts that a reader needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
