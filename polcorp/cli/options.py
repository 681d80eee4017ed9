"""The options that commands share, defined once."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from polcorp.cli import completion
from polcorp.cli.settings import CORPUS_VARIABLE, PERSONS_KEY_VARIABLE, load_settings
from polcorp.errors import UnknownValueError

if TYPE_CHECKING:
    from polcorp.analysis.persons import Persons
    from polcorp.corpus.corpus import Corpus, Where
    from polcorp.reports.labels import Language

_WHICH = "Which texts and rows"
_HOW = "How it is shown"
_WHERE = "Where"


@dataclass(frozen=True)
class Place:
    """Which corpus."""

    corpus: Annotated[
        str | None,
        typer.Option(
            "--corpus",
            metavar="FILE",
            envvar=CORPUS_VARIABLE,
            help="The corpus (default data/polcorp.db), or a Parquet data set: folder or URL.",
            rich_help_panel=_WHERE,
        ),
    ] = None

    def open(self) -> Corpus:
        """Return the corpus that the option, the environment or the settings file names."""
        from polcorp.corpus.corpus import Corpus
        from polcorp.corpus.store import DEFAULT_CORPUS

        return Corpus(self.corpus or load_settings().corpus or DEFAULT_CORPUS)


@dataclass(frozen=True)
class Filters:
    """Which rows."""

    party: Annotated[
        str | None,
        typer.Option(
            help="Abbreviation, name or old name: C, centern.",
            autocompletion=completion.party,
            rich_help_panel=_WHICH,
        ),
    ] = None
    municipality: Annotated[
        str | None,
        typer.Option(
            help="A municipality: Linköping.",
            autocompletion=completion.municipality,
            rich_help_panel=_WHICH,
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="From 2018, 2018-03 or 2018-03-21 on.", rich_help_panel=_WHICH
        ),
    ] = None
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Up to and with this date.", rich_help_panel=_WHICH),
    ] = None
    doc_type: Annotated[
        str | None,
        typer.Option(
            "--type",
            help="Type of document: programme, motion, press, article.",
            autocompletion=completion.doc_type,
            rich_help_panel=_WHICH,
        ),
    ] = None
    doc: Annotated[
        str | None,
        typer.Option(
            help="A document, or the unambiguous beginning of its name.",
            autocompletion=completion.doc,
            rich_help_panel=_WHICH,
        ),
    ] = None
    actor: Annotated[
        str | None,
        typer.Option(
            help="Only what names this actor.",
            autocompletion=completion.actor,
            rich_help_panel=_WHICH,
        ),
    ] = None
    theme: Annotated[
        str | None,
        typer.Option(
            help="Only what is about this theme.",
            autocompletion=completion.theme,
            rich_help_panel=_WHICH,
        ),
    ] = None
    contains: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Only what contains these letters, in either case.",
            rich_help_panel=_WHICH,
        ),
    ] = None

    with_copies: Annotated[
        bool,
        typer.Option(
            "--with-copies",
            help="Copies of a text too, which do not count.",
            rich_help_panel=_WHICH,
        ),
    ] = False

    def where(self) -> Where:
        """Return the filters as keyword arguments for the corpus."""
        return cast("Where", asdict(self))


@dataclass(frozen=True)
class Output:
    """How, and to where."""

    export: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help="csv, tsv, json, jsonl, md, latex, parquet or xlsx; always whole unless --limit.",
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
            help="Write to a file; its extension says the format if --export does not.",
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
            help="The first rows only; 0 shows all (default 50 on a terminal, else all).",
            rich_help_panel=_HOW,
        ),
    ] = None
    dialect: Annotated[
        str | None,
        typer.Option(help="excel-sv: csv that opens in Swedish Excel.", rich_help_panel=_HOW),
    ] = None
    raw_cells: Annotated[
        bool,
        typer.Option(
            "--raw-cells",
            help="Leave text in csv and tsv as it is that a spreadsheet takes for a formula.",
            rich_help_panel=_HOW,
        ),
    ] = False
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="en|sv",
            help="Language of headings in tables for people.",
            rich_help_panel=_HOW,
        ),
    ] = None
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="No messages but errors.", rich_help_panel=_HOW),
    ] = False

    def language(self) -> Language:
        """Return the language asked for, or English."""
        chosen = self.lang or load_settings().lang or "en"
        if chosen not in ("en", "sv"):
            raise UnknownValueError("language", chosen, ("en", "sv"))
        return cast("Language", chosen)


@dataclass(frozen=True)
class People:
    """What becomes of the names of persons."""

    persons: Annotated[
        str,
        typer.Option(
            metavar="keep|pseudonym|drop",
            help="Names of persons: as they are, a pseudonym in their place, or left out.",
            autocompletion=completion.persons,
            rich_help_panel=_HOW,
        ),
    ] = "keep"

    def of(self, corpus: Corpus) -> Persons:
        """Return what takes the names out of tables and documents of *corpus*."""
        from polcorp.analysis.persons import Persons

        key = os.environ.get(PERSONS_KEY_VARIABLE) or load_settings().persons_key or ""
        return Persons(corpus, self.persons, key)


Long = Annotated[bool, typer.Option("--long", "-l", help="Every row with its source.")]

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="GROUP",
        help="A summary by party, municipality, doc_type, year or document.",
        autocompletion=completion.group,
    ),
]
