"""The long tables: their columns, types and order, each defined once.

From these definitions come the views that any SQLite tool can read, the queries of the
``Corpus`` object, and the types of its data frames. In every query ``x`` is the row and ``d`` its
document.
"""

from __future__ import annotations

from polcorp.tables.measures import IS_COUNTED, PARTY_OF_CODE, PARTY_OF_MENTION
from polcorp.tables.relation_parts import (
    NO_COPY,
    PART,
    SEPARATOR,
    SQL_TYPES,
    Column,
    Relation,
    column,
    joined,
    of_documents,
    optional,
    row_id,
    text_slice,
)
from polcorp.vocabulary.document_fields import DOCUMENT_FIELDS, IN_ROWS, DocumentField

__all__ = [
    "ACTOR_NAME",
    "CODES",
    "COPIES",
    "DEMANDS",
    "DOCUMENTS",
    "FAILURES",
    "LEAD_INS",
    "MENTIONS",
    "MENTION_ROWS",
    "METADATA",
    "NO_COPY",
    "PART",
    "RELATIONS",
    "RUNS",
    "SECTIONS",
    "SEPARATOR",
    "SITE_BLOCKS",
    "STORED",
    "TEXTS",
    "WHOLE_TEXT",
    "Column",
    "Relation",
]


def _field(name: str) -> Column:
    """Return the column of a document's field."""
    return column(name, stored="document")


def _found_by(field: DocumentField) -> tuple[Column, Column]:
    """Return the columns of a field's evidence and confidence."""
    _, evidence, confidence = field.columns
    return (
        optional(evidence, stored="document"),
        column(confidence, stored="document"),
    )


_SECTION = "JOIN section s ON s.document = x.document AND s.n = x.section"
_SECTION_ID = column("section_id", row_id("s", "s.start", 's."end"'))
_DOC_ID = column("doc_id", "d.doc_id")
_SPAN = (column("start"), column("end"))
_FOUND = (column("rule"), column("confidence"))
#: What a row repeats of its document; the party of a row, and the title of a section, are its own.
_OF_DOCUMENT = tuple(column(name, f"d.{name}") for name in IN_ROWS if name != "party")
_ABOUT = tuple(one for one in _OF_DOCUMENT if one.name != "title")
_PARTY = column("party", "d.party")
_PARTIES = joined(
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
        *(column(name) for name in ("doc_id", "path", "sha256")),
        optional("encoding"),
        column("party"),
        column("party_name", "coalesce(q.name, x.party)"),
        *(_field(field.name) for field in DOCUMENT_FIELDS[1:] if not field.is_late),
        *(column(name) for name in ("n_chars", "n_tokens", "n_sentences")),
        column("lix", _LIX),
        *(column(name) for name in ("ovix", "nominal_ratio", "type_token")),
        *(column(name) for name in ("n_words", "n_long_words", "n_body_words", "n_body_sentences")),
        column("parties", _PARTIES),
        column("duplicate_of", "x.copy_of"),
        optional("signatories"),
        *(_field(field.name) for field in DOCUMENT_FIELDS if field.is_late),
        column("source_format", stored="document"),
        *(one for field in DOCUMENT_FIELDS for one in _found_by(field)),
    ),
    text=WHOLE_TEXT,
    order="d.doc_order, d.doc_id",
    start="0",
    end="x.n_chars",
)

SECTIONS = Relation(
    name="sections",
    source=of_documents(
        "section", "LEFT JOIN section u ON u.document = x.document AND u.n = x.parent"
    ),
    columns=(
        column("section_id", row_id("s")),
        _DOC_ID,
        column("parent_id", row_id("s", "u.start", 'u."end"')),
        column("level"),
        column("title", text_slice("x.heading_start", "x.heading_end")),
        *(column(name) for name in ("heading_start", "heading_end", "start", "end")),
        column("kind"),
        column("n_tokens"),
        column("n_words"),
        *_FOUND,
        _PARTY,
        *_ABOUT,
    ),
    text=text_slice("x.start", 'x."end"'),
)

LEAD_INS = Relation(
    name="lead_ins",
    source=of_documents("lead_in", _SECTION),
    columns=(
        column("lead_in_id", row_id("l")),
        _DOC_ID,
        _SECTION_ID,
        *_SPAN,
        column("text", text_slice("x.start", 'x."end"')),
        column("demands", table="lead_ins"),
        *_FOUND,
        _PARTY,
        *_OF_DOCUMENT,
    ),
    text=text_slice("x.start", 'x."end"'),
)

_DEMAND_THEMES = joined(
    "code",
    "SELECT h.code FROM code c JOIN theme h ON h.id = c.theme"
    " WHERE c.document = x.document AND c.demand = x.n ORDER BY c.rank, h.code",
)
_DEMAND_ACTORS = joined(
    "canonical",
    f"SELECT {ACTOR_NAME} AS canonical FROM mention m JOIN actor a ON a.id = m.actor"
    " WHERE m.document = x.document AND m.demand = x.n GROUP BY 1 ORDER BY min(m.n)",
)

