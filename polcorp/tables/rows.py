"""From an analysed document to rows: one pure function, the same in every process.

Nothing here knows of a database. A :class:`DocumentRows` holds plain values and can be sent
between processes or machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from polcorp.pipeline.spans import innermost
from polcorp.reading.clean_view import clean_view
from polcorp.reading.documents import RawDocument
from polcorp.swedish.readability import nominal_ratio, ovix, type_token_ratio
from polcorp.tables.raw_places import check_offsets, in_raw
from polcorp.tables.records import (
    CodeRow,
    DocumentRows,
    MentionRow,
    Row,
    SectionRow,
    code_row,
    demand_row,
    lead_in_row,
    mention_row,
    section_row,
)
from polcorp.tables.relation_parts import SEPARATOR
from polcorp.tables.tags import pack_tags
from polcorp.tables.word_places import WordPlaces, is_word
from polcorp.vocabulary.document_fields import FIELDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from polcorp.pipeline.annotations import (
        Demand,
        MetaField,
        Section,
        ThemeCode,
    )


def rows_of(doc: Doc, raw: RawDocument) -> DocumentRows:
    """Return the rows of *doc*, the analysis of the clean view of *raw*.

    The offsets of the rows are those of the raw text, and ``text`` is what is there.

    Raises:
        ValueError: the analysis is not of this text, or one of its offsets lies outside it.
    """
    view = clean_view(raw.text)
    if doc.text != view.text:
        raise ValueError("the analysis is not of the clean view of the text")
    rows = in_raw(_rows_of(doc, raw, view.text), view)
    check_offsets(rows)
    return rows


def _rows_of(doc: Doc, raw: RawDocument, text: str) -> DocumentRows:
    """Return the rows of *doc* with the offsets of the view, whose *text* it has."""
    words = WordPlaces(doc)
    sections = _sections(doc._.sections, words)
    demands = _ordered(doc._.demands)
    in_section = _finder(sections, or_at_start=True)
    demand_of = _finder(demands)
    return DocumentRows(
        raw=raw,
        document={
            **_document(doc, words),
            "n_chars": len(raw.text),
            "source_format": raw.source_format,
        },
        metadata={
            name: value
            for name, value in raw.given.items()
            if name not in FIELDS and not name.startswith("@")
        },
        parties=_parties(doc._.meta),
        sections=tuple(sections),
        lead_ins=tuple(
            lead_in_row(item, n, in_section(item))
            for n, item in enumerate(_ordered(doc._.lead_ins))
        ),
        demands=tuple(
            demand_row(item, text, n, in_section(item)) for n, item in enumerate(demands)
        ),
        mentions=_mentions(doc, in_section, demand_of),
        codes=_codes(doc, demands, words),
        forms=_forms(doc),
        tags=pack_tags(
            text,
            [token.idx for token in doc],
            ["" if token.is_space else token.pos_ for token in doc],
        ),
    )


def _ordered(items: Iterable[Any]) -> list[Any]:
    """Sort annotations by place, the longer first, and keep one of each span."""
    unique: dict[tuple[int, int], Any] = {}
    for item in items:
        unique.setdefault((item["start"], item["end"]), item)
    return [unique[span] for span in sorted(unique, key=lambda span: (span[0], -span[1]))]


def _finder(items: Sequence[Any], *, or_at_start: bool = False) -> Callable[[Any], int | None]:
    """Return a function that finds the innermost of *items* around a span: its number, or None.

    With *or_at_start*, a span that no item is around belongs to the item where it starts.
    """
    around = innermost(items)

    def find(span: Any) -> int | None:
        found = around(span["start"], span["end"])
        if found is None and or_at_start:
            return around(span["start"], span["start"] + 1)
        return found

    return find


def _document(doc: Doc, words: WordPlaces) -> Row:
    from polcorp.pipeline.annotations import text_of
    from polcorp.pipeline.page import Page

    length = len(text_of(doc))
    closed = Page(doc).boilerplate
    hidden = sum(words.count(item["start"], item["end"]) for item in doc._.boilerplate)
    row: dict[str, Any] = {
        "n_chars": length,
        "n_tokens": words.tokens(0, length),
        "n_words": words.count(0, length),
        "n_long_words": words.long,
        "n_body_words": words.count(0, length) - hidden,
        "n_sentences": len(words.sentences),
        "n_body_sentences": sum(start not in closed for start in words.sentence_words()),
        **_style(doc),
    }
    for name in FIELDS:
        found: MetaField = doc._.meta.get(name, {"value": None, "evidence": "", "confidence": 0.0})
        row[name] = found["value"] or None
        row[f"{name}_evidence"] = found["evidence"]
        row[f"{name}_confidence"] = float(found["confidence"])
    row["speaker"] = row["speaker"] or speaker_by_party(row)
    signed: MetaField | None = doc._.meta.get("signatories")
    row["signatories"] = (signed and signed["value"]) or ""
    return row


def speaker_by_party(document: Row) -> str:
    """Return who speaks in a document of which only the party is known."""
    return "party" if document["party"] else "unknown"


def _style(doc: Doc) -> Row:
    """Return OVIX, nominal and type-token ratio; None where they are not defined."""
    found = [(token.text, token.tag_) for token in doc if not token.is_space]
    words = [text for text, _ in found if is_word(text)]
    values = {
        "ovix": ovix(words),
        "nominal_ratio": nominal_ratio(tag for _, tag in found),
        "type_token": type_token_ratio(words),
    }
    return {name: value if isfinite(value) else None for name, value in values.items()}


def _parties(meta: dict[str, MetaField]) -> tuple[str, ...]:
    """Return the parties that speak in a document, each once, the main one first."""
    main = meta["party"]["value"] if "party" in meta else None
    all_of_them = meta["parties"]["value"] if "parties" in meta else None
    names = [main or "", *(all_of_them or "").split(SEPARATOR)]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _sections(items: Sequence[Section], words: WordPlaces) -> list[SectionRow]:
    ordered: list[Section] = _ordered(items)
    number = {(item["start"], item["end"]): n for n, item in enumerate(ordered)}

    def parent(item: Section) -> int | None:
        if item["parent"] is None:
            return None
        around = items[item["parent"]]
        return number[around["start"], around["end"]]

    return [section_row(item, n, parent(item), words) for n, item in enumerate(ordered)]


def _mentions(
    doc: Doc, in_section: Callable[[Any], int | None], demand_of: Callable[[Any], int | None]
) -> tuple[MentionRow, ...]:
    from polcorp.pipeline.page import Page

    page = Page(doc)
    return tuple(
        mention_row(item, page, n, in_section(item), demand_of(item))
        for n, item in enumerate(_ordered(doc._.actors))
    )


def _codes(doc: Doc, demands: Sequence[Demand], words: WordPlaces) -> tuple[CodeRow, ...]:
    number = {(item["start"], item["end"]): n for n, item in enumerate(demands)}

    def demand_of(item: ThemeCode) -> int | None:
        return number[item["start"], item["end"]] if item["unit"] == "demand" else None

    def place(item: ThemeCode) -> tuple[int, int, bool, int]:
        return item["start"], item["end"], item["unit"] != "demand", item["rank"]

    return tuple(
        code_row(item, n, demand_of(item), words)
        for n, item in enumerate(sorted(doc._.themes, key=place))
    )


def _forms(doc: Doc) -> tuple[tuple[str, str, str], ...]:
    """Return the words whose form is not their lemma, each once."""
    found = {
        (token.lemma_.lower(), token.pos_, token.lower_) for token in doc if is_word(token.text)
    }
    return tuple(sorted(item for item in found if item[0] and item[0] != item[2]))
