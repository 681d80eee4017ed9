"""``polcorp serve``: the corpus in a browser, on this machine alone."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from polcorp.cli.options import Output, Place
from polcorp.cli.output import say
from polcorp.cli.parameters import with_groups
from polcorp.errors import PolcorpError
from polcorp.reports.serve.server import PORT
from polcorp.vocabulary.messages import message


@with_groups
def serve(
    place: Place,
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes a free one."),
    ] = PORT,
    open_: Annotated[bool, typer.Option("--open", help="Open a browser there.")] = False,
    lang: Annotated[
        str | None, typer.Option(metavar="en|sv", help="Language of the pages.")
    ] = None,
) -> None:
    """Show the corpus in a browser: tables, search and texts.

    Only this machine can reach it, and it changes nothing. Ctrl-C ends it.

    Needs the extra «serve»: pip install starlette uvicorn.

    Example: polcorp serve --open
    """
    from polcorp.reports.serve.server import listening
    from polcorp.reports.serve.server import serve as run

    language = Output(lang=lang).language()
    corpus = place.open()
    corpus.totals()  # a corpus that is not there is told before a server is

    def started(address: str) -> None:
        say(message("serve_at", address=address))
        if open_:
            webbrowser.open(address)

    try:
        run(corpus, language, listening(port), started, say)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise PolcorpError(message("serve_needs")) from error
    say(message("serve_ended"))
