"""Embedding each form of a batch once gives what embedding every token gives."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.ml.models.tok2vec import MultiHashEmbed

from polcorp.pipeline.model.unique_embed import (
    Forms,
    attribute_id,
    distinct,
    make_unique_embed,
    run_once,
)

ATTRS = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
ROWS = [50, 20, 20, 20, 5, 5]
TEXTS = ["Vi vill att skolan ska bli bättre.", "", "Skolan , skolan och skolan!\n\n", "Vi vill."]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("sv")


def test_same_rows(nlp: Language) -> None:
    docs = [nlp(text) for text in TEXTS]
    plain = MultiHashEmbed(8, ATTRS, ROWS, False)
    plain.initialize(docs)
    once = run_once(plain, 8, ATTRS)
    expected = [np.asarray(rows) for rows in plain.predict(docs)]
    found = [np.asarray(rows) for rows in once.predict(docs)]
    assert [len(rows) for rows in found] == [len(doc) for doc in docs]
    for left, right in zip(expected, found, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-5, atol=1e-6)


def test_no_tokens_at_all(nlp: Language) -> None:
    once = make_unique_embed(8, ATTRS, ROWS, False)
    once.initialize([nlp("ett ord")])
    assert [len(rows) for rows in once.predict([nlp(""), nlp("")])] == [0, 0]


def test_training_sees_every_token(nlp: Language) -> None:
    docs = [nlp("och och och")]
    once = make_unique_embed(8, ATTRS, ROWS, False)
    once.initialize(docs)
    rows, backprop = once.begin_update(docs)
    assert rows[0].shape == (3, 8)
    backprop([np.ones((3, 8), dtype="f")])
    assert any(node.has_grad(name) for node in once.walk() for name in node.param_names)


@given(st.lists(st.tuples(*[st.integers(0, 2**64 - 1)] * 3), min_size=1, max_size=30))
def test_distinct_rows_restore_all(rows: list[tuple[int, int, int]]) -> None:
    codes = np.array(rows + rows, dtype=np.uint64)
    found = distinct(codes)
    assert found is not None
    first, inverse = found
    assert len(first) == len(set(rows))
    assert np.array_equal(codes[first][inverse], codes)


def test_forms_answer_as_a_document_does(nlp: Language) -> None:
    doc = nlp("Vi vill")
    columns = [attribute_id(name) for name in ATTRS]
    forms = Forms(nlp.vocab, columns, np.asarray(doc.to_array([*columns]), np.uint64))
    assert len(forms) == len(doc)
    assert np.array_equal(forms.to_array(["SHAPE", "NORM"]), doc.to_array(["SHAPE", "NORM"]))
    assert np.array_equal(forms.to_array("NORM"), doc.to_array("NORM"))
