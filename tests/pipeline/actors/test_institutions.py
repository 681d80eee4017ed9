"""Institutions, places in nature and firms by a telling word."""

import pytest

from polcorp.lexicons.word_lists import word_pattern
from tests.pipeline.actors.finding import find

RULES = ("after-place", "nature", "definite-place", "firm", "ab-letters", "leader-area")
PLACES = frozenset({"Torsby", "Vilhelmina", "Falun", "Höje"})


def found(text: str) -> list[str]:
    return [f"{c.type} {text[c.start : c.end]}" for c in find(text, RULES, PLACES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Avtal med Vilhelmina södra sameby finns.", ["ORG Vilhelmina södra sameby"]),
        ("Kursen ges av Torsby folkhögskola i vår.", ["ORG Torsby folkhögskola"]),
        ("Gå till Torsbys hälsocentral först.", ["LOC Torsbys hälsocentral"]),
        ("Torsby räddningstjänst larmades.", ["AUTHORITY Torsby räddningstjänst"]),
        ("Längs Höje å växer al.", ["LOC Höje å"]),
        ("Mötet hölls på Stora torget i går.", ["LOC Stora torget"]),
        ("Hyresvärden är Brunto Fastigheter och ingen annan.", ["COMPANY Brunto Fastigheter"]),
        ("Soporna hämtas av BRAMAB varje vecka.", ["COMPANY BRAMAB"]),
        ("Pengar från Leader Nedre Fjällen räckte.", ["PROGRAMME Leader Nedre Fjällen"]),
    ],
)
def test_found_with_its_type(text: str, names: list[str]) -> None:
    assert sorted(set(found(text))) == names


@pytest.mark.parametrize(
    "text",
    [
        "Svenska kyrkan bjuder på soppa.",
        "Varje hälsocentral ska ha öppet.",
        "Våra brandstationer behövs.",
        "Snabb omsorg hjälper.",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "building"),
    [
        ("Stadshuset", True),
        ("Paulinska skolan", True),
        ("Hembygdsföreningen", False),
        ("Eva", False),
    ],
)
def test_buildings_by_their_last_word(name: str, building: bool) -> None:
    assert bool(word_pattern("{nouns:building_end}s?$").search(name)) is building
