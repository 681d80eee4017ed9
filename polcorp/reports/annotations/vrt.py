"""Vertical text for Korp and the Corpus Workbench: one word per line, structure as tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from polcorp.analysis.views import DocumentView
from polcorp.reading.dates import days_of
from polcorp.reports.annotations.running_text import Block, Sentence, Word, blocks_of
from polcorp.reports.annotations.spans import Span, key_of
from polcorp.reports.annotations.xmi import for_xml
from polcorp.vocabulary.document_fields import FIELDS

if TYPE_CHECKING:
    from spacy.language import Language

#: The columns of a line, in their order; «lemma» is a set, as Korp has it.
COLUMNS = ("word", "pos", "xpos", "msd", "lemma", "ref", "dephead", "deprel", "demand")


def to_vrt(view: DocumentView, spans: Sequence[Span], nlp: Language) -> str:
    """Return a document as vertical text, its fields as attributes of the text."""
    lines = [f"<text{_attributes(_of_text(view))}>"]
    number = 0
    for block in blocks_of(view, spans, nlp):
        lines.append(f"<paragraph{_attributes({'kind': block.kind, 'level': _level(block)})}>")
        for sentence in block.sentences:
            number += 1
            lines.append(f"<sentence{_attributes({'id': f's{number}'})}>")
            lines += _lines(sentence)
            lines.append("</sentence>")
        lines.append("</paragraph>")
    return "\n".join([*lines, "</text>", ""])


def _level(block: Block) -> str:
    return str(block.level) if block.kind == "heading" else ""


def _of_text(view: DocumentView) -> dict[str, str]:
    """Return the attributes of a text; those with days are as Korp wants them."""
    values = {"id": key_of(view)}
    values |= {name: str(view.fields[name] or "") for name in FIELDS}
    values["parties"] = "|".join(["", *str(view.fields["parties"] or "").split(";"), ""])
    first, last = days_of(values["date"])
    times = {"timefrom": "000000", "timeto": "235959"} if first else {}
    return {**values, "datefrom": first, "dateto": last, **times}


def _lines(sentence: Sentence) -> Iterator[str]:
    numbered = list(enumerate(sentence.words, start=1))
    for span, first, last in sentence.pieces():
        if span is not None:
            get = span.attributes.get
            told = {
                "type": span.label,
                "name": get("canonical", ""),
                "wikidata": get("wikidata", ""),
            }
            yield f"<ne{_attributes(told)}>"
        yield from (_line(number, word) for number, word in numbered[first:last])
        if span is not None:
            yield "</ne>"


def _line(number: int, word: Word) -> str:
    lemma = f"|{word.lemma}|" if word.lemma != "_" else "|"
    head = "" if word.head in ("0", "_") else word.head
    cells = (word.text, word.upos, word.xpos, word.feats, lemma, str(number), head, word.relation)
    return "\t".join(escape(for_xml(cell)) for cell in (*cells, word.demand))


def _attributes(values: dict[str, str]) -> str:
    return "".join(
        f" {name}={quoteattr(' '.join(for_xml(value).split()))}"
        for name, value in values.items()
        if value
    )
