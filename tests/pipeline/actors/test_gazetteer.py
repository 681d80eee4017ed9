"""Lexicon names in a text: damage, inflection, and the conditions of an entry."""

import pickle

import pytest

from polcorp.lexicons.actors import Form
from polcorp.pipeline.actors.gazetteer import LexiconMatcher
from polcorp.pipeline.actors.normalized_text import Squeezed

FORMS = (
    Form("Arbetsförmedlingen", "Arbetsförmedlingen", "AUTHORITY"),
    Form("Rädda Barnen", "Rädda Barnen", "ORG"),
    Form("Borås", "Borås", "GPE"),
    Form("HaV", "Havs- och vattenmyndigheten", "AUTHORITY", match="exact"),
    Form("polisen", "Polisen", "AUTHORITY", match="any"),
    Form("Lions", "Lions", "ORG", requires=("förening",), excludes=("zoo",)),
    Form("Skolfam", "Skolfam", "PROGRAMME", source="user"),
    Form("Sida", "Sida", "AUTHORITY", match="amid"),
    Form("Skolfam", "Fel", "ORG"),
)


def find(text: str, forms: tuple[Form, ...] = FORMS) -> list[tuple[str, str]]:
    """Return (text, canonical); a sentence is what stands between full stops."""

    def sentence(place: int) -> tuple[int, int]:
        end = text.find(".", place)
        return text.rfind(".", 0, place) + 1, end if end >= 0 else len(text)

    found = LexiconMatcher(forms).find(text, Squeezed(text), sentence)
    return [(text[c.start : c.end], c.canonical) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hos Arbetsförmedlingen i Kil", ["Arbetsförmedlingen"]),
        ("Hos Arbetsförmedlingens chef", ["Arbetsförmedlingens"]),
        ("Hos Arbets-förmedlingen", ["Arbets-förmedlingen"]),
        ("Hos Arbets-\nförmedlingen", ["Arbets-\nförmedlingen"]),
        ("Hos Rädda\u00a0Barnen och Rädda\nBarnen", ["Rädda\u00a0Barnen", "Rädda\nBarnen"]),
        ("RÄDDA BARNEN", ["RÄDDA BARNEN"]),
        ("Skolfam-team", ["Skolfam"]),
        ("Skolfam:s team", ["Skolfam:s"]),
        ("(Skolfam)", ["Skolfam"]),
        ("I Borås", ["Borås"]),
        ("Polisen och polisens hund", ["Polisen", "polisens"]),
        ("HaV och HaV:s", ["HaV", "HaV:s"]),
        ("Stöd från Sida och Sidas chef", ["Sida", "Sidas"]),
        # no names
        ("Sida fyra", []),
        ("en sida", []),
        ("arbetsförmedlingen", []),
        ("rädda barnen", []),
        ("Rädda\n\nBarnen", []),
        ("hav och HAV", []),
        ("Skolfamilj, Minskolfam", []),
        ("Förskole-Skolfam", []),
        ("polisenheten", []),
        ("", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [words for words, _ in find(text)] == expected


def test_the_first_entry_of_a_surface_wins() -> None:
    assert find("Skolfam") == [("Skolfam", "Skolfam")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Föreningen Lions samlade in pengar.", 1),
        ("Detroit Lions vann. En förening.", 0),
        ("Föreningen Lions besökte ett zoo.", 0),
        ("Lions", 0),
    ],
)
def test_words_that_an_entry_needs_or_rules_out(text: str, expected: int) -> None:
    assert len(find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi bor i Mora.", 1),
        ("Mora kommun växer.", 1),
        ("Mora och Orsa växer.", 1),
        ("Mora är fint.", 1),
        ("Mora du!", 0),
    ],
)
def test_an_ambiguous_place_needs_its_surroundings(text: str, expected: int) -> None:
    assert len(find(text, (Form("Mora", "Mora", "GPE", place_context=True),))) == expected


def test_matcher_survives_pickling() -> None:
    text = "Hos Rädda Barnen"
    matcher = pickle.loads(pickle.dumps(LexiconMatcher(FORMS)))
    (found,) = matcher.find(text, Squeezed(text), lambda _: (0, len(text)))
    assert (found.start, found.end, found.canonical) == (4, 16, "Rädda Barnen")


def test_an_empty_lexicon_finds_nothing() -> None:
    assert find("Rädda Barnen", ()) == []
