"""Swedish tokenisation: what stays whole, what is split, and that no text is ever changed."""

import pickle
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from polcorp.lexicons.abbreviations import abbreviations
from polcorp.pipeline.fingerprint import MODEL_DIR
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model.tokenizer import make_tokenizer

PIECES = st.sampled_from(
    [
        "prop.",
        "2023/24:123",
        "m.m.",
        "EU:s",
        "46:e",
        "och/eller",
        "BID-samarbeten",
        "placering.Enligt",
        "tra\u00adfik",
        "\u00ad",
        "•",
        "-",
        "–",
        "(LVU)",
        "”Bostad först”",
        "åa\u030a",
        "www.centerpartiet.se/omsorg",
        "50\u00a0000",
        "\n",
        "\n\n",
        "\t",
        " ",
        "  ",
        "\r\n",
        "\ufeff",
        "!?",
        "...",
        "driveru",
    ]
)


def blank() -> Language:
    """Return a Swedish pipeline of nothing but the tokeniser."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    return spacy.blank("sv", config=config)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank()


NLP = blank()


def words(nlp: Language, text: str) -> list[str]:
    return [token.text for token in nlp(text)]


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_text_is_changed(text: str) -> None:
    assert NLP(text).text == text


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_no_political_text_is_changed(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = NLP(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize(
    "word",
    [
        "46:e",
        "2:e",
        "EU:s",
        "EU:S",
        "S:t",
        "H:son",
        "m.m.",
        "bl.a.",
        "Bl.a.",
        "t.ex.",
        "prop.",
        "2023/24:123",
        "2001:453",
        "och/eller",
        "OCH/ELLER",
        "BID-samarbeten",
        "delårs-boksluten",
        "vård-",
        "1,5",
        "18.30",
        "12–18",
        "www.centerpartiet.se/omsorg",
        "namn@parti.se",
        "centerpartiet.se",
        "https://example.org/a?b=c",
    ],
)
def test_one_token(nlp: Language, word: str) -> None:
    assert words(nlp, word) == [word]
    assert words(nlp, f"Vi såg {word} igår") == ["Vi", "såg", word, "igår"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("placering.Enligt", ["placering", ".", "Enligt"]),
        ("övergrepp.Vi", ["övergrepp", ".", "Vi"]),
        ("gäng.och", ["gäng", ".", "och"]),
        ("2019.Vi", ["2019", ".", "Vi"]),
        ("SMT.Vi", ["SMT", ".", "Vi"]),
        ("terapi(SMT)", ["terapi", "(", "SMT", ")"]),
        ("(LVU).Vi", ["(", "LVU", ")", ".", "Vi"]),
        ("nöd?Vi", ["nöd", "?", "Vi"]),
        ("vill:Anställ", ["vill", ":", "Anställ"]),
        ("•Anställ", ["•", "Anställ"]),
        ("-Fler", ["-", "Fler"]),
        ("–Fler", ["–", "Fler"]),
        ("\uf0b7Fler", ["\uf0b7", "Fler"]),
        ("barnets/familjens", ["barnets", "/", "familjens"]),
        ("kommunala-/regionala", ["kommunala-", "/", "regionala"]),
        ("vård- och omsorgsboenden", ["vård-", "och", "omsorgsboenden"]),
        ("prop. 2023/24:123.", ["prop.", "2023/24:123", "."]),
        ("t ex", ["t", "ex"]),
        ("50 000", ["50", "000"]),
        ("50\u00a0000", ["50", "\u00a0", "000"]),
        ("3 kap. 5 §", ["3", "kap.", "5", "§"]),
        ("”Bostad först”.", ["”", "Bostad", "först", "”", "."]),
        ("(Business Improvement Districts)", ["(", "Business", "Improvement", "Districts", ")"]),
        ("ett slut.\n\n• En", ["ett", "slut", ".", "\n\n", "•", "En"]),
        ("2mkr", ["2", "mkr"]),
        ("50%", ["50", "%"]),
    ],
)
def test_split(nlp: Language, text: str, expected: list[str]) -> None:
    assert words(nlp, text) == expected


def test_stray_hyphen_is_left_alone(nlp: Language) -> None:
    token = nlp("Arbets-förmedlingen")[0]
    assert (token.text, token.norm_) == ("Arbets-förmedlingen", "arbets-förmedlingen")


def test_colloquial_pronoun_has_its_norm(nlp: Language) -> None:
    assert [(t.text, t.norm_) for t in nlp("Köru")] == [("Kör", "kör"), ("u", "du")]


def test_every_abbreviation_is_one_token(nlp: Language) -> None:
    listed = abbreviations()
    assert listed == tuple(sorted(set(listed)))
    for form in listed:
        assert form.endswith("."), form
        assert words(nlp, f"se {form} nu") == ["se", form, "nu"]


def test_saved_pipeline_tokenises_the_same(nlp: Language, tmp_path: Path) -> None:
    text = "Enligt prop. 2023/24:123 m.m.Vi vill:Anställ trafikvärdar •Fler"
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    copied = pickle.loads(pickle.dumps(nlp))
    expected = [(t.text, t.norm_, t.shape_) for t in nlp(text)]
    for other in (loaded, copied):
        assert [(t.text, t.norm_, t.shape_) for t in other(text)] == expected


def test_making_it_twice_repairs_the_vocabulary_once(nlp: Language) -> None:
    vocab: Any = nlp.vocab  # its stub lacks the getters
    before = dict(vocab.lex_attr_getters)
    make_tokenizer(nlp)
    assert vocab.lex_attr_getters == before


def test_the_packaged_model_has_the_tokenizer_that_the_pipeline_makes() -> None:
    stored: Any = spacy.load(MODEL_DIR).tokenizer
    made: Any = load_pipeline().tokenizer
    assert made.to_bytes(exclude=["vocab"]) == stored.to_bytes(exclude=["vocab"])
