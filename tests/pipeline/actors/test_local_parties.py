"""Local parties that no lexicon has."""

import pytest

from polcorp.pipeline.actors.local_parties import find_local_parties

PLACES = frozenset({"Torsby", "Viken", "Åmål"})


def found(text: str) -> list[str]:
    parties = find_local_parties(text, lambda start: start == 0, PLACES)
    return sorted({c.canonical for c in parties})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Välkommen till Framtid Torsby!\n\nFramtid Torsby kräver fler tåg.", ["Framtid Torsby"]),
        ("Valprogram för Vi i Torsby\n\nDet här går vi till val på:", ["Vi i Torsby"]),
        ("Politik för Torsbys framtid. Torsbys framtid vill bygga.", ["Torsbys framtid"]),
        ("I höst kan du rösta på Fjällets Röda. Fjällets Röda vill mer.", ["Fjällets Röda"]),
        ("Lilla Kretsen är ett lokalt parti. Lilla Kretsen vill bygga.", ["Lilla Kretsen"]),
        ("Det säger Torsbymoderaterna i dag.", ["Moderaterna"]),
        ("Bygdelandspartiets partiprogram 2022", ["Bygdelandspartiet"]),
        ("Det är Lokalpartiet Viken som frågar.", ["Lokalpartiet Viken"]),
        ("RÖSTA PÅ FRAMTID ÅMÅL\n\nPartiet Framtid Åmål vill bygga.", ["Framtid Åmål"]),
    ],
)
def test_found_by_frame_place_and_shape(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Vi i Torsby vill ha en bra skola.",  # the inhabitants, not a party
        "Välkommen till Torsby!",
        "Hela Torsby lever när byarna lever.",
        "Vi röstar på Eva Berg i höst.",
        "Partiet Moderaterna vill sänka skatten.",  # a party of the lexicon
        "Regeringspartiet har fel.",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(text) == []
