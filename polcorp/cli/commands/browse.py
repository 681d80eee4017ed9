"""``polcorp browse``: documents in the terminal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from polcorp.cli.options import Filters, Output, People, Place
from polcorp.cli.parameters import with_groups
from polcorp.cli.setting_right import Corrections
from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message


@with_groups
def browse(
    filters: Filters,
    people: People,
    place: Place,
    lang: Annotated[
        str | None, typer.Option(metavar="en|sv", help="Language of the labels.")
    ] = None,
) -> None:
    """Read, search and correct documents in the terminal.

    Needs the extra «browse»: pip install textual.

    Example: polcorp browse --theme bostad
    """
    from polcorp.analysis.views import document_view, records

    try:
        from polcorp.reports.browser import Browser
    except ModuleNotFoundError as error:
        if error.name != "textual":
            raise
        raise PolcorpError(message("browse_needs")) from error
    persons = people.of(place.open())
    corpus = persons.corpus
    documents = records(persons.table(corpus.documents(**filters.where())))
    if not documents:
        raise PolcorpError(message("no_documents_to_browse"))
    language = Output(lang=lang).language()
    if not _at_a_terminal():  # it would wait for keys for ever
        raise PolcorpError(message("browse_terminal"))
    corrections = Corrections.of(corpus) if persons.keep else None
    Browser(
        documents, lambda doc: persons.view(document_view(corpus, doc)), language, corrections
    ).run()


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
