"""Commands that carry the corpus to other tools, and corrected annotations back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Filters, Output, People, Place
from polcorp.cli.output import STANDARD, say, write_standard
from polcorp.cli.parameters import with_groups
from polcorp.cli.settings import load_settings
from polcorp.errors import PolcorpError
from polcorp.plurals import counted

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus
    from polcorp.privacy.persons import Persons
    from polcorp.reports.annotations.corrections import Imported
    from polcorp.reports.exports import Style

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]

#: The workbook that holds all tables.
WORKBOOK = "polcorp.xlsx"

#: Exports that are neither tables nor annotations.
_OTHERS = ("quanteda", "datasette")


@with_groups
def export(
    filters: Filters,
    people: People,
    place: Place,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    kind: Annotated[
        str,
        typer.Option(
            "--export",
            metavar="FORMAT",
            help="Of tables: csv, tsv, json, jsonl, md, latex, parquet, xlsx. Of annotations: "
            "brat, conllu, webanno, docbin, gold, prodigy, doccano, labelstudio. Of texts: quanteda. Of the store itself: datasette.",
            autocompletion=completion.everything,
        ),
    ] = "csv",
    dialect: Annotated[str | None, typer.Option(help="excel-sv for Swedish Excel.")] = None,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="Leave cells as they are.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write all tables to a folder with datapackage.json, or the annotations of all documents.

    Example: polcorp export tables --export parquet
    """
    from polcorp.reports.annotations.files import FORMATS as ANNOTATIONS
    from polcorp.reports.exports import FORMATS, Style, unknown_format

    persons = people.of(place.open())
    corpus = persons.corpus
    if kind in ANNOTATIONS or kind in _OTHERS:
        for given, option in ((dialect, "--dialect"), (raw_cells, "--raw-cells")):
            if given:
                raise PolcorpError(f"{option} goes with tables, not with {kind}")
        if kind == "datasette":
            if not persons.keep:
                raise PolcorpError("the store holds the names: datasette goes with --persons keep")
            _datasette(corpus, folder, quiet=quiet)
        else:
            _documents(corpus, filters, persons, folder, kind, quiet=quiet)
        return
    if kind not in FORMATS:
        raise unknown_format(kind, (*FORMATS, *ANNOTATIONS, *_OTHERS))
    if dialect is None and kind == "csv":
        dialect = load_settings().dialect
    style = Style(dialect or "standard", raw_cells)
    _tables(corpus, filters, persons, folder, kind, style, quiet=quiet)


def _documents(
    corpus: Corpus, filters: Filters, persons: Persons, folder: Path, kind: str, *, quiet: bool
) -> None:
    from polcorp.analysis.views import document_views
    from polcorp.reports.annotations.files import write_annotations
    from polcorp.reports.texts import write_texts

    where = filters.where()
    n = len(corpus.documents(**where))
    if not n:
        say("nothing to export: no matching documents")
        return
    views = map(persons.view, document_views(corpus, **where))
    write = write_texts if kind == "quanteda" else write_annotations
    written = write(views, folder, kind)
    _settle(folder, kind, written)
    if not quiet:
        files = counted(len(written), "file")
        say(f"{counted(n, 'document')} in {files} under {folder.as_posix()}")


def _settle(folder: Path, kind: str, written: Sequence[Path]) -> None:
    """Take stale files of the folder away, and name those that somebody has changed."""
    from polcorp.reports.export_folder import settle

    for path in settle(folder, kind, written):
        say(f"{path.as_posix()} is of an earlier export and stays, since it was changed")


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
    suffix = {"latex": "tex"}.get(kind, kind)
    if kind == "xlsx":
        workbook = to_workbook(frames)
        resources = [Resource(name, WORKBOOK, workbook, frame) for name, frame in frames.items()]
    else:
        resources = [
            Resource(name, f"{name}.{suffix}", export_bytes(frame, kind, style), frame)
            for name, frame in frames.items()
        ]
    for resource in {resource.file: resource for resource in resources}.values():
        write_file(folder / resource.file, resource.data)
    for resource in resources if not quiet else ():
        rows = counted(len(resource.frame), "row")
        say(f"{rows} in {(folder / resource.file).as_posix()}")
    package = data_package(resources, kind, style.dialect, _made_with(corpus))
    write_file(folder / "datapackage.json", package)


def _questions(corpus: Corpus, filters: Filters) -> dict[str, Callable[[], pd.DataFrame]]:
    """Return all tables but that of the runs, whose times differ from ingest to ingest."""
    where = filters.where()
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
    }


def _made_with(corpus: Corpus) -> dict[str, str]:
    """Return the versions that the last ingest names."""
    from polcorp import __version__

    last = corpus.runs().tail(1)
    versions = {name: str(last[name].iloc[0]) for name in ("model", "lexicons") if len(last)}
    return {"polcorp": __version__, **versions}


@with_groups
def import_(
    place: Place,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="A folder of brat's, or a JSON file of gold or another tool."
        ),
    ],
    user_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The folder of your own files (default: as in the last ingest)."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Take what you have corrected into corrections.jsonl; the next ingest uses it.

    Example: polcorp annotations import corrected
    """
    from polcorp.ingest.user_folder import files_of_corpus
    from polcorp.reports.annotations.corrections import import_annotations
    from polcorp.reports.annotations.files import read_annotations

    corpus = place.open()
    usual = load_settings().user_dir
    target = files_of_corpus(corpus.path, user_dir or usual).corrections
    done = import_annotations(corpus, read_annotations(path), target)
    for name in done.passed_over:
        say(f"{name}: other headings, lead-ins or boilerplate; only actors and demands are taken")
    if not quiet:
        is_usual = files_of_corpus(corpus.path, usual).corrections == target
        _tell_import(done, target, "" if is_usual else f" --user-dir {target.parent.as_posix()}")


def _tell_import(done: Imported, target: Path, named: str) -> None:
    """Say how many documents are corrected, and which ingest will use that."""
    if done.corrected:
        say(
            f"{counted(len(done.corrected), 'document', total=len(done.documents))} corrected in"
            f" {target.as_posix()}; «polcorp ingest{named}» uses it"
        )
    else:
        documents = counted(len(done.documents), "document")
        say(f"{documents}, none of which differs from the corpus")


annotation_commands = typer.Typer(
    name="annotations", help="Annotations that you have corrected.", no_args_is_help=True
)
annotation_commands.command("import")(import_)


@with_groups
def report(
    filters: Filters,
    people: People,
    place: Place,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The page; - is standard output.")
    ] = Path("report.html"),
    title: Annotated[str, typer.Option(help="Title of the page.")] = "",
    lang: Annotated[str | None, typer.Option(metavar="en|sv", help="Language of the page.")] = None,
    quiet: Quiet = False,
) -> None:
    """Write one page of HTML: overview, tables and plots, every number with its sentences.

    Example: polcorp report -o report.html --lang sv
    """
    from polcorp.privacy.pseudonymised_copy import nameless
    from polcorp.reports.exports import write_file
    from polcorp.reports.html.page import report as make_page

    language = Output(lang=lang).language()
    corpus = place.open()
    with nameless(corpus, people.of(corpus)) as shown:
        page = make_page(shown, language, title=title, **filters.where())
    if str(output) == STANDARD:
        write_standard(page)
        return
    write_file(output, page)
    if not quiet:
        say(f"{output.as_posix()}: {len(page) / 1e6:.1f} MB")
