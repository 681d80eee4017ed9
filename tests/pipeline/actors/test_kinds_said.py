"""Names of which the text says the kind: by a word before, in a sentence, a list, or on a line."""

from __future__ import annotations

import pytest
from spacy.language import Language


def names(nlp: Language, text: str) -> list[str]:
    return [f"{m['type']} {text[m['start'] : m['end']]}" for m in nlp(text)._.actors]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi var på träningshuset Zetnavet i går.", ["LOC Zetnavet"]),
        ("Det nya familjehuset Zetbo är öppet.", ["LOC Zetbo"]),
        ("Rädda Zetlunden!\n\nZetlunden är en mötesplats för äldre.", ["LOC Zetlunden"] * 2),
        ("Ny start heter ett projekt för unga.", ["PROGRAMME Ny start"]),
        ("Skolan är en mötesplats för alla.", []),
        ("Kommunens satsningar för unga:\n- Zetkraft\n- Öppna dörren\n", ["PROGRAMME Zetkraft", "PROGRAMME Öppna dörren"]),
        ("Tre projekt pågår:\n- Vägar\n- Fiber\n- Bänkar vid sjön\n", []),
        ("Vi har två kommunala bolag, Zetbo och Zetvärme, som går bra.", ["COMPANY Zetbo", "COMPANY Zetvärme"]),
        ("Dessa föreningar får bidrag: Zetfesten, Zetkullens vänner och Zetstråket.",
         ["ORG Zetfesten", "ORG Zetkullens vänner", "ORG Zetstråket"]),
        ("Kommunen sålde Hotell Zetbris. Nu ska Zetbris rivas.", ["LOC Hotell Zetbris", "LOC Zetbris"]),
        ("Bolaget Zetviks Hamn AB höjer avgiften.", ["COMPANY Zetviks Hamn AB"]),
        ("Organisationen Zetgårdarna i Götaland bjuder in.", ["ORG Zetgårdarna i Götaland"]),
        ("Yttrande från Bromma-Zetsjö stadsdelsnämnd kom.", ["AUTHORITY Bromma-Zetsjö stadsdelsnämnd"]),
        ("Han sitter i stadsdelsnämnden Zetholm.", ["AUTHORITY stadsdelsnämnden Zetholm"]),
        ("Vi mötte Unionen Student och Byggnads Väst.", ["ORG Unionen Student", "ORG Byggnads Väst"]),
        ("Taxan i Dals-Eds vatten AB höjs.", ["COMPANY Dals-Eds vatten AB"]),
        ("Nu höjer AB Torsby Bostadshus hyran.", ["COMPANY AB Torsby Bostadshus"]),
        ("Vi stödjer mansjouren Zetskifte.", ["ORG Zetskifte"]),
        ("Restaurang Zetkajen brann. Nu byggs Zetkajen upp.", ["COMPANY Restaurang Zetkajen", "COMPANY Zetkajen"]),
        ("PROJEKT ZETBRON\n\nHär är Zetbron i dag.", ["PROGRAMME ZETBRON", "PROGRAMME Zetbron"]),
        ("Det är en satsning som kallas Första steget.", ["PROGRAMME Första steget"]),
        ("Ledaren för projektet Lyftets grupp sa nej.", ["PROGRAMME Lyftets"]),
        ("Svaret kom från Svenska Bygg- och Zetförbundet.", ["ORG Svenska Bygg- och Zetförbundet"]),
        ("Det avgör Hälso- och sjukvårdsnämnd Väst.", ["AUTHORITY Hälso- och sjukvårdsnämnd Väst"]),
        ("Rusta Torsby Medborgarhus!", ["LOC Torsby Medborgarhus"]),
        ("Trafikplanen (TP) är klar, och i TP finns mål.", []),
    ],
)  # fmt: skip
def test_a_kind_that_is_said_types_the_name(nlp: Language, text: str, found: list[str]) -> None:
    assert names(nlp, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mandat:\nModeraterna: 9\nCenterpartiet: 7\nZetbygden: 4\nÖvriga: 1\n",
         ["PARTY Moderaterna", "PARTY Centerpartiet", "PARTY Zetbygden"]),
        ("Varor:\nÄpplen: 9\nPäron: 7\nModeraterna: 4\n", ["PARTY Moderaterna"]),
        ("Svar:\n\nModeraterna: Ja.\nVänstern: Nej.", ["PARTY Moderaterna", "PARTY Vänstern"]),
        ("Svar:\n\nVänstern: ett ord på kartan.", []),
        ("Tröjor i storlekarna S-M-L finns.", []),
        ("Styret (S-M-L) höll.", ["PARTY S", "PARTY M", "PARTY L"]),
        ("KD OCH M VILL SÄNKA SKATTEN", ["PARTY KD", "PARTY M"]),
        ("M-, C- och KD-politiker skriver.", ["PARTY M", "PARTY C", "PARTY KD"]),
        ("Nej från C\n\nDet säger Centerpartiet.", ["PARTY C", "PARTY Centerpartiet"]),
        ("Rösta på:\n1. Vänstern\n2. Centern", ["PARTY Vänstern", "PARTY Centern"]),
        ("V SÄGER NEJ TILL SKATTEN\n\nBra så.", ["PARTY V"]),
        ("Nu lovar S fler lärare\n\nDet säger Socialdemokraterna.", ["PARTY S", "PARTY Socialdemokraterna"]),
        ("Ordföranden i tekniska nämnden (HOP) vill vänta.", ["AUTHORITY tekniska nämnden", "PARTY HOP"]),
    ],
)  # fmt: skip
def test_parties_on_lines_and_by_their_letters(nlp: Language, text: str, found: list[str]) -> None:
    assert names(nlp, text) == found


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Projektet Zetkurs startar nu.", "Zetkurs"),
        ("Vi gillar projektet Zetkurs lokaler.", "Zetkur"),
        ("Zetrums Fjällvakt (ZFV) övar. Det är ZFV:s övning.", "ZFV"),
        ("Zetfors Teknik AB, Zetek, sköter vattnet. Nu klagar Zetek.", "Zetek"),
    ],
)
def test_the_last_mention_has_its_whole_name(nlp: Language, text: str, canonical: str) -> None:
    assert nlp(text)._.actors[-1]["canonical"] == canonical


