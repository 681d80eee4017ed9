"""``polcorp actors``: who is named, by whom, with whom, and who is unknown."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Grouping, Long, Output, People, Place
from polcorp.cli.output import emit, first_rows, say, without_names
from polcorp.cli.parameters import Rare, with_groups
from polcorp.errors import PolcorpError
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.formats import GRAPH
from polcorp.vocabulary.messages import counted, language_spoken, listing, message, speaking
from polcorp.vocabulary.values import DOC_TYPES, TOGETHER_IN, one_of

if TYPE_CHECKING:
    from polcorp.analysis.cooccurrence import Network
    from polcorp.corpus import Corpus
    from polcorp.privacy.persons import Persons


@dataclass(frozen=True)
class Question:
    """What is asked of the actors."""

    long: Long = False
    actor_type: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TYPE",
            help=f"{one_of(ACTOR_TYPES)}.",
            autocompletion=completion.actor_type,
        ),
    ] = None
    unknown: Annotated[
        bool,
        typer.Option(
            "--unknown",
            help="Names that no lexicon has, as rows for your own actors.csv.",
            hidden=True,
        ),
    ] = False
    co_occurring: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT",
            help=f"Pairs in one {one_of(TOGETHER_IN)}; {GRAPH}: a network.",
            autocompletion=completion.unit,
        ),
    ] = None

    boilerplate: Annotated[
        bool,
        typer.Option(
            "--boilerplate",
            help="With --long: mentions in boilerplate too, which are not counted.",
            hidden=True,
        ),
    ] = False

    def check(self, by: str | None) -> None:
        """Refuse two questions at once."""
        asked = {
            "--by": by,
            "--long": self.long,
            "--unknown": self.unknown,
            "--co-occurring": self.co_occurring,
        }
        given = [option for option, value in asked.items() if value]
        if len(given) > 1 and given != ["--by", "--long"]:
            raise PolcorpError(message("two_questions", options=listing(given, "and")))
        if self.boilerplate and (by or not self.long):
            raise PolcorpError(message("boilerplate_long"))


@with_groups
def actors(  # groups of options
    question: Question,
    grouping: Grouping,
    filters: Annotated[Filters, Rare("doc", "doc_type", "theme", "contains")],
    output: Output,
    people: People,
    place: Place,
) -> None:
    """List the named actors, models and schemes.

    Example: polcorp actors --party C --actor-type PROGRAMME
    """
    grouping.check()
    question.check(grouping.by)
    _no_actor_types(filters)
    persons = people.of(place.open())
    corpus = persons.corpus
    graph = _wants_graph(output)
    if graph and not question.co_occurring:
        raise PolcorpError(message("graph_pairs"))
    if question.unknown:
        _unknown(corpus, persons, question, filters, output)
    elif question.co_occurring:
        _pairs(corpus, persons, question, filters, output, graph=graph)
    else:
        by, long = grouping.by, question.long
        ask = without_names(
            persons,
            lambda limit: corpus.actors(
                long=long,
                actor_type=question.actor_type,
                boilerplate=question.boilerplate,
                by=by,
                top=grouping.top,
                limit=limit,
                **filters.where(),
            ),
            whole=True,
        )
        narrower = "" if question.actor_type else message("for_one_type")
        name = "actors by" if by else ("mentions" if long else "actors")
        emit(name, ask, output, narrower=narrower)


def _no_actor_types(filters: Filters) -> None:
    """Refuse a type of actor where a type of document is asked for."""
    for value in filters.of_fields.get("doc_type") or ():
        if value in ACTOR_TYPES:
            raise PolcorpError(message("type_of_actor", value=value, types=", ".join(DOC_TYPES)))


def _wants_graph(output: Output) -> bool:
    if output.export:
        return output.export == GRAPH
    return output.output is not None and output.output.suffix.lower() == f".{GRAPH}"


def _unknown(
    corpus: Corpus, persons: Persons, question: Question, filters: Filters, output: Output
) -> None:
    from polcorp.analysis.unknown import unknown_actors

    if persons.mode == "pseudonym":
        raise PolcorpError(message("list_needs_names"))
    exporting = output.export is not None or output.output is not None
    with speaking("en" if exporting else language_spoken()):  # the notes are of the table
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
            raise PolcorpError(message("not_with_network", option=option))
    if found.pairs.empty:
        say(message("no_pairs"))
    data = to_graphml(found, output.limit)
    if output.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(output.output, data)
    if not output.quiet:
        shown = min(len(found.pairs), output.limit or len(found.pairs))
        say(message("written", what=counted(shown, "pair"), file=output.output))
