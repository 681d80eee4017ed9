"""The short tables: counts of actors, themes, demands and the rest, for all or by group.

What the figures mean is defined in :mod:`polcorp.tables.measures`. Every row is in one group, so that
groups add up to the whole, unless the parties of joint texts are asked for (``Group.joint``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from polcorp.swedish.order import swedish_sql
from polcorp.tables.filters import ALWAYS, Condition
from polcorp.tables.groups import Group
from polcorp.tables.measures import (
    BODY_SENTENCES,
    BOILERPLATE_WORDS,
    DEMANDS,
    DEMANDS_MAIN,
    DOCUMENTS,
    IS_COUNTED,
    MENTIONS,
    SENTENCES,
    STANCE_COUNTS,
    SUMMARIES,
    THEME_WORDS,
    WORDS,
    Measure,
    rate,
    share,
)
from polcorp.tables.relations import CODES as CODE_ROWS
from polcorp.tables.relations import MENTIONS as MENTION_ROWS
from polcorp.tables.relations import NO_COPY, SEPARATOR, Column, Relation
from polcorp.vocabulary.columns import entry
from polcorp.vocabulary.values import STANCES


@dataclass(frozen=True)
class Summary:
    """A query with the columns that it gives and the values that it names."""

    sql: str
    columns: tuple[Column, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Ask:
    """What is to be counted.

    Args:
        documents: which documents ``d`` make the whole.
        every: which rows make the whole: those of the chosen parties in the chosen documents.
        rows: which of these are counted.
        group: what both are grouped by.
        only: which groups are shown, as a condition on ``g``.
    """

    documents: Condition = ALWAYS
    every: Condition = ALWAYS
    rows: Condition = ALWAYS
    group: Group | None = None
    only: Condition = ALWAYS

    @property
    def values(self) -> dict[str, str]:
        """Return all values that the conditions name."""
        named = self.documents & self.every & self.rows & self.only
        return {**named.values, **(self.group.values if self.group else {})}


#: The mentions and codes with only what is needed to count them. All rows are read: document by document,
#: which «CROSS JOIN» tells SQLite, what belongs together lies together.
_MENTION_SOURCE = (
    "document d CROSS JOIN mention_row x ON x.document = d.id JOIN actor a ON a.id = x.actor"
    " JOIN section s ON s.document = x.document AND s.n = x.section"
    " LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand"
)
_CODE_SOURCE = (
    "document d CROSS JOIN code x ON x.document = d.id JOIN theme h ON h.id = x.theme"
    " LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand"
)
#: The key of an actor over the corpus, under whatever name documents have it.
_ONE_ACTOR = "coalesce(a.main, a.id)"


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, entry(name).kind, name) for name in names)


def _measured(table: str) -> dict[str, Column]:
    """Return the columns of figures of the summary *table* by name."""
    return {item.column: Column(item.column, item.kind, item.column) for item in SUMMARIES[table]}


def _group_column(group: Group, table: str) -> Column:
    """Return the column of groups: ``group_n`` for the user's own ``n``, which *table* has too."""
    taken = {*_measured(table), *_DESCRIBED.get(table, ())}
    name = f"group_{group.name}" if group.name in taken else group.name
    return Column(name, "text", name)


#: The columns of summaries that are no figures, beside that of groups.
_DESCRIBED = {
    "actors --by": ("canonical", "type", "wikidata"),
    "themes --by": ("theme", "name", "name_en", "cap", "marpor_nearest"),
}


def _where(*conditions: Condition) -> str:
    joined = ALWAYS
    for condition in conditions:
        joined &= condition
    return f"WHERE {joined.sql}" if joined.sql else ""


def _as(*measures: Measure) -> str:
    return ", ".join(f"{item.sql} AS {item.column}" for item in measures)


def _whole(ask: Ask) -> str:
    """Return the CTE ``whole``: what there is of each group of documents."""
    group, join = ask.group.of_document() if ask.group else ("NULL", "")
    return f"""whole AS (
  SELECT {group} AS g, count(*) AS documents, sum({WORDS}) AS words,
    sum({BOILERPLATE_WORDS}) AS boilerplate_words, sum({BODY_SENTENCES}) AS sentences
  FROM document d {join} {_where(ask.documents)} GROUP BY 1
)"""


def _row_group(ask: Ask, relation: Relation) -> tuple[str, str]:
    return ask.group.of_row(relation) if ask.group else ("NULL", "")


