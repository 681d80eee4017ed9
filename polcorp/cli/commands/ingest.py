"""``polcorp ingest``: fills the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from polcorp.cli.options import Output, Place, Quiet
from polcorp.cli.output import say
from polcorp.cli.parameters import with_groups
from polcorp.cli.progress import progress_shown
from polcorp.cli.settings import chosen_corpus, load_settings
from polcorp.reports.clean import printable
from polcorp.vocabulary.messages import counted, message

#: The exit code after Ctrl-C, as in :mod:`polcorp.cli.app`, which says no more about it.
STOPPED = 130


@dataclass(frozen=True)
class Job:
    """How the texts are to be read."""

    force: Annotated[bool, typer.Option("--force", help="Re-analyse unchanged files as well.")] = (
        False
    )
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done without doing it.")
    ] = False
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove documents whose files no longer exist.")
    ] = False
    metadata: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="CSV or xlsx with metadata that override what is inferred (default: documents.csv"
            " or documents.xlsx among your own files).",
        ),
    ] = None
    path_pattern: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN",
            help="What the parts of paths mean, e.g. «{party}/{municipality}_{year}_{any}.txt»."
            " Repeatable; the first that fits counts.",
        ),
    ] = None
    path_evidence: Annotated[
        bool | None,
        typer.Option(
            "--path-evidence/--no-path-evidence",
            help="Use parties, municipalities and years in folder and file names where the text"
            " says little (default; --no-path-evidence turns it off).",
            show_default=False,
            hidden=True,
        ),
    ] = None
    strict: Annotated[
        bool | None,
        typer.Option(
            "--strict/--no-strict",
            help="Refuse metadata with wrong or unknown values, which are only reported otherwise.",
            show_default=False,
            hidden=True,
        ),
    ] = None
    site_blocks: Annotated[
        bool | None,
        typer.Option(
            "--site-blocks/--no-site-blocks",
            help="Mask the lines that the pages of a site (a folder) share at top and bottom, such as"
            " menus; learned in a second pass (default: as in the last ingest).",
            show_default=False,
            hidden=True,
        ),
    ] = None
    user_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder of your own files (default: as in the last ingest, else data/annotations).",
            hidden=True,
        ),
    ] = None
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The pipeline to build on: fast, accurate, or another of spaCy's.",
        ),
    ] = None
    lang: Annotated[
        str | None,
        typer.Option(metavar="en|sv", help="Language of the summary and messages.", hidden=True),
    ] = None
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=1,
            help="Processes (default: the cores, if there is enough to do).",
        ),
    ] = None
    max_seconds: Annotated[
        float | None,
        typer.Option(
            metavar="N",
            min=0,
            help="Processor time that one text may take before it is given up (default: 600; 0 sets"
            " no limit).",
            hidden=True,
        ),
    ] = None
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="A Dask scheduler, or «local»; polcorp[dask].", hidden=True
        ),
    ] = None
    parquet: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Write a Parquet data set, a folder or URL, in the corpus's place.",
            hidden=True,
        ),
    ] = None
    name: Annotated[
        str,
        typer.Option(
            metavar="DOC_ID", help="Name of the text from standard input (PATH «-»).", hidden=True
        ),
    ] = "stdin"
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Encoding of all texts (default: what each looks like).",
            hidden=True,
        ),
    ] = None
    lenient: Annotated[
        bool | None,
        typer.Option(
            "--lenient/--no-lenient",
            help="Replace what does not fit the encoding with \ufffd instead of refusing the text.",
            show_default=False,
            hidden=True,
        ),
    ] = None
    text_column: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Column with the texts of a table (default: text).", hidden=True
        ),
    ] = ""
    id_column: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Column with their names (default: doc_id, else row numbers).",
            hidden=True,
        ),
    ] = ""
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name each file when it has been read.")
    ] = False
    quiet: Quiet = False


@with_groups
def ingest(
    job: Job,
    place: Place,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files, folders, archives and tables of texts (default data/raw); - reads a text from"
            " standard input.",
        ),
    ] = None,
) -> None:
    """Read, analyse and store texts; unchanged files are skipped.

    Example: polcorp ingest data/raw
    """
    from polcorp.cli.ingest_summary import say_failures, summarise

    settings = load_settings()
    output = Output(lang=job.lang, quiet=job.quiet)
    language = output.language()  # a wrong language is told before the work, not after
    corpus = place.open()
    model = job.model or settings.model
    with progress_shown(quiet=job.quiet, verbose=job.verbose) as progress:
        report = corpus.ingest(
            paths or (),
            progress=progress,
            force=job.force,
            prune=job.prune,
            dry_run=job.dry_run,
            jobs=job.jobs,
            max_seconds=job.max_seconds,
            dask=job.dask,
            parquet=job.parquet,
            metadata=job.metadata or settings.metadata,
            path_pattern=job.path_pattern or settings.path_pattern or (),
            path_evidence=_first(job.path_evidence, settings.path_evidence, default=True),
            strict=_first(job.strict, settings.strict, default=False),
            site_blocks=_either(job.site_blocks, settings.site_blocks),
            user_dir=job.user_dir or settings.user_dir,
            name=job.name,
            encoding=job.encoding or settings.encoding or "",
            lenient=_first(job.lenient, settings.lenient, default=False),
            text_column=job.text_column,
            id_column=job.id_column,
            model=model,
        )
    for notice in report.notices:
        say(notice)
    if job.quiet:
        say_failures(report)
    else:
        summarise(report, language, job.parquet or place.corpus or chosen_corpus() or "")
        if model:
            say(printable(message("built_on", model=model)))
    if report.stopped:
        done = len(report.added) + len(report.updated)
        files = counted(done, "new or changed file")
        say(message("ingest_stopped", done, files=files))
        raise typer.Exit(STOPPED)
    if not report.ok:
        raise typer.Exit(1)


def _either(given: bool | None, setting: bool | None) -> bool | None:
    """Return what is *given*, else the *setting*."""
    return setting if given is None else given


def _first(*values: bool | None, default: bool) -> bool:
    """Return the first of *values* that is set."""
    return next((value for value in values if value is not None), default)
