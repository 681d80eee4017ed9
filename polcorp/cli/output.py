"""From a data frame to standard output or a file, the same way for every command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from polcorp.cli.asked import command_asked
from polcorp.cli.options import Output
from polcorp.cli.settings import load_settings
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reading.standard_input import DASH
from polcorp.vocabulary.formats import DIALECTS, FORMATS
from polcorp.vocabulary.formats import STANDARD as STANDARD_DIALECT
from polcorp.vocabulary.messages import counted, listing, message
from polcorp.vocabulary.translations import as_read

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.privacy.persons import Persons

#: The file that stands for standard input or output.
STANDARD = DASH
#: Rows of a table on a terminal, unless told.
ROWS_ON_TERMINAL = 50


def say(told: str) -> None:
    """Tell the user something that is no data, in one line that steers no terminal."""
    from polcorp.reports.clean import printable

    typer.echo(printable(as_read(told)), err=True)


def emit(
    name: str,
    ask: Callable[[int | None], pd.DataFrame],
    output: Output,
    printer: Callable[[pd.DataFrame, TextIO], None] | None = None,
    narrower: str = "",
) -> None:
    """Ask for the table *name* and show or export it as *output* says.

    *ask* gets the number of rows that are wanted, or None for all. A *printer* shows the rows in
    another way than as a table. *narrower* says what to ask where more rows exist than are shown.

    What a reader must know of the table is told on standard error, and so is that it is empty.

    Raises:
        PolcorpError: the format does not exist, cannot hold the data, or needs a file.
    """
    kind = _format(output)
    limit = _limit(output, exporting=kind is not None)
    frame = (
        ask(limit) if output.sort is None else first_rows(_sorted(ask(None), output.sort), limit)
    )
    total = frame.attrs.get("total", len(frame))
    chosen = _chosen(output, frame)
    if kind:
        _export(name, frame, chosen, kind, output)
    elif printer and not frame.empty:
        printer(frame, sys.stdout)
        sys.stdout.flush()
    else:
        show(name, frame, output, chosen)
    if output.quiet:
        return
    if frame.empty:
        say(message("no_rows"))
    for note in frame.attrs.get("notes", ()):
        say(note)
    if len(frame) < total:
        of = message("more_than", what=total) if frame.attrs.get("more") else total
        say(message("showing", shown=len(frame), total=of))
        if narrower:
            say(narrower)


def show(name: str, frame: pd.DataFrame, output: Output, chosen: list[str] | None = None) -> None:
    """Print *frame* for people, and tell which columns had no room."""
    from polcorp.reports.tables import print_table

    if not frame.empty or not sys.stdout.isatty():
        left_out = print_table(name, frame, sys.stdout, output.language(), chosen or ())
        sys.stdout.flush()
        if left_out and not output.quiet:
            say(message("no_room", names=", ".join(left_out)))


def first_rows(frame: pd.DataFrame, limit: int | None) -> pd.DataFrame:
    """Return the first *limit* rows of a whole table, which remembers how many it had."""
    table = frame if limit is None else frame.head(limit)
    table.attrs["total"] = len(frame)
    return table


def without_names(
    persons: Persons, ask: Callable[[int | None], pd.DataFrame], *, whole: bool = False
) -> Callable[[int | None], pd.DataFrame]:
    """Return a question like *ask* whose answers hold no names of persons.

    Where rows of persons may go, the *whole* table is asked for before the first rows are taken.
    """
    if persons.keep:
        return ask
    if whole:
        return lambda limit: first_rows(persons.table(ask(None)), limit)
    return lambda limit: persons.table(ask(limit))


def _format(output: Output) -> str | None:
    """Return the format to export in, None for a table for people."""
    from polcorp.reports.exports import format_of

    kind = output.export
    if kind is None and (file := file_of(output)) is not None:
        kind = format_of(file)
        if kind is None:
            raise PolcorpError(message("format_unclear", file=file, known=", ".join(FORMATS)))
    if kind is None:
        for given, option in (
            (output.dialect, "--dialect"),
            (output.raw_cells, "--raw-cells"),
            (output.caption, "--caption"),
        ):
            if given:
                raise PolcorpError(message("goes_with_export", option=option))
        return None
    if kind not in FORMATS:
        raise UnknownValueError("format", kind, FORMATS)
    if output.dialect and output.dialect not in DIALECTS:
        raise UnknownValueError("dialect", output.dialect, DIALECTS)
    if output.caption is not None and not FORMATS[kind].for_people:
        kinds = listing([name for name, form in FORMATS.items() if form.for_people], "and")
        raise PolcorpError(message("caption_goes_with", kinds=kinds, kind=kind))
    if FORMATS[kind].is_binary and output.output is None:
        raise PolcorpError(message("binary_format", kind=kind, ending=FORMATS[kind].ending))
    return kind


def _limit(output: Output, *, exporting: bool) -> int | None:
    """Return how many rows are wanted; an export and a pipe get all unless told."""
    if output.limit is not None:
        return min(output.limit, sys.maxsize) or None  # the most that a query takes
    if exporting or not sys.stdout.isatty():
        return None
    configured = load_settings().limit
    return ROWS_ON_TERMINAL if configured is None else (configured or None)


def _chosen(output: Output, frame: pd.DataFrame) -> list[str]:
    if not output.columns:
        return []
    names = [name.strip() for name in output.columns.split(",") if name.strip()]
    return list(dict.fromkeys(_column(name, frame) for name in names))


def _column(name: str, frame: pd.DataFrame) -> str:
    """Return the column of that *name*, or of the one that it has got instead."""
    if name in frame:
        return name
    now = _FORMER_NAMES.get(name)
    if now is None or now not in frame:
        raise UnknownValueError("column", name, map(str, frame.columns))
    say(message("column_renamed", name=name, now=now))
    return now


#: Columns of earlier versions and what they are called now.
_FORMER_NAMES = {"words": "words_all", "body_words": "words"}


def _sorted(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return *frame* in the order that ``--sort`` asks for."""
    from polcorp.reports.ordering import in_order

    parts = [part.strip() for part in by.split(",") if part.strip()]
    columns = [(_column(part.removeprefix("-"), frame), part.startswith("-")) for part in parts]
    return in_order(frame, columns)