def _by_group(ask: Ask, *others: str) -> str:
    """Return the order of rows: groups as in a Swedish dictionary, then *others*."""
    order = (f"t.g IS NULL, {swedish_sql('t.g')}, t.g",) if ask.group else ()
    return ", ".join((*order, *others))


def _parties(relation: Relation) -> str:
    """Return the aggregate that gathers the parties of rows, each once, as a list in JSON."""
    return (
        f"json_group_array(DISTINCT {relation.party}) FILTER (WHERE {relation.party} IS NOT NULL)"
        " AS parties"
    )


#: The parties that ``t`` has gathered, in one cell.
_PARTIES = (
    f"(SELECT group_concat(value, '{SEPARATOR}') FROM (SELECT value FROM json_each(t.parties)"
    f" ORDER BY {swedish_sql('value')}, value))"
)


def actors(ask: Ask) -> Summary:
    """Return the summary of actors: one row per actor, or per actor of a group."""
    group, join = _row_group(ask, MENTION_ROWS)
    counted = Condition(IS_COUNTED["mentions"], {})
    conditions = _where(ask.rows, counted)
    measured = _measured("actors --by" if ask.group else "actors")
    stances = [measured[name] for name in STANCES]
    names = _columns("canonical", "type")
    ending = (measured["demands"], *_columns("wikidata"), *stances)
    shown = f"a.canonical, a.type, t.mentions, {rate('t.mentions', 'whole.words')}, t.documents"
    also = ", ".join(("t.demands", "a.wikidata", *(f"t.{name}" for name in STANCES)))
    if ask.group:
        columns = (
            _group_column(ask.group, "actors --by"),
            *names,
            *(measured[name] for name in ("n", "per_1000", "documents", "share")),
            *ending,
        )
        shown = f"t.g, {shown}, {share('t.mentions', 'every.n')}, {also}"
        order = _by_group(ask, "t.mentions DESC", swedish_sql("a.canonical"), "a.canonical")
        parties = ""
        last, last_join = (
            f", every AS (SELECT {group} AS g, count(*) AS n FROM {_MENTION_SOURCE} {join}"
            f" {_where(ask.every, counted)} GROUP BY 1)",
            "JOIN every ON every.g IS t.g",
        )
    else:
        columns = (
            *names,
            *(measured[name] for name in ("mentions", "per_1000", "documents")),
            *_columns("parties"),
            *ending,
        )
        shown = f"{shown}, {_PARTIES}, {also}"
        order = (
            f"t.mentions DESC, t.documents DESC, {swedish_sql('a.canonical')}, a.canonical, a.type"
        )
        parties, last, last_join = f", {_parties(MENTION_ROWS)}", "", ""
    sql = f"""WITH {_whole(ask)}, t AS (
  SELECT {group} AS g, {_ONE_ACTOR} AS actor, {_as(MENTIONS, DOCUMENTS, DEMANDS, *STANCE_COUNTS)}{parties}
  FROM {_MENTION_SOURCE} {join} {conditions} GROUP BY 1, 2
){last}
SELECT {shown} FROM t JOIN actor a ON a.id = t.actor LEFT JOIN whole ON whole.g IS t.g {last_join}
{_shown_groups(ask)} ORDER BY {order}"""
    return Summary(sql, columns, ask.values)


def _shown_groups(ask: Ask) -> str:
    return f"WHERE {ask.only.sql}" if ask.only.sql else ""


def themes(ask: Ask) -> Summary:
    """Return the summary of themes: one row per theme, or per theme of a group."""
    group, join = _row_group(ask, CODE_ROWS)
    conditions = _where(ask.rows, Condition(IS_COUNTED["codes"], {}))
    measured = _measured("themes --by" if ask.group else "themes")
    columns = (
        *((_group_column(ask.group, "themes --by"),) if ask.group else ()),
        *_columns("theme", "name", "cap", "marpor_nearest"),
        *(measured[name] for name in ("demands", "sentences", "words", "share", "documents")),
        *(() if ask.group else _columns("parties")),
        measured["demands_main"],
        *_columns("name_en"),
    )
    shown = ", ".join(
        (
            *(("t.g",) if ask.group else ()),
            "h.code, h.name, nullif(h.cap, ''), nullif(h.marpor, '')",
            f"t.demands, t.sentences, t.words, {share('t.words', 'whole.words')}, t.documents",
            *(() if ask.group else (_PARTIES,)),
            "t.demands_main",
            "nullif(h.name_en, '')",
        )
    )
    parties = "" if ask.group else f", {_parties(CODE_ROWS)}"
    order = _by_group(ask, "t.words DESC", "t.demands DESC", "h.code")
    sql = f"""WITH {_whole(ask)}, t AS (
  SELECT {group} AS g, x.theme AS theme,
    {_as(DEMANDS, DEMANDS_MAIN, SENTENCES, THEME_WORDS, DOCUMENTS)}{parties}
  FROM {_CODE_SOURCE} {join} {conditions} GROUP BY 1, 2
)
SELECT {shown} FROM t JOIN theme h ON h.id = t.theme LEFT JOIN whole ON whole.g IS t.g
{_shown_groups(ask)} ORDER BY {order}"""
    return Summary(sql, columns, ask.values)


