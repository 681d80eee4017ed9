"""Names that no list has and no word before them announces."""

import pytest

from tests.pipeline.actors.finding import find

RULES = ("explained", "kind-then-name", "letters", "noun-and-place", "title")
PLACES = frozenset({"Torsby", "Dalarna"})


def found(text: str) -> list[str]:
    return [f"{c.type} {c.canonical}" for c in find(text, RULES, PLACES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Byabo, projektet där nya får en fadder, gav mycket.", ["PROGRAMME Byabo"]),
        ("Vi vill pröva Nära byn, en modell där laget åker runt.", ["PROGRAMME Nära byn"]),
        ("Zetvik, bolaget som äger marken, bygger.", ["COMPANY Zetvik"]),
        ("Zetvik, fackförbundet för alla, räknar.", ["ORG Zetvik"]),
        ("Zetvik, byn där allt började, växer.", ["LOC Zetvik"]),
        ("En liknande satsning, Gas i Torsby, lyckades.", ["PROGRAMME Gas i Torsby"]),
        ("Det sa QRF och ZTAK vill mer.", ["ORG QRF", "ORG ZTAK"]),
        ("Lugn genom arbetssättet Studiero Dalarna hela dagen.", ["PROGRAMME Studiero Dalarna"]),
        ("Vi fick igenom Bussiga kortet.", ["PROGRAMME Bussiga kortet"]),
        ("Vi arbetar redan efter Bostad först, men kön är lång.", ["PROGRAMME Bostad först"]),
    ],
)
def test_found_with_its_type(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Torsby, kommunen som växer.",
        "VI VILL ATT ALLA SKA MED och det GÄLLER ALLA.",
        "Skolan är bra, och Vi vill mer.",
        "Alla bor i Region Dalarna nu.",
        "Det är Bra skolor anställer fler.",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(text) == []
