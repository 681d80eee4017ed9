"""Lexical flags of listed names."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.language import Language

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)
from polcorp.pipeline.model.name_flags import FLAGS, is_listed


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank(
        "sv", config={"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    )


def kinds(nlp: Language, word: str) -> set[str]:
    lexeme = nlp.vocab[word]
    return {kind for kind, flag in FLAGS.items() if lexeme.check_flag(flag)}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Andersson", "surname"),
        ("Anderssons", "surname"),
        ("Linköping", "place"),
        ("LINKÖPING", "place"),
        ("Arbetsförmedlingen", "organisation"),
        ("Systembolagets", "company"),
        ("Rädda", "part of a body's name"),
    ],
)
def test_a_listed_word_has_the_flag_of_its_list(nlp: Language, word: str, kind: str) -> None:
    assert kind in kinds(nlp, word)


@pytest.mark.parametrize(
    "word", ["kommunen", "linköping", "och", "", "2023", "•", "Trygghetsvärdar"]
)
def test_other_words_have_none(word: str) -> None:
    assert not any(is_listed(kind, word) for kind in FLAGS)


def test_any_name_is_a_name_of_one_word(nlp: Language) -> None:
    assert kinds(nlp, "Karlsson") >= {"surname", "any name"}
    assert not is_listed("any name", "Rädda")


def test_flags_survive_pickling(nlp: Language) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert "surname" in kinds(again, "Petterssons")


def test_documents_show_the_flags(nlp: Language) -> None:
    doc = nlp("Volvos chef")
    assert doc.to_array([FLAGS["company"]]).tolist() == [1, 0]
