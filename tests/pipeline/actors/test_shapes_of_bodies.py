"""Bodies of state that stand where parties and persons do."""

from __future__ import annotations

from spacy.language import Language


def test_a_region_after_a_party_s_name_is_no_party_of_its_own(nlp: Language) -> None:
    doc = nlp(
        "Vi i Vänsterpartiet Region Västerbotten vill att linjen läggs ner. Partiet har fyra mandat. "
        "Region Västerbotten har försvarat den."
    )
    regions = [m for m in doc._.actors if m["canonical"] == "Region Västerbotten"]
    assert [m["type"] for m in regions] == ["GPE", "GPE"]


def test_a_government_before_a_party_s_letter_is_no_person(nlp: Language) -> None:
    doc = nlp("Regeringen Persson (S) föll, och Eva Ek (S) bad om ursäkt.")
    assert [m["canonical"] for m in doc._.actors if m["type"] == "PERSON"] == ["Eva Ek"]
