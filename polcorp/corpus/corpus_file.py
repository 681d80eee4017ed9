"""Which corpus: a file, or a data set of Parquet that is read as one."""

from __future__ import annotations

from pathlib import Path

from polcorp.store.connection import DEFAULT_CORPUS
from polcorp.store.parquet.storage import is_data_set, is_url


class CorpusFile:
    """A corpus file. Nothing is opened before it is needed, nothing stays open."""

    def __init__(self, path: str | Path = DEFAULT_CORPUS) -> None:
        """Use the corpus at *path*, which :meth:`ingest` makes if it is not there.

        *path* may also be the folder or URL of a Parquet data set, for reading.
        """
        self.source = path if isinstance(path, str) and is_url(path) else Path(path).as_posix()

    def __repr__(self) -> str:
        return f"Corpus({self.source!r})"

    @property
    def path(self) -> Path:
        """Return the corpus file; that of a data set is in the cache, and brought up to date.

        Raises:
            PolcorpError: the data set cannot be read.

        >>> corpus.path.name
        'polcorp.db'
        """
        if is_data_set(self.source):
            from polcorp.store.parquet.attach import attached

            return attached(self.source)
        return Path(self.source)
