"""Persons and the short forms that stand for them."""

import pytest

from polcorp.pipeline.actors.candidates import choose
from polcorp.pipeline.actors.persons import PersonFinder

GIVEN = frozenset({"Eva", "Sylvia", "Lars", "Carl", "Maria", "Vera"})
SURNAMES = frozenset({"Ek", "Nilsson", "Ros", "Moraes", "Linné", "Svensson"})


def find(text: str) -> list[tuple[str, str]]:
    persons = choose(PersonFinder(GIVEN, GIVEN - {"Vera"}, SURNAMES).find(text))
    return [(text[p.start : p.end], p.canonical) for p in persons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det säger Eva Ek i dag.", [("Eva Ek", "Eva Ek")]),
        ("Det är Eva Nilssons förslag.", [("Eva Nilssons", "Eva Nilsson")]),
        ("Det är Maria Moraes förslag.", [("Maria Moraes", "Maria Moraes")]),
        ("Carl von Linné talade.", [("Carl von Linné", "Carl von Linné")]),
        ("Eva Maria Ek talade.", [("Eva Maria Ek", "Eva Maria Ek")]),
        ("Ordförande Eva Ek talade.", [("Eva Ek", "Eva Ek")]),
        ("Eva\u00a0Ek talade.", [("Eva\u00a0Ek", "Eva Ek")]),
        # a name that is a word needs a known surname
        ("Vera Ek och Vera Kommunen", [("Vera Ek", "Vera Ek")]),
        # no names
        ("Eva Kommun", []),
        ("eva ek", []),
        ("Eva", []),
        ("", []),
    ],
)
def test_full_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [pair for pair in find(text) if " " in pair[0].replace("\u00a0", " ")] == expected


def test_short_forms_stand_for_the_full_name() -> None:
    text = "Sylvia Nilsson talade. Sedan sa Sylvia nej, och Nilssons förslag föll."
    assert find(text) == [
        ("Sylvia Nilsson", "Sylvia Nilsson"),
        ("Sylvia", "Sylvia Nilsson"),
        ("Nilssons", "Sylvia Nilsson"),
    ]


def test_a_given_name_alone_is_nobody() -> None:
    assert find("Sylvia talade.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det säger Eva\nEk i dag.", [("Eva\nEk", "Eva Ek")]),
        ("Det säger Eva \n  Ek i dag.", [("Eva \n  Ek", "Eva Ek")]),
        ("Eva\tEk\tordförande", [("Eva\tEk", "Eva Ek")]),
        ("Det säger Eva   Maria  Ek.", [("Eva   Maria  Ek", "Eva Maria Ek")]),
        ("Det säger Carl\nvon Linné.", [("Carl\nvon Linné", "Carl von Linné")]),
        ("Eva Maria\nFalkenstrand talar.", [("Eva Maria\nFalkenstrand", "Eva Maria Falkenstrand")]),
        ("Eva von\nFalkenstrand talar.", [("Eva von\nFalkenstrand", "Eva von Falkenstrand")]),
        ("EVA EK VILL SE MER", [("EVA EK", "Eva Ek")]),
        ("EVA-MARIA NILSSONS FÖRSLAG", [("EVA-MARIA NILSSONS", "Eva-Maria Nilsson")]),
        ("Eva EK är ordförande.", [("Eva EK", "Eva Ek")]),
        # no names
        ("Vi tackar Eva\n\nEk är ett träd.", []),
        ("- Eva\n- Maria\n- Lars", []),
        ("Eva\nEk\nVera", []),  # items of a list
        ("Det sade Eva\nKommunen svarade.", []),
        ("VERA KOMMUNEN", []),
        ("EVA SKOLAN", []),
    ],
)
def test_names_over_breaks_and_in_capitals(text: str, expected: list[tuple[str, str]]) -> None:
    assert [pair for pair in find(text) if len(pair[0].split()) > 1] == expected


def test_a_broken_name_takes_no_part_of_another() -> None:
    text = "Det säger Sylvia\nEva Ek och Maria Svensson\nLars Nilsson."
    assert [name for _, name in find(text)] == ["Eva Ek", "Maria Svensson", "Lars Nilsson"]
