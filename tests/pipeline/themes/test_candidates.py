"""The script that lists words which the codebook lacks."""

from __future__ import annotations

from importlib import import_module

import pytest

from polcorp.lexicons.themes import Term, Theme, ThemeIndex

script = import_module("training.scripts.themes_candidates")

HEALTH = "Fler ambulanser behövs. Ambulansen kommer sent, och vården väntar."
SCHOOL = "Fler lärare behövs. Skolan väntar."


@pytest.fixture
def index() -> ThemeIndex:
    return ThemeIndex(
        (
            Theme(code="halsa", name="Hälsa", terms=(Term(text="vård"),)),
            Theme(code="skola", name="Skola", terms=(Term(text="ambulans", weight=1),)),
        )
    )


def test_words_of_one_field_that_the_codebook_lacks_come_first(index: ThemeIndex) -> None:
    documents = [("one", frozenset({"halsa"}), HEALTH), ("two", frozenset({"skola"}), SCHOOL)] * 6
    found = [item for item in script.ranked(documents, index) if item.code == "halsa"]
    by_term = {item.item: item for item in found}
    ambulance = by_term["word", "ambulans"]
    assert ambulance.z == max(item.z for item in found) > 0
    assert (ambulance.under, ambulance.total, dict(ambulance.sources)) == (6, 6, {"one": 6})
    assert ambulance.present == "skola:1"
    assert ("word", "vård") not in by_term
    assert ("word", "lärare") not in by_term


def test_documents_of_many_fields_tell_nothing(index: ThemeIndex) -> None:
    many = frozenset({"halsa", "skola", "trafik"})
    assert list(script.ranked([("one", many, HEALTH)] * 6, index)) == []


def test_a_subject_has_a_code_only_where_its_words_leave_no_doubt() -> None:
    strong = Theme(code="trafik", name="Trafik", terms=(Term(text="järnväg", weight=3),))
    other = Theme(code="skola", name="Skola", terms=(Term(text="lärare", weight=3),))
    index = ThemeIndex((strong, other))
    assert script.of_subject("Underhållet av järnvägen", index) == frozenset({"trafik"})
    assert script.of_subject("Lärare och järnväg", index) == frozenset()


def test_parts_of_compounds_and_pairs_are_candidates_too() -> None:
    found = script.items(
        "Bygg en järnvägsstation och sänk låga hastigheter.", frozenset({"en", "och"})
    )
    assert ("first", "järnvägs") in found
    assert ("last", "station") in found
    assert ("pair", "låg hastighet") in found


def test_every_label_of_the_mapping_has_codes_of_the_codebook() -> None:
    known = {theme.code for theme in script.load_themes()}
    for source in ("government", "almedalen", "interpellations"):
        labels = script.mapping(source)
        assert labels
        assert {code for codes in labels.values() for code in codes} <= known