def counts(relation: Relation, ask: Ask) -> Summary:
    """Return how many rows of a long table each group has.

    A group without rows is there with its documents and words, and one that only rows have (a
    party that a page of no party names) with its rows.
    """
    if ask.group is None:
        raise ValueError("counts are by group")
    group, join = _row_group(ask, relation)
    table = f"{relation.name} --by"
    columns = (_group_column(ask.group, table), *_measured(table).values())
    sql = f"""WITH {_whole(ask)}, counted AS (
  SELECT {group} AS g, count(*) AS n, count(DISTINCT d.id) AS documents
  FROM {relation.source} {join} {_where(ask.rows)} GROUP BY 1
), total AS (SELECT count(*) AS n FROM {relation.source} {_where(ask.rows)}
), t AS (SELECT g FROM whole UNION SELECT g FROM counted)
SELECT t.g, coalesce(c.n, 0), {rate("coalesce(c.n, 0)", "whole.words")}, coalesce(c.documents, 0),
  {share("coalesce(c.n, 0)", "total.n")}, coalesce(whole.documents, 0), coalesce(whole.words, 0)
FROM t LEFT JOIN whole ON whole.g IS t.g LEFT JOIN counted c ON c.g IS t.g CROSS JOIN total
{_shown_groups(ask)} ORDER BY {_by_group(ask)}"""
    return Summary(sql, columns, ask.values)


def hits(ask: Ask, found: Mapping[int, int]) -> Summary:
    """Return how many hits of a pattern there are, in all or in each group of documents.

    *found* has the number of counted hits of each document, by its key.
    """
    group, join = ask.group.of_document() if ask.group else ("NULL", "")
    groups = (_group_column(ask.group, "kwic --by"),) if ask.group else ()
    columns = (*groups, *_measured("kwic --by").values())
    order = f" ORDER BY {_by_group(ask)}" if groups else ""
    sql = f"""WITH {_whole(ask)}, counted AS (
  SELECT {group} AS g, sum(h.value) AS hits, count(DISTINCT d.id) AS documents
  FROM json_each(:hits) h JOIN document d ON d.id = CAST(h.key AS INTEGER) {join} GROUP BY 1
)
SELECT {"t.g, " if groups else ""}coalesce(c.hits, 0), coalesce(c.documents, 0), t.words,
  {rate("coalesce(c.hits, 0)", "t.words")}
FROM whole t LEFT JOIN counted c ON c.g IS t.g {_shown_groups(ask)}{order}"""
    return Summary(sql, columns, {**ask.values, "hits": json.dumps(found)})


def documents_by(ask: Ask) -> Summary:
    """Return how many documents, words and sentences each group has."""
    if ask.group is None:
        raise ValueError("counts are by group")
    table = "documents --by"
    columns = (_group_column(ask.group, table), *_measured(table).values())
    total = f"(SELECT count(*) FROM document d {_where(ask.documents)})"
    sql = f"""WITH {_whole(ask)}
SELECT t.g, t.documents, {share("t.documents", total)}, t.words, t.boilerplate_words, t.sentences,
  1.0 * t.words / t.documents
FROM whole t {_shown_groups(ask)} ORDER BY {_by_group(ask)}"""
    return Summary(sql, columns, ask.values)


def _as_view(name: str, summary: Summary) -> str:
    head = ", ".join(f'"{column.name}"' for column in summary.columns)
    return f'CREATE VIEW "{name}" ({head}) AS\n{summary.sql}'


#: The summaries of the whole corpus, for any tool that reads SQLite.
_WHOLE_CORPUS = Ask(documents=Condition(NO_COPY), rows=Condition(NO_COPY))
SUMMARY_VIEWS = (
    _as_view("actors", actors(_WHOLE_CORPUS)),
    _as_view("themes", themes(_WHOLE_CORPUS)),
)
