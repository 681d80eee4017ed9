"""Component ``polcorp_lemmas``: a lemma for every token that has none."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.pipeline.model.lemmas import lemma_of


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("vill", "vilja"),
        ("Vill", "vilja"),
        ("ska", "skola"),
        ("är", "vara"),
        ("oss", "vi"),
        ("skolorna", "skola"),
        ("barnen", "barn"),
        ("bygger", "bygga"),
        ("qwxyz", "qwxyz"),
    ],
)
def test_lemmas(form: str, lemma: str) -> None:
    assert lemma_of(form) == lemma


def test_what_a_model_has_found_is_kept() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_lemmas")
    doc = component(Doc(nlp.vocab, words=["skolorna", "byggs"], lemmas=["", "xyz"]))
    assert [token.lemma_ for token in doc] == ["skola", "xyz"]


def test_marks_and_figures_are_their_own_lemma(nlp: Language) -> None:
    doc = nlp("Det kostar 1,5 miljoner!")
    lemmas = {token.text: token.lemma_ for token in doc}
    assert lemmas["1,5"] == "1,5"
    assert lemmas["!"] == "!"
    assert all(token.lemma_ for token in doc)
