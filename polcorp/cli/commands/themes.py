"""``polcorp themes``: themes, their shares, and words without a theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from polcorp.cli.notes import tell_of_groups
from polcorp.cli.options import Filters, Grouping, Long, Output, People, Place
from polcorp.cli.output import emit, first_rows, without_names
from polcorp.cli.parameters import Rare, with_groups
from polcorp.cli.words import hidden_words
from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message


@dataclass(frozen=True)
class Shares:
    """What else is asked of the themes."""

    matrix: Annotated[
        bool, typer.Option("--matrix", help="With --by: a column per group, shares of words.")
    ] = False
    intervals: Annotated[
        bool, typer.Option("--intervals", help="With --by: shares with 95 % intervals.")
    ] = False
    unlisted: Annotated[
        bool,
        typer.Option("--unlisted", help="Lemmas typical of text that got no theme.", hidden=True),
    ] = False
    keep_stop_words: Annotated[
        bool,
        typer.Option("--keep-stop-words", help="With --unlisted: function words too.", hidden=True),
    ] = False


@with_groups
def themes(
    shares: Shares,
    filters: Annotated[Filters, Rare("doc", "doc_type", "actor", "contains")],
    output: Output,
    people: People,
    place: Place,
    grouping: Grouping,
    long: Long = False,
) -> None:
    """List the themes and how much room they get.

    Example: polcorp themes --by party --export csv
    """
    grouping.check()
    by, top = grouping.by, grouping.top
    persons = people.of(place.open())
    corpus = persons.corpus
    if shares.unlisted and not persons.keep:
        raise PolcorpError(message("unlisted_persons"))
    if shares.matrix or shares.intervals or shares.unlisted:
        from polcorp.analysis import theme_tables
        from polcorp.privacy.pseudonymised_copy import nameless

        group = by or "party"
        if shares.unlisted:
            hidden = hidden_words(corpus, keep=shares.keep_stop_words)
            name = "unlisted"
            table = theme_tables.unlisted(corpus, without=hidden, where=filters.where())
        else:
            name = "theme matrix" if shares.matrix else "theme shares"
            make = theme_tables.theme_matrix if shares.matrix else theme_tables.theme_shares
            with nameless(corpus, persons) as shown:
                table = make(shown, by=group, where=filters.where())
        if not output.quiet:
            tell_of_groups(table)
        emit(name, lambda limit: first_rows(table, limit), output)
        return
    emit(
        "themes by" if by else ("codes" if long else "themes"),
        without_names(
            persons,
            lambda limit: corpus.themes(long=long, by=by, top=top, limit=limit, **filters.where()),
        ),
        output,
    )
