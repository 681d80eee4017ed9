"""Listed names in running text: what is found, and ordinary words that stay words."""

from __future__ import annotations

import pytest
from spacy.language import Language


def names_in(nlp: Language, text: str) -> list[str]:
    return [f"{mention['type']} {mention['canonical']}" for mention in nlp(text)._.actors]


LISTED = [
    ("Han arbetade på Kommunikationsdepartementet och jordbruksdepartementet.",
     ["AUTHORITY Kommunikationsdepartementet", "AUTHORITY Jordbruksdepartementet"]),
    ("Centerns budget är stark.", ["PARTY Centerpartiet"]),
    ("Vänstern i Torsby vill mer.", ["PARTY Vänsterpartiet", "GPE Torsby"]),
    ("Budgeten antogs av (S + V) i går.", ["PARTY Socialdemokraterna", "PARTY Vänsterpartiet"]),
    ("Fördelningen blev M 12, S 14, SD 5.",
     ["PARTY Moderaterna", "PARTY Socialdemokraterna", "PARTY Sverigedemokraterna"]),
    ("Anna Ek, S, och Bo Ek, M, var på plats.",
     ["PERSON Anna Ek", "PARTY Socialdemokraterna", "PERSON Bo Ek", "PARTY Moderaterna"]),
    ("Det hördes från S-håll.", ["PARTY Socialdemokraterna"]),
    ("Samråd ska ske med Sveriges Kommuner och Regioner.", ["ORG SKR"]),
    ("Enligt Sveriges Radio är det så.", ["MEDIA Sveriges Radio"]),
    ("Inspektionen för vård och omsorg om saken är klar.", ["AUTHORITY Inspektionen för vård och omsorg"]),
    ("Vi får stöd från Sida i år.", ["AUTHORITY Sida"]),
    ("Resurserna till Ams minskar.", ["AUTHORITY Arbetsmarknadsstyrelsen"]),
    ("Det visades i SVT1 i går.", ["MEDIA SVT"]),
    ("Ledningen för Högskolan Dalarna svarar.", ["AUTHORITY Högskolan Dalarna"]),
    ("Enligt Avfall Sveriges statistik minskar det.", ["ORG Avfall Sverige"]),
    ("Han möter Umeå Stadsmission i dag.", ["ORG Umeå Stadsmission"]),
    ("Enligt KaU och LiU är det så.", ["AUTHORITY KaU", "AUTHORITY LiU"]),
    ("FSB värvar, och Försvarsberedningen varnar.", ["AUTHORITY FSB", "AUTHORITY Försvarsberedningen"]),
    ("Talet hölls på Folk och Försvars rikskonferens.", ["PROGRAMME Folk och Försvars rikskonferens"]),
    ("Det antogs i FN:s generalförsamling.", ["AUTHORITY FN:s generalförsamling"]),
    ("Forskarna använder MAX IV och SciLifeLab.", ["LOC MAX IV", "AUTHORITY SciLifeLab"]),
    ("Det följer av Romfördraget och av EES-avtalet.", ["LAW Romfördraget", "LAW EES-avtalet"]),
    ("Bygg Norra stambanan genom övre Norrland.", ["LOC Norra stambanan genom övre Norrland"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LISTED)
def test_a_listed_name_is_found_whole(nlp: Language, text: str, names: list[str]) -> None:
    assert names_in(nlp, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Sida fyra handlar om taket.",
        "Tröjor finns i S 14, M 12 och L 9.",
        "Centern på kartan är grön.",
        "Vänstern i alla länder är splittrad nu.",
        "Ärendet har dnr KS 2021/0417.",
        "Vi skriver på en sida till.",
        "Det står i samma artikel, mitt i samma stycke.",
        "Agenda för mötet är klar.",
        "Bara vision och mod räcker.",
        "Arbetet fortsätter, aktuellt eller inte.",
        "Kulturen är viktig, och ett forum behövs.",
        "Vi minskar CSR, ESG och LNG, även SRHR.",
        "Den så kallade Saudiaffären skadade oss.",
        "Det beslutades genom Amsterdamfördraget.",
    ],
)
def test_an_ordinary_word_stays_one(nlp: Language, text: str) -> None:
    assert names_in(nlp, text) == []


def test_a_place_that_ends_a_coined_name_is_no_place_and_one_that_a_page_has_glued_is(
    nlp: Language,
) -> None:
    assert names_in(nlp, "Hos LyftSundsvall skriver alla. Gå till LyftSundsvall!") == []
    assert names_in(nlp, "Läs mer omSundsvall och KontaktSundsvall.") == [
        "GPE Sundsvall",
        "GPE Sundsvall",
    ]
