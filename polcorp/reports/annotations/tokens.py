"""Formats that are made of tokens: CoNLL-U, WebAnno TSV, spaCy's DocBin.

Tokens, tags and sentences are not stored in the corpus; the clean views of the texts are analysed
again for them. All offsets are those of the raw text. Annotations that begin or end inside a token are widened to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from polcorp.analysis.views import DocumentView
from polcorp.reading.aligned import Aligned
from polcorp.reading.clean_view import clean_view
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
    """Return a document in CoNLL-U; MISC holds offsets, and actors and demands as BIO labels.

    Words and the text of sentences are those of the clean view, offsets those of the raw text.
    """
    analysed = analysed_again(view, nlp)
    actors = label_of_tokens(analysed, [span for span in spans if span.layer == "ACTOR"])
    demands = label_of_tokens(analysed, [span for span in spans if span.layer == "DEMAND"])
    blocks = []
    name = _NOT_IN_ID.sub(lambda match: quote(match.group(), safe=""), view.doc_id)
    for number, tokens in enumerate(sentences_of(analysed.doc), start=1):
        lines = [f"# newdoc id = {key_of(view)}"] if number == 1 else []
        lines += [
            f"# sent_id = {name}:{analysed.place(tokens[0])[0]}",
            f"# text = {_running(tokens)}",
        ]
        places = {token.i: place for place, token in enumerate(tokens, start=1)}
        for place, token in enumerate(tokens, start=1):
            start, end = analysed.place(token)
            misc = [f"start={start}", f"end={end}"]
            misc += [f"Actor={actors[token.i]}"] if token.i in actors else []
            misc += [f"Demand={demands[token.i]}"] if token.i in demands else []
            misc += [] if place == len(tokens) or spaced(token) else ["SpaceAfter=No"]
            lines.append("\t".join((str(place), *word_columns(token, places), "|".join(misc))))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def to_webanno(view: DocumentView, spans: Sequence[Span], nlp: Language) -> str:
    """Return a document in WebAnno TSV 3, for INCEpTION; offsets are UTF-16 units, as it counts.

    The format holds the text itself, so that words and sentences are stretches of the raw text.
    """
    analysed = analysed_again(view, nlp)
    units = utf16_offsets(view.text)
    cells = _webanno_cells(analysed, spans)
    blocks = [WEBANNO_HEAD]
    for number, tokens in enumerate(tokens_apart(analysed), start=1):
        start, end = analysed.place(tokens[0])[0], analysed.place(tokens[-1])[1]
        lines = [f"#Text={view.text[start:end].translate(_IN_TEXT)}"]
        for place, token in enumerate(tokens, start=1):
            start, end = analysed.place(token)
            offsets = f"{units[start]}-{units[end]}"
            columns = cells.get(token.i, ("_", "_", "_"))
            form = view.text[start:end].translate(_IN_TEXT)
            lines.append("\t".join((f"{number}-{place}", offsets, form, *columns)) + "\t")
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def to_doc(view: DocumentView, spans: Sequence[Span], nlp: Language) -> Doc:
    """Return a document for spaCy: span groups a layer, and the actors as entities too.

    Its text is the clean view; ``user_data`` has the ``doc_id``, and in ``raw_starts`` and
    ``raw_ends`` where each token is in the raw text.
    """
    from spacy.util import filter_spans

    aligned = clean_view(view.text)
    doc = nlp.make_doc(aligned.text)
    analysed = Analysed(doc, aligned)
    for layer in ("ACTOR", "DEMAND", "HEADING", "LEAD_IN", "BOILERPLATE"):
        doc.spans[layer.lower()] = [
            found for span in spans if span.layer == layer and (found := analysed.tokens(span))
        ]
    doc.set_ents(filter_spans(doc.spans["actor"]))
    places = [analysed.place(token) for token in doc]
    doc.user_data = {
        "doc_id": view.doc_id,
        "raw_starts": [start for start, _ in places],
        "raw_ends": [end for _, end in places],
    }
    return doc


@dataclass(frozen=True)
class Analysed:
    """The analysis of a clean view, with the way back to the raw text."""

    doc: Doc
    aligned: Aligned

    def place(self, token: Token) -> tuple[int, int]:
        """Return the stretch of the raw text that a token comes from."""
        return self.aligned.span(token.idx, token.idx + len(token))

    def tokens(self, span: Span) -> TokenSpan | None:
        """Return the tokens of a span of the raw text; None if nothing of it is in the view."""
        start, end = self.aligned.found(span.start, span.end)
        if start == end:
            return None
        found = self.doc.char_span(start, end, label=span.label, alignment_mode="expand")
        if found is None:
            raise ValueError(f"no token between {span.start} and {span.end}")
        return found


def analysed_again(view: DocumentView, nlp: Language) -> Analysed:
    """Return the analysis of a document's clean view, with the way back to its raw text."""
    from polcorp.pipeline.blocks import analyse_text

    aligned = clean_view(view.text)
    return Analysed(analyse_text(nlp, aligned.text, {}), aligned)


def tokens_apart(analysed: Analysed) -> Iterator[list[Token]]:
    """Yield the tokens of each sentence, of several from one stretch of the raw text the first.

    «<li>» is a line end and a list sign in the view, and one word of the raw text.
    """
    last = 0
    for sentence in sentences_of(analysed.doc):
        tokens = []
        for token in sentence:
            start, end = analysed.place(token)
            if start >= last:
                tokens.append(token)
                last = end
        if tokens:
            yield tokens


def sentences_of(doc: Doc) -> Iterator[list[Token]]:
    """Yield the tokens of each sentence, white space left out."""
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if tokens:
            yield tokens


def word_columns(token: Token, places: dict[int, int]) -> tuple[str, ...]:
    """Return the columns of CoNLL-U from form to deps; *places* count the tokens of the sentence from 1."""
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


def spaced(token: Token) -> bool:
    """Return whether white space follows a token."""
    after = token.idx + len(token)
    return token.doc.text[after : after + 1].isspace()


def _running(tokens: Sequence[Token]) -> str:
    return "".join(token.text + (" " if spaced(token) else "") for token in tokens).strip()


def label_of_tokens(analysed: Analysed, spans: Sequence[Span]) -> dict[int, str]:
    """Return a label for each token inside a span; where spans overlap, the first and longest."""
    labels: dict[int, str] = {}
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        found = analysed.tokens(span)
        if found is None or any(token.i in labels for token in found):
            continue
        for token in found:
            labels[token.i] = f"{'B' if token.i == found.start else 'I'}-{span.label}"
    return labels


def _webanno_cells(analysed: Analysed, spans: Sequence[Span]) -> dict[int, tuple[str, str, str]]:
    stacked: dict[int, list[tuple[str, str, str]]] = {}
    for number, span in enumerate(spans, start=1):
        get = span.attributes.get
        values = (get("canonical"), span.label, get("themes"))
        cells = [f"{_escaped(value) if value else '*'}[{number}]" for value in values]
        for token in analysed.tokens(span) or ():
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
