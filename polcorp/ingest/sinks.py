"""Where a worker stores the rows that it makes, if it is to store them itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from polcorp.ingest.jobs import Outcome
from polcorp.store.parquet.data_set import DataSet
from polcorp.store.parquet.storage import StorageError, open_storage
from polcorp.store.parquet.tables import Stored, sizes


def sink_for(place: str, run: int) -> Callable[[list[Outcome]], list[Outcome]]:
    """Return what stores the rows of a batch as a part of the data set at *place*."""
    data_set = DataSet(open_storage(place))

    def sink(outcomes: list[Outcome]) -> list[Outcome]:
        documents = [Stored(found.rows, run) for found in outcomes if found.rows is not None]
        if not documents:
            return outcomes
        try:
            part = data_set.commit(documents)
        except (
            OSError,
            StorageError,
        ) as error:  # the driver ends the ingest: nothing can be written
            told = error.strerror if isinstance(error, OSError) else None
            reason = told or " ".join(str(error).split()).removeprefix(f"{place}: ")
            return [Outcome(found.path, reason=reason, fatal=True) for found in outcomes]
        return [
            replace(found, rows=None, part=part, sizes=sizes(found.rows)) if found.rows else found
            for found in outcomes
        ]

    return sink