def test_both_ends_of_a_line_are_places_however_short(nlp: Language) -> None:
    assert names(nlp, "Tåget Umeå-Luleå är sent.") == ["GPE Umeå", "GPE Luleå"]


def test_the_people_are_no_body(nlp: Language) -> None:
    assert names(nlp, "Nu har Svenska Folket sagt sitt.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi vill att kommunen går med i Zetnet Plus.", ["PROGRAMME Zetnet Plus"]),
        ("Kommunen fick medel ur Zetklivet.", ["PROGRAMME Zetklivet"]),
        ("Nu har Zetvalda lett till mer läsning.", ["PROGRAMME Zetvalda"]),
        ("Platserna hos Zetcare är dyra.", ["COMPANY Zetcare"]),
        ("Zetbyx köper mark av kommunen.", ["COMPANY Zetbyx"]),
        ("Gudrun köper mark av kommunen.", []),
        ("Hon talar för Zetodlarna och Zetfrämjandet.", ["ORG Zetodlarna", "ORG Zetfrämjandet"]),
        ("Vi väntar på Forskningsrådet och Affärsverket.", []),
    ],
)
def test_what_is_done_with_a_name_types_it(nlp: Language, text: str, found: list[str]) -> None:
    assert names(nlp, text) == found


def test_who_took_a_picture_is_a_person_with_a_rare_surname(nlp: Language) -> None:
    assert names(nlp, "BILD: GUNNEL ZETBRAND") == ["PERSON GUNNEL ZETBRAND"]


def test_a_rank_before_a_name_makes_a_person_of_it(nlp: Language) -> None:
    assert names(nlp, "Talet hölls av överste Torgrim Zetvang.") == ["PERSON Torgrim Zetvang"]
