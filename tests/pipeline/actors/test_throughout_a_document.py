"""One name is one actor throughout a document; bodies with districts; letters of local parties."""

from __future__ import annotations

import pytest
from spacy.language import Language


def found(nlp: Language, text: str) -> list[str]:
    """Return type, text and canonical name of each actor in *text*."""
    return [
        f"{m['type']} {text[m['start'] : m['end']]} = {m['canonical']}" for m in nlp(text)._.actors
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Vi går till fritidsgården Zetnova. Nu ska Zetnova växa. Zetnovas lokaler är små.",
            ["LOC Zetnova = Zetnova", "LOC Zetnova = Zetnova", "LOC Zetnovas = Zetnova"],
        ),
        (
            "Vi handlar hos matkedjan Karpatia. Karpatia växer.",
            ["COMPANY Karpatia = Karpatia", "COMPANY Karpatia = Karpatia"],
        ),
        (
            "Vi i lokalpartiet Ljusvinge kräver mer. Ljusvinge vill bygga.",
            ["PARTY Ljusvinge = Ljusvinge", "PARTY Ljusvinge = Ljusvinge"],
        ),
        (
            "Vi var i Zetlanda. Ny skola i Zetlanda. Vi ses i fina Zetlanda!",
            ["LOC Zetlanda = Zetlanda"] * 3,
        ),
        (
            "Vi tackar föreningen Ljusglimten. Ljusglimten hjälper många.",
            ["ORG Ljusglimten = Ljusglimten", "ORG Ljusglimten = Ljusglimten"],
        ),
        (
            "Vi tackar föreningen Lampan. Lampan är tänd, och en lampan lyser.",
            ["ORG Lampan = Lampan"],
        ),
        (
            "Projektet ”Steg för steg” slutar. STEG FÖR STEG SKA LEVA.",
            ["PROGRAMME Steg för steg = Steg för steg", "PROGRAMME STEG FÖR STEG = Steg för steg"],
        ),
        (
            "Hit kom Zetvik AB i fjol. Nu bygger Zetvik igen.",
            ["COMPANY Zetvik AB = Zetvik AB", "COMPANY Zetvik = Zetvik AB"],
        ),
        (
            "Torsby vatten och avfall AB, Tovab, höjer taxan. Sedan klagade Tovab.",
            [
                "COMPANY Torsby vatten och avfall AB = Tovab",
                "COMPANY Tovab = Tovab",
                "COMPANY Tovab = Tovab",
            ],
        ),
        (
            "Vid Stockholms universitet protesterar man. Nu ska SU svara.",
            [
                "AUTHORITY Stockholms universitet = Stockholms universitet",
                "AUTHORITY SU = Stockholms universitet",
            ],
        ),
        (
            "Enligt socialnämnden är allt bra. I SN:s protokoll står annat.",
            ["AUTHORITY socialnämnden = Socialnämnden", "AUTHORITY SN:s = Socialnämnden"],
        ),
    ],
)
def test_what_one_place_says_holds_for_the_others(
    nlp: Language, text: str, names: list[str]
) -> None:
    assert found(nlp, text) == names


