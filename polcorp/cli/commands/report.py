"""``polcorp report``: one page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from polcorp.cli.options import Filters, Output, People, Place, Quiet
from polcorp.cli.output import STANDARD, say, write_standard
from polcorp.cli.parameters import with_groups


@with_groups
def report(
    filters: Filters,
    people: People,
    place: Place,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The page; - is standard output.")
    ] = Path("report.html"),
    title: Annotated[str, typer.Option(metavar="TEXT", help="Title of the page.")] = "",
    lang: Annotated[str | None, typer.Option(metavar="en|sv", help="Language of the page.")] = None,
    quiet: Quiet = False,
) -> None:
    """Write one page of HTML: tables, plots and sentences.

    Example: polcorp report -o report.html --lang sv
    """
    from polcorp.privacy.pseudonymised_copy import nameless
    from polcorp.reports.exports import write_file
    from polcorp.reports.html.page import report as make_page

    language = Output(lang=lang).language()
    corpus = place.open()
    with nameless(corpus, people.of(corpus)) as shown:
        page = make_page(shown, language, title=title, **filters.where())
    if str(output) == STANDARD:
        write_standard(page)
        return
    write_file(output, page)
    if not quiet:
        say(f"{output.as_posix()}: {len(page) / 1e6:.1f} MB")
