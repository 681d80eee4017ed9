"""``polcorp kwic``: a concordance."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Grouping, Output, People, Place
from polcorp.cli.output import emit, without_names
from polcorp.cli.parameters import Rare, with_groups

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Context:
    """How the pattern is read, and what is shown around its hits."""

    context: Annotated[
        int, typer.Option(min=0, max=100, metavar="N", help="Words on each side.")
    ] = 8
    within: Annotated[
        str,
        typer.Option(
            metavar="sentence|document",
            help="Where the words around a hit end.",
            autocompletion=completion.within,
            hidden=True,
        ),
    ] = "document"
    plain: Annotated[
        bool,
        typer.Option(
            "--plain", help="Letters without their marks too: Malmo finds Malmö.", hidden=True
        ),
    ] = False


@with_groups
def kwic(
    filters: Annotated[Filters, Rare("doc", "doc_type", "actor", "contains")],
    output: Output,
    people: People,
    place: Place,
    grouping: Grouping,
    look: Context,
    pattern: Annotated[
        str,
        typer.Argument(
            metavar="PATTERN",
            help="Words; bostad*, lemma:vilja, pos:NOUN, lag/NOUN, /regex/.",
        ),
    ],
) -> None:
    """Show every place of a word or phrase in context, or count them with --by.

    Example: polcorp kwic "lemma:vilja pos:VERB" --party C --sort right
    """
    from polcorp.search.concordance import SORTS

    grouping.check()
    by = grouping.by
    persons = people.of(place.open())
    sort = "document"
    if not by and (output.sort is None or output.sort in SORTS):
        sort, output = output.sort or sort, replace(output, sort=None)
    emit(
        "kwic by" if by else "kwic",
        without_names(
            persons,
            lambda limit: persons.corpus.kwic(
                pattern,
                **asdict(look),
                sort=sort,
                by=by,
                top=grouping.top,
                limit=limit,
                **filters.where(),
            ),
        ),
        output,
        printer=None if by or output.columns else _print_hits,
    )


def _print_hits(frame: pd.DataFrame, stream: TextIO) -> None:
    from polcorp.reports.kwic import print_kwic

    print_kwic(frame, stream)
