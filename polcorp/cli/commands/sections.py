"""``polcorp sections``: headings with the text under them."""

from __future__ import annotations

from typing import Annotated

import typer

from polcorp.cli.options import Filters, Grouping, Output, People, Place
from polcorp.cli.output import emit, without_names
from polcorp.cli.parameters import Rare, with_groups
from polcorp.vocabulary.values import SECTION_KINDS, one_of


@with_groups
def sections(
    filters: Annotated[Filters, Rare("actor", "theme")],
    output: Output,
    people: People,
    place: Place,
    grouping: Grouping,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help=f"{one_of(SECTION_KINDS)}.")
    ] = None,
) -> None:
    """List the sections: every heading with the text under it.

    Example: polcorp sections --doc 001 --kind body
    """
    grouping.check()
    by, top = grouping.by, grouping.top
    persons = people.of(place.open())
    emit(
        "sections by" if by else "sections",
        without_names(
            persons,
            lambda limit: persons.corpus.sections(
                kind=kind, by=by, top=top, limit=limit, **filters.where()
            ),
        ),
        output,
    )
