"""Imperatives and infinitives by form."""

import pytest

from polcorp.swedish.imperatives import (
    imperative_kind,
    is_infinitive,
    is_present,
    opens_imperative,
)


@pytest.mark.parametrize(
    "line",
    [
        "Höj lärarlönerna",
        "Starta en anhörigskola",
        "Bygg ut fritids",
        "Anställ fler lärare",
        "Öka takten",
        "Inför avgiftsfri buss",
        "Gör Kil tryggare",
        "Ge barnen en chans",
        "Stärk rättigheterna",
        "Förebygg ohälsa",
        "Bryt utanförskapet",
        "Stoppa nedläggningen",
        "Sänk skatten",
        "Rusta skolan",
        "Låt alla vara med",
        "Ta bort avgiften",
        "Se till att bussen går",
        "Skapa fler jobb",
        "Prioritera skolan",
        "Utöka stödet",
    ],
)
def test_imperatives(line: str) -> None:
    assert opens_imperative(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "Skola och vård",
        "Trygga gator",
        "Våra frågor",
        "Fler lärare",
        "Vår politik",
        "Vi vill",
        "Hjälp",
        "Stöd till anhöriga",
        "Arbete och försörjning",
        "Kil växer",
        "Trygghet",
        "Ny politik för Kil",
        "En skola för alla",
        "Hela kommunen ska leva",
        "2022 års budget",
        "–",
    ],
)
def test_no_imperatives(line: str) -> None:
    assert not opens_imperative(line.split())


def test_no_words_at_all() -> None:
    assert not opens_imperative([])


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Öka", "a"), ("höj", "stem"), ("gör", "r"), ("ge", "vowel"), ("lärare", None), ("x1", None)],
)
def test_kinds(word: str, kind: str | None) -> None:
    assert imperative_kind(word) == kind


@pytest.mark.parametrize("word", ["bygga", "öka", "höja", "göra", "ge", "se", "Införa"])
def test_infinitives(word: str) -> None:
    assert is_infinitive(word)


@pytest.mark.parametrize("word", ["skolan", "våra", "fler", "bygg", "i", "", "lärare"])
def test_no_infinitives(word: str) -> None:
    assert not is_infinitive(word)


@pytest.mark.parametrize(
    ("line", "orders"),
    [
        ("Dubbla grundavdrag", False),
        ("Dubbla talmän", False),
        ("Trygga barn", False),
        ("Trygga skolgårdar", False),
        ("Säkra skolvägar", False),
        ("Enkla bygglov", False),
        ("Låga taxor", False),
        ("Två bibliotek", False),
        ("Skola nära hemmet", False),
        ("Dubbla antalet turer", True),
        ("Trygga skolgårdarna", True),
        ("Säkra en god vård", True),
        ("Öppna upp parken", True),
        ("Öppna fler förskolor", True),
    ],
)
def test_an_adjective_is_no_order(line: str, orders: bool) -> None:
    assert opens_imperative(line.split()) is orders


def test_verbs_in_the_present_by_their_form() -> None:
    verbs = [
        word
        for word in "bygger står beror skolor lärare dagar fler efter".split()
        if is_present(word)
    ]
    assert verbs == ["bygger", "står", "beror"]
