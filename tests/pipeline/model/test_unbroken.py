"""Endless runs without a blank are cut before they are tokenised, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model import unbroken
from polcorp.pipeline.model.unbroken import LONGEST_RUN, PIECE, make_doc


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("blank")


@given(st.text("aå.•/ \n", max_size=200))
def test_a_text_of_words_is_what_spacy_makes_of_it(nlp: Language, text: str) -> None:
    ours, theirs = make_doc(nlp, text), nlp.make_doc(text)
    assert [(t.text, t.norm_, t.whitespace_) for t in ours] == [
        (t.text, t.norm_, t.whitespace_) for t in theirs
    ]


@pytest.mark.slow
@settings(max_examples=10)
@given(st.text("aå.•/ \n", max_size=60), st.sampled_from(("•", "a", "a.", "x/", "”a")))
def test_no_token_of_an_endless_run_is_longer_than_a_piece(
    nlp: Language, text: str, sign: str
) -> None:
    whole = text + sign * LONGEST_RUN + text
    doc = make_doc(nlp, whole)
    assert doc.text == whole
    assert max(map(len, doc)) <= PIECE
    assert all(
        whole[token.idx : token.idx + len(token)] == token.text for token in list(doc)[::500]
    )


def test_the_tokenizer_gets_no_more_than_a_run_at_once(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work of spaCy's loop goes with the square of a run: here with the number of pieces."""
    seen: list[int] = []

    def counting(self: Language, text: str) -> Doc:
        seen.append(len(text))
        doc: Doc = self.tokenizer(text)
        return doc

    monkeypatch.setattr(Language, "make_doc", counting)
    make_doc(nlp, "•" * 50 * PIECE)
    assert seen == [PIECE] * 50
    seen.clear()
    make_doc(nlp, "•" * (LONGEST_RUN - 1) + " " + "•" * (LONGEST_RUN - 1))
    assert len(seen) == 1
    assert unbroken.PIECE < unbroken.LONGEST_RUN
