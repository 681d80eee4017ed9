"""``polcorp sql``: a query over the tables."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli.options import Output, Place
from polcorp.cli.output import STANDARD, emit
from polcorp.cli.parameters import with_groups

if TYPE_CHECKING:
    import pandas as pd


@with_groups
def sql(
    output: Output,
    place: Place,
    query: Annotated[
        str, typer.Argument(help="One SELECT statement; - reads it from standard input.")
    ],
) -> None:
    """Run a read-only SQL query over the tables.

    The tables: documents, sections, lead_ins, demands, mentions, actors, codes, themes, metadata,
    copies, runs, failures.

    Example: polcorp sql "SELECT party, count(*) AS n FROM demands GROUP BY party"
    """
    corpus = place.open()
    statement = sys.stdin.read() if query == STANDARD else query

    def ask(limit: int | None) -> pd.DataFrame:
        frame = corpus.sql(statement)
        shown = frame if limit is None else frame.head(limit)
        shown.attrs["total"] = len(frame)
        return shown

    emit("sql", ask, output)
