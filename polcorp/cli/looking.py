"""Commands for reading: a document, a concordance."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Output, People, Place
from polcorp.cli.output import emit, without_names
from polcorp.cli.parameters import with_groups
from polcorp.errors import PolcorpError


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
            help="A document, or the unambiguous beginning of its name.",
            autocompletion=completion.doc,
        ),
    ],
) -> None:
    """Show a document with headings, lists, demands, actors and themes marked.

    Example: polcorp show 003 --long
    """
    from polcorp.analysis.views import document_view
    from polcorp.reports.document import print_document

    language = Output(lang=look.lang).language()
    persons = people.of(place.open())
    view = persons.view(document_view(persons.corpus, doc))
    print_document(view, sys.stdout, language, long=look.long)
    sys.stdout.flush()


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

    persons = people.of(place.open())
    sort = "document"
    if output.sort is None or output.sort in SORTS:
        sort, output = output.sort or sort, replace(output, sort=None)
    emit(
        "kwic",
        without_names(
            persons,
            lambda limit: find(
                persons.corpus, pattern, context=context, sort=sort, limit=limit, **filters.where()
            ),
        ),
        output,
        printer=None if output.columns else print_kwic,
    )


@with_groups
def browse(
    filters: Filters,
    people: People,
    place: Place,
    lang: Annotated[
        str | None, typer.Option(metavar="en|sv", help="Language of the labels.")
    ] = None,
) -> None:
    """Read documents in the terminal: a list, the marked text, filters and search.

    Needs the extra «browse»: pip install "polcorp[browse]".

    Example: polcorp browse --theme bostad
    """
    from polcorp.analysis.views import document_view, records

    try:
        from polcorp.reports.browser import Browser
    except ModuleNotFoundError as error:
        if error.name != "textual":
            raise
        raise PolcorpError(
            'browse needs the package textual: pip install "polcorp[browse]"'
        ) from error
    persons = people.of(place.open())
    corpus = persons.corpus
    documents = records(persons.table(corpus.documents(**filters.where())))
    if not documents:
        raise PolcorpError("nothing to browse: no document fits")
    language = Output(lang=lang).language()
    Browser(documents, lambda doc: persons.view(document_view(corpus, doc)), language).run()
