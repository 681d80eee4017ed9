"""Names typed by the row they stand in, or by the words around."""

import pytest

from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.name_rows import find_by_row
from tests.pipeline.actors.finding import find


def listed(text: str, name: str, kind: str) -> Candidate:
    start = text.index(name)
    return Candidate(start, start + len(name), name, kind, "lexicon", "test")


@pytest.mark.parametrize(
    ("text", "known", "kind", "names"),
    [
        ("Öppna i Karlsby, Nikkala och Kåbda i vår.", "Karlsby", "LOC", ["Nikkala", "Kåbda"]),
        ("Tåg mellan Karlsby och Kåbda behövs.", "Karlsby", "GPE", ["Kåbda"]),
        ("Avtal med Brunto, Stensbo och Zetab.", "Stensbo", "COMPANY", ["Brunto", "Zetab"]),
    ],
)
def test_a_row_has_one_type(text: str, known: str, kind: str, names: list[str]) -> None:
    found = list(find_by_row(text, [listed(text, known, kind)]))
    assert [text[c.start : c.end] for c in found] == names
    assert {c.type for c in found} == {"LOC" if kind == "GPE" else kind}


def test_a_row_of_two_types_says_nothing() -> None:
    text = "Med var Karlsby, Stensbo och Zetab."
    known = [listed(text, "Karlsby", "LOC"), listed(text, "Stensbo", "COMPANY")]
    assert list(find_by_row(text, known)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommunen har avtal med Zetvik om driften.", "COMPANY Zetvik"),
        ("I våras köpte Zetvik marken, men Brunto levererar maten.", "COMPANY Brunto"),
        ("Den som är medlem i Zetvik får låna.", "ORG Zetvik"),
    ],
)
def test_words_around_give_the_type(text: str, expected: str) -> None:
    assert [f"{c.type} {c.canonical}" for c in find(text, ["cue"], opens=lambda _: False)] == [
        expected
    ]


def test_words_that_open_a_sentence_or_are_ordinary_are_no_names() -> None:
    assert find("Kommunen levererar mat.", ["cue"]) == []
    assert find("Vi har avtal med Bussbolaget i år.", ["cue"], opens=lambda _: False) == []
