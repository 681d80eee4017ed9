"""From an analysed document to rows: one pure function, the same in every process.

Nothing here knows of a database. A :class:`DocumentRows` holds plain tuples and can be sent
between processes or machines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from polcorp.pipeline.spans import Cover, innermost
from polcorp.reading.aligned import Aligned
from polcorp.reading.clean_view import clean_view
from polcorp.reading.documents import RawDocument
from polcorp.swedish.readability import nominal_ratio, ovix, type_token_ratio
from polcorp.tables.relations import SEPARATOR
from polcorp.tables.tags import pack_tags
from polcorp.vocabulary.document_fields import FIELDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from polcorp.pipeline.annotations import Demand, MetaField, Section

Item = TypeVar("Item")
Row = dict[str, Any]

#: Words of more than this many letters are long (Björnsson 1968).
LONG_WORD = 6


@dataclass(frozen=True)
class DocumentRows:
    """All rows of one document; the keys of each row are the columns of its table.

    In *mentions* stand ``canonical``, ``type`` and ``wikidata``, in *codes* ``theme`` as a code:
    the store turns them into its own keys.
    """

    raw: RawDocument
    document: Row
    metadata: dict[str, str] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    sections: tuple[Row, ...] = ()
    lead_ins: tuple[Row, ...] = ()
    demands: tuple[Row, ...] = ()
    mentions: tuple[Row, ...] = ()
    codes: tuple[Row, ...] = ()
    forms: tuple[tuple[str, str, str], ...] = ()  # lemma, part of speech, form in lower case
    tags: bytes | None = None  # the parts of speech of all words, packed


def rows_of(doc: Doc, raw: RawDocument) -> DocumentRows:
    """Return the rows of *doc*, the analysis of the clean view of *raw*.

    The offsets of the rows are those of the raw text, and ``text`` is what stands there.

    Raises:
        ValueError: the analysis is not of this text, or one of its offsets lies outside it.
    """
    view = clean_view(raw.text)
    if doc.text != view.text:
        raise ValueError("the analysis is not of the clean view of the text")
    rows = _in_raw(_rows_of(doc, raw, view.text), view)
    _check_offsets(rows, len(raw.text))
    return rows


def _rows_of(doc: Doc, raw: RawDocument, text: str) -> DocumentRows:
    """Return the rows of *doc* with the offsets of the view, whose *text* it has."""
    words = _Words(doc)
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
            _pick(item, "demands start end rule confidence", n=n, section=in_section(item))
            for n, item in enumerate(_ordered(doc._.lead_ins))
        ),
        demands=tuple(
            _demand(item, text, n=n, section=in_section(item)) for n, item in enumerate(demands)
        ),
        mentions=_mentions(doc, text, in_section, demand_of),
        codes=_codes(doc, demands, words),
        forms=_forms(doc),
        tags=pack_tags(
            text,
            [token.idx for token in doc],
            ["" if token.is_space else token.pos_ for token in doc],
        ),
    )


def _in_raw(rows: DocumentRows, view: Aligned) -> DocumentRows:
    """Return *rows* with the offsets and the words of the raw text."""
    if view.is_raw:
        return rows
    return replace(
        rows,
        sections=tuple(_section_in_raw(row, view) for row in rows.sections),
        lead_ins=tuple(_row_in_raw(row, view) for row in rows.lead_ins),
        demands=tuple(_row_in_raw(row, view) for row in rows.demands),
        mentions=tuple(_row_in_raw(row, view) for row in rows.mentions),
        codes=tuple(_row_in_raw(row, view) for row in rows.codes),
    )


def _row_in_raw(row: Row, view: Aligned) -> Row:
    moved = dict(row)
    for column in row:
        prefix = column.removesuffix("start")
        if column == prefix or row[column] is None:
            continue
        end = f"{prefix}end"
        moved[column], moved[end] = view.span(row[column], row[end])
    if "text" in row:
        moved["text"] = view.raw[moved["start"] : moved["end"]]
    if row.get("evidence_at"):
        spans = (map(int, span.split("-")) for span in row["evidence_at"].split(SEPARATOR))
        moved["evidence_at"] = SEPARATOR.join("-".join(map(str, view.span(*s))) for s in spans)
    return moved


def _section_in_raw(row: Row, view: Aligned) -> Row:
    """Sections tile a text; those of the raw text tile that, whatever the view leaves out."""
    end = row["end"]
    return _row_in_raw(row, view) | {
        "start": view.border(row["start"]),
        "end": view.border(end) if end < len(view.text) else len(view.raw),
    }


class _Words:
    """Where the tokens and words of a document are, for counting within spans."""

    def __init__(self, doc: Doc) -> None:
        # every ``token.text`` and ``doc.text`` is made anew, so they are asked for once
        found = [(token.idx, token.text) for token in doc if not token.is_space]
        words = [(start, text) for start, text in found if is_word(text)]
        self.token_starts = [start for start, _ in found]
        self.word_starts = [start for start, _ in words]
        self.long = sum(_letters(text) > LONG_WORD for _, text in words)
        self.sentences = [
            (sent.start_char, sent.end_char)
            for sent in doc.sents
            if self.count(sent.start_char, sent.end_char)
        ]

    def sentence_words(self) -> Iterator[int]:
        """Yield the start of the first word of each sentence."""
        for start, _ in self.sentences:
            yield self.word_starts[bisect_left(self.word_starts, start)]

    def count(self, start: int, end: int) -> int:
        return _between(self.word_starts, start, end)

    def tokens(self, start: int, end: int) -> int:
        return _between(self.token_starts, start, end)


def is_word(text: str) -> bool:
    """Tell whether a token counts as a word: it has a letter or a digit."""
    return any(char.isalnum() for char in text)


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _between(starts: Sequence[int], start: int, end: int) -> int:
    return bisect_left(starts, end) - bisect_left(starts, start)


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


def _pick(item: Any, names: str, **more: Any) -> Row:
    return {**{name: item[name] for name in names.split()}, **more}


def _document(doc: Doc, words: _Words) -> Row:
    from polcorp.pipeline.annotations import text_of

    length = len(text_of(doc))
    closed = Cover((item["start"], item["end"]) for item in doc._.boilerplate)
    hidden = sum(words.count(item["start"], item["end"]) for item in doc._.boilerplate)
    row: Row = {
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


def _sections(items: Sequence[Section], words: _Words) -> list[Row]:
    ordered: list[Section] = _ordered(items)
    number = {(item["start"], item["end"]): n for n, item in enumerate(ordered)}

    def parent(item: Section) -> int | None:
        if item["parent"] is None:
            return None
        around = items[item["parent"]]
        return number[around["start"], around["end"]]

    return [
        _pick(
            item,
            "level kind start end heading_start heading_end rule confidence",
            n=n,
            parent=parent(item),
            n_tokens=words.tokens(item["start"], item["end"]),
            n_words=words.count(item["start"], item["end"]),
        )
        for n, item in enumerate(ordered)
    ]


def _demand(item: Demand, text: str, **more: Any) -> Row:
    names = (
        "party own form start end lead_in_start lead_in_end holder verb addressee polarity rule"
        " confidence"
    )
    row = _pick(item, names, text=text[item["start"] : item["end"]], **more)
    content = item["content"]
    start = text.find(content, item["start"], item["end"])
    if start < 0:
        return {**row, "content_start": None, "content_end": None, "content": content}
    return {**row, "content_start": start, "content_end": start + len(content), "content": None}


def _mentions(
    doc: Doc,
    text: str,
    in_section: Callable[[Any], int | None],
    demand_of: Callable[[Any], int | None],
) -> tuple[Row, ...]:
    sentence_of = _sentence_finder(doc, text)
    rows = []
    for n, item in enumerate(_ordered(doc._.actors)):
        start, end = sentence_of(item["start"], item["end"])
        rows.append(
            _pick(
                item,
                "canonical type wikidata start end source rule",
                n=n,
                section=in_section(item),
                demand=demand_of(item),
                text=text[item["start"] : item["end"]],
                sentence_start=start,
                sentence_end=end,
                stance=item.get("stance", ""),
                stance_evidence=item.get("stance_evidence", ""),
            )
        )
    return tuple(rows)


def _sentence_finder(doc: Doc, text: str) -> Callable[[int, int], tuple[int, int]]:
    """Return a function from a span to the sentence around it, without white space at its ends."""
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
    starts = [start for start, _ in sentences]

    def find(start: int, end: int) -> tuple[int, int]:
        first = max(bisect_left(starts, start + 1) - 1, 0)
        last = max(bisect_left(starts, end) - 1, first)
        left, right = min(sentences[first][0], start), max(sentences[last][1], end)
        words = text[left:right]
        return left + len(words) - len(words.lstrip()), right - len(words) + len(words.rstrip())

    return find


def _codes(doc: Doc, demands: Sequence[Demand], words: _Words) -> tuple[Row, ...]:
    number = {(item["start"], item["end"]): n for n, item in enumerate(demands)}
    rows = []
    for item in doc._.themes:
        place = (item["start"], item["end"])
        rows.append(
            _pick(
                item,
                "theme start end rank score",
                demand=number[place] if item["unit"] == "demand" else None,
                evidence=SEPARATOR.join(item["evidence"]),
                evidence_at=SEPARATOR.join(f"{a}-{b}" for a, b in item.get("places", ())),
                n_words=words.count(*place),
            )
        )
    rows.sort(key=lambda row: (row["start"], row["end"], row["demand"] is None, row["rank"]))
    return tuple({**row, "n": n} for n, row in enumerate(rows))


def _forms(doc: Doc) -> tuple[tuple[str, str, str], ...]:
    """Return the words whose form is not their lemma, each once."""
    found = {
        (token.lemma_.lower(), token.pos_, token.lower_) for token in doc if is_word(token.text)
    }
    return tuple(sorted(item for item in found if item[0] and item[0] != item[2]))


def _check_offsets(rows: DocumentRows, length: int) -> None:
    tables = (rows.sections, rows.lead_ins, rows.demands, rows.mentions, rows.codes)
    for row in (row for table in tables for row in table):
        if not 0 <= row["start"] < row["end"] <= length:
            raise ValueError(f"a span from {row['start']} to {row['end']} in {length} characters")
        if row.get("section", 0) is None:
            raise ValueError(f"no section around {row['start']} to {row['end']}")
