"""Which municipality a page is of, by where it is named."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.test_metadata import fields

BODY = (
    "Bryggorna är slitna och den som sitter i rullstol kommer inte ner till vattnet. I Växjö gick det "
    "bättre. Där byggde man om alla badplatser på ett år, och ingen klagar på vare sig kö eller pris."
)


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        # a step of the way through the site
        (f"Centerpartiet lokalt\n/ Hudiksvall\n/ Vår politik\nMeny   Sök\n\nBryggor\n\n{BODY}", "Hudiksvall"),
        # before the news from there
        (f"Bryggor för alla\n\nOskarshamn. {BODY}", "Oskarshamn"),
        # named in passing
        (f"Bryggor för alla\n\n{BODY}", "Växjö"),
    ],
)  # fmt: skip
def test_where_a_municipality_is_named_tells_whose_page_it_is(
    nlp: Language, text: str, municipality: str
) -> None:
    assert fields(nlp, text)["municipality"] == municipality


@pytest.mark.parametrize(
    "text",
    [
        # what is put to the Riksdag is of no municipality, wherever it is signed
        f"Motion till riksdagen 2009/10:So354 av Eva Ek (s)\n\n{BODY}\n\nStockholm den 3 maj 2009\n\nEva Ek (s)",
        f"Interpellation 2018/19:268 Bryggor\n\n{BODY}",
        # a region's matters
        f"Så växer regionen\n\n{BODY}",
        f"Bryggor för alla\n\n{BODY} Regionen och Region Kronoberg bygger sjukhus.\n\nVäxjö 3 maj 2021\n\nEva Ek (C)",
    ],
)
def test_pages_of_no_municipality(nlp: Language, text: str) -> None:
    assert fields(nlp, text)["municipality"] is None


def test_a_title_says_whose_page_it_is_whatever_it_says_of_the_region(nlp: Language) -> None:
    text = f"Region och kommun i Mora\n\n{BODY} Regionen bygger sjukhus."
    assert fields(nlp, text)["municipality"] == "Mora"


@pytest.mark.parametrize(
    "text",
    [
        # a round trip, a day in each place
        "Centerpartiet på resa\n\nKom och prata med oss.\n\nÖrkelljunga 3 maj\nKlippan 4 maj\nPerstorp 5 maj",
        # a list without figures
        "Bryggor stängs\n\nHär byggs det om:\n\n- Krokom\n- Bräcke\n- sjön",
        # from one place to another, and others on the way
        "Båt mellan Krokom och Bräcke\n\nTuren går förbi Ragunda, Strömsund och Östersund.",
        # examples on a page about the country
        f"Riksdagen om bryggor\n\nRegeringen och staten sviker landet. Ministern vet. {BODY}",
        "Bryggor i hela länet\n\nLandstinget och länet bygger. I Ragunda byggs det först.",
    ],
)
def test_places_on_the_way_and_examples_are_no_municipality_of_the_page(
    nlp: Language, text: str
) -> None:
    assert fields(nlp, text)["municipality"] is None


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("Rusta skolan i Harads\n\nBarnen i Harads ska ha nära till skolan.", "Boden"),
        ("Bryggan\n\nDen som bor i Harads eller i Järvsö vet.", None),  # in two municipalities
        ("Bryggan\n\nBussen går till Harads.", None),  # in passing
        ("Bryggan\n\nDen som bor i Harads vet. I Ragunda vet alla.", "Ragunda"),
        ("Liberalerna på Lidingö\n\nRegeringen, riksdagen och staten vet.", "Lidingö"),
    ],
)
def test_villages_tell_the_municipality_of_a_page_that_names_none(
    nlp: Language, text: str, municipality: str | None
) -> None:
    assert fields(nlp, text)["municipality"] == municipality
