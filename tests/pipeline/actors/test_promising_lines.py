"""Lines in which a pattern may find something."""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.lexicons.name_rules import NameRule, packaged_rules
from polcorp.pipeline.actors.promising_lines import PromisingLines
from tests.gold_sets import DEVELOPMENT, annotated_texts

PATTERNS = {7: r"\b[A-Z]\w+torget\b", 9: r"[a-z]+", 11: r"(?:Väg|väg)[ ]\d"}


def test_each_pattern_has_its_lines() -> None:
    text = "Väg 5\nStortorget och väg 6\n\nTorget"
    lines = PromisingLines(PATTERNS).in_text(text)
    assert {number: [text[a:b] for a, b in spans] for number, spans in lines.items()} == {
        7: ["Stortorget och väg 6\n", "Torget"],
        9: [text],
        11: ["Väg 5\n", "Stortorget och väg 6\n"],
    }


def test_an_empty_text_has_none_but_for_patterns_of_which_nothing_is_known() -> None:
    assert PromisingLines(PATTERNS).in_text("") == {9: [(0, 0)]}


@given(st.lists(st.sampled_from(["Stortorget", "väg 6", "Väg 1", "İ", "\n", " ", "torget"])))
def test_nothing_is_missed(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = pickle.loads(pickle.dumps(PromisingLines(PATTERNS))).in_text(text)
    for number, pattern in PATTERNS.items():
        regex = re.compile(pattern)
        found = [m.span() for a, b in lines.get(number, []) for m in regex.finditer(text, a, b)]
        assert found == [m.span() for m in regex.finditer(text)]


@pytest.mark.slow
def test_the_rules_find_the_same_in_whole_texts() -> None:
    rules = [rule for rule in packaged_rules() if isinstance(rule, NameRule)]
    promising = PromisingLines({n: rule.regex.pattern for n, rule in enumerate(rules)})
    for _, text in annotated_texts(DEVELOPMENT[0]):
        lines = promising.in_text(text)
        for number, rule in enumerate(rules):
            spans = lines.get(number, [])
            found = [m.span() for a, b in spans for m in rule.regex.finditer(text, a, b)]
            assert found == [m.span() for m in rule.regex.finditer(text)]
