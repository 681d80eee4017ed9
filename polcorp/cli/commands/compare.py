"""``polcorp compare``: groups of documents side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.notes import tell_of_groups
from polcorp.cli.options import Filters, Output, People, Place
from polcorp.cli.output import emit, first_rows
from polcorp.cli.parameters import Rare, with_groups
from polcorp.cli.words import hidden_words
from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import listing, message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where


@dataclass(frozen=True)
class Question:
    """What is compared with what."""

    by: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help="party, municipality, year or another column.",
            autocompletion=completion.group,
        ),
    ] = "party"
    of: Annotated[
        str,
        typer.Option(
            metavar="TERMS",
            help="words, lemmas, parts, themes or actors.",
        ),
    ] = "lemmas"
    target: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP",
            help="One group; default each in turn.",
        ),
    ] = None
    reference: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP",
            help="Against this group; default all others.",
        ),
    ] = None
    least: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Minimum total frequency of a term.",
            hidden=True,
        ),
    ] = 3
    both: Annotated[
        bool,
        typer.Option("--both", help="Include under-used terms.", hidden=True),
    ] = False
    keep_stop_words: Annotated[
        bool,
        typer.Option("--keep-stop-words", help="Show function words too.", hidden=True),
    ] = False
    similarity: Annotated[
        bool,
        typer.Option(
            "--similarity",
            help="Show how alike every two groups are.",
        ),
    ] = False
    near_copies: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=1.0,
            metavar="SHARE",
            help="Show demands that are at least this alike, 0.1 to 1.",
        ),
    ] = None
    pairs: Annotated[
        bool,
        typer.Option(
            "--pairs",
            help="With --near-copies: show pairs side by side, not clusters.",
            hidden=True,
        ),
    ] = False


@with_groups
def compare(
    question: Question,
    filters: Annotated[Filters, Rare("doc", "doc_type", "actor", "contains")],
    output: Output,
    people: People,
    place: Place,
) -> None:
    """Show what is typical of each group (keyness).

    Example: polcorp compare --by party --target C --of themes
    """
    if question.similarity and question.near_copies is not None:
        raise PolcorpError(
            message("two_questions", options=listing(("--similarity", "--near-copies"), "and"))
        )
    if question.pairs and question.near_copies is None:
        raise PolcorpError(message("pairs_need_copies"))
    from polcorp.privacy.pseudonymised_copy import nameless

    corpus = place.open()
    with nameless(corpus, people.of(corpus)) as shown:
        name, table = _answer(shown, question, filters.where())
    if not output.quiet:
        tell_of_groups(table)
    emit(name, lambda limit: first_rows(table, limit), output)


def _answer(corpus: Corpus, question: Question, where: Where) -> tuple[str, pd.DataFrame]:
    from polcorp.analysis import compare as comparison
    from polcorp.analysis import near_copies as copies
    from polcorp.analysis import similarity as likeness

    if question.near_copies is not None:
        name = "near-copy pairs" if question.pairs else "near copies"
        return name, copies.near_copies(
            corpus, least=question.near_copies, pairs=question.pairs, where=where
        )
    if question.similarity:
        return "similarity", likeness.similarity(
            corpus, by=question.by, of=question.of, where=where
        )
    name = "compare themes" if question.of == "themes" else "compare"
    return name, comparison.compare(
        corpus,
        by=question.by,
        of=question.of,
        target=question.target,
        reference=question.reference,
        least=question.least,
        both=question.both,
        without=hidden_words(corpus, keep=question.keep_stop_words),
        where=where,
    )
