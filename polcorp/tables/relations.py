"""The long tables: their columns, types and order, each defined once.

From these definitions come the views that any SQLite tool can read, the queries of the
``Corpus`` object, and the types of its data frames. In every query ``x`` is the row and ``d`` its
document.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from polcorp.tables.measures import IS_COUNTED, PARTY_OF_CODE, PARTY_OF_MENTION, Kind

#: What joins several values in one cell.
SEPARATOR = ";"

#: SQL: document ``d`` counts; copies of another document's text are kept, but in no count or table.
NO_COPY = IS_COUNTED["documents"]

#: Code points in a stored part of a text, as the schema has it.
PART = 512


@dataclass(frozen=True)
class Column:
    """A column's name, type and the SQL that makes it."""

    name: str
    kind: Kind
    sql: str


@dataclass(frozen=True)
class Relation:
    """A table for the user: where its rows come from, its columns, and its order.

    *text* is the SQL text that ``contains`` searches; *start* and *end* are the row's span.
    *party* is the SQL of the row's own party. Only rows for which *counted* holds belong to the
    table and to every count; the others are in the view *rest*. Rows *of_documents* are left out
    of both where the document is a copy.
    """

    name: str
    source: str
    columns: tuple[Column, ...]
    text: str
    order: str = 'd.doc_order, d.doc_id, x.start, x."end" DESC, x.n'
    start: str = "x.start"
    end: str = 'x."end"'
    party: str = "d.party"
    counted: str = ""
    rest: str = ""
    of_documents: bool = True

    def select(self, where: str = "", names: Collection[str] = (), *, ordered: bool = True) -> str:
        """Return the query for the rows that *where* holds for, counted or not.

        With *names* only those columns are asked for, in the order in which the table has them.
        """
        condition = f"\nWHERE {where}" if where else ""
        order = f"\nORDER BY {self.order}" if ordered else ""
        return f"{self._rows(names)}{condition}{order}"

    def count(self, where: str = "") -> str:
        """Return the query for the number of rows that *where* holds for."""
        condition = f" WHERE {where}" if where else ""
        return f"SELECT count(*) FROM {self.source}{condition}"

    def views(self) -> tuple[str, ...]:
        """Return the statements that create the view, and that of the rest where there is one."""
        views = {self.name: self.counted}
        if self.rest:
            views[self.rest] = f"NOT ({self.counted})"
        return tuple(self._view(name, condition) for name, condition in views.items())

    def _view(self, name: str, condition: str) -> str:
        conditions = (NO_COPY if self.of_documents else "", condition)
        holds = " AND ".join(part for part in conditions if part)
        where = f"\nWHERE {holds}" if holds else ""
        return f'CREATE VIEW "{name}" AS\n{self._rows()}{where}'

    def _rows(self, names: Collection[str] = ()) -> str:
        columns = ",\n  ".join(
            f'{column.sql} AS "{column.name}"'
            for column in self.columns
            if not names or column.name in names
        )
        return f"SELECT\n  {columns}\nFROM {self.source}"


def _text(name: str, sql: str = "") -> Column:
    return Column(name, "text", sql or f"x.{name}")


def _optional(name: str, sql: str = "") -> Column:
    """Return a column of text whose empty values are missing."""
    return Column(name, "text", f"nullif({sql or f'x.{name}'}, '')")


def _integer(name: str, sql: str = "") -> Column:
    return Column(name, "integer", sql or f'x."{name}"')


def _real(name: str, sql: str = "") -> Column:
    return Column(name, "real", sql or f"x.{name}")


def _row_id(letter: str, start: str = "x.start", end: str = 'x."end"') -> str:
    return f"d.doc_id || ':{letter}' || {start} || '-' || {end}"


def _slice(start: str, end: str) -> str:
    """Return SQL for the part of the document's text between two offsets, null if they are.

    It reads only the stored parts that the span touches, so that the last row of a long text
    costs no more than the first.
    """
    first, last = f"({start}) / {PART}", f"(({end}) - 1) / {PART}"
    left = f"max(({start}) - {PART} * t.n, 0)"
    return (
        f"(SELECT group_concat(piece, '') FROM (SELECT substr(t.text, {left} + 1,"
        f" ({end}) - {PART} * t.n - {left}) AS piece FROM text_part t"
        f" WHERE t.document = d.id AND t.n BETWEEN {first} AND {last} ORDER BY t.n))"
    )


def _joined(value: str, rows: str) -> str:
    """Return SQL that joins the *value* of ordered *rows* in one cell; null without rows."""
    return f"(SELECT group_concat({value}, '{SEPARATOR}') FROM ({rows}))"


def _from(table: str, *joins: str) -> str:
    return " ".join((f"{table} x JOIN document d ON d.id = x.document", *joins))


