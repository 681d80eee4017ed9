"""How far an ingest has come, shown while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    from polcorp.ingest.options import Progress


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
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
        task = bar.add_task(message("loading"), total=None)

        def advance(done: int, total: int, path: str) -> None:
            shown = printable(path)
            bar.update(task, completed=done, total=total, description=shown[-40:])

        yield advance
