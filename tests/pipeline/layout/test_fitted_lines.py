"""Page text, headings and titles by fitted weights: probabilities, what may be marked, and what is left alone."""

from __future__ import annotations

import csv
from itertools import pairwise, product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.fitted_weights import (
    HEADING_LINES,
    PAGE_LINES,
    TITLES,
    load_weights,
    weights_csv,
)
from polcorp.pipeline.layout.analyse import Layout, analyse_layout, mark_by_rules
from polcorp.pipeline.layout.component import masthead, person_test
from polcorp.pipeline.layout.fitted import (
    ENOUGH,
    LEARNED,
    LEARNED_HEADING,
    Fitted,
    mark_heading_lines,
    mark_page_lines,
)
from polcorp.pipeline.layout.line_chain import TRANSITIONS, LineChain
from polcorp.pipeline.layout.line_features import LineFeatures, all_names, line_features
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.title_choice import LEARNED as LEARNED_TITLE
from polcorp.pipeline.layout.title_choice import NO_TITLE, TitleChoice, mark_title
from tests.markup import texts

BODY = (
    "Kommunens badplatser har fått stå tillbaka i många år. Bryggorna är slitna, och den som sitter i "
    "rullstol kommer inte ner till vattnet. Det duger inte i en kommun som säger sig vara till för alla."
)
PAGE = f"""Hoppa till innehåll
Meny

Bryggor för alla

{BODY}

{BODY}

Bryggpartiet i Fjärås
Sjögatan 0
Följ oss: Facebook, Instagram
Besök i dag: 9   Totalt: 1 204
Mest relevanta
Skriv en kommentar …
Logga in"""


def layout(text: str) -> Layout:
    return analyse_layout(text, load_boilerplate(), person_test(), masthead(), Fitted.packaged())


def mark_learned(units: list[Unit], model: LineChain) -> None:
    mark_page_lines(units, model.probabilities(line_features(units, None)))


def learned(text: str) -> list[str]:
    blocks = [block for block in layout(text).boilerplate if block["rule"] == LEARNED]
    return texts(text, blocks)


def probabilities_of_all_ways(weights: dict[str, float], lines: list[LineFeatures]) -> list[float]:
    """Return the probabilities by adding up every way to part the lines into page text and message."""
    scores = [sum(weights.get(name, 0.0) for name in names) for names in all_names(lines)]
    total, page = 0.0, [0.0] * len(lines)
    for way in product(("yes", "no"), repeat=len(lines)):
        score = sum(s for s, kind in zip(scores, way, strict=True) if kind == "yes")
        score += sum(weights.get(f"{a}>{b}", 0.0) for a, b in pairwise(way))
        total += exp(score)
        for n, kind in enumerate(way):
            page[n] += exp(score) if kind == "yes" else 0.0
    return [one / total for one in page]


NAMES = ("a", "b", "c")
FEATURES = [*NAMES, "-1:a", "1:b", "2:c", "1:none", *TRANSITIONS]


@given(
    st.dictionaries(st.sampled_from(FEATURES), st.floats(-3, 3)),
    st.lists(st.lists(st.sampled_from(NAMES), unique=True), min_size=1, max_size=6),
)
def test_probabilities_are_those_of_all_ways_to_part_the_lines(
    weights: dict[str, float], lines: list[list[str]]
) -> None:
    told = [LineFeatures(names, names) for names in lines]
    expected = probabilities_of_all_ways(weights, told)
    assert LineChain(weights).probabilities(told) == pytest.approx(expected)


def test_a_page_without_lines_has_no_probabilities() -> None:
    assert LineChain({}).probabilities([]) == []
    assert layout("").boilerplate == []


def test_lines_of_a_site_that_no_rule_knows_are_page_text() -> None:
    assert any("Skriv en kommentar …" in block for block in learned(PAGE))
    assert BODY not in "".join(learned(PAGE))
    by_rules = analyse_layout(PAGE, load_boilerplate(), person_test(), masthead())
    assert "Skriv en kommentar …" not in "".join(texts(PAGE, by_rules.boilerplate))


@pytest.mark.parametrize(
    "line",
    [
        "12 maj 2021",  # a day dates the message
        "| Skola | 12 | 14 |",
        "Centern\t8",
    ],
)
def test_days_and_tables_are_left_alone(line: str) -> None:
    everything = LineChain({"rule=O": 9.0})
    units, _ = mark_by_rules(f"{BODY}\n\n{line}\n\n{BODY}", load_boilerplate())
    mark_learned(units, everything)
    assert [unit.text for unit in units if unit.kind != "boilerplate"] == [line]


def test_titles_items_and_lead_ins_are_left_alone() -> None:
    text = f"Bryggor för alla\n\n{BODY}\n\nVi vill:\n• bygga bryggor\n• riva staket"
    units, _ = mark_by_rules(text, load_boilerplate())
    mark_learned(units, LineChain({"top=0": 9.0, "rule=I": 9.0, "rule=L": 9.0, "rule=O": 9.0}))
    kept = [unit.kind for unit in units if unit.kind != "boilerplate"]
    assert kept == ["heading", "lead_in", "item", "item"]


