"""The short tables: counts of actors, themes, demands and the rest, for all or by group.

Every figure stands with its n, its rate per 1,000 words of the documents that were looked at,
and the number of documents. A document of several parties counts for each of them, so groups by
party may add up to more than the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from polcorp.corpus.filters import ALWAYS, GROUPS, Condition
from polcorp.corpus.relations import NO_COPY, SEPARATOR, Column


@dataclass(frozen=True)
class Summary:
    """A query with the columns that it gives."""

    sql: str
    columns: tuple[Column, ...]


def _columns(**kinds: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind, name) for name, kind in kinds.items())  # type: ignore[arg-type]


#: What a text may make of an actor, as the column ``stance`` of mentions has it.
STANCES = ("asked", "praised", "criticised")

_ACTOR_COLUMNS = _columns(
    canonical="text",
    type="text",
    mentions="integer",
    per_1000="real",
    documents="integer",
    parties="text",
    demands="integer",
    wikidata="text",
    **dict.fromkeys(STANCES, "integer"),
)
_THEME_COLUMNS = _columns(
    theme="text",
    name="text",
    cap="text",
    marpor="text",
    demands="integer",
    sentences="integer",
    words="integer",
    share="real",
    documents="integer",
    parties="text",
)


def _where(*conditions: Condition) -> str:
    joined = ALWAYS
    for condition in conditions:
        joined &= condition
    return f"WHERE {joined.sql}" if joined.sql else ""


def _groups(by: str | None, documents: Condition) -> str:
    """Return the CTEs ``scope`` (document, group g) and ``whole`` (what there is of a group)."""
    group = GROUPS[by] if by else "NULL"
    join = "LEFT JOIN document_party p ON p.document = d.id" if by == "party" else ""
    return f"""WITH scope AS (
  SELECT d.id AS document, {group} AS g, d.n_words, d.n_body_words, d.n_sentences
  FROM document d {join} {_where(documents)}
), whole AS (
  SELECT g, count(*) AS documents, sum(n_words) AS words, sum(n_body_words) AS body_words,
    sum(n_sentences) AS sentences
  FROM scope GROUP BY g
)"""


def _list_of_parties(party: str, rows: str) -> str:
    """Return SQL that puts the *party* of all *rows* in one cell, in alphabetical order."""
    return (
        f"coalesce((SELECT group_concat(party, '{SEPARATOR}')"
        f" FROM (SELECT DISTINCT {party} AS party {rows} ORDER BY 1)), '')"
    )


_MENTION_SOURCE = (
    "mention_row x JOIN document d ON d.id = x.document JOIN actor a ON a.id = x.actor"
    " LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand AND e.own"
)
#: The key of an actor over the corpus, and the keys under which documents name it.
_ONE_ACTOR = "coalesce(a.main, a.id)"
_CODE_SOURCE = (
    "code x JOIN document d ON d.id = x.document JOIN theme h ON h.id = x.theme"
    " LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand"
)
#: A demand that is not the document's own is no sign of what its party gives room to.
_OWN = Condition("(x.demand IS NULL OR e.own)", {})
_A_DEMAND = "CASE WHEN e.n IS NOT NULL THEN x.document || '-' || e.n END"
_A_SENTENCE = "CASE WHEN x.demand IS NULL THEN x.document || '-' || x.start END"


def actors(
    documents: Condition = ALWAYS, rows: Condition = ALWAYS, by: str | None = None
) -> Summary:
    """Return the summary of actors: one row an actor, or an actor of a group.

    *share* is of all mentions in the group's documents, whatever *rows* chooses; *asked*,
    *praised* and *criticised* are the mentions of which a text makes that.
    """
    columns = _ACTOR_COLUMNS
    parties = "coalesce(said.parties, '')"
    also = ", ".join(("demands", "a.wikidata", *STANCES))
    stances = ", ".join(f"sum(x.stance = '{stance}') AS {stance}" for stance in STANCES)
    if by:
        share = "1.0 * mentions / every.n"
        columns = _columns(**{by: "text"}) + _columns(
            canonical="text",
            type="text",
            n="integer",
            per_1000="real",
            documents="integer",
            share="real",
            demands="integer",
            wikidata="text",
            **dict.fromkeys(STANCES, "integer"),
        )
        shown = f"t.g, a.canonical, a.type, mentions, rate, documents, {share}, {also}"
        order = "t.g IS NULL, t.g, mentions DESC, a.canonical, a.type"
    else:
        shown = f"a.canonical, a.type, mentions, rate, documents, {parties}, {also}"
        order = "mentions DESC, documents DESC, a.canonical, a.type"
    sql = f"""{_groups(by, documents)}, t AS (
  SELECT scope.g, {_ONE_ACTOR} AS actor, count(*) AS mentions, count(DISTINCT x.document) AS documents,
    1000.0 * count(*) / nullif(max(whole.words), 0) AS rate, count(DISTINCT {_A_DEMAND}) AS demands,
    {stances}
  FROM {_MENTION_SOURCE} JOIN scope ON scope.document = x.document
    JOIN whole ON whole.g IS scope.g
  {_where(rows)} GROUP BY scope.g, {_ONE_ACTOR}
), every AS (
  SELECT scope.g, count(*) AS n FROM mention_row m JOIN scope ON scope.document = m.document
  GROUP BY scope.g
){"" if by else _said(documents, rows)}
SELECT {shown} FROM t JOIN every ON every.g IS t.g JOIN actor a ON a.id = t.actor
{"" if by else "LEFT JOIN said ON said.actor = t.actor"}
ORDER BY {order}"""
    return Summary(sql, columns)


def _said(documents: Condition, rows: Condition) -> str:
    """Return the CTE ``said``: the parties that name each actor, in one pass for all actors."""
    return f""", said AS (
  SELECT actor, group_concat(party, '{SEPARATOR}') AS parties FROM (
    SELECT DISTINCT {_ONE_ACTOR} AS actor, p.party AS party
    FROM {_MENTION_SOURCE} JOIN document_party p ON p.document = d.id {_where(documents, rows)}
    ORDER BY 1, 2
  ) GROUP BY actor
)"""


def themes(
    documents: Condition = ALWAYS, rows: Condition = ALWAYS, by: str | None = None
) -> Summary:
    """Return the summary of themes: one row a theme, or a theme of a group.

    *share* is of all words outside boilerplate in the documents (of the group); a sentence with
    two themes counts for both.
    """
    parties = _list_of_parties("party", "FROM said WHERE said.theme = t.theme")
    shown = (
        "h.code, h.name, h.cap, h.marpor, t.demands, t.sentences, t.words,"
        f" 1.0 * t.words / nullif(t.body_words, 0), t.documents, {parties}"
    )
    columns, order = _THEME_COLUMNS, "t.words DESC, t.demands DESC, h.code"
    if by:
        columns = _columns(**{by: "text"}) + _THEME_COLUMNS[:-1]
        shown = "t.g, " + shown.removesuffix(", " + parties)
        order = "t.g IS NULL, t.g, " + order
    sql = f"""{_groups(by, documents)}, t AS (
  SELECT scope.g, x.theme, count(DISTINCT {_A_DEMAND}) AS demands,
    count(DISTINCT {_A_SENTENCE}) AS sentences,
    sum(CASE WHEN x.demand IS NULL THEN x.n_words ELSE 0 END) AS words,
    max(whole.body_words) AS body_words, count(DISTINCT x.document) AS documents
  FROM {_CODE_SOURCE} JOIN scope ON scope.document = x.document
    JOIN whole ON whole.g IS scope.g
  {_where(rows, _OWN)} GROUP BY scope.g, x.theme
), said AS (
  SELECT DISTINCT x.theme, p.party
  FROM {_CODE_SOURCE} JOIN document_party p ON p.document = d.id {_where(documents, rows, _OWN)}
)
SELECT {shown} FROM t JOIN theme h ON h.id = t.theme ORDER BY {order}"""
    return Summary(sql, columns)


def counts(source: str, by: str, documents: Condition, rows: Condition) -> Summary:
    """Return how many rows of a long table each group has; *share* is of all those rows."""
    columns = _columns(
        **{by: "text"},
        n="integer",
        per_1000="real",
        documents="integer",
        share="real",
        documents_all="integer",
        words="integer",
    )
    sql = f"""{_groups(by, documents)}, t AS (
  SELECT scope.g, count(*) AS n, count(DISTINCT d.id) AS documents
  FROM {source} JOIN scope ON scope.document = d.id {_where(rows)} GROUP BY scope.g
), total AS (SELECT count(*) AS n FROM {source} {_where(documents, rows)})
SELECT whole.g, coalesce(t.n, 0), 1000.0 * coalesce(t.n, 0) / nullif(whole.words, 0),
  coalesce(t.documents, 0), 1.0 * coalesce(t.n, 0) / nullif(total.n, 0), whole.documents,
  whole.words
FROM whole LEFT JOIN t ON t.g IS whole.g CROSS JOIN total ORDER BY whole.g IS NULL, whole.g"""
    return Summary(sql, columns)


def documents_by(by: str, documents: Condition) -> Summary:
    """Return how many documents, words and sentences each group has; *share* is of documents."""
    columns = _columns(
        **{by: "text"},
        n="integer",
        share="real",
        words="integer",
        body_words="integer",
        sentences="integer",
        words_per_document="real",
    )
    sql = f"""{_groups(by, documents)}
SELECT g, documents, 1.0 * documents / (SELECT count(*) FROM document d {_where(documents)}),
  words, body_words, sentences, 1.0 * words / documents
FROM whole ORDER BY g IS NULL, g"""
    return Summary(sql, columns)


def _as_view(name: str, summary: Summary) -> str:
    head = ", ".join(f'"{column.name}"' for column in summary.columns)
    return f'CREATE VIEW "{name}" ({head}) AS\n{summary.sql}'


_COUNTED = Condition(NO_COPY, {})
#: The summaries of the whole corpus, for any tool that reads SQLite.
SUMMARY_VIEWS = (_as_view("actors", actors(_COUNTED)), _as_view("themes", themes(_COUNTED)))
