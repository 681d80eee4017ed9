"""``polcorp evaluate``: the corpus scored against gold annotations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from polcorp.cli.options import Output, Place
from polcorp.cli.output import STANDARD, emit, show
from polcorp.cli.parameters import with_groups
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.vocabulary.messages import message

DEFAULT_GOLD = Path("data/annotations/gold.jsonl")


@with_groups
def evaluate(
    output: Output,
    place: Place,
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="[GOLD]",
            help="The annotations; - reads them from standard input.",
            show_default=True,
        ),
    ] = DEFAULT_GOLD,
    table: Annotated[
        str,
        typer.Option(metavar="TABLE", help="scores, errors or both; an export holds one of them."),
    ] = "both",
) -> None:
    """Score the corpus against gold annotations.

    Example: polcorp evaluate --table errors --export csv
    """
    from polcorp.evaluation.scores import evaluate as measure

    if table not in ("scores", "errors", "both"):
        raise UnknownValueError("table", table, ("scores", "errors", "both"))
    if str(gold) != STANDARD and not gold.exists():
        raise PolcorpError(message("no_annotations", path=gold.as_posix()))
    result = measure(place.open(), gold)
    exporting = output.export is not None or output.output is not None
    if table == "errors":
        emit("errors", lambda limit: result.errors.head(limit or len(result.errors)), output)
        return
    emit("scores", lambda _limit: result.scores, output)
    if table == "both" and not exporting and len(result.errors):
        sys.stdout.write("\n")
        show("errors", result.errors, output)