def test_a_page_is_never_all_page_text() -> None:
    units, _ = mark_by_rules(f"{BODY}\n\n{BODY}", load_boilerplate())
    mark_learned(units, LineChain({"rule=O": 9.0}))
    assert [unit.kind for unit in units] == ["text", "text"]


def test_a_lower_heading_may_be_page_text() -> None:
    text = f"Bryggor för alla\n\n{BODY}\n\nOm oss\n\n{BODY}"
    units, _ = mark_by_rules(text, load_boilerplate())
    mark_learned(units, LineChain({"rule=H": 9.0, "rule=O": -9.0}))
    marked = [(unit.text, unit.confidence) for unit in units if unit.rule == LEARNED]
    assert [name for name, _ in marked] == ["Om oss"]
    assert ENOUGH <= marked[0][1] <= 1


def test_a_line_sees_two_lines_each_way_and_the_edge_of_the_page() -> None:
    units, _ = mark_by_rules("Ett\n\nTvå\n\nTre\n\nFyra", load_boilerplate())
    named = all_names(line_features(units, None))
    assert {"w=ett", "-1:none", "-2:none", "1:n=1", "2:n=1", "top=0"} <= set(named[0])
    assert {"-2:n=1", "-1:n=1", "1:none", "2:none", "bottom=0"} <= set(named[3])
    assert not [name for name in named[0] if name.startswith(("1:w=", "3:"))]


def test_the_words_of_a_long_paragraph_play_no_part() -> None:
    units, _ = mark_by_rules(" ".join([BODY] * 3), load_boilerplate())
    (names,) = all_names(line_features(units, None))
    assert "long" in names
    assert not [name for name in names if name.startswith("w=")]


def test_text_may_be_a_heading_and_a_lower_heading_text() -> None:
    text = f"Bryggor för alla\n\n{BODY}\n\nSå gör vi.\n\n{BODY}\n\nOm oss\n\n{BODY}"
    units, _ = mark_by_rules(text, load_boilerplate())
    sure = {"Bryggor för alla": 0.0, "Så gör vi.": 0.9, "Om oss": 0.1}
    mark_heading_lines(units, [sure.get(unit.text, 0.0) for unit in units])
    headings = [(unit.text, unit.level) for unit in units if unit.kind == "heading"]
    assert headings == [("Bryggor för alla", 1), ("Så gör vi.", 2)]
    assert [(u.confidence, u.rule) for u in units if u.text == "Så gör vi."] == [
        (0.9, LEARNED_HEADING)
    ]


def test_headings_that_their_format_marks_are_left_alone() -> None:
    units, _ = mark_by_rules(f"# Bryggor\n\n{BODY}\n\n## Om oss\n\n{BODY}", load_boilerplate())
    mark_heading_lines(units, [0.0] * len(units))
    assert [unit.text for unit in units if unit.kind == "heading"] == ["Bryggor", "Om oss"]


def test_the_candidates_for_the_title_and_a_page_without_one_share_all_probability() -> None:
    model = TitleChoice({"a": 1.0, NO_TITLE: -1.0})
    sure = model.probabilities([["a"], ["b"]])
    total = exp(1) + exp(0) + exp(-1)
    assert sure == pytest.approx([exp(1) / total, exp(0) / total])


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"Bryggbladet\n\nBryggor för alla\n\n{BODY}", "Bryggor för alla"),
        (f"# Bryggbladet\n\nBryggor för alla\n\n{BODY}", "Bryggbladet"),  # marked
        (f"{BODY}\n\n{BODY}", None),  # the rules found none
    ],
)
def test_the_likeliest_line_is_the_title(page: str, title: str | None) -> None:
    units, _ = mark_by_rules(page, load_boilerplate())
    mark_title(units, TitleChoice({"message=1": 9.0, "words=1": 3.0, NO_TITLE: -9.0}))
    assert next((unit.text for unit in units if unit.level == 1), None) == title
    learned = [(unit.text, unit.confidence) for unit in units if unit.rule == LEARNED_TITLE]
    assert [text for text, _ in learned] == (
        ["Bryggor för alla"] if "#" not in page and title else []
    )
    assert all(sure > 0.9 for _, sure in learned)


def test_what_was_the_title_is_text_above_the_title_that_is_chosen() -> None:
    units, _ = mark_by_rules(f"Bryggbladet\n\nBryggor för alla\n\n{BODY}", load_boilerplate())
    assert [unit.level for unit in units][:2] == [1, 2]
    mark_title(units, TitleChoice({"message=1": 9.0, NO_TITLE: -9.0}))
    assert [(unit.kind, unit.level) for unit in units][:2] == [("text", 0), ("heading", 1)]


@pytest.mark.parametrize("file", [PAGE_LINES, HEADING_LINES, TITLES])
def test_a_file_of_weights_is_as_it_would_be_written(file: str) -> None:
    text = (data_dir() / file).read_text(encoding="utf-8")
    weights = load_weights(file)
    assert weights_csv(weights.items()) == text
    assert set(TRANSITIONS) <= set(weights) or file == TITLES
    assert len(list(csv.reader(text.splitlines()))) == len(weights) + 1
