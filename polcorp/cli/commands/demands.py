"""``polcorp demands``: what the parties ask for."""

from __future__ import annotations

from typing import Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Grouping, Output, People, Place
from polcorp.cli.output import emit, without_names
from polcorp.cli.parameters import Rare, with_groups
from polcorp.vocabulary.values import DEMAND_FORMS, one_of


@with_groups
def demands(
    filters: Annotated[Filters, Rare("doc")],
    output: Output,
    people: People,
    place: Place,
    grouping: Grouping,
    form: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORM",
            help=f"{one_of(DEMAND_FORMS)}.",
            autocompletion=completion.form,
        ),
    ] = None,
    any_holder: Annotated[
        bool,
        typer.Option("--any-holder", help="Include demands attributed to others.", hidden=True),
    ] = False,
) -> None:
    """List what the parties demand.

    Example: polcorp demands --party S --form bullet --export csv
    """
    grouping.check()
    by, top = grouping.by, grouping.top
    persons = people.of(place.open())
    emit(
        "demands by" if by else "demands",
        without_names(
            persons,
            lambda limit: persons.corpus.demands(
                form=form, any_holder=any_holder, by=by, top=top, limit=limit, **filters.where()
            ),
        ),
        output,
    )