_SECTION = "JOIN section s ON s.document = x.document AND s.n = x.section"
_SECTION_ID = _text("section_id", _row_id("s", "s.start", 's."end"'))
_DOC_ID = _text("doc_id", "d.doc_id")
_SPAN = (_integer("start"), _integer("end"))
_FOUND = (_text("rule"), _real("confidence"))
_ABOUT = tuple(_text(name, f"d.{name}") for name in ("municipality", "date", "doc_type"))
#: The document's title, where a row has none of its own.
_TITLE = _text("title", "d.title")
_PARTY = _text("party", "d.party")
_FIELDS = ("party", "municipality", "region", "date", "doc_type", "title", "speaker")
_PARTIES = _joined(
    "party", "SELECT p.party FROM document_party p WHERE p.document = d.id ORDER BY p.n"
)
#: Björnsson's readability index: words a sentence plus the percentage of long words.
_LIX = (
    "CASE WHEN x.n_words > 0 AND x.n_sentences > 0 THEN"
    " 1.0 * x.n_words / x.n_sentences + 100.0 * x.n_long_words / x.n_words END"
)

#: The actor's one name over the corpus; documents may call it differently (``canonical``).
ACTOR_NAME = "coalesce((SELECT g.canonical FROM actor g WHERE g.id = a.main), a.canonical)"

#: A document's whole text.
WHOLE_TEXT = (
    "(SELECT group_concat(piece, '') FROM (SELECT t.text AS piece FROM text_part t"
    " WHERE t.document = d.id ORDER BY t.n))"
)
DOCUMENTS = Relation(
    name="documents",
    source="document x JOIN document d ON d.id = x.id LEFT JOIN party q ON q.abbr = x.party",
    columns=(
        *(_text(name) for name in ("doc_id", "path", "sha256", "encoding", "party")),
        _text("party_name", "coalesce(q.name, x.party)"),
        *(_text(name) for name in ("municipality", "region", "date", "doc_type", "title")),
        *(_integer(name) for name in ("n_chars", "n_tokens", "n_sentences")),
        _real("lix", _LIX),
        *(_real(name) for name in ("ovix", "nominal_ratio", "type_token")),
        *(
            _integer(name)
            for name in ("n_words", "n_long_words", "n_body_words", "n_body_sentences")
        ),
        _text("parties", _PARTIES),
        _text("duplicate_of", "x.copy_of"),
        _optional("signatories"),
        _text("speaker"),
        *(
            column
            for name in _FIELDS
            for column in (_optional(f"{name}_evidence"), _real(f"{name}_confidence"))
        ),
    ),
    text=WHOLE_TEXT,
    order="d.doc_order, d.doc_id",
    start="0",
    end="x.n_chars",
)

SECTIONS = Relation(
    name="sections",
    source=_from("section", "LEFT JOIN section u ON u.document = x.document AND u.n = x.parent"),
    columns=(
        _text("section_id", _row_id("s")),
        _DOC_ID,
        _text("parent_id", _row_id("s", "u.start", 'u."end"')),
        _integer("level"),
        _text("title", _slice("x.heading_start", "x.heading_end")),
        *(_integer(name) for name in ("heading_start", "heading_end", "start", "end")),
        _text("kind"),
        _integer("n_tokens"),
        _integer("n_words"),
        *_FOUND,
        _PARTY,
        *_ABOUT,
    ),
    text=_slice("x.start", 'x."end"'),
)

LEAD_INS = Relation(
    name="lead_ins",
    source=_from("lead_in", _SECTION),
    columns=(
        _text("lead_in_id", _row_id("l")),
        _DOC_ID,
        _SECTION_ID,
        *_SPAN,
        _text("text", _slice("x.start", 'x."end"')),
        Column("demands", "flag", "x.demands"),
        *_FOUND,
        _PARTY,
        *_ABOUT,
        _TITLE,
    ),
    text=_slice("x.start", 'x."end"'),
)

_DEMAND_THEMES = _joined(
    "code",
    "SELECT h.code FROM code c JOIN theme h ON h.id = c.theme"
    " WHERE c.document = x.document AND c.demand = x.n ORDER BY c.rank, h.code",
)
_DEMAND_ACTORS = _joined(
    "canonical",
    f"SELECT {ACTOR_NAME} AS canonical FROM mention m JOIN actor a ON a.id = m.actor"
    " WHERE m.document = x.document AND m.demand = x.n GROUP BY 1 ORDER BY min(m.n)",
)

DEMANDS = Relation(
    name="demands",
    source=_from("demand", _SECTION),
    columns=(
        _text("demand_id", _row_id("d")),
        _DOC_ID,
        _SECTION_ID,
        _text("party"),
        _text("form"),
        *_SPAN,
        _text("text"),
        _text("lead_in", _slice("x.lead_in_start", "x.lead_in_end")),
        _integer("lead_in_start"),
        _integer("lead_in_end"),
        _optional("holder"),
        _optional("verb"),
        _optional("content", f"coalesce(x.content, {_slice('x.content_start', 'x.content_end')})"),
        _optional("addressee"),
        _text("polarity"),
        _text("themes", _DEMAND_THEMES),
        _text("actors", _DEMAND_ACTORS),
        _real("confidence"),
        Column("own", "flag", "x.own"),
        _text("rule"),
        *_ABOUT,
        _TITLE,
    ),
    text="x.text",
    party="x.party",
    counted=IS_COUNTED["demands"],
    rest="other_demands",
)

