"""Commands on the whole corpus: info, sql, export."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli.options import Filters, Output, Place
from polcorp.cli.output import emit, say
from polcorp.cli.parameters import with_groups
from polcorp.cli.settings import load_settings

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus.corpus import Corpus


@with_groups
def info(output: Output, place: Place) -> None:
    """Tell versions, model, lexicons, and the size of the corpus."""
    corpus = place.open()
    emit("info", lambda _limit: _facts(corpus), output)


@with_groups
def sql(
    output: Output,
    place: Place,
    query: Annotated[str, typer.Argument(help="One SELECT statement.")],
) -> None:
    """Run reading SQL over the tables.

    The tables: documents, sections, lead_ins, demands, mentions, actors, codes, themes, metadata,
    runs, failures.

    Example: polcorp sql "SELECT party, count(*) AS n FROM demands GROUP BY party"
    """
    corpus = place.open()

    def ask(limit: int | None) -> pd.DataFrame:
        frame = corpus.sql(query)
        shown = frame if limit is None else frame.head(limit)
        shown.attrs["total"] = len(frame)
        return shown

    emit("sql", ask, output)


@with_groups
def export(
    filters: Filters,
    place: Place,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    kind: Annotated[
        str, typer.Option("--export", metavar="FORMAT", help="The format of every table.")
    ] = "csv",
    dialect: Annotated[str | None, typer.Option(help="excel-sv for Swedish Excel.")] = None,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="Leave cells as they are.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")] = False,
) -> None:
    """Write all tables to a folder, one file a table.

    Example: polcorp export tables --export parquet
    """
    from polcorp.reports.exports import Style, export_bytes, write_file

    if dialect is None and kind == "csv":
        dialect = load_settings().dialect
    style = Style(dialect or "standard", raw_cells)
    suffix = {"latex": "tex"}.get(kind, kind)
    for name, ask in _tables(place.open(), filters).items():
        frame = ask()
        write_file(folder / f"{name}.{suffix}", export_bytes(frame, kind, style))
        if not quiet:
            say(f"{len(frame)} rows in {(folder / f'{name}.{suffix}').as_posix()}")


def _tables(corpus: Corpus, filters: Filters) -> dict[str, Callable[[], pd.DataFrame]]:
    """Return all tables but that of the runs, whose times differ from ingest to ingest.

    Without a party, the demands are those of everybody; with one, those of its documents.
    """
    where = filters.where()
    return {
        "documents": lambda: corpus.documents(**where),
        "sections": lambda: corpus.sections(**where),
        "lead_ins": lambda: corpus.lead_ins(**where),
        "demands": lambda: corpus.demands(any_holder=not filters.party, **where),
        "actors": lambda: corpus.actors(**where),
        "mentions": lambda: corpus.actors(long=True, **where),
        "themes": lambda: corpus.themes(**where),
        "codes": lambda: corpus.themes(long=True, **where),
    }


def _facts(corpus: Corpus) -> pd.DataFrame:
    """Return what is installed and what is in the corpus, one fact a row."""
    import pandas as pd

    from polcorp import __version__
    from polcorp.corpus.ingest import fingerprint_of
    from polcorp.pipeline.language import load_pipeline, pipeline_info

    installed = pipeline_info(load_pipeline())
    facts = {
        "polcorp": __version__,
        "Python": platform.python_version(),
        "spaCy": version("spacy"),
        "corpus": corpus.path.as_posix(),
    }
    facts.update({f"pipeline {name}": value for name, value in installed.items()})
    if corpus.path.exists():
        facts.update({name: str(n) for name, n in corpus.totals().items()})
        last = corpus.runs().tail(1)
        if len(last):
            facts["last ingest"] = str(last["started"].iloc[0])
            same = str(last["pipeline"].iloc[0]) == fingerprint_of(installed)
            facts["up to date"] = "yes" if same else "no: the pipeline is newer; polcorp ingest"
    else:
        facts["documents"] = "0 (no corpus yet; «polcorp ingest» makes one)"
    return pd.DataFrame(facts.items(), columns=["what", "value"], dtype="string")
