"""Letters that a pattern needs: what no match is without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.lexicons.name_rules import NameRule, packaged_rules
from polcorp.lexicons.needed_letters import needed_letters

RULES = [rule for rule in packaged_rules() if isinstance(rule, NameRule)]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("nämnden", {"nämnden"}),
        (r"\b[A-Z]\w+[ ](?:Skola|Hamn)s?\b", {"skola", "hamn"}),
        ("a(?:bc)?defg", {"defg"}),
        ("a(?:bc)*d{0,2}e", {"a"}),
        ("(?:abc){1,3}d?", {"abc"}),
        ("(?P<name>ab|c?)d", {"d"}),
        ("(?=abc)d", {"d"}),
        ("(?!abc)(?<!abc)", None),
        ("(?i:Stad|Kommun)", {"stad", "kommun"}),
        (r"med\ namnet\.", {"med namnet."}),
        (r"[abc]+[^]x]", None),
        ("abc|", None),
        ("a)bc", None),
    ],
)
def test_what_is_needed(pattern: str, needed: set[str] | None) -> None:
    assert needed_letters(pattern) == needed


piece = st.sampled_from(["a", "b", "å", "AB", "[ab]", r"\b", r"\w", "(?=a)", r"\ "])
quantifier = st.sampled_from(["", "?", "*", "+", "{0,2}", "{1,2}", "{2}", "*?"])
patterns = st.recursive(
    piece,
    lambda inner: st.builds(
        lambda parts, ending, joint: f"(?:{joint.join(parts)}){ending}",
        st.lists(inner, min_size=1, max_size=3),
        quantifier,
        st.sampled_from(["", "|"]),
    ),
    max_leaves=6,
)


@given(patterns, st.text("abåAB ", max_size=12))
def test_no_match_is_without_them(pattern: str, text: str) -> None:
    needed = needed_letters(pattern)
    if needed is not None:
        for match in re.finditer(pattern, text):
            around = text[match.start() :].lower()  # a look ahead may hold them
            assert any(letters in around for letters in needed)


def test_most_rules_need_some() -> None:
    without = {rule.rule for rule in RULES if needed_letters(rule.regex.pattern) is None}
    assert without <= {"noun-and-place", "place-and-name", "common-words", "cue"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_no_rule_matches_over_a_line_end(rule: NameRule) -> None:
    """A line is searched on its own where it holds the letters."""
    behind = re.sub(r"\(\?<[=!](?:\[[^]]*\]|[^()])*\)", "", rule.regex.pattern)
    assert re.search(r"\\[snWDr]", re.sub(r"\[\^[^]]*\\n\]", "", behind)) is None
    assert re.search(r"\[\^(?![^]]*\\n)", behind) is None
