"""What a text makes of the actors it names."""

import pytest
from spacy.language import Language

Found = dict[str, tuple[str, str]]

PAGE = """# Liberalerna i Falkenberg

Vi vill att kommunen:
- inför Falkenbergsmodellen i alla skolor
- säger nej till Skolfam

Skolinspektionens kritik mot kommunen är tydlig.
Vi vill hylla Hemtjänstkollen.
Liberalerna ser med oro på hur Socialdemokraterna styr kommunen.
Skolverket visar ingen brist.
Det är ingen katastrof för Migrationsverket.
Rädda Barnen finns i Halmstad.
"""


@pytest.fixture(scope="module")
def found(nlp: Language) -> Found:
    """Return the last stance and evidence of every actor of the page."""
    doc = nlp(PAGE)
    return {item["canonical"]: (item["stance"], item["stance_evidence"]) for item in doc._.actors}


def test_what_a_demand_asks_for_is_asked(found: Found) -> None:
    assert found["Falkenbergsmodellen"] == ("asked", "vilja")


def test_what_a_demand_refuses_is_criticised(found: Found) -> None:
    assert found["Skolfam"][0] == "criticised"


def test_a_word_of_criticism_in_the_sentence_counts(found: Found) -> None:
    assert found["Skolinspektionen"] == ("criticised", "kritik")
    assert found["Socialdemokraterna"] == ("criticised", "med oro")


def test_the_own_party_is_not_judged(found: Found) -> None:
    assert found["Liberalerna"] == ("", "")


def test_a_negated_word_does_not_count(found: Found) -> None:
    assert found["Skolverket"] == ("", "")
    assert found["Migrationsverket"] == ("", "")


def test_without_a_word_there_is_no_stance(found: Found) -> None:
    assert found["Rädda Barnen"] == ("", "")
    assert found["Halmstad"] == ("", "")
