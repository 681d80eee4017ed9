"""What every count, rate and share means: each is defined here, and only here.

The SQL that decides which rows count, whose a row is and what a measure sums is beside the words
that explain it. Views, summaries, data frames, exports and the report are built from these
definitions, and ``docs/measures.md`` is generated from them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from polcorp.vocabulary.columns import Kind, entry
from polcorp.vocabulary.document_fields import fields_where
from polcorp.vocabulary.values import STANCES, SWEDISH

#: Which rows ``x`` of a long table count; the others are kept in a view of their own. Nothing of a
#: document ``d`` that is a copy of another counts. ``s`` is the section around a mention, ``e`` the demand that a row is in or codes.
IS_COUNTED = {
    "documents": "d.copy_of IS NULL",
    "demands": "x.own",
    "mentions": "s.kind = 'body'",
    "codes": "(x.demand IS NULL OR e.own)",
}

#: Whose a row is. What is said in a demand belongs to whoever asks for it, everything else to the
#: document's party.
PARTY_OF_MENTION = "CASE WHEN e.own THEN e.party ELSE d.party END"
PARTY_OF_CODE = "CASE WHEN x.demand IS NULL THEN d.party ELSE e.party END"

#: Words and sentences of a document ``d`` that count: those outside boilerplate.
WORDS = "d.n_body_words"
BODY_SENTENCES = "d.n_body_sentences"
BOILERPLATE_WORDS = "d.n_words - d.n_body_words"

#: Document ``d`` is in another language than Swedish, so that nothing in it counts.
IS_FOREIGN = f"d.language <> '{SWEDISH}'"

#: Distinct values of these are the demands and sentences behind rows of mentions and codes: the document
#: in the upper half of a number, which is compared faster than text.
_DEMAND = "CASE WHEN e.n IS NOT NULL AND e.own THEN (x.document << 32) + e.n END"
_MAIN_DEMAND = (
    "CASE WHEN e.n IS NOT NULL AND e.own AND x.rank = 1 THEN (x.document << 32) + e.n END"
)
_SENTENCE = "CASE WHEN x.demand IS NULL THEN (x.document << 32) + x.start END"


#: What the totals of a corpus tell the absence of: in how many documents it is not known.
MAY_BE_UNKNOWN = fields_where(lambda field: field.counted_if_missing)


def distinct(expression: str) -> str:
    """Return SQL for the number of distinct values that are not null."""
    return f"count(DISTINCT {expression})"


def rate(number: str, words: str) -> str:
    """Return SQL for *number* per 1,000 *words*; null without words."""
    return f"1000.0 * {number} / nullif({words}, 0)"


def share(part: str, whole: str) -> str:
    """Return SQL for *part* as a share of *whole*, 0 to 1; null where the whole is empty."""
    return f"1.0 * {part} / nullif({whole}, 0)"


@dataclass(frozen=True)
class Measure:
    """A column of figures: what it counts and what it is divided by.

    *rows* is what is counted where the column's unit is rows of any table. *sql* is the aggregate over the counted rows; measures that divide have none of their own.
    """

    column: str
    counts: str
    divided_by: str = ""
    sql: str = ""
    rows: str = ""

    @property
    def unit(self) -> str:
        """Return the unit of the column."""
        return self.rows or entry(self.column).unit

    @property
    def kind(self) -> Kind:
        """Return the kind of the column."""
        return entry(self.column).kind


DOCUMENTS = Measure(
    "documents",
    "documents with at least one counted row",
    sql=distinct("x.document"),
)
DOCUMENTS_ALL = Measure("documents_all", "all documents of the group that the filters choose")
WORDS_ALL = Measure("words_all", "words outside boilerplate in all documents of the group")
DEMANDS = Measure(
    "demands",
    "demands that have the theme, at any rank",
    sql=distinct(_DEMAND),
)
DEMANDS_NAMING = replace(DEMANDS, counts="demands that name the actor")
DEMANDS_MAIN = Measure(
    "demands_main",
    "demands whose main theme (rank 1) it is; over all themes they add up to the demands that"
    " have a theme",
    sql=distinct(_MAIN_DEMAND),
)
SENTENCES = Measure(
    "sentences",
    "sentences that have the theme",
    sql=distinct(_SENTENCE),
)
THEME_WORDS = Measure(
    "words",
    "words of these sentences; a sentence with two themes counts for both",
    sql="sum(CASE WHEN x.demand IS NULL THEN x.n_words ELSE 0 END)",
)
MENTIONS = Measure(
    "mentions",
    "occurrences of the actor's name outside boilerplate",
    sql="count(*)",
)
_STANCE_WORDS = {
    "asked": "mentions in a demand that asks for the actor",
    "praised": "mentions beside a word of praise",
    "criticised": "mentions beside a word of criticism, or in a demand against the actor",
}
STANCE_COUNTS = tuple(
    Measure(name, _STANCE_WORDS[name], sql=f"sum(x.stance = '{name}')") for name in STANCES
)
ROWS = Measure("n", "counted rows of the table", sql="count(*)")
PER_1000 = Measure(
    "per_1000",
    "counted rows",
    "words outside boilerplate in all documents (of the group) that the filters choose",
)
HITS = Measure("hits", "places of the pattern outside boilerplate")
SHARE_OF_ROWS = Measure("share", "counted rows of the group", "counted rows of all groups")

_THEME_MEASURES = (
    DEMANDS,
    SENTENCES,
    THEME_WORDS,
    Measure(
        "share",
        "words of the sentences that have the theme",
        "words outside boilerplate in all documents (of the group) that the filters choose",
    ),
    DOCUMENTS,
    DEMANDS_MAIN,
)

#: The measures of each summary, in the order of its columns.
SUMMARIES: dict[str, tuple[Measure, ...]] = {
    "actors": (
        MENTIONS,
        replace(PER_1000, counts="mentions"),
        DOCUMENTS,
        DEMANDS_NAMING,
        *STANCE_COUNTS,
    ),
    "actors --by": (
        replace(MENTIONS, column="n", rows="mentions"),
        replace(PER_1000, counts="mentions"),
        DOCUMENTS,
        Measure(
            "share",
            "mentions of the actor",
            "mentions of all actors in the group's documents",
        ),
        DEMANDS_NAMING,
        *STANCE_COUNTS,
    ),
    "themes": _THEME_MEASURES,
    "themes --by": _THEME_MEASURES,
    "demands --by": (
        replace(ROWS, counts="demands"),
        replace(PER_1000, counts="demands"),
        DOCUMENTS,
        SHARE_OF_ROWS,
        DOCUMENTS_ALL,
        WORDS_ALL,
    ),
    "documents --by": (
        Measure("n", "documents", rows="documents"),
        Measure("share", "documents of the group", "all documents"),
        Measure("words", "words outside boilerplate"),
        Measure("boilerplate_words", "words of boilerplate"),
        Measure("sentences", "sentences outside boilerplate"),
        Measure(
            "words_per_document",
            "words outside boilerplate",
            "documents",
        ),
    ),
    "kwic --by": (
        HITS,
        replace(DOCUMENTS, counts="documents with at least one counted hit"),
        replace(WORDS_ALL, column="words"),
        replace(PER_1000, counts="hits"),
    ),
}
#: ``sections`` and ``lead_ins`` are counted as demands are.
SUMMARIES |= {
    f"{name} --by": (
        replace(ROWS, counts=words),
        replace(PER_1000, counts=words),
        *SUMMARIES["demands --by"][2:],
    )
    for name, words in (("sections", "sections"), ("lead_ins", "lead-ins"))
}


def measures_table() -> str:
    """Return all measures as the rows of a Markdown table, for the documentation."""
    lines = [
        "| table | column | unit | what is counted | divided by |",
        "| --- | --- | --- | --- | --- |",
    ]
    for table, measures in SUMMARIES.items():
        lines += [
            f"| `{table}` | `{item.column}` | {item.unit} | {item.counts} | {item.divided_by or '–'} |"
            for item in measures
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(measures_table())
