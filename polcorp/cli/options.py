"""The options that commands share, defined once; a rare one is hidden until ``--help-all``."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from polcorp.cli import completion
from polcorp.cli.language import checked
from polcorp.cli.parameters import Options
from polcorp.cli.settings import (
    CORPUS_VARIABLE,
    PERSONS_KEY_VARIABLE,
    chosen_corpus,
    load_settings,
)
from polcorp.errors import PolcorpError
from polcorp.vocabulary.document_fields import DOCUMENT_FIELDS, DocumentField, Filter
from polcorp.vocabulary.formats import FORMATS
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.values import PERSON_MODES

if TYPE_CHECKING:
    from polcorp.corpus import Corpus, Where
    from polcorp.privacy.persons import Persons
    from polcorp.reports.labels import Language

_WHICH = "Filters"
_HOW = "Output"
_WHERE = "Corpus"


@dataclass(frozen=True)
class Place:
    """Which corpus."""

    corpus: Annotated[
        str | None,
        typer.Option(
            "--corpus",
            metavar="FILE",
            help="The corpus (default data/polcorp.db, or what POLCORP_CORPUS names), or a Parquet"
            " data set: folder or URL. May be given before the command too.",
            rich_help_panel=_WHERE,
            hidden=True,
        ),
    ] = None

    def open(self) -> Corpus:
        """Return the corpus that the option, the environment or the settings file names."""
        from polcorp.corpus import Corpus
        from polcorp.store.connection import DEFAULT_CORPUS

        named = self.corpus or chosen_corpus() or os.environ.get(CORPUS_VARIABLE)
        return Corpus(named or load_settings().corpus or DEFAULT_CORPUS)


def _field_option(known: DocumentField, chosen: Filter) -> Any:
    """Return the option that chooses documents by a field."""
    return Annotated[
        list[str] | None,
        typer.Option(
            *chosen.names,
            metavar=chosen.metavar,
            help=chosen.help,
            autocompletion=completion.of_field(known.name),
            rich_help_panel=_WHICH,
        ),
    ]


#: An option for each field of a document that has one of its own.
FIELD_OPTIONS = Options(
    {known.name: _field_option(known, known.filter) for known in DOCUMENT_FIELDS if known.filter}
)


@dataclass(frozen=True)
class Filters:
    """Which rows. An option that is given again adds a value; «none» asks for missing ones."""

    party: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PARTY",
            help="C or centern; C,S for both; none for no party.",
            autocompletion=completion.party,
            rich_help_panel=_WHICH,
        ),
    ] = None
    of_fields: Annotated[dict[str, list[str] | None], FIELD_OPTIONS] = field(default_factory=dict)
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="From 2018, 2018-03 or 2018-03-21 on.", rich_help_panel=_WHICH
        ),
    ] = None
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Up to and including this date.", rich_help_panel=_WHICH),
    ] = None
    doc: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DOC",
            help="Document id or unique prefix.",
            autocompletion=completion.doc,
            rich_help_panel=_WHICH,
        ),
    ] = None
    actor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only rows that name this actor.",
            autocompletion=completion.actor,
            rich_help_panel=_WHICH,
        ),
    ] = None
    theme: Annotated[
        list[str] | None,
        typer.Option(
            metavar="THEME",
            help="Only rows about this theme.",
            autocompletion=completion.theme,
            rich_help_panel=_WHICH,
        ),
    ] = None
    contains: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            help="Only rows with this text, in any case.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    where_column: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="COLUMN=VALUE",
            help="Only documents with this value in a column of your own metadata.",
            autocompletion=completion.own_column,
            rich_help_panel=_WHICH,
            hidden=True,
        ),
    ] = None
    joint: Annotated[
        bool,
        typer.Option(
            "--joint",
            help="Count a text of several parties for each of them, not for the first alone.",
            rich_help_panel=_WHICH,
            hidden=True,
        ),
    ] = False

    with_copies: Annotated[
        bool,
        typer.Option(
            "--with-copies",
            help="Include copies of a text, which are not counted.",
            rich_help_panel=_WHICH,
            hidden=True,
        ),
    ] = False

    def where(self) -> Where:
        """Return the filters as keyword arguments for the corpus.

        Raises:
            PolcorpError: what comes after ``--where`` is no column and value.
        """
        given = asdict(self)
        given |= given.pop("of_fields")
        columns: dict[str, list[str]] = {}
        for pair in given.pop("where_column") or ():
            name, sign, value = pair.partition("=")
            if not sign or not name.strip():
                raise PolcorpError(message("where_pair", pair=pair))
            columns.setdefault(name.strip(), []).append(value.strip())
        return cast("Where", {**given, "where": columns or None})


@dataclass(frozen=True)
class Output:
    """How, and to where."""

    export: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}.",
            autocompletion=completion.export_format,
            rich_help_panel=_HOW,
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write this file, in the format of its ending.",
            rich_help_panel=_HOW,
        ),
    ] = None
    columns: Annotated[
        str | None,
        typer.Option(metavar="A,B,C", help="These columns, in this order.", rich_help_panel=_HOW),
    ] = None
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="The first rows only; 0 for all (default 50).",
            rich_help_panel=_HOW,
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="A,-B",
            help="Sort by these columns, a minus for descending.",
            autocompletion=completion.sort_order,
            rich_help_panel=_HOW,
        ),
    ] = None
    dialect: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="excel-sv: csv that opens in Swedish Excel.",
            rich_help_panel=_HOW,
            hidden=True,
        ),
    ] = None
    caption: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Caption of a table in md or latex; '' leaves out caption and notes.",
            rich_help_panel=_HOW,
            hidden=True,
        ),
    ] = None
    raw_cells: Annotated[
        bool,
        typer.Option(
            "--raw-cells",
            help="Do not escape cells of csv and tsv that start like a formula (=, +, -, @).",
            rich_help_panel=_HOW,
            hidden=True,
        ),
    ] = False
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="en|sv",
            help="Language of headings and messages (default: lang in polcorp.toml, or the locale's).",
            rich_help_panel=_HOW,
            hidden=True,
        ),
    ] = None
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only.", rich_help_panel=_HOW, hidden=True),
    ] = False

    def language(self) -> Language:
        """Return the language that headings and messages are in."""
        return checked(self.lang)


@dataclass(frozen=True)
class People:
    """What becomes of the names of persons."""

    persons: Annotated[
        str,
        typer.Option(
            metavar="|".join(PERSON_MODES),
            help="Names of persons: kept, replaced by a pseudonym, or left out.",
            autocompletion=completion.persons,
            rich_help_panel=_HOW,
            hidden=True,
        ),
    ] = "keep"

    def of(self, corpus: Corpus) -> Persons:
        """Return what takes the names out of tables and documents of *corpus*."""
        from polcorp.privacy.persons import Persons

        key = os.environ.get(PERSONS_KEY_VARIABLE) or load_settings().persons_key or ""
        return Persons(corpus, self.persons, key)


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.", hidden=True)]
Long = Annotated[bool, typer.Option("--long", "-l", help="Every row with its source.")]


@dataclass(frozen=True)
class Messages:
    """What a command that prints nothing but messages says, and in which language."""

    lang: Annotated[
        str | None, typer.Option(metavar="en|sv", help="Language of messages.", hidden=True)
    ] = None
    quiet: Quiet = False

    def check(self) -> None:
        """Refuse a language that does not exist; one that does is spoken already."""
        checked(self.lang)


@dataclass(frozen=True)
class Grouping:
    """A summary in place of rows."""

    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="GROUP",
            help="Summary by party, municipality, year or column.",
            autocompletion=completion.group,
        ),
    ] = None
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, metavar="N", help="With --by: the first N rows per group."),
    ] = None

    def check(self) -> None:
        """Refuse ``--top`` without groups."""
        if self.top is not None and not self.by:
            raise PolcorpError(message("top_without_by"))
