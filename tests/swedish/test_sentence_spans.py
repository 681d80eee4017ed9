"""Sentences by their signs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.swedish.sentences import sentence_spans


def sentences(text: str, *borders: int) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, borders)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi vill. Nu! Ja? Nej… Slut", ["Vi vill.", "Nu!", "Ja?", "Nej…", "Slut"]),
        ("Vi, bl.a. Centern, kl. 10 m.m. i Lund. Ja", ["Vi, bl.a. Centern, kl. 10 m.m. i Lund.", "Ja"]),
        ("A. Svensson, J.K. Berg och f.d. Rådman", ["A. Svensson, J.K. Berg och f.d. Rådman"]),
        ("«Ja!» Vi (S). ”Nej.” – Jo", ["«Ja!»", "Vi (S).", "”Nej.”", "– Jo"]),
        ("Fler hus i\nLinköping. bygg", ["Fler hus i\nLinköping. bygg"]),
        ("Rubrik\n \nText\n\n\nMer", ["Rubrik", "Text", "Mer"]),
        ("Vi vill\n• bygga\n•riva\n- stå\n1. Gå. Nu\n 2) Se", ["Vi vill", "• bygga", "•riva", "- stå", "1. Gå.", "Nu", "2) Se"]),
        ("Fler\n– som sagt\n& mer", ["Fler", "– som sagt\n& mer"]),
        ("...... Vi", ["......", "Vi"]),
        (" \n", []),
    ],
)  # fmt: skip
def test_sentences_end_at_their_signs(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_no_sentence_crosses_a_border() -> None:
    assert sentences("Trygghet\nVi vill", 8) == ["Trygghet", "Vi vill"]


@given(st.text("aÅ1 .!?…\n-•(»", max_size=60), st.lists(st.integers(0, 60), max_size=4))
def test_sentences_hold_all_but_blanks(text: str, borders: list[int]) -> None:
    inside = [place for place in borders if place <= len(text)]
    spans = sentence_spans(text, inside)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    held = "".join(text[a:b] for a, b in spans)
    assert "".join(held.split()) == "".join(text.split())
    assert not any(a < place < b for a, b in spans for place in inside)
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
