"""Suffix-rule lemmas: which rule wins, what happens to capitals, and saving."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.pipeline.model.lemma_backoff import LemmaBackoff, apply_rule, cased_key, rule_for

RULES = {
    "NN|UTR|SIN|DEF|NOM": {"": (0, ""), "en": (2, ""), "an": (1, ""), "^våren": (2, "")},
    "NN|NEU|PLU|DEF|NOM": {"": (0, ""), "en": (2, ""), "länderna": (7, "and")},
    "NN": {"": (0, ""), "or": (2, "a")},
    "VB|PRS|AKT": {"": (0, ""), "r": (1, ""), "^vill": (4, "vilja")},
    "PM|GEN": {"": (0, ""), "s": (1, "")},
    "PM|NOM": {"": (0, "")},
}


@pytest.fixture
def lemmatizer() -> LemmaBackoff:
    made = LemmaBackoff("lemmatizer", overwrite=True, scorer=None)
    made.set_rules({tag: dict(rules) for tag, rules in RULES.items()})
    return made


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("skolan", "NN|UTR|SIN|DEF|NOM", "skola"),
        ("Skolan", "NN|UTR|SIN|DEF|NOM", "skola"),
        ("SKOLAN", "NN|UTR|SIN|DEF|NOM", "skola"),
        ("bilen", "NN|UTR|SIN|DEF|NOM", "bil"),
        ("våren", "NN|UTR|SIN|DEF|NOM", "vår"),
        ("U-länderna", "NN|NEU|PLU|DEF|NOM", "u-land"),
        ("EEC-länderna", "NN|NEU|PLU|DEF|NOM", "EEC-land"),
        ("skolor", "NN|UTR|PLU|IND|NOM", "skola"),
        ("vill", "VB|PRS|AKT", "vilja"),
        ("Linköpings", "PM|GEN", "Linköping"),
        ("Linköping", "PM|NOM", "Linköping"),
        ("BID", "NN|AN", "BID"),
        ("FÖR", "PP", "för"),
        (".", "MAD", "."),
        ("2023/24:123", "RG|NOM", "2023/24:123"),
    ],
)
def test_lemma(lemmatizer: LemmaBackoff, form: str, tag: str, lemma: str) -> None:
    assert lemmatizer.lemma(form, tag) == lemma
    assert lemmatizer.lemma(form, tag) == lemma  # from the cache


def test_the_longest_ending_wins() -> None:
    rules = {"": (0, ""), "a": (1, ""), "na": (2, "x"), "^anna": (0, "!")}
    assert rule_for(rules, "karna") == (2, "x")
    assert rule_for(rules, "Anna") == (0, "!")
    assert rule_for(rules, "b") == (0, "")
    assert rule_for({"a": (1, "")}, "b") is None


def test_a_rule_never_leaves_nothing() -> None:
    assert apply_rule((2, ""), "en") == "en"
    assert apply_rule((9, "x"), "en") == "x"


@given(st.text(min_size=1, max_size=12), st.sampled_from(["NN|AN", "PM|NOM", "VB|PRS|AKT", "PP"]))
def test_case_keys_differ_in_case_only(form: str, tag: str) -> None:
    assert cased_key(form, tag).lower() == form.lower() or cased_key(form, tag) == form.lower()


def tagged(nlp: Language) -> Doc:
    return Doc(nlp.vocab, ["Skolan", "vill"], tags=["NN|UTR|SIN|DEF|NOM", "VB|PRS|AKT"])


def test_it_keeps_other_lemmas_where_asked_to() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_lemma_backoff", config={"overwrite": False})
    assert isinstance(component, LemmaBackoff)
    component.set_rules({tag: dict(rules) for tag, rules in RULES.items()})
    doc = tagged(nlp)
    doc[0].lemma_ = "skolan"
    assert [token.lemma_ for token in component(doc)] == ["skolan", "vilja"]


def test_words_of_a_name_keep_their_capitals(lemmatizer: LemmaBackoff) -> None:
    tags = ["NN|UTR|SIN|IND|NOM", "NN|UTR|SIN|IND|GEN", "NN|NEU|SIN|IND|NOM"]
    ents = ["B-LOC", "B-LOC", "I-LOC"]
    doc = Doc(spacy.blank("sv").vocab, ["Linköping", "Stockholms", "län"], tags=tags, ents=ents)
    assert [token.lemma_ for token in lemmatizer(doc)] == ["Linköping", "Stockholm", "län"]


def test_saved_rules_are_the_same(lemmatizer: LemmaBackoff, tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_lemma_backoff")
    assert isinstance(component, LemmaBackoff)
    component.set_rules(lemmatizer.rules)
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    again = loaded.get_pipe("polcorp_lemma_backoff")
    assert isinstance(again, LemmaBackoff)
    assert again.rules == lemmatizer.rules
    assert [token.lemma_ for token in again(tagged(loaded))] == ["skola", "vilja"]
