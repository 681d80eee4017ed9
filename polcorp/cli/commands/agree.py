"""``polcorp agree``: who asks for the same, and who for the opposite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Output, People, Place
from polcorp.cli.output import emit, first_rows
from polcorp.cli.parameters import Rare, with_groups
from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import listing, message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where


@dataclass(frozen=True)
class Asked:
    """Whose demands are set side by side, and how they are shown."""

    by: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help="party, municipality or another column.",
            autocompletion=completion.group,
        ),
    ] = "party"
    who: Annotated[
        bool,
        typer.Option(
            "--who",
            help="Show on how many matters every two groups agree.",
        ),
    ] = False
    long: Annotated[
        bool,
        typer.Option(
            "--long",
            help="Show every demand with its side and evidence.",
        ),
    ] = False
    least: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=1.0,
            metavar="CHANCE",
            help="How likely two demands must be about one matter, 0.1 to 1. Default: 0.6.",
        ),
    ] = None


@with_groups
def agree(
    asked: Asked,
    filters: Annotated[Filters, Rare("doc", "doc_type", "actor", "contains")],
    output: Output,
    people: People,
    place: Place,
) -> None:
    """Show what several parties ask for, and who is against it.

    Example: polcorp agree --party C --party S --theme trygghet
    """
    if asked.who and asked.long:
        raise PolcorpError(message("two_questions", options=listing(("--who", "--long"), "and")))
    from polcorp.privacy.pseudonymised_copy import nameless

    corpus = place.open()
    with nameless(corpus, people.of(corpus)) as shown:
        name, table = _answer(shown, asked, filters.where())
    emit(name, lambda limit: first_rows(table, limit), output)


def _answer(corpus: Corpus, asked: Asked, where: Where) -> tuple[str, pd.DataFrame]:
    from polcorp.analysis.agreement import LEAST, agreement, who_agrees

    least = LEAST if asked.least is None else asked.least
    if asked.who:
        return "agree who", who_agrees(corpus, by=asked.by, least=least, where=where)
    table = agreement(corpus, by=asked.by, least=least, members=asked.long, where=where)
    return "agree members" if asked.long else "agree", table
