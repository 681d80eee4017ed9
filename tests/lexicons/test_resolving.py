"""Values as people call them, and the lists behind them."""

from __future__ import annotations

import pytest

from polcorp.lexicons.goals import is_goal, latest_year, load_goals
from polcorp.lexicons.parties import load_parties
from polcorp.lexicons.places import load_municipalities, load_regions, resolve_municipality
from polcorp.lexicons.resolving import (
    load_field_values,
    nearest_values,
    path_vocabulary,
    resolve,
)
from polcorp.reading.folding import fold


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("party", "centern", "C"),
        ("party", " kristdemokraterna ", "KD"),
        ("party", "Miljopartiet de grona", "MP"),
        ("party", "Kristdemokratena", None),
        ("municipality", "Årjängs kommun", "Årjäng"),
        ("municipality", "ARJANG", "Årjäng"),
        ("municipality", "Skelleftea", "Skellefteå"),
        ("municipality", "Malmö stad", "Malmö"),
        ("municipality", "Falu kommun", "Falun"),
        ("municipality", "Upplands-Väsby", "Upplands Väsby"),
        ("municipality", "Borås", "Borås"),
        ("municipality", "habo", "Habo"),
        ("municipality", "HÅBO", "Håbo"),
        ("municipality", "Vageryd", None),
        ("region", "Skåne", "Region Skåne"),
        ("region", "skane lan", "Region Skåne"),
        ("region", "VGR", "Västra Götalandsregionen"),
        ("region", "Norden", None),
        ("doc_type", "Valmanifest", "programme"),
        ("doc_type", "debattartikel", "article"),
        ("doc_type", "Press-release", "press"),
        ("doc_type", "PROGRAMME", "programme"),
        ("doc_type", "protokoll", None),
        ("speaker", "Myndighet", "authority"),
        ("date", "mars 2018", "2018-03"),
        ("date", "i våras", None),
        ("title", "Vad som helst", "Vad som helst"),
    ],
)
def test_values_are_resolved(field: str, text: str, value: str | None) -> None:
    assert resolve(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "near"),
    [
        ("party", "Kristdemokratena", ("KD", "Kristdemokraterna")),
        ("party", "Framtid Kalmr", ("Framtid Kalmar",)),
        ("party", "Något helt annat", ()),
        ("municipality", "Vageryd", ("Vaggeryd",)),
        ("region", "Skåne län i söder", ()),
        ("region", "Region Skone", ("Region Skåne",)),
        ("doc_type", "valprogramm", ("programme",)),
        ("doc_type", "x", ("programme", "motion", "press", "article", "other")),
    ],
)
def test_the_nearest_values_are_offered(field: str, text: str, near: tuple[str, ...]) -> None:
    assert nearest_values(field, text) == near


def test_every_official_name_is_resolved() -> None:
    for m in load_municipalities():
        assert {resolve_municipality(name) for name in (m.name, m.official, m.genitive)} == {m.name}
    for r in load_regions():
        names = (r.region, r.county, *r.aliases)
        assert {resolve("region", name) for name in names} == {r.region}
    for party in load_parties():
        if party.level != "local":
            assert resolve("party", party.abbr) == resolve("party", party.name) == party.abbr


def test_no_name_stands_for_two_values_of_a_field() -> None:
    for values in load_field_values().values():
        names = [fold(name) for value, others in values.items() for name in (value, *others)]
        assert len(names) == len(set(names))
        assert all(names)


def test_common_words_of_paths_are_names_there() -> None:
    vocabulary = path_vocabulary()
    names = {name for known in vocabulary.names.values() for name in known}
    assert vocabulary.common <= names
    assert vocabulary.openers <= names
    assert {"c", "s", "pp"} <= vocabulary.openers
    assert not {"kd", "sd", "mp", "centerpartiet"} & vocabulary.openers
    assert all(name == fold(name) for name in names)


def test_goals() -> None:
    goals = load_goals()
    assert latest_year() == goals.released + goals.ahead
    assert is_goal([], latest_year() + 1, [])
    assert not is_goal([], latest_year(), [])
    assert is_goal(["klimatneutralt", "umea"], 2025, [])
    assert is_goal(["fram", "till"], 2025, [])
    assert not is_goal(["till", "valet"], 2025, [])
    assert not is_goal(["malmo"], 2025, [])
    assert not is_goal(["vision", "i", "vart", "valprogram"], 2025, [])
    assert is_goal([], 2025, ["malen"])
    assert not is_goal([], 2025, ["en", "a", "b", "c", "vision"])
