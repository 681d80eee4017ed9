"""From offsets of the clean view to those of the raw text, for all rows of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar, cast

from polcorp.reading.aligned import Aligned
from polcorp.tables.records import DocumentRows, Row, SectionRow
from polcorp.tables.relation_parts import SEPARATOR

Record = TypeVar("Record", bound=Row)


def in_raw(rows: DocumentRows, view: Aligned) -> DocumentRows:
    """Return *rows* with the offsets and the words of the raw text.

    Args:
        rows: the rows of a document, with offsets of *view*.
        view: the clean view and its way back.
    """
    if view.is_raw:
        return rows
    return replace(
        rows,
        sections=tuple(_section_in_raw(row, view) for row in rows.sections),
        lead_ins=_all_in_raw(rows.lead_ins, view),
        demands=_all_in_raw(rows.demands, view),
        mentions=_all_in_raw(rows.mentions, view),
        codes=_all_in_raw(rows.codes, view),
    )


def _all_in_raw(records: Iterable[Record], view: Aligned) -> tuple[Record, ...]:
    return tuple(_one_in_raw(record, view) for record in records)


def _one_in_raw(record: Record, view: Aligned) -> Record:
    moved: dict[str, Any] = dict(record)
    for column in record:
        prefix = column.removesuffix("start")
        if column == prefix or record[column] is None:
            continue
        end = f"{prefix}end"
        moved[column], moved[end] = view.span(record[column], record[end])
    if "text" in record:
        moved["text"] = view.raw[moved["start"] : moved["end"]]
    if record.get("evidence_at"):
        spans = (map(int, span.split("-")) for span in record["evidence_at"].split(SEPARATOR))
        moved["evidence_at"] = SEPARATOR.join("-".join(map(str, view.span(*s))) for s in spans)
    return cast("Record", moved)


def _section_in_raw(row: SectionRow, view: Aligned) -> SectionRow:
    """Sections tile a text; those of the raw text tile that, whatever the view leaves out."""
    end = row["end"]
    moved = _one_in_raw(row, view)
    moved["start"] = view.border(row["start"])
    moved["end"] = view.border(end) if end < len(view.text) else len(view.raw)
    return moved


def check_offsets(rows: DocumentRows) -> None:
    """Check that every row lies in the text and in a section.

    Raises:
        ValueError: one does not; names the span.
    """
    length = len(rows.raw.text)
    tables: tuple[tuple[Row, ...], ...] = (
        rows.sections,
        rows.lead_ins,
        rows.demands,
        rows.mentions,
        rows.codes,
    )
    for row in (row for table in tables for row in table):
        if not 0 <= row["start"] < row["end"] <= length:
            raise ValueError(f"a span from {row['start']} to {row['end']} in {length} characters")
        if row.get("section", 0) is None:
            raise ValueError(f"no section around {row['start']} to {row['end']}")
