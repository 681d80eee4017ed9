from __future__ import annotations

import gc

import spacy

import polcorp.pipeline.annotations as module
from polcorp.pipeline.annotations import text_of


def test_each_document_has_its_own_text() -> None:
    nlp = spacy.blank("sv")
    one, two = nlp("Vi vill mer."), nlp("De vill  mindre.\n")
    assert [text_of(doc) for doc in (one, two, one, one, two)] == [
        doc.text for doc in (one, two, one, one, two)
    ]
    with one.retokenize() as retokenizer:
        retokenizer.merge(one[0:2])
    assert text_of(one) == one.text == "Vi vill mer."


def test_a_document_that_is_gone_is_not_held() -> None:
    doc = spacy.blank("sv")("Vi vill mer.")
    text_of(doc)
    del doc
    gc.collect()
    assert module._latest is not None
    assert module._latest[0]() is None
