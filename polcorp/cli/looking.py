"""Commands for reading: a document, a concordance."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Grouping, Output, People, Place
from polcorp.cli.output import emit, without_names
from polcorp.cli.parameters import with_groups
from polcorp.errors import PolcorpError

if TYPE_CHECKING:
    import pandas as pd


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
    corpus = place.open()
    view = people.of(corpus).view(document_view(corpus, doc))
    print_document(view, sys.stdout, language, long=look.long)
    sys.stdout.flush()


@dataclass(frozen=True)
class Context:
    """How the pattern is read, and what is shown around its hits."""

    context: Annotated[int, typer.Option(min=0, max=100, help="Words on each side.")] = 8
    within: Annotated[
        str,
        typer.Option(
            metavar="sentence|document",
            help="Where the words around a hit end.",
            autocompletion=completion.within,
        ),
    ] = "document"
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Letters without their marks too: Malmo finds Malmö."),
    ] = False


@with_groups
def kwic(
    filters: Filters,
    output: Output,
    people: People,
    place: Place,
    grouping: Grouping,
    look: Context,
    pattern: Annotated[
        str,
        typer.Argument(
            metavar="PATTERN",
            help="Words; bostad*, *modellen, bost?der, b*er, * any word, lemma:vilja, pos:NOUN,"
            " lag/NOUN; or /a regular expression/.",
        ),
    ],
) -> None:
    """Show every place of a word, phrase, lemma or part of speech with the words around it.

    With --by, how many hits each group has, and how many per 1,000 words.

    Example: polcorp kwic "lemma:vilja pos:VERB" --party C --sort right
    """
    from polcorp.search.concordance import SORTS

    grouping.check()
    by = grouping.by
    corpus = place.open()
    sort = "document"
    if not by and (output.sort is None or output.sort in SORTS):
        sort, output = output.sort or sort, replace(output, sort=None)
    emit(
        "kwic by" if by else "kwic",
        without_names(
            people.of(corpus),
            lambda limit: corpus.kwic(
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
    corpus = place.open()
    persons = people.of(corpus)
    documents = records(persons.table(corpus.documents(**filters.where())))
    if not documents:
        raise PolcorpError("nothing to browse: no document fits")
    language = Output(lang=lang).language()
    Browser(documents, lambda doc: persons.view(document_view(corpus, doc)), language).run()
