"""``polcorp annotations import``: corrected annotations, back from other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli.command import Command, Group
from polcorp.cli.options import Messages, Place
from polcorp.cli.output import say
from polcorp.cli.parameters import with_groups
from polcorp.cli.setting_right import Corrections
from polcorp.cli.settings import load_settings
from polcorp.reports.annotations.table_import import ENDINGS
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    from polcorp.reports.annotations.corrections import Imported


@with_groups
def import_(
    place: Place,
    messages: Messages,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="The folder or JSON file of an annotation tool, or an exported table (xlsx, csv).",
        ),
    ],
    user_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The folder of your own files (default: as in the last ingest)."
        ),
    ] = None,
) -> None:
    """Take what you have corrected into corrections.jsonl; the next ingest uses it.

    Example: polcorp annotations import corrected
    """
    from polcorp.ingest.user_folder import files_of_corpus
    from polcorp.reports.annotations.corrections import import_annotations
    from polcorp.reports.annotations.files import read_annotations

    messages.check()
    corpus = place.open()
    if path.suffix.lower() in ENDINGS:
        _import_table(Corrections.of(corpus, user_dir), path, quiet=messages.quiet)
        return
    usual = load_settings().user_dir
    target = files_of_corpus(corpus.path, user_dir or usual).corrections
    done = import_annotations(corpus, read_annotations(path), target)
    for name in done.passed_over:
        say(message("only_names_and_demands", name=name))
    if not messages.quiet:
        is_usual = files_of_corpus(corpus.path, usual).corrections == target
        _tell_import(done, target, "" if is_usual else f" --user-dir {target.parent.as_posix()}")


def _import_table(corrections: Corrections, path: Path, *, quiet: bool) -> None:
    """Take what was changed in an exported table."""
    n = corrections.correct_table(path)
    if not quiet:
        say(message("rows_corrected", rows=counted(n, "row")))
        if n:
            say(corrections.use())


def _tell_import(done: Imported, target: Path, named: str) -> None:
    """Say how many documents are corrected, and which ingest will use that."""
    if done.corrected:
        documents = counted(len(done.corrected), "document", total=len(done.documents))
        say(message("corrected", documents=documents, path=target.as_posix(), named=named))
    else:
        say(message("none_differs", documents=counted(len(done.documents), "document")))


annotations_commands = typer.Typer(name="annotations", cls=Group, no_args_is_help=True)


annotations_commands.command("import", cls=Command)(import_)