_ITS_DEMAND = _row_id("d", "e.start", 'e."end"')

MENTIONS = Relation(
    name="mentions",
    source=_from(
        "mention",
        "JOIN actor a ON a.id = x.actor",
        _SECTION,
        "LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand",
    ),
    columns=(
        _text("mention_id", _row_id("a")),
        _DOC_ID,
        _SECTION_ID,
        _text("demand_id", f"CASE WHEN e.own THEN {_ITS_DEMAND} END"),
        *_SPAN,
        _text("text"),
        _text("canonical", "a.canonical"),
        _text("type", "a.type"),
        _text("source"),
        _text("wikidata", "a.wikidata"),
        _text("party", PARTY_OF_MENTION),
        _text("sentence", _slice("x.sentence_start", "x.sentence_end")),
        _integer("sentence_start"),
        _integer("sentence_end"),
        _text("actor", ACTOR_NAME),
        _optional("stance"),
        _optional("stance_evidence"),
        _text("rule"),
        *_ABOUT,
        _TITLE,
    ),
    text=_slice("x.sentence_start", "x.sentence_end"),
    party=PARTY_OF_MENTION,
    counted=IS_COUNTED["mentions"],
    rest="boilerplate_mentions",
)

CODES = Relation(
    name="codes",
    source=_from(
        "code",
        "JOIN theme h ON h.id = x.theme",
        "LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand",
    ),
    columns=(
        _DOC_ID,
        _text("unit", "CASE WHEN x.demand IS NULL THEN 'sentence' ELSE 'demand' END"),
        _text(
            "unit_id",
            "d.doc_id || CASE WHEN x.demand IS NULL THEN ':m' ELSE ':d' END"
            " || x.start || '-' || x.\"end\"",
        ),
        *_SPAN,
        _text("theme", "h.code"),
        _integer("rank"),
        _real("score"),
        _optional("evidence"),
        _optional("evidence_at"),
        _text("party", PARTY_OF_CODE),
        _integer("n_words"),
        Column("own", "flag", "coalesce(e.own, 1)"),
        _text("text", _slice("x.start", 'x."end"')),
        *_ABOUT,
        _TITLE,
    ),
    text=_slice("x.start", 'x."end"'),
    order='d.doc_order, d.doc_id, x.start, x."end", x.demand IS NULL, x.rank, h.code',
    party=PARTY_OF_CODE,
    counted=IS_COUNTED["codes"],
    rest="other_codes",
)

RUNS = Relation(
    name="runs",
    source="run x",
    columns=(
        _integer("run_id", "x.id"),
        *(_text(name) for name in ("started", "finished", "version", "model", "lexicons")),
        *(_text(name) for name in ("pipeline", "options")),
        *(
            _integer(name)
            for name in ("added", "updated", "unchanged", "missing", "pruned", "failed", "process")
        ),
        _text("host"),
    ),
    text="x.options",
    order="x.id",
    of_documents=False,
)

FAILURES = Relation(
    name="failures",
    source="failure x",
    columns=(_integer("run_id", "x.run"), _text("path"), _text("reason")),
    text="x.reason",
    order="x.run, x.path",
    of_documents=False,
)

METADATA = Relation(
    name="metadata",
    source=_from("extra"),
    columns=(_DOC_ID, _text("name"), _text("value")),
    text="x.value",
    order="d.doc_order, d.doc_id, x.name",
)

COPIES = Relation(
    name="copies",
    source="document d",
    columns=tuple(_text(name, f"d.{name}") for name in ("doc_id", "path", "copy_of")),
    text="d.path",
    order="d.doc_order, d.doc_id",
    counted=f"NOT ({NO_COPY})",
    of_documents=False,
)

#: Mentions with the words for how they were found, which the store keeps once.
MENTION_ROWS = """CREATE VIEW "mention" AS
SELECT m.document, m.n, m.section, m.demand, m.actor, m.start, m."end", m.text, h.source, h.rule,
  m.sentence_start, m.sentence_end, m.stance, m.stance_evidence
FROM mention_row m JOIN how h ON h.id = m.how"""
#: The whole texts, for tools that read the file without this program.
TEXTS = f'CREATE VIEW "text" AS\nSELECT d.id AS document, {WHOLE_TEXT} AS text FROM document d'

RELATIONS = (
    DOCUMENTS,
    SECTIONS,
    LEAD_INS,
    DEMANDS,
    MENTIONS,
    CODES,
    RUNS,
    FAILURES,
    METADATA,
    COPIES,
)
