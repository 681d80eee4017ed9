"""The command that fills the corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from polcorp.cli.options import Output, Place
from polcorp.cli.output import say
from polcorp.cli.parameters import with_groups
from polcorp.cli.settings import load_settings

if TYPE_CHECKING:
    from polcorp.corpus.ingest import IngestReport, Progress
    from polcorp.reports.labels import Language


#: The exit code after Ctrl-C, as in :mod:`polcorp.cli.app`, which says no more about it.
STOPPED = 130


@dataclass(frozen=True)
class Job:
    """How the texts are to be read."""

    force: Annotated[bool, typer.Option("--force", help="Analyse unchanged files too.")] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False
    prune: Annotated[
        bool, typer.Option("--prune", help="Take documents out whose files are gone.")
    ] = False
    metadata: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What you know of the documents (default: documents.csv among your own files).",
        ),
    ] = None
    user_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder of your own files (default: as in the last ingest, else data/annotations).",
        ),
    ] = None
    model: Annotated[str | None, typer.Option(help="Another spaCy pipeline to build on.")] = None
    lang: Annotated[str | None, typer.Option(metavar="en|sv", help="Language of the summary.")] = (
        None
    )
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
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler, or «local»; polcorp[dask]."),
    ] = None
    parquet: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Write a Parquet data set, a folder or URL, in the corpus's place."
        ),
    ] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")] = False


@with_groups
def ingest(
    job: Job,
    place: Place,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders (default data/raw)."),
    ] = None,
) -> None:
    """Read, analyse and store texts; unchanged files are passed over.

    Example: polcorp ingest data/raw
    """
    settings = load_settings()
    output = Output(lang=job.lang, quiet=job.quiet)
    language = output.language()  # a wrong language is told before the work, not after
    corpus = place.open()
    with _progress_bar(quiet=job.quiet) as progress:
        report = corpus.ingest(
            paths or (),
            progress=progress,
            force=job.force,
            prune=job.prune,
            dry_run=job.dry_run,
            jobs=job.jobs,
            dask=job.dask,
            parquet=job.parquet,
            metadata=job.metadata or settings.metadata,
            user_dir=job.user_dir or settings.user_dir,
            model=job.model,
        )
    for notice in report.notices:
        say(notice)
    if job.quiet:
        for failure in report.failures:
            say(f"{failure.path}: {failure.reason}")
    else:
        _summarise(report, language)
    if report.stopped:
        done = len(report.added) + len(report.updated)
        say(f"stopped; {done} new or changed files are stored, the next ingest does the rest")
        raise typer.Exit(STOPPED)
    if not report.ok:
        raise typer.Exit(1)


@contextmanager
def _progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show how far the work has come, on standard error if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from polcorp.reports.clean import printable

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("loading the pipeline", total=None)

        def advance(done: int, total: int, path: str) -> None:
            shown = printable(path)
            bar.update(task, completed=done, total=total, description=shown[-40:])

        yield advance


def _summarise(report: IngestReport, language: Language) -> None:
    import pandas as pd

    from polcorp.reports.tables import print_table

    words = _WORDS[language]
    rows: list[tuple[str, int]] = [
        (words[name], len(getattr(report, name)))
        for name in _COUNTS
        if getattr(report, name) or name in ("added", "unchanged", "failures")
    ]
    rows.extend((words[name], report.totals[name]) for name in _TOTALS if name in report.totals)
    table = pd.DataFrame(rows, columns=[words["what"], words["n"]])
    print_table("summary", table, sys.stdout, language)
    if report.failures:
        failures: list[Any] = [(failure.path, failure.reason) for failure in report.failures]
        shown = pd.DataFrame(failures, columns=["path", "reason"])
        sys.stdout.write("\n")
        print_table("failures", shown, sys.stdout, language)
    sys.stdout.flush()
    if report.dry_run:
        say("nothing was done: this is what an ingest without --dry-run would do")
    for path in report.missing:
        say(f"{path} is in the corpus but not on the disk; --prune takes it out")
    for key in report.unmatched_metadata:
        say(f"the metadata have a row about «{key}», which is none of the files")


_COUNTS = (
    "added",
    "updated",
    "unchanged",
    "moved",
    "duplicates",
    "missing",
    "pruned",
    "failures",
)
_TOTALS = ("documents", "words", "sections", "demands", "actors")
_WORDS = {
    "en": {
        "what": "",
        "n": "n",
        "added": "new files",
        "updated": "changed files",
        "unchanged": "skipped (unchanged)",
        "moved": "moved or renamed",
        "duplicates": "with the text of another file",
        "missing": "in the corpus, but gone",
        "pruned": "taken out",
        "failures": "failed",
        "documents": "documents in the corpus",
        "words": "words",
        "sections": "sections",
        "demands": "demands",
        "actors": "actors",
    },
    "sv": {
        "what": "",
        "n": "antal",
        "added": "nya filer",
        "updated": "ändrade filer",
        "unchanged": "överhoppade (oförändrade)",
        "moved": "flyttade eller omdöpta",
        "duplicates": "med samma text som en annan fil",
        "missing": "i korpusen, men borta",
        "pruned": "uttagna",
        "failures": "misslyckade",
        "documents": "dokument i korpusen",
        "words": "ord",
        "sections": "avsnitt",
        "demands": "krav",
        "actors": "aktörer",
    },
}
