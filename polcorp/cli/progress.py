"""How far an ingest has come, shown while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from polcorp.cli.output import say
from polcorp.reports.clean import printable
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    from polcorp.ingest.options import Progress


@contextmanager
def progress_shown(*, quiet: bool, verbose: bool = False) -> Iterator[Progress | None]:
    """Show how far the work has come, on standard error: a line per file, or a bar on a terminal.

    *quiet* goes before *verbose*, which asks for the lines.
    """
    if quiet or not (verbose or sys.stderr.isatty()):
        yield None
    elif verbose:
        yield lambda done, total, path: say(printable(f"{done}/{total} {path}"))
    else:
        with _bar() as advance:
            yield advance


@contextmanager
def _bar() -> Iterator[Progress]:
    """Show a bar, which is gone when the work is done."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(message("loading"), total=None)

        def advance(done: int, total: int, path: str) -> None:
            shown = printable(path)
            bar.update(task, completed=done, total=total, description=shown[-40:])

        yield advance
