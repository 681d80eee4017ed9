"""Commands that print a table: documents, sections, demands, actors, themes."""

from __future__ import annotations

from typing import Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import By, Filters, Output, Place
from polcorp.cli.output import emit, first_rows
from polcorp.cli.parameters import with_groups

Long = Annotated[bool, typer.Option("--long", "-l", help="Every row with its source.")]


@with_groups
def documents(filters: Filters, output: Output, place: Place, by: By = None) -> None:
    """List the documents: party, municipality, date, type, size.

    Example: polcorp documents --party C --since 2018
    """
    corpus = place.open()
    emit(
        "documents by" if by else "documents",
        lambda limit: corpus.documents(by=by, limit=limit, **filters.where()),
        output,
    )


@with_groups
def sections(
    filters: Filters,
    output: Output,
    place: Place,
    by: By = None,
    kind: Annotated[str | None, typer.Option(help="body or boilerplate.")] = None,
) -> None:
    """List the sections: every heading with the text under it.

    Example: polcorp sections --doc 001 --kind body
    """
    corpus = place.open()
    emit(
        "rows by" if by else "sections",
        lambda limit: corpus.sections(kind=kind, by=by, limit=limit, **filters.where()),
        output,
    )


@with_groups
def demands(
    filters: Filters,
    output: Output,
    place: Place,
    by: By = None,
    form: Annotated[
        str | None,
        typer.Option(help="bullet, numbered, prose or heading.", autocompletion=completion.form),
    ] = None,
    any_holder: Annotated[
        bool,
        typer.Option("--any-holder", help="Also what the text says that others demand."),
    ] = False,
) -> None:
    """List what the parties demand.

    Example: polcorp demands --party S --form bullet --export csv
    """
    corpus = place.open()
    emit(
        "rows by" if by else "demands",
        lambda limit: corpus.demands(
            form=form, any_holder=any_holder, by=by, limit=limit, **filters.where()
        ),
        output,
    )


@with_groups
def actors(
    filters: Filters,
    output: Output,
    place: Place,
    by: By = None,
    long: Long = False,
    actor_type: Annotated[
        str | None,
        typer.Option(
            help="PARTY, PERSON, GPE, LOC, AUTHORITY, ORG, COMPANY, MEDIA, PROGRAMME or LAW.",
            autocompletion=completion.actor_type,
        ),
    ] = None,
) -> None:
    """List the named actors, models and schemes; --long for every mention.

    Example: polcorp actors --party C --actor-type PROGRAMME
    """
    corpus = place.open()
    emit(
        "actors by" if by else ("mentions" if long else "actors"),
        lambda limit: corpus.actors(
            long=long, actor_type=actor_type, by=by, limit=limit, **filters.where()
        ),
        output,
    )


@with_groups
def themes(
    filters: Filters,
    output: Output,
    place: Place,
    by: By = None,
    long: Long = False,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="With --by: a column a group, shares of words.")
    ] = False,
    intervals: Annotated[
        bool, typer.Option("--intervals", help="With --by: shares with 95 % intervals.")
    ] = False,
    unlisted: Annotated[
        bool, typer.Option("--unlisted", help="Lemmas typical of text that got no theme.")
    ] = False,
) -> None:
    """List the themes and how much room they get; --long for every coded unit.

    Example: polcorp themes --by party --export csv
    """
    corpus = place.open()
    if matrix or intervals or unlisted:
        from polcorp.analysis import theme_tables

        group = by or "party"
        if unlisted:
            name, table = "unlisted", theme_tables.unlisted(corpus, where=filters.where())
        elif matrix:
            name = "theme matrix"
            table = theme_tables.theme_matrix(corpus, by=group, where=filters.where())
        else:
            name = "theme shares"
            table = theme_tables.theme_shares(corpus, by=group, where=filters.where())
        emit(name, lambda limit: first_rows(table, limit), output)
        return
    emit(
        "themes by" if by else ("codes" if long else "themes"),
        lambda limit: corpus.themes(long=long, by=by, limit=limit, **filters.where()),
        output,
    )
