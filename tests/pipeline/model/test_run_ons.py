"""Sentence starts after headings that lost their line break."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from polcorp.pipeline.model.run_ons import RunOns

NLP = spacy.blank("sv")


def tagged(text: str) -> Doc:
    """Return the words of *text*, each written word/CLASS."""
    words, classes = zip(*(part.rsplit("/", 1) for part in text.split()), strict=True)
    return Doc(NLP.vocab, words=list(words), pos=list(classes))


def starts(doc: Doc) -> list[str]:
    return [token.text for token in RunOns()(doc) if token.i and token.is_sent_start]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Giftemål/NOUN När/SCONJ man/PRON gifter/VERB sig/PRON", ["När"]),
        ("u-länder/NOUN har/VERB varit/VERB fria/ADJ Från/ADP oss/PRON", ["Från"]),
        ("./PUNCT Slutar/VERB Den/PRON är/AUX stor/ADJ", ["Den"]),
        ("Har/VERB gått/VERB till/ADP Ni/PRON fyller/VERB", []),  # politeness
        ("vi/PRON bor/VERB i/ADP Lund/PROPN", []),  # a name
        ("boken/NOUN Nya/ADJ Den/DET stora/ADJ", []),  # amid a title
        ("Det/PRON sa/VERB hon/PRON ,/PUNCT Den/DET dagen/NOUN", []),  # after a mark
        ("VI/PRON VILL/VERB ATT/SCONJ", []),  # capitals throughout
        ("När/SCONJ", []),
    ],
)
def test_a_small_word_with_a_capital_opens_a_sentence(text: str, found: list[str]) -> None:
    assert starts(tagged(text)) == found


def test_words_of_a_name_are_left_alone() -> None:
    doc = tagged("riksförbundet/NOUN Mot/ADP Vald/PROPN")
    doc.set_ents([Span(doc, 1, 3, "ORG")])
    assert starts(doc) == []


def test_starts_that_are_set_are_kept() -> None:
    doc = tagged("Giftemål/NOUN När/SCONJ man/PRON Om/SCONJ det/PRON")
    doc[1].is_sent_start = False
    doc[4].is_sent_start = True
    assert starts(doc) == ["Om", "det"]


def test_an_empty_document_stays_empty() -> None:
    assert len(RunOns()(Doc(NLP.vocab, words=[]))) == 0
