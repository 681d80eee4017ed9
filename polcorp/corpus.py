"""The corpus as a Python object: fill it, ask it, get data frames back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.ingest.options import IngestOptions, IngestReport, Options, Progress
from polcorp.store.connection import DEFAULT_CORPUS, reading
from polcorp.store.parquet.storage import is_data_set, is_url
from polcorp.tables import summaries
from polcorp.tables.answers import (
    AS_DOCUMENT,
    counted,
    grouped,
    noted,
    selected,
    summarised,
    with_own_columns,
)
from polcorp.tables.filters import ALWAYS, Condition, Filters, Where, find_actor_types, one_of_known
from polcorp.tables.frames import frame, missing_text
from polcorp.tables.groups import find_group
from polcorp.tables.known_values import Values, find_document
from polcorp.tables.relations import (
    CODES,
    DEMANDS,
    DOCUMENTS,
    FAILURES,
    LEAD_INS,
    MENTIONS,
    RUNS,
    SECTIONS,
    SITE_BLOCKS,
    WHOLE_TEXT,
    Relation,
)
from polcorp.tables.summaries import Ask
from polcorp.version import version
from polcorp.vocabulary.values import DEMAND_FORMS, SECTION_KINDS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corpus", "Where"]


class Corpus:
    """A corpus file. Nothing is opened before it is needed, nothing stays open.

    Every table method takes the filters of :class:`Where`: values of one filter are alternatives,
    all filters must hold, and «none» asks for rows without a value. ``limit`` gives the first rows
    only, and with ``by`` (one of :data:`polcorp.tables.groups.GROUPS` or a column of yours)
    ``top`` the first rows of each group. ``frame.attrs["total"]`` says how many rows there are in
    all, ``frame.attrs["notes"]`` what a reader must know of them. Values may be given as a person
    would («centern», «Linköpings kommun»); one that is not known raises
    :class:`polcorp.errors.UnknownValueError`. What every figure means is defined in
    :mod:`polcorp.tables.measures`.

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
            from polcorp.store.parquet.attach import attached

            return attached(self.source)
        return Path(self.source)

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
        """
        asked = Options.asked(options)
        if asked.parquet is None and is_data_set(self.source):
            raise PolcorpError(f"{self.source} is no corpus file; --parquet writes data sets")
        named = [paths] if isinstance(paths, (str, Path)) else list(paths)
        from polcorp.ingest.ingest import ingest

        return ingest(Path(self.source), named, asked, progress)

    def documents(
        self,
        *,
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per document; what else the user gave of them is in the last columns.

        With *by*, one row per group: n, share (of the documents), words, sentences.
        """
        with reading(self.path) as connection:
            filters = Filters.resolve(connection, where)
            if by:
                group = find_group(connection, by, joint=filters.joint)
                chosen = filters.for_documents() & filters.for_rows(AS_DOCUMENT)
                ask = Ask(documents=chosen, group=group, only=filters.groups_shown(by))
                summary = summaries.documents_by(ask)
                return noted(
                    connection, summarised(connection, summary, limit, top), filters, group
                )
            table = selected(connection, DOCUMENTS, filters.of(DOCUMENTS), limit)
            return noted(connection, with_own_columns(connection, table), filters, None)

    def sections(
        self,
        *,
        kind: Values = None,
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per section; *kind* is ``body`` or ``boilerplate``."""
        chosen = one_of_known("kind", "x.kind", kind, tuple(SECTION_KINDS))
        return self._long(SECTIONS, where, chosen, by, limit, top)

    def lead_ins(
        self,
        *,
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per lead-in, the words that introduce a list."""
        return self._long(LEAD_INS, where, ALWAYS, by, limit, top)

    def demands(
        self,
        *,
        form: Values = None,
        any_holder: bool = False,
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per demand.

        A demand counts where its *party* asks for it itself: a page's own party, or nobody known
        where it is not known who speaks. *any_holder* adds what a page says that others want, and
        the demands of newspapers, authorities, associations (``own`` is False). *form* is
        ``bullet``, ``numbered``, ``prose`` or ``heading``.
        """
        chosen = one_of_known("form", "x.form", form, tuple(DEMAND_FORMS))
        return self._long(DEMANDS, where, chosen, by, limit, top, every_row=any_holder)

    def actors(
        self,
        *,
        long: bool = False,
        actor_type: Values = None,
        boilerplate: bool = False,
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per actor, or with *long* one row per mention.

        *per_1000* is mentions per 1,000 words of the documents that the filters choose, *parties*
        those that name the actor, *demands* the demands that name it; *asked*, *praised* and
        *criticised* are the mentions of which a text makes that. With *long*, *actor* is the name
        over the corpus and *canonical* that of the document, and *boilerplate* adds the mentions
        in text of the web page, which no figure counts.
        """
        with reading(self.path) as connection:
            filters = Filters.resolve(connection, where)
            types = find_actor_types(connection, actor_type)
            if long and not by:
                rows = filters.of(MENTIONS) & types & counted(MENTIONS, every_row=boilerplate)
                table = selected(connection, MENTIONS, rows, limit)
                return noted(connection, table, filters, None)
            return grouped(connection, MENTIONS, filters, types, by, limit, top)

    def themes(
        self,
        *,
        long: bool = False,
        any_holder: bool = False,
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per theme, or with *long* one row per coded unit and theme.

        *demands* have the theme at any rank, *demands_main* as their main theme. *words* are those
        of the sentences that have the theme, *share* their part of all words outside boilerplate;
        a sentence with two themes counts for both. With *long*, *any_holder* adds the codes of
        demands that do not count.
        """
        with reading(self.path) as connection:
            filters = Filters.resolve(connection, where)
            if long and not by:
                rows = filters.of(CODES) & counted(CODES, every_row=any_holder)
                return noted(connection, selected(connection, CODES, rows, limit), filters, None)
            return grouped(connection, CODES, filters, ALWAYS, by, limit, top)

    def kwic(
        self,
        pattern: str,
        *,
        context: int = 8,
        within: str = "document",
        plain: bool = False,
        sort: str = "document",
        by: str | None = None,
        limit: int | None = None,
        top: int | None = None,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return one row per hit: document, offsets, words to the left, hit, words to the right.

        The *pattern* is explained by :func:`polcorp.search.query_syntax.parse`. *context* words
        are shown on each side; *within* ``sentence`` none beyond the sentence. With *plain*
        letters are compared without their marks: «Malmo» finds Malmö. *sort* is ``document``,
        ``left`` or ``right``. The filters choose documents; *actor*, *theme* and *contains* choose
        sentences and demands in them. ``frame.attrs["documents"]`` says how many documents have
        hits, the first note how many there are per 1,000 words. With a *limit*, counting stops at
        ten thousand hits (``frame.attrs["more"]``), unless they are sorted by their neighbours.

        With *by*, one row per group: *hits* outside boilerplate, *documents* that have one, *words*
        of all documents of the group, and hits *per_1000* of these.

        Raises:
            PolcorpError: the pattern is not understood, something in it or in the filters is not
                known, the corpus has no parts of speech, or too much would have to be read.
        """
        from polcorp.search.concordance import Search, concordance, hits_by

        search = Search(pattern, context, within, plain, sort, limit)
        if by:
            return hits_by(self.path, search, by, top, where)
        return concordance(self.path, search, where)

    def uncounted(
        self, table: str, *, limit: int | None = None, **where: Unpack[Where]
    ) -> pd.DataFrame:
        """Return the rows that no table and no figure counts, as in the view of their name.

        *table* is ``other_demands`` (what others want), ``boilerplate_mentions`` or
        ``other_codes``.

        Raises:
            UnknownValueError: there is no such view.
        """
        views = {relation.rest: relation for relation in (DEMANDS, MENTIONS, CODES)}
        if table not in views:
            raise UnknownValueError("table", table, views)
        relation = views[table]
        with reading(self.path) as connection:
            filters = Filters.resolve(connection, where)
            rows = filters.of(relation) & Condition(f"NOT ({relation.counted})")
            return noted(connection, selected(connection, relation, rows, limit), filters, None)

    def runs(self) -> pd.DataFrame:
        """Return one row per ingest: when, with what, and what came of it."""
        with reading(self.path) as connection:
            return frame(connection, RUNS.select(), {}, RUNS.columns)

    def made_with(self) -> dict[str, str]:
        """Return the version of polcorp, and the model and lexicons of the last ingest, if any."""
        last = self.runs().tail(1)
        used = {name: str(last[name].iloc[0]) for name in ("model", "lexicons") if len(last)}
        return {"polcorp": version(), **used}

    def failures(self) -> pd.DataFrame:
        """Return one row per file that an ingest could not read, with the reason."""
        with reading(self.path) as connection:
            return frame(connection, FAILURES.select(), {}, FAILURES.columns)

    def site_blocks(self, *, limit: int | None = None) -> pd.DataFrame:
        """Return one row per line that a site puts around its pages, as ``site_blocks`` found it."""
        with reading(self.path) as connection:
            return selected(connection, SITE_BLOCKS, ALWAYS, limit)

    def text(self, doc: str) -> str:
        """Return the raw text of a document, given by its doc_id or the beginning of it.

        Raises:
            PolcorpError: no document is meant, or the store is damaged and has no text of it.
        """
        query = f"SELECT {WHOLE_TEXT} FROM document d WHERE d.doc_id = ?"
        with reading(self.path) as connection:
            doc_id = find_document(connection, doc)
            (text,) = connection.execute(query, (doc_id,)).fetchone()
            if text is None:
                raise missing_text(doc_id)
            return str(text)

    def sql(self, query: str) -> pd.DataFrame:
        """Run one reading SQL statement over the tables.

        Raises:
            PolcorpError: the statement is wrong, or wants to change something.
        """
        from polcorp.store.sql_query import run_query

        with reading(self.path) as connection:
            return run_query(connection, query)

    def check(self) -> list[str]:
        """Return what is wrong with the corpus file, in words; nothing if it is whole."""
        from polcorp.store.check import problems

        with reading(self.path) as connection:
            return problems(connection)

    def totals(self) -> dict[str, int]:
        """Return the numbers of documents, words, sections, own demands, actors and mentions."""
        from polcorp.ingest.ingest import totals

        with reading(self.path) as connection:
            return totals(connection)

    def _long(
        self,
        relation: Relation,
        where: Where,
        chosen: Condition,
        by: str | None,
        limit: int | None,
        top: int | None,
        *,
        every_row: bool = False,
    ) -> pd.DataFrame:
        """Return rows of a long table, or how many each group has."""
        with reading(self.path) as connection:
            filters = Filters.resolve(connection, where)
            rows = filters.of(relation) & chosen & counted(relation, every_row=every_row)
            if not by:
                return noted(connection, selected(connection, relation, rows, limit), filters, None)
            group = find_group(connection, by, joint=filters.joint)
            ask = Ask(
                documents=filters.for_documents(),
                rows=rows,
                group=group,
                only=filters.groups_shown(by),
            )
            table = summarised(connection, summaries.counts(relation, ask), limit, top)
            return noted(connection, table, filters, group)
