"""``polcorp show``: one document, marked."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Output, People, Place
from polcorp.cli.parameters import with_groups


@dataclass(frozen=True)
class Look:
    """How a document is shown."""

    long: Annotated[
        bool, typer.Option("--long", "-l", help="Notes on every section, demand, actor and theme.")
    ] = False
    lang: Annotated[str | None, typer.Option(metavar="en|sv", help="Language of the labels.")] = (
        None
    )


@with_groups
def show(
    look: Look,
    people: People,
    place: Place,
    doc: Annotated[
        str,
        typer.Argument(
            metavar="DOC",
            help="Document id or unique prefix.",
            autocompletion=completion.doc,
        ),
    ],
) -> None:
    """Show a document with everything found in it marked.

    Example: polcorp show 003 --long
    """
    from polcorp.analysis.views import document_view
    from polcorp.reports.document import print_document

    language = Output(lang=look.lang).language()
    persons = people.of(place.open())
    view = persons.view(document_view(persons.corpus, doc))
    print_document(view, sys.stdout, language, long=look.long)
    sys.stdout.flush()
