"""The fields of a document: what the user may give of it, and the program infers otherwise.

A field has three columns in the table of documents: its value, ``<field>_evidence`` and
``<field>_confidence``. A store that lacks them gets them with the next ingest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from polcorp.vocabulary.values import DOC_TYPES, one_of


@dataclass(frozen=True)
class Filter:
    """The option that chooses documents by a field: what its value is called, help, names."""

    metavar: str
    help: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentField:
    """A field of a document.

    Args:
        name: the name of its column.
        words: what messages call it, where that is not its name.
        filter: the option of its own; every field can be chosen by ``--where`` and grouped by.
        headings: what the user's table and patterns of paths may call it, in Swedish.
        in_rows: the rows of long tables repeat it.
        wanted: the table of metadata to fill in starts with documents that lack it.
        counted_if_missing: the totals of a corpus count the documents that lack it.
        in_gold: all gold annotations have it, and it is scored.
        is_late: its column follows the figures of the table, since columns never move.
    """

    name: str
    words: str = ""
    filter: Filter | None = None
    headings: tuple[str, ...] = ()
    in_rows: bool = False
    wanted: bool = False
    counted_if_missing: bool = False
    in_gold: bool = False
    is_late: bool = True

    @property
    def columns(self) -> tuple[str, str, str]:
        """Return the columns of value, evidence and confidence."""
        return self.name, f"{self.name}_evidence", f"{self.name}_confidence"


DOCUMENT_FIELDS = (
    DocumentField(
        "party",
        headings=("parti",),
        in_rows=True,
        wanted=True,
        counted_if_missing=True,
        in_gold=True,
        is_late=False,
    ),
    DocumentField(
        "municipality",
        filter=Filter("NAME", "A municipality: Linköping."),
        headings=("kommun",),
        in_rows=True,
        wanted=True,
        counted_if_missing=True,
        in_gold=True,
        is_late=False,
    ),
    DocumentField("region", is_late=False),
    DocumentField(
        "date",
        headings=("datum",),
        in_rows=True,
        wanted=True,
        counted_if_missing=True,
        in_gold=True,
        is_late=False,
    ),
    DocumentField(
        "doc_type",
        "document type",
        Filter("TYPE", f"{one_of(DOC_TYPES)}.", ("--doc-type", "--type")),
        headings=("typ", "dokumenttyp", "texttyp"),
        in_rows=True,
        wanted=True,
        in_gold=True,
        is_late=False,
    ),
    DocumentField("title", headings=("titel", "rubrik"), in_rows=True, in_gold=True, is_late=False),
    DocumentField("speaker", headings=("talare",), in_gold=True),
    DocumentField("language", headings=("språk",)),
)

#: The names of all fields.
FIELDS = tuple(field.name for field in DOCUMENT_FIELDS)
#: What messages call each of them.
CALLED = {field.name: field.words or field.name for field in DOCUMENT_FIELDS}


def fields_where(holds: Callable[[DocumentField], bool]) -> tuple[str, ...]:
    """Return the names of the fields that *holds* is true of, in their order.

    >>> fields_where(lambda field: field.filter is not None)
    ('municipality', 'doc_type')
    """
    return tuple(field.name for field in DOCUMENT_FIELDS if holds(field))


#: Fields with a filter of their own, beside that of the party.
FILTERED = fields_where(lambda field: field.filter is not None)
#: Fields that the rows of long tables repeat.
IN_ROWS = fields_where(lambda field: field.in_rows)
#: Fields of gold annotations.
IN_GOLD = fields_where(lambda field: field.in_gold)
