"""Names that weights find or type where no list and no sure rule has them."""

from __future__ import annotations

import numpy as np
import pytest

from polcorp.lexicons.name_weights import NameTable
from polcorp.pipeline.actors.candidates import Candidate, Source
from polcorp.pipeline.actors.open_names import possible_spans
from polcorp.pipeline.actors.weighed_names import RULE, NameWeights, Weighed, decide

TEXT = "Vi besökte Zetborgs Stugby och Zetlyan i går. Sedan tog Verksamheten vid."
STUGBY, LYAN, VERKSAMHETEN = (11, 26), (31, 38), (56, 68)


def candidate(span: tuple[int, int], kind: str, rule: str, source: Source = "pattern") -> Candidate:
    return Candidate(*span, TEXT[slice(*span)], kind, source, rule)


def weighed(span: tuple[int, int], kind: str, share: float, none: float = 0.0) -> Weighed:
    return Weighed(span, kind, share, none)


def named(found: list[Candidate], *by_weights: Weighed) -> list[tuple[str, str, str]]:
    return [(TEXT[c.start : c.end], c.type, c.rule) for c in decide(TEXT, found, list(by_weights))]


def test_a_likely_name_is_added_in_the_order_of_the_text() -> None:
    found = named(
        [candidate(LYAN, "LOC", "pattern:building")],
        weighed(STUGBY, "COMPANY", 0.5),
    )
    assert found == [
        ("Zetborgs Stugby", "COMPANY", RULE),
        ("Zetlyan", "LOC", "pattern:building"),
    ]
    assert named([], weighed(STUGBY, "COMPANY", 0.3)) == []


@pytest.mark.parametrize(("share", "count"), [(0.7, 0), (0.9, 1)])
def test_a_word_of_the_dictionary_needs_more(share: float, count: int) -> None:
    assert len(named([], weighed(VERKSAMHETEN, "ORG", share))) == count


def test_what_a_sure_rule_gave_is_not_judged() -> None:
    sure = [candidate(LYAN, "LOC", "pattern:building")]
    assert named(sure, weighed(LYAN, "ORG", 0.99)) == [("Zetlyan", "LOC", "pattern:building")]
    assert named(sure, weighed(LYAN, "ORG", 0.01, none=0.99)) != []


def test_a_guess_is_typed_anew_or_dropped_where_that_is_likely() -> None:
    guess = [candidate(LYAN, "LOC", "pattern:in-place")]
    assert named(guess, weighed(LYAN, "ORG", 0.5))[0][1] == "LOC"
    assert named(guess, weighed(LYAN, "ORG", 0.7))[0][1] == "ORG"
    assert named(guess, weighed(LYAN, "ORG", 0.05, none=0.95)) == []


def test_a_part_of_a_name_is_none() -> None:
    guess = [candidate(STUGBY, "LOC", "pattern:in-place")]
    assert named(guess, weighed((20, 26), "COMPANY", 0.99)) == [
        ("Zetborgs Stugby", "LOC", "pattern:in-place")
    ]


def test_a_longer_name_takes_the_place_of_a_listed_place_in_it() -> None:
    place = [candidate((11, 19), "LOC", "place", "lexicon")]
    assert named(place, weighed(STUGBY, "COMPANY", 0.8)) == [("Zetborgs Stugby", "COMPANY", RULE)]
    assert named(place, weighed(STUGBY, "COMPANY", 0.6)) == [("Zetborgs", "LOC", "place")]


def test_what_may_be_a_name_is_what_has_capitals_and_is_not_known() -> None:
    known = candidate(LYAN, "LOC", "pattern:building")
    spans = possible_spans(TEXT, [known], [])
    assert STUGBY in spans
    assert LYAN not in spans
    assert all(any(c.isupper() for c in TEXT[slice(*span)]) for span in spans)


def test_shares_are_of_one_whole() -> None:
    table = NameTable(
        ("none", "LOC", "ORG"), {"a": 0, "b": 1}, np.array([[0, 1, 0], [0, 1, 2]], dtype=np.float32)
    )
    one = NameWeights(table).weigh(LYAN, ["a", "unknown"])
    assert one.type == "LOC"
    assert one.share == pytest.approx(np.e / (2 + np.e))
    assert one.none == pytest.approx(1 / (2 + np.e))
    assert NameWeights(table).weigh(LYAN, []).none == pytest.approx(1 / 3)
