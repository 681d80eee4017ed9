"""``polcorp documents``: the documents, or how many each group has."""

from __future__ import annotations

from typing import Annotated

import typer

from polcorp.cli.options import Filters, Grouping, Output, People, Place
from polcorp.cli.output import emit, first_rows, without_names
from polcorp.cli.parameters import Rare, with_groups
from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message


@with_groups
def documents(
    filters: Annotated[Filters, Rare("doc", "contains")],
    output: Output,
    people: People,
    place: Place,
    grouping: Grouping,
    template: Annotated[
        bool,
        typer.Option(
            "--template",
            help="A table of metadata to fill in, the most doubtful documents first.",
        ),
    ] = False,
) -> None:
    """List the documents: party, municipality, date, type, size.

    Example: polcorp documents --party C --since 2018
    """
    grouping.check()
    by, top = grouping.by, grouping.top
    corpus = place.open()
    if template:
        if by or people.persons != "keep":
            raise PolcorpError(message("template_alone"))
        from polcorp.analysis.template import documents_template

        table = documents_template(corpus, **filters.where())
        emit("template", lambda limit: first_rows(table, limit), output)
        return
    persons = people.of(corpus)
    emit(
        "documents by" if by else "documents",
        without_names(
            persons,
            lambda limit: persons.corpus.documents(by=by, top=top, limit=limit, **filters.where()),
        ),
        output,
    )
