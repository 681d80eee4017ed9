"""Texts of any length and in any number: the model sees short ones together, long ones in blocks.

Layout, names, demands and themes look at one whole text. What a trained model does to a text takes
memory in proportion to its length, many kilobytes a word: a book goes through it block by block. And
it takes a third of the time where many texts go through it together, which changes nothing in what
it says of each (:mod:`polcorp.pipeline.model.products`).

A text in another language than Swedish has its layout and what the user knows of it, and counts as a
whole for text that is no message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from polcorp.pipeline.annotations import MetaField, register_extensions, text_of
from polcorp.pipeline.metadata.languages import is_foreign, language_of
from polcorp.pipeline.model.products import are_steady
from polcorp.pipeline.model.unbroken import make_doc

#: Characters that the model takes at once; a usual page is a tenth of it.
BLOCK = 100_000

#: Tokens that the model takes at once: a page of signs has a token for each.
MOST_TOKENS = 25_000

#: Tokens that go through the model together, if they are of several texts: more are no faster, and
#: the parser needs some 8 KB for each.
TOGETHER = 4_000


def analyse_text(nlp: Language, text: str, given: Mapping[str, str], block: int = BLOCK) -> Doc:
    """Return the analysis of *text*, of which the user knows what is *given*.

    The model's components take at most *block* characters at a time (more only where a single
    token is longer), and at most ``MOST_TOKENS`` tokens. The offsets are those of the whole text.
    """
    return next(analyse_texts(nlp, [(text, given)], block))


def analyse_texts(
    nlp: Language, texts: Iterable[tuple[str, Mapping[str, str]]], block: int = BLOCK
) -> Iterator[Doc]:
    """Yield the analyses of *texts*, each with what is given of it, in their order.

    Each is what :func:`analyse_text` returns of the text alone. The model has been through all texts
    before the first is yielded, so a caller hands over as many as memory holds the annotations of.
    """
    register_extensions()
    names = nlp.pipe_names
    models = [n for n, name in enumerate(names) if not name.startswith("polcorp_")]
    first, last = (models[0], models[-1] + 1) if models else (len(names), len(names))
    foreign: dict[int, Doc] = {}
    docs = []
    for number, (text, given) in enumerate(texts):
        doc = make_doc(nlp, text)
        doc._.given = dict(given)
        language = language_of(text, given)
        if is_foreign(language["value"]):
            foreign[number] = _as_foreign(_apply(nlp, doc, _of_foreign(names)), language)
        else:
            docs.append(_apply(nlp, doc, names[:first]))
    if models:  # what is between two of them sees what they see
        docs = _through_models(nlp, docs, names[first:last], block)
    swedish = iter(docs)
    for number in range(len(docs) + len(foreign)):
        yield foreign[number] if number in foreign else _apply(nlp, next(swedish), names[last:])


def _of_foreign(names: Iterable[str]) -> list[str]:
    """Return which components see a text in another language."""
    seen = ("polcorp_layout", "polcorp_sentences", "polcorp_metadata")
    return [name for name in names if name in seen]


def _as_foreign(doc: Doc, language: MetaField) -> Doc:
    """Return *doc* as one block that nothing counts, since nobody has looked for anything in it."""
    for token in doc:
        if token.is_sent_start is None:
            token.is_sent_start = token.i == 0
    doc._.meta = {**doc._.meta, "language": dict(language)}
    rule = f"language:{language['value']}"
    span = {"start": 0, "end": len(text_of(doc)), "rule": rule}
    span["confidence"] = language["confidence"]
    doc._.lead_ins, doc._.list_items, doc._.paragraphs = [], [], []
    doc._.boilerplate = [span]
    none = dict.fromkeys(("heading_start", "heading_end", "parent"))
    doc._.sections = [{**span, **none, "level": 0, "kind": "boilerplate"}]
    return doc


def _apply(nlp: Language, doc: Doc, names: Sequence[str]) -> Doc:
    for name in names:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _through_models(nlp: Language, docs: list[Doc], names: Sequence[str], block: int) -> list[Doc]:
    """Run the components on all *docs*: long ones in parts, short ones and parts together."""
    parts = [_parts(doc, block) for doc in docs]
    pieces = [part for group in parts for part in group]
    together = all(are_steady(nlp.get_pipe(name)) for name in names)
    done: list[Doc] = []
    for batch in _batches(pieces) if together else ([piece] for piece in pieces):
        done += _apply_together(nlp, batch, names)
    found = iter(done)
    groups = [[next(found) for _ in group] for group in parts]
    return [
        group[0] if len(group) == 1 else _merged(doc, group)
        for doc, group in zip(docs, groups, strict=True)
    ]


def _batches(pieces: list[Doc]) -> Iterator[list[Doc]]:
    """Yield runs of *pieces* of at most ``TOGETHER`` tokens, or of one piece."""
    batch: list[Doc] = []
    size = 0
    for piece in pieces:
        if batch and size + len(piece) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece)
    if batch:
        yield batch


def _apply_together(nlp: Language, docs: list[Doc], names: Sequence[str]) -> list[Doc]:
    for name in names:
        component: Any = nlp.get_pipe(name)
        if hasattr(component, "pipe"):  # spaCy's parser takes a quarter of a batch at a time
            docs = list(component.pipe(docs, batch_size=4 * len(docs)))
        else:
            docs = [component(doc) for doc in docs]
    return docs


def _parts(doc: Doc, block: int) -> list[Doc]:
    """Return *doc* alone if it is at most *block* characters long, else parts as documents."""
    short = len(doc) < 2 or doc[-1].idx + len(doc[-1]) <= block
    if short and len(doc) <= MOST_TOKENS:
        return [doc]
    kept: Any = doc.to_array(["NORM", "SENT_START"])
    parts = []
    for start, end in _blocks(doc, block):
        tokens = doc[start:end]
        part = Doc(
            doc.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
        )
        part.from_array(["NORM", "SENT_START"], kept[start:end])
        parts.append(part)
    return parts


def _merged(doc: Doc, parts: list[Doc]) -> Doc:
    """Return *doc* with what the models found in its *parts*."""
    merged = Doc.from_docs(parts, ensure_whitespace=False)
    if merged is None or merged.text != doc.text:
        raise ValueError("the blocks do not make up the text")
    merged.user_data.update(doc.user_data)
    for key, group in doc.spans.items():
        merged.spans[key] = [
            Span(merged, span.start, span.end, label=span.label_) for span in group
        ]
    return merged


def _blocks(doc: Doc, block: int) -> list[tuple[int, int]]:
    """Return (first, last + 1) token of each block; they begin with a sentence if they can."""
    cuts = [0]
    opening = begun = 0  # the last sentence start of this block, and where the block begins
    for token in doc:
        if token.is_sent_start and token.i > cuts[-1]:
            opening = token.i
        full = token.idx + len(token) - begun > block or token.i - cuts[-1] >= MOST_TOKENS
        if full and token.i > cuts[-1]:
            cuts.append(opening if opening > cuts[-1] else token.i)
            begun = doc[cuts[-1]].idx
    return list(zip(cuts, [*cuts[1:], len(doc)], strict=True))