def _export(name: str, frame: pd.DataFrame, chosen: list[str], kind: str, output: Output) -> None:
    from polcorp.reports.exports import Style, export_bytes, write_file

    dialect = output.dialect
    if dialect is None and FORMATS[kind].dialects:
        dialect = load_settings().dialect
    if FORMATS[kind].for_people and not dialect:
        data = _for_paper(name, frame, chosen, kind, output)
    else:
        style = Style(dialect or STANDARD_DIALECT, output.raw_cells)
        data = export_bytes(frame[chosen] if chosen else frame, kind, style)
    if (file := file_of(output)) is None:
        write_standard(data)
        return
    write_file(file, data)
    if not output.quiet:
        say(message("written", what=counted(len(frame), "row"), file=file))


def _for_paper(
    name: str, frame: pd.DataFrame, chosen: list[str], kind: str, output: Output
) -> bytes:
    """Return a table for a paper with its caption, and notes of what it is made of."""
    from polcorp import __version__
    from polcorp.reports.paper import caption_of, note_of_n, paper_table

    language = output.language()
    caption = caption_of(name, frame, language) if output.caption is None else output.caption
    command = command_asked()
    if "--persons" in command:  # what is asked for may name somebody
        made = message("made_with", version=__version__)
    else:
        made = message("made_by", version=__version__, command=command)
    notes = [note_of_n(name, frame), *frame.attrs.get("notes", ()), made]
    return paper_table(name, frame, kind, language, chosen, caption, notes)


def file_of(output: Output) -> Path | None:
    """Return the file to write, None for standard output."""
    return None if output.output is None or str(output.output) == STANDARD else output.output


def write_standard(data: bytes) -> None:
    """Write *data* as it is on standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
