"""``polcorp export``: all tables, annotations or texts in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Messages, People, Place
from polcorp.cli.output import say
from polcorp.cli.parameters import with_groups
from polcorp.cli.settings import load_settings
from polcorp.errors import PolcorpError
from polcorp.vocabulary.formats import ANNOTATION_FORMATS, FORMATS, STORE_FORMATS, TEXT_FORMATS
from polcorp.vocabulary.formats import STANDARD as STANDARD_DIALECT
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus
    from polcorp.privacy.persons import Persons
    from polcorp.reports.exports import Style


#: The workbook that holds all tables.
WORKBOOK = "polcorp.xlsx"


#: Exports that are no tables.
_NO_TABLES = (*ANNOTATION_FORMATS, *TEXT_FORMATS, *STORE_FORMATS)


@with_groups
def export(
    filters: Filters,
    people: People,
    place: Place,
    messages: Messages,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    kind: Annotated[
        str,
        typer.Option(
            "--export",
            metavar="FORMAT",
            help=f"Of tables: {', '.join(FORMATS)}. Of annotations: {', '.join(ANNOTATION_FORMATS)}."
            f" Of texts: {', '.join(TEXT_FORMATS)}. Of the store itself: {', '.join(STORE_FORMATS)}.",
            autocompletion=completion.everything,
        ),
    ] = "csv",
    dialect: Annotated[
        str | None, typer.Option(metavar="NAME", help="excel-sv for Swedish Excel.", hidden=True)
    ] = None,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="Leave cells as they are.", hidden=True)
    ] = False,
) -> None:
    """Write all tables, annotations or texts to a folder.

    Example: polcorp export tables --export parquet
    """
    from polcorp.reports.exports import Style, unknown_format

    messages.check()
    persons = people.of(place.open())
    corpus = persons.corpus
    if kind in _NO_TABLES:
        for given, option in ((dialect, "--dialect"), (raw_cells, "--raw-cells")):
            if given:
                raise PolcorpError(message("not_with_kind", option=option, kind=kind))
        if kind in STORE_FORMATS:
            if not persons.keep:
                raise PolcorpError(message("store_holds_names"))
            _datasette(corpus, folder, quiet=messages.quiet)
        else:
            _documents(corpus, filters, persons, folder, kind, quiet=messages.quiet)
        return
    if kind not in FORMATS:
        raise unknown_format(kind, (*FORMATS, *_NO_TABLES))
    if dialect is None and FORMATS[kind].dialects:
        dialect = load_settings().dialect
    style = Style(dialect or STANDARD_DIALECT, raw_cells)
    _tables(corpus, filters, persons, folder, kind, style, quiet=messages.quiet)


def _documents(
    corpus: Corpus, filters: Filters, persons: Persons, folder: Path, kind: str, *, quiet: bool
) -> None:
    from polcorp.analysis.views import document_views
    from polcorp.reports.annotations.files import write_annotations
    from polcorp.reports.texts import write_texts

    where = filters.where()
    n = len(corpus.documents(**where))
    if not n:
        say(message("no_documents_to_export"))
        return
    views = map(persons.view, document_views(corpus, **where))
    write = write_texts if kind in TEXT_FORMATS else write_annotations
    written = write(views, folder, kind)
    _settle(folder, kind, written)
    if not quiet:
        files = counted(len(written), "file")
        documents, under = counted(n, "document"), folder.as_posix()
        say(message("written_under", documents=documents, files=files, folder=under))


def _settle(folder: Path, kind: str, written: Sequence[Path]) -> None:
    """Take stale files of the folder away, and name those that somebody has changed."""
    from polcorp.reports.export_folder import settle

    for path in settle(folder, kind, written):
        say(message("stale_but_changed", path=path.as_posix()))


def _datasette(corpus: Corpus, folder: Path, *, quiet: bool) -> None:
    from polcorp.reports.datasette import datasette_metadata
    from polcorp.reports.exports import write_file

    target = folder / "metadata.json"
    write_file(target, datasette_metadata(corpus.path.stem))
    if not quiet:
        say(f"datasette {corpus.path.as_posix()} --metadata {target.as_posix()}")


def _tables(
    corpus: Corpus,
    filters: Filters,
    persons: Persons,
    folder: Path,
    kind: str,
    style: Style,
    *,
    quiet: bool,
) -> None:
    from polcorp.reports.binary import to_workbook
    from polcorp.reports.datapackage import Resource, data_package
    from polcorp.reports.exports import export_bytes, write_file

    frames = {name: persons.table(ask()) for name, ask in _questions(corpus, filters).items()}
    if kind == "xlsx":
        workbook = to_workbook(frames)
        resources = [Resource(name, WORKBOOK, workbook, frame) for name, frame in frames.items()]
    else:
        resources = [
            Resource(name, f"{name}{FORMATS[kind].ending}", export_bytes(frame, kind, style), frame)
            for name, frame in frames.items()
        ]
    for resource in {resource.file: resource for resource in resources}.values():
        write_file(folder / resource.file, resource.data)
    for resource in resources if not quiet else ():
        rows = counted(len(resource.frame), "row")
        say(message("written", what=rows, file=(folder / resource.file).as_posix()))
    package = data_package(resources, kind, style, corpus.made_with())
    write_file(folder / "datapackage.json", package)


def _questions(corpus: Corpus, filters: Filters) -> dict[str, Callable[[], pd.DataFrame]]:
    """Return all tables but that of the runs, whose times differ from ingest to ingest.

    Lines of sites are a table only where there are any.
    """
    where = filters.where()
    of_sites = {"site_blocks": corpus.site_blocks} if len(corpus.site_blocks(limit=1)) else {}
    return {
        "documents": lambda: corpus.documents(**where),
        "sections": lambda: corpus.sections(**where),
        "lead_ins": lambda: corpus.lead_ins(**where),
        "demands": lambda: corpus.demands(**where),
        "other_demands": lambda: corpus.uncounted("other_demands", **where),
        "actors": lambda: corpus.actors(**where),
        "mentions": lambda: corpus.actors(long=True, **where),
        "boilerplate_mentions": lambda: corpus.uncounted("boilerplate_mentions", **where),
        "themes": lambda: corpus.themes(**where),
        "codes": lambda: corpus.themes(long=True, **where),
        "other_codes": lambda: corpus.uncounted("other_codes", **where),
        **of_sites,
    }
