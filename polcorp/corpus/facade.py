"""The corpus as a Python object: fill it, ask it, get data frames back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from polcorp.corpus.table_methods import TableMethods
from polcorp.errors import PolcorpError
from polcorp.ingest.options import IngestOptions, IngestReport, Options, Progress
from polcorp.store.connection import reading
from polcorp.store.parquet.storage import is_data_set
from polcorp.tables.answers import selected
from polcorp.tables.filters import ALWAYS
from polcorp.tables.frames import frame, missing_text
from polcorp.tables.known_values import find_document
from polcorp.tables.relations import FAILURES, RUNS, SITE_BLOCKS, WHOLE_TEXT
from polcorp.version import version

if TYPE_CHECKING:
    import pandas as pd


class Corpus(TableMethods):
    """A corpus file. Nothing is opened before it is needed, nothing stays open.

    What every table method takes, :class:`polcorp.corpus.table_methods.TableMethods` says.

    >>> from polcorp import Corpus
    >>> corpus = Corpus("data/polcorp.db")
    >>> report = corpus.ingest(["data/raw"])
    >>> len(corpus.demands(party="centern", contains="skola"))
    3
    """

    def ingest(
        self,
        paths: Sequence[str | Path] | str | Path = (),
        *,
        progress: Progress | None = None,
        **options: Unpack[IngestOptions],
    ) -> IngestReport:
        """Read, analyse and store the files under *paths* (default ``data/raw``).

        Args:
            paths: files and folders; folders are searched for texts and documents, to any depth.
            progress: called after each file with done, total and path.
            force: analyse unchanged files too.
            site_blocks: mask the lines that a site's pages share; default: as in the last ingest.
            prune: take documents out whose files are gone.
            metadata: a table of what is known of the documents, CSV or xlsx; default
                ``documents.csv`` or ``documents.xlsx`` in the user's folder.
            path_pattern: what the parts of paths mean: ``"{party}/{municipality}_{year}.txt"``;
                of several the first that fits counts.
            path_evidence: use parties, places and years in the names of folders and files where
                no pattern fits and the text says little.
            strict: refuse metadata with wrong or unknown values instead of reporting them.
            model: name or path of another spaCy pipeline to build on.
            user_dir: folder with your own files; default: the last one, else ``data/annotations``.
            dry_run: only report what would be done.
            jobs: processes; default: the cores, if there is enough to do. The result is the same.
            max_seconds: processor time that one text may take; default: 600; 0: no limit.
            dask: address of a Dask scheduler, or ``"local"`` for a cluster of this machine.
            parquet: folder or URL of a Parquet data set that is written in the place of this
                corpus; ``Corpus(parquet)`` reads it.
            name: doc_id of the text from standard input, which the path ``"-"`` stands for. A text
                that was read under this name before is replaced.
            encoding, lenient, text_column, id_column: how files become texts
                (:class:`polcorp.reading.how_to_read.HowToRead`).

        Raises:
            PolcorpError: a path, the metadata or the corpus cannot be used.

        >>> report = corpus.ingest("data/raw")
        >>> report.ok, len(report.unchanged)
        (True, 5)
        """
        asked = Options.asked(options)
        if asked.parquet is None and is_data_set(self.source):
            raise PolcorpError(f"{self.source} is no corpus file; --parquet writes data sets")
        named = [paths] if isinstance(paths, (str, Path)) else list(paths)
        from polcorp.ingest.ingest import ingest

        return ingest(Path(self.source), named, asked, progress)

    def runs(self) -> pd.DataFrame:
        """Return one row per ingest: when, with what, and what came of it.

        >>> corpus.runs()[["added", "failed"]].values.tolist()[0]
        [5, 0]
        """
        with reading(self.path) as connection:
            return frame(connection, RUNS.select(), {}, RUNS.columns)

    def made_with(self) -> dict[str, str]:
        """Return the version of polcorp, and the model and lexicons of the last ingest, if any.

        >>> corpus.made_with()["model"]
        'sv_polcorp'
        """
        last = self.runs().tail(1)
        used = {name: str(last[name].iloc[0]) for name in ("model", "lexicons") if len(last)}
        return {"polcorp": version(), **used}

    def failures(self) -> pd.DataFrame:
        """Return one row per file that an ingest could not read, with the reason.

        >>> len(corpus.failures())
        0
        """
        with reading(self.path) as connection:
            return frame(connection, FAILURES.select(), {}, FAILURES.columns)

    def site_blocks(self, *, limit: int | None = None) -> pd.DataFrame:
        """Return one row per line that a site puts around its pages, as ``site_blocks`` found it.

        >>> len(corpus.site_blocks())
        0
        """
        with reading(self.path) as connection:
            return selected(connection, SITE_BLOCKS, ALWAYS, limit)

    def text(self, doc: str) -> str:
        """Return the raw text of a document, given by its doc_id or the beginning of it.

        Raises:
            PolcorpError: no document is meant, or the store is damaged and has no text of it.

        >>> corpus.text("003")[:40]
        'Utöka den områdesbaserade socialtjänsten'
        """
        query = f"SELECT {WHOLE_TEXT} FROM document d WHERE d.doc_id = ?"
        with reading(self.path) as connection:
            doc_id = find_document(connection, doc)
            (text,) = connection.execute(query, (doc_id,)).fetchone()
            if text is None:
                raise missing_text(doc_id)
            return str(text)

    def sql(
        self, query: str, *, max_seconds: float = 300.0, max_rows: int = 1_000_000
    ) -> pd.DataFrame:
        """Run one reading SQL statement over the tables.

        It may take *max_seconds* and give *max_rows*; 0 is without limit.

        Raises:
            PolcorpError: the statement is wrong, wants to change something, or takes more than it may.

        >>> query = "SELECT party, count(*) AS n FROM demands GROUP BY party ORDER BY n DESC LIMIT 2"
        >>> corpus.sql(query).values.tolist()
        [['C', 34], ['L', 33]]
        """
        from polcorp.store.sql_query import Limits, run_query

        with reading(self.path) as connection:
            return run_query(connection, query, Limits(max_seconds, max_rows))

    def check(self) -> list[str]:
        """Return what is wrong with the corpus file, in words; nothing if it is whole.

        >>> corpus.check()
        []
        """
        from polcorp.store.check import problems

        with reading(self.path) as connection:
            return problems(connection)

    def totals(self) -> dict[str, int]:
        """Return the numbers of documents, words, sections, own demands, actors and mentions.

        >>> totals = corpus.totals()
        >>> totals["documents"], totals["words"], totals["demands"]
        (5, 6984, 88)
        """
        from polcorp.ingest.ingest import totals

        with reading(self.path) as connection:
            return totals(connection)
