"""Treebank sentences as spaCy documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from treebank_io import Sentence, Token


def split_spaced(sentence: Sentence) -> Sentence:
    """Return ``sentence`` with tokens like «t ex» in two, as the tokeniser gives them."""
    if not any(" " in token.form for token in sentence.tokens):
        return sentence
    tokens: list[Token] = []
    first_of: dict[int, int] = {0: 0}
    for place, token in enumerate(sentence.tokens, 1):
        first_of[place] = len(tokens) + 1
        forms, lemmas = token.form.split(" "), token.lemma.split(" ")
        lemmas = lemmas if len(lemmas) == len(forms) else [form.lower() for form in forms]
        for number, (form, lemma) in enumerate(zip(forms, lemmas, strict=True)):
            last = number == len(forms) - 1
            part = replace(token, form=form, lemma=lemma)
            part.space_after = token.space_after if last else True
            if number:
                part.head, part.deprel = -place, "fixed"
            tokens.append(part)
    for token in tokens:
        token.head = first_of[abs(token.head)]
    return replace(sentence, tokens=tokens)


def names_of(tokens: list[Token]) -> list[tuple[int, int, str]]:
    """Return the names of ``tokens`` as (first token, token after the last, label)."""
    spans: list[tuple[int, int, str]] = []
    for place, token in enumerate(tokens):
        prefix, _, label = token.name.partition("-")
        if prefix not in ("B", "I") or not label or label == "OTH":
            continue
        if prefix == "I" and spans and spans[-1][1] == place and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], place + 1, label)
        else:
            spans.append((place, place + 1, label))
    return spans


def make_doc(vocab: Vocab, sentences: Iterable[Sentence], names: bool = True) -> Doc:
    """Return one document of ``sentences`` with all that they are annotated for."""
    tokens: list[Token] = []
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(tokens)
        for place, token in enumerate(sentence.tokens):
            heads.append(offset + (token.head - 1 if token.head > 0 else place))
            starts.append(place == 0)
            tokens.append(token)
    doc = Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=[t.space_after for t in tokens],
        tags=[t.xpos for t in tokens],
        pos=["" if t.upos == "_" else t.upos for t in tokens],
        morphs=["" if t.feats == "_" else t.feats for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=heads,
        deps=["ROOT" if t.deprel == "root" else t.deprel for t in tokens],
    )
    if names:
        doc.set_ents([Span(doc, *span) for span in names_of(tokens)])
    return doc


def grouped(sentences: Iterable[Sentence], size: int) -> Iterator[list[Sentence]]:
    """Yield runs of at most ``size`` sentences of one document."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) == size or group[-1].doc_id != sentence.doc_id):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group
