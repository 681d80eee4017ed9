"""Formats that are made of tokens: CoNLL-U, WebAnno TSV, spaCy's DocBin.

Tokens, tags and sentences are not stored in the corpus; the texts are analysed again for them.
Annotations that begin or end inside a token are widened to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from polcorp.analysis.views import DocumentView
from polcorp.reports.annotations.spans import Span, key_of
from polcorp.reports.annotations.units import utf16_offsets

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

#: The first lines of a WebAnno file: one layer of spans with three features.
WEBANNO_HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Polcorp|canonical|label|themes\n\n"
#: How signs that would break a line are written in the text of a sentence or token.
_IN_TEXT = str.maketrans(
    {"\\": r"\\", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r"}
)
#: What a ``sent_id`` must not hold; «%» because it begins what stands for the others.
_NOT_IN_ID = re.compile(r"[\s/%]")
_RESERVED = re.compile(r"([\\\[\]|_;*\t])|->")


def to_conllu(view: DocumentView, spans: Sequence[Span], nlp: Language) -> str:
    """Return a document in CoNLL-U; MISC holds offsets, and actors and demands as BIO labels."""
    doc = _analysed(view, nlp)
    actors = _bio(doc, [span for span in spans if span.layer == "ACTOR"])
    demands = _bio(doc, [span for span in spans if span.layer == "DEMAND"])
    blocks = []
    name = _NOT_IN_ID.sub(lambda match: quote(match.group(), safe=""), view.doc_id)
    for number, tokens in enumerate(_sentences(doc), start=1):
        lines = [f"# newdoc id = {key_of(view)}"] if number == 1 else []
        lines += [f"# sent_id = {name}:{tokens[0].idx}", f"# text = {_running(tokens)}"]
        places = {token.i: place for place, token in enumerate(tokens, start=1)}
        for place, token in enumerate(tokens, start=1):
            misc = [f"start={token.idx}", f"end={token.idx + len(token)}"]
            misc += [f"Actor={actors[token.i]}"] if token.i in actors else []
            misc += [f"Demand={demands[token.i]}"] if token.i in demands else []
            misc += [] if place == len(tokens) or _spaced(token) else ["SpaceAfter=No"]
            lines.append("\t".join((str(place), *_word_columns(token, places), "|".join(misc))))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def to_webanno(view: DocumentView, spans: Sequence[Span], nlp: Language) -> str:
    """Return a document in WebAnno TSV 3, for INCEpTION; offsets are UTF-16 units, as it counts."""
    doc = _analysed(view, nlp)
    units = utf16_offsets(view.text)
    cells = _webanno_cells(doc, spans)
    blocks = [WEBANNO_HEAD]
    for number, tokens in enumerate(_sentences(doc), start=1):
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        lines = [f"#Text={view.text[start:end].translate(_IN_TEXT)}"]
        for place, token in enumerate(tokens, start=1):
            offsets = f"{units[token.idx]}-{units[token.idx + len(token)]}"
            columns = cells.get(token.i, ("_", "_", "_"))
            form = token.text.translate(_IN_TEXT)
            lines.append("\t".join((f"{number}-{place}", offsets, form, *columns)) + "\t")
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def to_doc(view: DocumentView, spans: Sequence[Span], nlp: Language) -> Doc:
    """Return a document for spaCy: span groups a layer, and the actors as entities too."""
    from spacy.util import filter_spans

    doc = nlp.make_doc(view.text)
    for layer in ("ACTOR", "DEMAND", "HEADING", "LEAD_IN", "BOILERPLATE"):
        doc.spans[layer.lower()] = [_tokens(doc, span) for span in spans if span.layer == layer]
    doc.set_ents(filter_spans(doc.spans["actor"]))
    doc.user_data = {"doc_id": view.doc_id}
    return doc


def _analysed(view: DocumentView, nlp: Language) -> Doc:
    from polcorp.pipeline.blocks import analyse_text

    return analyse_text(nlp, view.text, {})


def _tokens(doc: Doc, span: Span) -> TokenSpan:
    found = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
    if found is None:
        raise ValueError(f"no token between {span.start} and {span.end}")
    return found


def _sentences(doc: Doc) -> Iterator[list[Token]]:
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if tokens:
            yield tokens


def _word_columns(token: Token, places: dict[int, int]) -> tuple[str, ...]:
    parsed = token.doc.has_annotation("DEP")
    outside = token.head.i == token.i or token.head.i not in places
    head = "_" if not parsed else "0" if outside else str(places[token.head.i])
    relation = "_" if not parsed else "root" if outside else token.dep_
    return (
        token.text,
        token.lemma_ or "_",
        token.pos_ or "_",
        token.tag_ or "_",
        "|".join(sorted(str(token.morph).split("|"), key=str.casefold)) or "_",
        head,
        relation or "_",
        "_",
    )


def _spaced(token: Token) -> bool:
    after = token.idx + len(token)
    return token.doc.text[after : after + 1].isspace()


def _running(tokens: Sequence[Token]) -> str:
    return "".join(token.text + (" " if _spaced(token) else "") for token in tokens).strip()


def _bio(doc: Doc, spans: Sequence[Span]) -> dict[int, str]:
    """Return a label for each token inside a span; where spans overlap, the first and longest."""
    labels: dict[int, str] = {}
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        found = _tokens(doc, span)
        if any(token.i in labels for token in found):
            continue
        for token in found:
            labels[token.i] = f"{'B' if token.i == found.start else 'I'}-{span.label}"
    return labels


def _webanno_cells(doc: Doc, spans: Sequence[Span]) -> dict[int, tuple[str, str, str]]:
    stacked: dict[int, list[tuple[str, str, str]]] = {}
    for number, span in enumerate(spans, start=1):
        get = span.attributes.get
        values = (get("canonical"), span.label, get("themes"))
        cells = [f"{_escaped(value) if value else '*'}[{number}]" for value in values]
        for token in _tokens(doc, span):
            stacked.setdefault(token.i, []).append((cells[0], cells[1], cells[2]))
    return {
        place: (
            "|".join(c[0] for c in rows),
            "|".join(c[1] for c in rows),
            "|".join(c[2] for c in rows),
        )
        for place, rows in stacked.items()
    }


def _escaped(value: str) -> str:
    return _RESERVED.sub(lambda match: "\\" + match.group(), value)
