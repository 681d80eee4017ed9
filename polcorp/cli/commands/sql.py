"""``polcorp sql``: a query over the tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli.options import Output, Place
from polcorp.cli.output import emit
from polcorp.cli.parameters import with_groups
from polcorp.reading.json_lines import read_utf8
from polcorp.reading.standard_input import DASH

if TYPE_CHECKING:
    import pandas as pd


@with_groups
def sql(
    output: Output,
    place: Place,
    query: Annotated[
        str, typer.Argument(help="One SELECT statement; - reads it from standard input.")
    ],
    max_seconds: Annotated[
        float,
        typer.Option(min=0, metavar="S", help="Stop a query that takes longer; 0 for no limit."),
    ] = 300.0,
    max_rows: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Refuse a query with more rows; 0 for no limit."),
    ] = 1_000_000,
) -> None:
    """Run a read-only SQL query over the tables.

    The tables: documents, sections, lead_ins, demands, mentions, actors, codes, themes, metadata,
    copies, runs, failures.

    Example: polcorp sql "SELECT party, count(*) AS n FROM demands GROUP BY party"
    """
    corpus = place.open()
    statement = read_utf8(Path(DASH)) if query == DASH else query

    def ask(limit: int | None) -> pd.DataFrame:
        frame = corpus.sql(statement, max_seconds=max_seconds, max_rows=max_rows)
        shown = frame if limit is None else frame.head(limit)
        shown.attrs["total"] = len(frame)
        return shown

    emit("sql", ask, output)
