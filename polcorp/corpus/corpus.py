"""The corpus as a Python object: fill it, ask it, get data frames back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from polcorp.corpus import summaries
from polcorp.corpus.filters import (
    GROUPS,
    Condition,
    Filters,
    find_actor_type,
    find_document,
)
from polcorp.corpus.frames import frame
from polcorp.corpus.ingest import ingest, totals
from polcorp.corpus.options import IngestReport, Options, Progress
from polcorp.corpus.parquet.storage import is_data_set, is_url
from polcorp.corpus.relations import (
    CODES,
    DEMANDS,
    DOCUMENTS,
    FAILURES,
    LEAD_INS,
    MENTIONS,
    RUNS,
    SECTIONS,
    WHOLE_TEXT,
    Relation,
)
from polcorp.corpus.store import DEFAULT_CORPUS, reading
from polcorp.corpus.summaries import Summary
from polcorp.errors import PolcorpError, UnknownValueError

if TYPE_CHECKING:
    import pandas as pd


class Where(TypedDict, total=False):
    """The filters that every table takes; see :class:`polcorp.corpus.filters.Filters`."""

    party: str | None
    municipality: str | None
    since: str | None
    until: str | None
    doc_type: str | None
    doc: str | None
    actor: str | None
    theme: str | None
    contains: str | None


class Corpus:
    """A corpus file. Nothing is opened before it is needed, nothing stays open.

    Every table method takes the filters of :class:`Where`, and ``limit`` for the first rows only;
    ``frame.attrs["total"]`` then says how many there are in all. Values may be given as a person
    would («centern», «Linköpings kommun»); one that is not known raises
    :class:`polcorp.errors.UnknownValueError`.

    >>> from polcorp import Corpus
    >>> corpus = Corpus("data/polcorp.db")
    >>> report = corpus.ingest(["data/raw"])  # doctest: +SKIP
    >>> corpus.demands(party="centern", contains="skola")  # doctest: +SKIP
    """

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
        """
        if is_data_set(self.source):
            from polcorp.corpus.parquet.attach import attached

            return attached(self.source)
        return Path(self.source)

    def ingest(  # noqa: PLR0913  # options, all by name
        self,
        paths: Sequence[str | Path] | str | Path = (),
        *,
        progress: Progress | None = None,
        force: bool = False,
        prune: bool = False,
        metadata: str | Path | None = None,
        model: str | None = None,
        user_dir: str | Path | None = None,
        dry_run: bool = False,
        jobs: int | None = None,
        dask: str | None = None,
        parquet: str | Path | None = None,
    ) -> IngestReport:
        """Read, analyse and store the files under *paths* (default ``data/raw``).

        Args:
            paths: files and folders; folders are searched for ``.txt`` files.
            progress: called after each file with done, total and path.
            force: analyse unchanged files too.
            prune: take documents out whose files are gone.
            metadata: a table of what is known of the documents; default that of your own files.
            model: name or path of another spaCy pipeline to build on.
            user_dir: folder with your own files; default the one of the last ingest, else
                ``data/annotations``.
            dry_run: only report what would be done.
            jobs: processes; default: the cores, if there is enough to do. The result is the
                same, whatever their number.
            dask: address of a Dask scheduler that does the analysis, or ``"local"`` for a
                cluster of this machine.
            parquet: folder or URL of a Parquet data set that is written in the place of this
                corpus; ``Corpus(parquet)`` reads it.

        Raises:
            PolcorpError: a path, the metadata or the corpus cannot be used.
        """
        if parquet is None and is_data_set(self.source):
            raise PolcorpError(f"{self.source} is no corpus file; --parquet writes data sets")
        named = [paths] if isinstance(paths, (str, Path)) else list(paths)
        options = Options(
            force=force,
            prune=prune,
            metadata=Path(metadata) if metadata else None,
            model=model,
            user_dir=Path(user_dir) if user_dir else None,
            dry_run=dry_run,
            jobs=jobs,
            dask=dask,
            parquet=str(parquet) if parquet is not None else None,
        )
        return ingest(Path(self.source), named, options, progress)

    def documents(
        self, *, by: str | None = None, limit: int | None = None, **where: Unpack[Where]
    ) -> pd.DataFrame:
        """Return one row a document; what else the user gave of them stands in the last columns.

        With *by*, one row a group: n, share (of the documents), words, sentences.
        """
        with reading(self.path) as connection:
            filters = Filters(**where).resolve(connection)
            if by:
                chosen = filters.for_documents() & filters.for_rows(_AS_DOCUMENT)
                return _summary(
                    connection, summaries.documents_by(_group(by), chosen), chosen, limit
                )
            table = _rows(connection, DOCUMENTS, filters, limit)
            return _with_extra_metadata(connection, table)

    def sections(
        self,
        *,
        kind: str | None = None,
        by: str | None = None,
        limit: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row a section; *kind* is ``body`` or ``boilerplate``."""
        extra = _choice("kind", "x.kind", kind, ("body", "boilerplate"))
        return self._long(SECTIONS, where, extra, by, limit)

    def lead_ins(
        self, *, by: str | None = None, limit: int | None = None, **where: Unpack[Where]
    ) -> pd.DataFrame:
        """Return one row a lead-in, the words that introduce a list."""
        return self._long(LEAD_INS, where, Condition("", {}), by, limit)

    def demands(
        self,
        *,
        form: str | None = None,
        any_holder: bool = False,
        by: str | None = None,
        limit: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row a demand.

        Without *any_holder* only what the document's own party asks for; with it also what is
        told of others, and *party* then means who asks. *form* is ``bullet``, ``numbered``,
        ``prose`` or ``heading``.
        """
        extra = _choice("form", "x.form", form, ("bullet", "numbered", "prose", "heading"))
        if not any_holder:
            extra &= Condition("x.own", {})
        return self._long(DEMANDS, where, extra, by, limit, by_holder=any_holder)

    def actors(
        self,
        *,
        long: bool = False,
        actor_type: str | None = None,
        by: str | None = None,
        limit: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row an actor, or with *long* one row a mention.

        *per_1000* is mentions per 1,000 words of the documents that the filters choose, *parties*
        those in whose documents the actor is named, *demands* the own demands that name it;
        *asked*, *praised* and *criticised* are the mentions of which a text makes that. With
        *long*, *actor* is the name over the corpus and *canonical* that of the document.
        """
        with reading(self.path) as connection:
            extra = Condition("", {})
            if actor_type:
                kind = find_actor_type(connection, actor_type)
                extra = Condition("a.type = :actor_type", {"actor_type": kind})
            if long and not by:
                filters = Filters(**where).resolve(connection)
                return _rows(connection, MENTIONS, filters, limit, extra)
            return self._grouped(connection, "actors", MENTIONS, where, extra, by, limit)

    def themes(
        self,
        *,
        long: bool = False,
        by: str | None = None,
        limit: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row a theme, or with *long* one row a coded unit and theme.

        *words* are those of the sentences that have the theme, *share* their part of all words
        outside boilerplate; a sentence with two themes counts for both.
        """
        with reading(self.path) as connection:
            if long and not by:
                return _rows(connection, CODES, Filters(**where).resolve(connection), limit)
            nothing = Condition("", {})
            return self._grouped(connection, "themes", CODES, where, nothing, by, limit)

    def runs(self) -> pd.DataFrame:
        """Return one row an ingest: when, with what, and what came of it."""
        with reading(self.path) as connection:
            return frame(connection, RUNS.select(), {}, RUNS.columns)

    def failures(self) -> pd.DataFrame:
        """Return one row a file that an ingest could not read, with the reason."""
        with reading(self.path) as connection:
            return frame(connection, FAILURES.select(), {}, FAILURES.columns)

    def text(self, doc: str) -> str:
        """Return the raw text of a document, given by its doc_id or the beginning of it."""
        query = f"SELECT {WHOLE_TEXT} FROM document d WHERE d.doc_id = ?"
        with reading(self.path) as connection:
            doc_id = find_document(connection, doc)
            return str(connection.execute(query, (doc_id,)).fetchone()[0])

    def sql(self, query: str) -> pd.DataFrame:
        """Run one reading SQL statement over the tables.

        Raises:
            PolcorpError: the statement is wrong, or wants to change something.
        """
        from polcorp.corpus.sql_query import run_query

        with reading(self.path) as connection:
            return run_query(connection, query)

    def check(self) -> list[str]:
        """Return what is wrong with the corpus file, in words; nothing if it is whole."""
        from polcorp.corpus.check import problems

        with reading(self.path) as connection:
            return problems(connection)

    def totals(self) -> dict[str, int]:
        """Return the numbers of documents, words, sections, own demands, actors and mentions."""
        with reading(self.path) as connection:
            return totals(connection)

    def _long(
        self,
        relation: Relation,
        where: Where,
        extra: Condition,
        by: str | None,
        limit: int | None,
        *,
        by_holder: bool = False,
    ) -> pd.DataFrame:
        """Return rows of a long table, or how many each group has."""
        with reading(self.path) as connection:
            filters = Filters(**where).resolve(connection)
            documents = filters.for_documents()
            if by_holder:
                documents = filters.for_documents(without="party")
                if filters.party:
                    extra &= Condition("x.party = :party", {"party": filters.party})
            rows = filters.for_rows(relation) & extra
            if by:
                summary = summaries.counts(relation.source, _group(by), documents, rows)
                return _summary(connection, summary, documents & rows, limit)
            return _select(connection, relation, documents & rows, limit)

    def _grouped(
        self,
        connection: sqlite3.Connection,
        name: str,
        relation: Relation,
        where: Where,
        extra: Condition,
        by: str | None,
        limit: int | None,
    ) -> pd.DataFrame:
        filters = Filters(**where).resolve(connection)
        documents, rows = filters.for_documents(), filters.for_rows(relation) & extra
        summary = getattr(summaries, name)(documents, rows, _group(by) if by else None)
        return _summary(connection, summary, documents & rows, limit)


#: Documents as grouped: there the document is ``d`` and nothing else.
_AS_DOCUMENT = Relation(
    name="documents",
    source="document d",
    columns=(),
    text=DOCUMENTS.text,
    start="0",
    end="d.n_chars",
)


def _group(by: str) -> str:
    if by not in GROUPS:
        raise UnknownValueError("group", by, GROUPS)
    return by


def _choice(what: str, sql: str, value: str | None, known: Sequence[str]) -> Condition:
    """Return the condition that a column has *value*, which must be one of *known*."""
    if value is None:
        return Condition("", {})
    if value not in known:
        raise UnknownValueError(what, value, known)
    return Condition(f"{sql} = :choice", {"choice": value})


def _rows(
    connection: sqlite3.Connection,
    relation: Relation,
    filters: Filters,
    limit: int | None,
    extra: Condition | None = None,
) -> pd.DataFrame:
    condition = filters.for_documents() & filters.for_rows(relation)
    return _select(connection, relation, condition & extra if extra else condition, limit)


def _select(
    connection: sqlite3.Connection, relation: Relation, condition: Condition, limit: int | None
) -> pd.DataFrame:
    query = relation.select(condition.sql)
    table = frame(connection, query, condition.values, relation.columns, limit)
    total = len(table)
    if limit is not None and total >= limit:
        counting = relation.count(condition.sql)
        (total,) = connection.execute(counting, condition.values).fetchone()
    table.attrs["total"] = total
    return table


def _summary(
    connection: sqlite3.Connection, summary: Summary, condition: Condition, limit: int | None
) -> pd.DataFrame:
    table = frame(connection, summary.sql, condition.values, summary.columns)
    total = len(table)
    if limit is not None:
        table = table.head(limit)
    table.attrs["total"] = total
    return table


def _with_extra_metadata(connection: sqlite3.Connection, table: pd.DataFrame) -> pd.DataFrame:
    """Add a column for each further name of the metadata table, as the user wrote it."""
    query = (
        "SELECT d.doc_id, m.name, m.value FROM extra m JOIN document d ON d.id = m.document"
        " ORDER BY m.name, d.doc_id"
    )
    by_name: dict[str, dict[str, Any]] = {}
    for doc_id, name, value in connection.execute(query):
        by_name.setdefault(name, {})[doc_id] = value
    for name, values in by_name.items():
        column = name if name not in table else f"given_{name}"
        table[column] = table["doc_id"].map(values).astype("string")
    return table