def test_bodies_of_a_municipality_go_by_their_names(nlp: Language) -> None:
    text = "Motionen gick till kommunfullmäktige. Den bifölls av KF."
    assert found(nlp, text) == [
        "AUTHORITY kommunfullmäktige = Kommunfullmäktige",
        "AUTHORITY KF = Kommunfullmäktige",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hit kom ABF Sörmland i går.", ["ORG ABF Sörmland = ABF Sörmland"]),
        ("Vi går med i Jobbspår Väst i år.", ["PROGRAMME Jobbspår Väst = Jobbspår Väst"]),
        ("Hit kom LRF Ungdom i går.", ["ORG LRF Ungdom = LRF Ungdom"]),
        ("Hit kom Keolis Norr i går.", ["COMPANY Keolis Norr = Keolis Norr"]),
        ("Hit kom Ung Vänster Göteborg.", ["ORG Ung Vänster = Ung Vänster", "GPE Göteborg = Göteborg"]),
        ("Hit kom Naturskyddsföreningen.", ["ORG Naturskyddsföreningen = Naturskyddsföreningen"]),
    ],
)  # fmt: skip
def test_a_body_and_its_district_are_one_name(nlp: Language, text: str, names: list[str]) -> None:
    assert found(nlp, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gruppledaren (QXP) sa nej. Sedan gick QXP hem.", ["PARTY QXP = QXP", "PARTY QXP = QXP"]),
        (
            "Ordföranden i socialnämnden (QXP) sa nej.",
            ["AUTHORITY socialnämnden = Socialnämnden", "PARTY QXP = QXP"],
        ),
        (
            "Majoriteten (S-V-QXP) styr.",
            ["PARTY S = Socialdemokraterna", "PARTY V = Vänsterpartiet", "PARTY QXP = QXP"],
        ),
        (
            "Här styr M, KD, C och QXP.",
            [
                "PARTY M = Moderaterna",
                "PARTY KD = Kristdemokraterna",
                "PARTY C = Centerpartiet",
                "PARTY QXP = QXP",
            ],
        ),
        ("Här är det USA, EU och QXP.", ["GPE USA = USA", "GPE EU = EU"]),
    ],
)
def test_letters_of_local_parties(nlp: Language, text: str, names: list[str]) -> None:
    assert found(nlp, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Svaren\n\nCentern\nJa.\n\nNej.", ["PARTY Centern = Centerpartiet"]),
        (
            "Centern, Liberalerna och andra svarade.",
            ["PARTY Centern = Centerpartiet", "PARTY Liberalerna = Liberalerna"],
        ),
        ("M släpper tio förslag\n\nI dag.", ["PARTY M = Moderaterna"]),
        ("Det sägs att S lägger en motion.", ["PARTY S = Socialdemokraterna"]),
        ("I M och KD:s budget finns det.", ["PARTY M = Moderaterna", "PARTY KD:s = Kristdemokraterna"]),
        ("Så röstade Regionmoderaterna i går.", ["PARTY Regionmoderaterna = Moderaterna"]),
    ],
)  # fmt: skip
def test_parties_by_where_they_stand(nlp: Language, text: str, names: list[str]) -> None:
    assert found(nlp, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Så svarade civilminister Zlatka Qorvani i går.", ["PERSON Zlatka Qorvani = Zlatka Qorvani"]),
        ("FOTO: ULF KRISTERSSON", ["PERSON ULF KRISTERSSON = Ulf Kristersson"]),
        ("VI VILL BYGGA MER", []),
        ("Vi ser en ordförande Stora Torget.", []),
    ],
)  # fmt: skip
def test_persons_by_title_and_in_capitals(nlp: Language, text: str, names: list[str]) -> None:
    assert [name for name in found(nlp, text) if name.startswith("PERSON")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tåget Malmö-Köpenhamn är sent.", ["GPE Malmö = Malmö", "GPE Köpenhamn = Köpenhamn"]),
        ("Varberg den 3 juni 2012", ["GPE Varberg = Varberg"]),
        ("Noras VA-taxa höjs.", ["GPE Noras = Nora"]),
        ("Se https://www.skanska.se/om nu.", []),
        ("I kö till tvärbanan i går.", ["LOC tvärbanan = Tvärbanan"]),
        ("Vi vill ha en region Västernorrland nu.", ["GPE region Västernorrland = Region Västernorrland"]),
    ],
)  # fmt: skip
def test_places(nlp: Language, text: str, names: list[str]) -> None:
    assert found(nlp, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Svenska folket ska rösta.",
        "Det är bra för Hela regionen.",
        "Kultur är viktigt, och ett Forum för alla behövs.",
        "Vi läser översiktsplanen (ÖP) noga.",
        "Kommunalpolitiska programmet Introduktion",
    ],
)
def test_ordinary_words_name_nobody(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []
