"""Texts in other languages are named and not analysed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from polcorp.lexicons.resolving import nearest_values, resolve
from polcorp.pipeline.blocks import analyse_texts
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.metadata import languages
from polcorp.pipeline.metadata.languages import find_language, is_foreign
from polcorp.reading.documents import RawDocument
from polcorp.tables.rows import rows_of
from tests.gold_sets import FIVE_TEXTS, annotated_texts

ENGLISH = (
    "Welcome to Linköping\n\nWe want to build more homes for everyone in the municipality, and we"
    " believe that schools should be safe places for every child in our town.\n"
)
OTHERS = {
    "en": ENGLISH,
    "no": "Vi vil bygge flere boliger for alle i kommunen vår, og vi mener at skolene skal være trygge"
    " steder for hvert eneste barn i byen vår. Det er viktig for oss.",
    "da": "Vi vil bygge flere boliger til alle i kommunen, og vi mener, at skolerne skal være trygge"
    " steder for hvert eneste barn i vores by. Det er vigtigt for os alle sammen.",
    "fi": "Haluamme rakentaa lisää asuntoja kaikille kunnassa, ja uskomme että koulujen tulee olla"
    " turvallisia paikkoja jokaiselle lapselle kaupungissamme. Se on meille tärkeää, ja siksi me"
    " teemme töitä sen eteen joka päivä.",
}
SWEDISH = "Vi vill att skolan rustas och att barn får läxhjälp. Moderaterna vill bygga hus."


@pytest.fixture(scope="module")
def blank() -> Language:
    return load_pipeline("blank")


@pytest.mark.parametrize("code", OTHERS)
def test_the_language_is_named(code: str) -> None:
    found = find_language(OTHERS[code])
    assert (found["value"], found["evidence"]) == (code, "py3langid")
    assert is_foreign(found["value"])


def test_pages_of_parties_are_swedish_and_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_identifier", None)
    for document, text in annotated_texts(FIVE_TEXTS):
        assert find_language(text)["value"] == "sv", document.name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("Boka tid", None),
        ("ord " * 500, None),
        ("Anna Berg, Per Svensson, Ulla Lind, Kalle Ek, Nils Öberg, Maria Hjort, Eva Strand, Olof Palm,"
         " Karin Ask, Jonas Frid, Tove Alm, Gun Sten", "sv"),
        ("Start Nyheter Politik Kontakt Press Om oss Medlem Logga in Sök Meny Dela Skriv ut Cookies"
         " Tillgänglighet Kalender Bli medlem Styrelse Kommunfullmäktige Personer", "sv"),
        (ENGLISH + SWEDISH * 2, "sv"),
    ],
)  # fmt: skip
def test_what_is_short_or_mixed_is_not_foreign(text: str, value: str | None) -> None:
    assert find_language(text)["value"] == value
    assert not is_foreign(value)


@given(st.text(max_size=300))
def test_any_text_has_one_answer(text: str) -> None:
    found = find_language(text)
    assert found == find_language(text)
    assert 0.0 <= found["confidence"] <= 1.0


def test_other_languages_are_stored_and_nothing_in_them_counts(blank: Language) -> None:
    texts = [(SWEDISH, {}), (ENGLISH, {"party": "C"}), (SWEDISH, {})]
    first, foreign, last = analyse_texts(blank, texts)
    rows = rows_of(foreign, RawDocument("a", "a.txt", "", "utf-8", ENGLISH))
    document = rows.document
    assert (document["language"], document["title"], document["party"]) == (
        "en",
        "Welcome to Linköping",
        "C",
    )
    assert (document["n_body_words"], document["n_body_sentences"]) == (0, 0)
    assert document["n_words"] > 20
    assert [(row["start"], row["end"], row["kind"], row["rule"]) for row in rows.sections] == [
        (0, len(ENGLISH), "boilerplate", "language:en")
    ]
    assert rows.demands + rows.mentions + rows.codes + rows.lead_ins == ()
    for doc in (first, last):
        assert doc.text == SWEDISH
        assert doc._.meta["language"]["value"] == "sv"
        assert doc._.actors == next(iter(analyse_texts(blank, [(SWEDISH, {})])))._.actors


def test_what_the_user_says_of_the_language_goes_first(blank: Language) -> None:
    as_english, as_swedish = analyse_texts(
        blank, [(SWEDISH, {"language": "en"}), (ENGLISH, {"language": "sv"})]
    )
    assert as_english._.actors == []
    (unknown,) = analyse_texts(blank, [(SWEDISH, {"language": "svänska"})])
    assert unknown._.meta["language"]["value"] == "sv"
    assert as_english._.meta["language"] == {"value": "en", "evidence": "given", "confidence": 1.0}
    assert [mention["canonical"] for mention in as_swedish._.actors] == ["Linköping"]


def test_languages_have_names() -> None:
    assert [resolve("language", name) for name in ("Svenska", "english", "DA", "nb", "xx")] == [
        "sv",
        "en",
        "da",
        "no",
        "xx",
    ]
    assert resolve("language", "svänskan!") is None
    assert nearest_values("language", "svensak") == ("sv",)
