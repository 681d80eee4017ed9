"""``polcorp kwic``: a concordance."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from polcorp.cli.options import Filters, Output, People, Place
from polcorp.cli.output import emit, without_names
from polcorp.cli.parameters import with_groups


@with_groups
def kwic(
    filters: Filters,
    output: Output,
    people: People,
    place: Place,
    pattern: Annotated[
        str,
        typer.Argument(
            metavar="PATTERN", help="Words; prefix*, *suffix, lemma:vilja, pos:NOUN, * any."
        ),
    ],
    context: Annotated[int, typer.Option(min=0, max=100, help="Words on each side.")] = 8,
) -> None:
    """Show every place of a word, phrase, beginning, lemma or part of speech with the words around it.

    Example: polcorp kwic "lemma:vilja pos:VERB" --party C --sort right
    """
    from polcorp.analysis.concordance import SORTS
    from polcorp.analysis.concordance import kwic as find
    from polcorp.reports.kwic import print_kwic

    corpus = place.open()
    sort = "document"
    if output.sort is None or output.sort in SORTS:
        sort, output = output.sort or sort, replace(output, sort=None)
    emit(
        "kwic",
        without_names(
            people.of(corpus),
            lambda limit: find(
                corpus, pattern, context=context, sort=sort, limit=limit, **filters.where()
            ),
        ),
        output,
        printer=None if output.columns else print_kwic,
    )