DEMANDS = Relation(
    name="demands",
    source=of_documents("demand", _SECTION),
    columns=(
        column("demand_id", row_id("d")),
        _DOC_ID,
        _SECTION_ID,
        column("party"),
        column("form"),
        *_SPAN,
        column("text"),
        column("lead_in", text_slice("x.lead_in_start", "x.lead_in_end")),
        column("lead_in_start"),
        column("lead_in_end"),
        optional("holder"),
        optional("verb"),
        optional(
            "content", f"coalesce(x.content, {text_slice('x.content_start', 'x.content_end')})"
        ),
        optional("addressee"),
        column("polarity"),
        column("themes", _DEMAND_THEMES),
        column("actors", _DEMAND_ACTORS),
        column("confidence"),
        column("own"),
        column("rule"),
        *_OF_DOCUMENT,
    ),
    text="x.text",
    party="x.party",
    counted=IS_COUNTED["demands"],
    rest="other_demands",
)

_ITS_DEMAND = row_id("d", "e.start", 'e."end"')

MENTIONS = Relation(
    name="mentions",
    source=of_documents(
        "mention",
        "JOIN actor a ON a.id = x.actor",
        _SECTION,
        "LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand",
    ),
    columns=(
        column("mention_id", row_id("a")),
        _DOC_ID,
        _SECTION_ID,
        column("demand_id", f"CASE WHEN e.own THEN {_ITS_DEMAND} END"),
        *_SPAN,
        column("text"),
        column("canonical", "a.canonical"),
        column("type", "a.type"),
        column("source"),
        column("wikidata", "a.wikidata"),
        column("party", PARTY_OF_MENTION),
        column("sentence", text_slice("x.sentence_start", "x.sentence_end")),
        column("sentence_start"),
        column("sentence_end"),
        column("actor", ACTOR_NAME),
        optional("stance"),
        optional("stance_evidence"),
        column("rule"),
        *_OF_DOCUMENT,
    ),
    text=text_slice("x.sentence_start", "x.sentence_end"),
    party=PARTY_OF_MENTION,
    counted=IS_COUNTED["mentions"],
    rest="boilerplate_mentions",
)

CODES = Relation(
    name="codes",
    source=of_documents(
        "code",
        "JOIN theme h ON h.id = x.theme",
        "LEFT JOIN demand e ON e.document = x.document AND e.n = x.demand",
    ),
    columns=(
        _DOC_ID,
        column("unit", "CASE WHEN x.demand IS NULL THEN 'sentence' ELSE 'demand' END"),
        column(
            "unit_id",
            "d.doc_id || CASE WHEN x.demand IS NULL THEN ':m' ELSE ':d' END"
            " || x.start || '-' || x.\"end\"",
        ),
        *_SPAN,
        column("theme", "h.code"),
        column("rank"),
        column("score"),
        optional("evidence"),
        optional("evidence_at"),
        column("party", PARTY_OF_CODE),
        column("n_words"),
        column("own", "coalesce(e.own, 1)"),
        column("text", text_slice("x.start", 'x."end"')),
        *_OF_DOCUMENT,
    ),
    text=text_slice("x.start", 'x."end"'),
    order='d.doc_order, d.doc_id, x.start, x."end", x.demand IS NULL, x.rank, h.code',
    party=PARTY_OF_CODE,
    counted=IS_COUNTED["codes"],
    rest="other_codes",
)

RUNS = Relation(
    name="runs",
    source="run x",
    columns=(
        column("run_id", "x.id"),
        *(column(name) for name in ("started", "finished", "version", "model", "lexicons")),
        *(column(name) for name in ("pipeline", "options")),
        *(
            column(name)
            for name in ("added", "updated", "unchanged", "missing", "pruned", "failed", "process")
        ),
        column("host"),
    ),
    text="x.options",
    order="x.id",
    of_documents=False,
)

FAILURES = Relation(
    name="failures",
    source="failure x",
    columns=(column("run_id", "x.run"), column("path"), column("reason")),
    text="x.reason",
    order="x.run, x.path",
    of_documents=False,
)

METADATA = Relation(
    name="metadata",
    source=of_documents("extra"),
    columns=(_DOC_ID, column("name"), column("value")),
    text="x.value",
    order="d.doc_order, d.doc_id, x.name",
)

SITE_BLOCKS = Relation(
    name="site_blocks",
    source="site_block x",
    columns=(
        column("site"),
        column("edge"),
        column("line", table="site_blocks"),
        column("documents"),
        column("documents_all"),
        column("doc_id"),
    ),
    text="x.line",
    order="x.site, x.n",
    of_documents=False,
)

COPIES = Relation(
    name="copies",
    source="document d",
    columns=tuple(column(name, f"d.{name}") for name in ("doc_id", "path", "copy_of")),
    text="d.path",
    order="d.doc_order, d.doc_id",
    counted=f"NOT ({NO_COPY})",
    of_documents=False,
)

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
    SITE_BLOCKS,
)

#: The columns that each table of the store must have besides those of its scripts, in their order.
STORED: dict[str, dict[str, str]] = {}
for _relation in RELATIONS:
    for _one in _relation.columns:
        if _one.stored:
            STORED.setdefault(_one.stored, {})[_one.name] = SQL_TYPES[_one.kind]

_LATER = "".join(f", m.{name}" for name in STORED.get("mention_row", ()))
#: Mentions with the words for how they were found, which the store keeps once.
MENTION_ROWS = f"""CREATE VIEW "mention" AS
SELECT m.document, m.n, m.section, m.demand, m.actor, m.start, m."end", m.text, h.source, h.rule,
  m.sentence_start, m.sentence_end, nullif(m.stance, '') AS stance,
  nullif(m.stance_evidence, '') AS stance_evidence{_LATER}
FROM mention_row m JOIN how h ON h.id = m.how"""
