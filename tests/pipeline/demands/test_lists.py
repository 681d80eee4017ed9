"""Which lists ask, and what their items ask for."""

import pytest

from polcorp.pipeline.demands.content import addressee_of, line_polarity, polarity_of, strip_att
from polcorp.pipeline.demands.lists import asks_list, item_score, item_verb


@pytest.mark.parametrize(
    ("lead_in", "heading", "items", "asks", "rule"),
    [
        ("Vi vill:", None, ["fler lärare", "bättre mat"], True, "lead-in"),
        ("Centerpartiet yrkar att", None, ["motionen bifalls"], True, "lead-in"),
        ("Våra tre viktigaste frågor:", None, ["Skola", "Vård", "Vägar"], True, "lead-in"),
        ("Vi vill att det vi har gjort ska leva vidare:", None, ["Fler vägar"], True, "lead-in"),
        ("Under mandatperioden har vi:", None, ["byggt skolor"], False, "lead-in-reports"),
        ("Läs mer om det här:", None, ["Fler lärare i skolan"], False, "lead-in-reports"),
        (
            "Jag frågar därför:",
            None,
            ["Vad kostar det?", "När blir det klart?"],
            False,
            "questions",
        ),
        ("Vår politik vilar på", None, ["frihet", "ansvar", "omtanke"], False, "values"),
        ("Följande vägar stängs:", None, ["Väg 50, Kil", "Väg 61, Arvika"], False, "values"),
        ("Här är vad vi vill, och det bygger på", None, ["frihet", "ansvar"], True, "lead-in"),
        ("Deltagare:", None, ["Eva Svensson", "Olle Ek"], False, "names-or-links"),
        ("Kontakta oss:", None, ["eva@parti.se", "070-123 45 67"], False, "names-or-links"),
        (None, "Vi vill", ["Tryggare gator", "Kortare köer till vården"], True, "heading"),
        (None, None, ["Bygg fler skolor", "Anställ fler lärare"], True, "items"),
        (None, None, ["Skolan har fått lärare", "Taket är lagat"], False, "items"),
        (None, None, [], False, "names-or-links"),
    ],
)
def test_lists(
    lead_in: str | None, heading: str | None, items: list[str], asks: bool, rule: str
) -> None:
    assert asks_list(lead_in, heading, items) == (asks, rule)


@pytest.mark.parametrize(
    ("item", "least", "most"),
    [
        ("att skolan byggs ut", 1, 1),
        ("Bygg ut skolan", 1, 1),
        ("bygga ut skolan", 1, 1),
        ("Kommunen ska bygga ut skolan", 1, 1),
        ("Fler lärare i skolan", 0.7, 0.9),
        ("Skolan har byggts ut", 0, 0),
        ("Byggts ut i fjol", 0, 0.6),
        ("Skolan är bra", 0, 0.3),
        ("Varför byggs inte skolan ut?", 0, 0),
        ("", 0, 0),
    ],
)
def test_items_vote(item: str, least: float, most: float) -> None:
    assert least <= item_score(item) <= most


@pytest.mark.parametrize(
    ("item", "verb"),
    [
        ("Bygg fler skolor", "bygga"),
        ("att bygga fler skolor", "bygga"),
        ("Stärka skolan", "stärka"),
        ("Fler lärare i skolan", ""),
        ("att kommunen bygger", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_the_verb_of_an_item(item: str, verb: str) -> None:
    assert item_verb(item) == verb


@pytest.mark.parametrize(
    ("item", "polarity"),
    [
        ("Nej till nedläggningen", "neg"),
        ("att säga nej till nedläggningen", "neg"),
        ("inte lägga ned skolan", "neg"),
        ("Inga fler neddragningar", "neg"),
        ("Bygg inte bort parken", "neg"),
        ("Sälj aldrig våra skolor", "neg"),
        ("Satsa inte bara på centrum", "pos"),
        ("inte minst rusta skolan", "pos"),
        ("Ingen ska behöva vänta", "pos"),
        ("Bygg skolan", "pos"),
        ("att skolan inte läggs ned", "pos"),
        ("", "pos"),
    ],
)
def test_polarity_of_a_line(item: str, polarity: str) -> None:
    assert line_polarity(item) == polarity


def test_a_negation_must_stand_next_to_the_verb() -> None:
    assert polarity_of(["inte", "bygga"]) == "neg"
    assert polarity_of(["också", "inte"]) == "neg"
    assert polarity_of(["bygga", "inte"]) == "pos"
    assert polarity_of(["inte", "bara"]) == "pos"
    assert polarity_of([]) == "pos"


def test_content_is_without_att_and_full_stop() -> None:
    assert strip_att("att kommunen bygger.") == "kommunen bygger"
    assert strip_att("Attraktiva torg. ") == "Attraktiva torg"


def test_addressee_of_an_appeal() -> None:
    assert addressee_of("uppmanar regeringen att agera", "") == "regeringen"
    assert addressee_of("vill", "skolor och regionen") == ""
