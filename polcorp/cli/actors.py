"""The command on named actors: who is named, by whom, with whom, and who is unknown."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import By, Filters, Long, Output, People, Place
from polcorp.cli.output import emit, first_rows, say, without_names
from polcorp.cli.parameters import with_groups
from polcorp.errors import PolcorpError
from polcorp.plurals import counted

if TYPE_CHECKING:
    from polcorp.analysis.cooccurrence import Network
    from polcorp.analysis.persons import Persons
    from polcorp.corpus.corpus import Corpus

GRAPH = "graphml"


@dataclass(frozen=True)
class Question:
    """What is asked of the actors."""

    by: By = None
    long: Long = False
    actor_type: Annotated[
        str | None,
        typer.Option(
            help="PARTY, PERSON, GPE, LOC, AUTHORITY, ORG, COMPANY, MEDIA, PROGRAMME or LAW.",
            autocompletion=completion.actor_type,
        ),
    ] = None
    unknown: Annotated[
        bool,
        typer.Option(
            "--unknown", help="Names that no lexicon has, as rows for your own actors.csv."
        ),
    ] = False
    co_occurring: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT",
            help="Pairs in one sentence, section or demand; --export graphml for a network.",
            autocompletion=completion.unit,
        ),
    ] = None

    def check(self) -> None:
        """Refuse two questions at once."""
        asked = {
            "--by": self.by,
            "--long": self.long,
            "--unknown": self.unknown,
            "--co-occurring": self.co_occurring,
        }
        given = [option for option, value in asked.items() if value]
        if len(given) > 1 and given != ["--by", "--long"]:
            raise PolcorpError(f"{' and '.join(given)} are two questions; ask one at a time")


@with_groups
def actors(
    question: Question, filters: Filters, output: Output, people: People, place: Place
) -> None:
    """List the named actors, models and schemes; --long for every mention.

    Example: polcorp actors --party C --actor-type PROGRAMME
    """
    question.check()
    corpus = place.open()
    persons = people.of(corpus)
    graph = _wants_graph(output)
    if graph and not question.co_occurring:
        raise PolcorpError("graphml is a network: it goes with --co-occurring sentence")
    if question.unknown:
        _unknown(corpus, persons, question, filters, output)
    elif question.co_occurring:
        _pairs(corpus, persons, question, filters, output, graph=graph)
    else:
        by, long = question.by, question.long
        ask = without_names(
            persons,
            lambda limit: corpus.actors(
                long=long, actor_type=question.actor_type, by=by, limit=limit, **filters.where()
            ),
            whole=True,
        )
        emit("actors by" if by else ("mentions" if long else "actors"), ask, output)


def _wants_graph(output: Output) -> bool:
    if output.export:
        return output.export == GRAPH
    return output.output is not None and output.output.suffix.lower() == f".{GRAPH}"


def _unknown(
    corpus: Corpus, persons: Persons, question: Question, filters: Filters, output: Output
) -> None:
    from polcorp.analysis.unknown import unknown_actors

    if persons.mode == "pseudonym":
        raise PolcorpError("a list for actors.csv needs the names: --persons drop leaves them out")
    table = unknown_actors(corpus, actor_type=question.actor_type, where=filters.where())
    if persons.mode == "drop":
        table = table[table["type"] != "PERSON"].reset_index(drop=True)
    emit("unknown", lambda limit: first_rows(table, limit), output)


def _pairs(
    corpus: Corpus,
    persons: Persons,
    question: Question,
    filters: Filters,
    output: Output,
    *,
    graph: bool,
) -> None:
    from polcorp.analysis.cooccurrence import Network, network

    found = network(
        corpus,
        question.co_occurring or "",
        actor_type=question.actor_type,
        where=filters.where(),
    )
    found = Network(found.unit, persons.table(found.pairs), persons.table(found.actors))
    if graph:
        _write_graph(found, output)
    else:
        emit("co-occurring", lambda limit: first_rows(found.pairs, limit), output)


def _write_graph(found: Network, output: Output) -> None:
    from polcorp.reports.exports import write_file
    from polcorp.reports.graph import to_graphml

    for given, option in (
        (output.dialect, "--dialect"),
        (output.raw_cells, "--raw-cells"),
        (output.columns, "--columns"),
    ):
        if given:
            raise PolcorpError(f"{option} goes with a table, not with a network")
    if found.pairs.empty:
        say("nothing to report on: no two actors stand together")
        raise typer.Exit(1)
    data = to_graphml(found, output.limit)
    if output.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(output.output, data)
    if not output.quiet:
        shown = min(len(found.pairs), output.limit or len(found.pairs))
        say(f"{counted(shown, 'pair')} in {output.output}")
