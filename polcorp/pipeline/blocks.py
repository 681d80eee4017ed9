"""Texts of any length: the model sees long ones in blocks that begin where a unit begins.

Layout, names, demands and themes look at the whole text. What a trained model does to a text takes
memory in proportion to its length, many kilobytes a word; a book goes through it block by block.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from polcorp.pipeline.annotations import register_extensions

#: Characters that the model takes at once; a usual page is a tenth of it.
BLOCK = 100_000


def analyse_text(nlp: Language, text: str, given: Mapping[str, str], block: int = BLOCK) -> Doc:
    """Return the analysis of *text*, of which the user knows what is *given*.

    The model's components take at most *block* characters at a time (more only where a single
    token is longer). The offsets are those of the whole text.
    """
    register_extensions()
    doc = nlp.make_doc(text)
    doc._.given = dict(given)
    if len(text) <= block:
        return nlp(doc)
    names = nlp.pipe_names
    models = [n for n, name in enumerate(names) if not name.startswith("polcorp_")]
    first, last = (models[0], models[-1] + 1) if models else (len(names), len(names))
    doc = _apply(nlp, doc, names[:first])
    if models:  # what stands between two of them sees what they see
        doc = _in_blocks(nlp, doc, names[first:last], block)
    return _apply(nlp, doc, names[last:])


def _apply(nlp: Language, doc: Doc, names: list[str]) -> Doc:
    for name in names:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _in_blocks(nlp: Language, doc: Doc, names: list[str], block: int) -> Doc:
    """Run the components on one block after the other, and put the blocks together again."""
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
        parts.append(_apply(nlp, part, names))
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
    opening = 0  # the last sentence start of this block
    for token in doc:
        if token.is_sent_start and token.i > cuts[-1]:
            opening = token.i
        if token.idx + len(token) - doc[cuts[-1]].idx > block and token.i > cuts[-1]:
            cuts.append(opening if opening > cuts[-1] else token.i)
    return list(zip(cuts, [*cuts[1:], len(doc)], strict=True))
