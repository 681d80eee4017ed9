"""Signs of what kind of document a text is."""

from __future__ import annotations

import pytest

from polcorp.lexicons.doc_types import doc_type_signs


def types_of(text: str) -> list[str]:
    return [sign.doc_type for sign, pattern, _ in doc_type_signs() if pattern.search(text)]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Motion om bättre vägar", ["motion", "motion"]),
        ("MOTION till fullmäktige. Därför yrkar jag", ["motion", "motion", "motion"]),
        ("Pressmeddelande 3 maj", ["press", "press", "press"]),
        ("”Bra”, säger Eva. Sedan: ”Dyrt”, menar Bo.", ["press", "press"]),
        ("”Bra”, säger eva", []),
        ("Debatt: Vägen är dålig", ["article"]),
        ("Vårt valprogram", ["programme"]),
        ("En motionsslinga i skogen", []),
        ("Fråga: Vart tog vägen vägen?", ["motion"]),
        ("Fråga angående skolskjuts", ["motion"]),
        ("I en ny motion vill partiet riva huset", []),
        ("Bron är stängd. Jag vill därför fråga: När öppnar den?", ["motion"]),
    ],
)
def test_words_of_a_type(text: str, types: list[str]) -> None:
    assert types_of(text) == types
