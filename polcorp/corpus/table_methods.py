"""The tables of a corpus as data frames, each with its filters and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from polcorp.corpus.corpus_file import CorpusFile
from polcorp.errors import UnknownValueError
from polcorp.store.connection import reading
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
from polcorp.tables.groups import find_group
from polcorp.tables.known_values import Values
from polcorp.tables.relations import (
    CODES,
    DEMANDS,
    DOCUMENTS,
    LEAD_INS,
    MENTIONS,
    SECTIONS,
    Relation,
)
from polcorp.tables.summaries import Ask
from polcorp.vocabulary.values import DEMAND_FORMS, SECTION_KINDS

if TYPE_CHECKING:
    import pandas as pd


class TableMethods(CorpusFile):
    """The methods that return a table.

    Each takes the filters of :class:`Where`: values of one filter are alternatives,
    all filters must hold, and «none» asks for rows without a value. ``limit`` gives the first rows
    only, and with ``by`` (one of :data:`polcorp.tables.groups.GROUPS` or a column of yours)
    ``top`` the first rows of each group. ``frame.attrs["total"]`` says how many rows there are in
    all, ``frame.attrs["notes"]`` what a reader must know of them. Values may be given as a person
    would («centern», «Linköpings kommun»); one that is not known raises
    :class:`polcorp.errors.UnknownValueError`. What every figure means is defined in
    :mod:`polcorp.tables.measures`.
    """

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

        >>> corpus.documents(party="C")["municipality"].tolist()
        ['Linköping']
        >>> corpus.documents(by="party").set_index("party")["words"].to_dict()
        {'C': 2721, 'L': 2259, 'M': 545, 'MP': 322, 'S': 1137}
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
        """Return one row per section; *kind* is ``body`` or ``boilerplate``.

        >>> corpus.sections(party="M", kind="body")["title"].tolist()[1:]
        ['Förslaget', 'Media', 'Länk till PM']
        """
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
        """Return one row per lead-in, the words that introduce a list.

        >>> corpus.lead_ins(party="S", limit=1)["text"].tolist()
        ['Socialdemokraterna vill att:']
        """
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

        >>> table = corpus.demands(party="centern", theme="skola", form="bullet")
        >>> table["text"].tolist()[-1]
        'förstärka samverkan mellan skolan och hälso- och sjukvården'
        >>> corpus.demands(by="party").set_index("party")["n"].to_dict()
        {'C': 34, 'L': 33, 'M': 0, 'MP': 3, 'S': 18}
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

        >>> corpus.actors(party="C", actor_type="PROGRAMME")["canonical"].tolist()
        ['BID', 'Falkenbergsmodellen', 'Skolfam']
        >>> corpus.actors(long=True, actor="Skolfam")["start"].tolist()
        [7686, 7906, 9641]
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

        >>> corpus.themes(limit=2)[["theme", "demands"]].values.tolist()
        [['socialtjanst', 26], ['barn_unga', 15]]
        >>> corpus.themes(by="party", top=1).set_index("party")["theme"].to_dict()["S"]
        'arbete'
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

        >>> hits = corpus.kwic("lemma:vilja pos:VERB", party="S", context=3)
        >>> hits[["left", "text", "right"]].values.tolist()[0]
        ['de företag som ', 'vill utföra', ' tjänster, hårdare uppföljning']
        >>> corpus.kwic("skol*", by="party").set_index("party")["hits"].to_dict()
        {'C': 18, 'L': 6, 'M': 2, 'MP': 0, 'S': 3}
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

        >>> corpus.uncounted("boilerplate_mentions")["actor"].unique().tolist()
        ['Centerpartiet']
        """
        views = {relation.rest: relation for relation in (DEMANDS, MENTIONS, CODES)}
        if table not in views:
            raise UnknownValueError("table", table, views)
        relation = views[table]
        with reading(self.path) as connection:
            filters = Filters.resolve(connection, where)
            rows = filters.of(relation) & Condition(f"NOT ({relation.counted})")
            return noted(connection, selected(connection, relation, rows, limit), filters, None)

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
