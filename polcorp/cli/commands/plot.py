"""``polcorp plot``: a figure for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Output, People, Place, Quiet
from polcorp.cli.output import say
from polcorp.cli.parameters import with_groups


@with_groups
def plot(
    filters: Filters,
    people: People,
    place: Place,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="themes (by party), keyness (words typical of each party), time (themes by year),"
            " map (demands by municipality) or network (which party names whom).",
            autocompletion=completion.figure_kind,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The figure: .svg, .pdf or .png."),
    ],
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Title of the figure; '' for none.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="en|sv", help="Language of the figure.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Draw themes, words, time, map or network for a paper.

    Example: polcorp plot map -o map.svg --theme skola
    """
    from polcorp.privacy.pseudonymised_copy import nameless
    from polcorp.reports.exports import write_file
    from polcorp.reports.figures import ending_of, figure

    language = Output(lang=lang).language()
    corpus = place.open()
    with nameless(corpus, people.of(corpus)) as shown:
        data = figure(shown, kind, ending_of(output), language, title, filters.where())
    write_file(output, data)
    if not quiet:
        say(f"{output.as_posix()}: {len(data) / 1e3:.0f} kB")
