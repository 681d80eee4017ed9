"""The cut of a text into runs, and names out of scores."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from polcorp.pipeline.model.encoder_names import Name, names_in
from polcorp.pipeline.model.encoder_runs import LONGEST, Words, run_of, runs
from polcorp.pipeline.model.word_pieces import BREAK, FIRST, LONGEST_WORD

LABELS = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


@st.composite
def texts(draw: st.DrawFn) -> Words:
    """Words with pieces, line breaks and starts at random places."""
    number = draw(st.integers(0, 400))
    chosen = st.lists(st.integers(0, max(number - 1, 0)), max_size=30)
    words = draw(
        st.lists(st.sampled_from(["ord", ".", "Vi", "!"]), min_size=number, max_size=number)
    )
    length = st.integers(1, LONGEST_WORD)
    pieces = [(7,) * draw(length) for _ in range(min(number, 40))] or [(7,)]
    spread = [pieces[place % len(pieces)] for place in range(number)]
    return Words(words, spread, set(draw(chosen)), set(draw(chosen)))


@given(texts())
def test_runs_cover_the_text_once_and_are_bounded(words: Words) -> None:
    found = runs(words)
    assert [place for begin, end in found for place in range(begin, end)] == list(
        range(len(words.texts))
    )
    for begin, end in found:
        size = sum(len(p) for p in words.pieces[begin:end])
        assert size <= LONGEST or end == begin + 1


def test_a_long_text_is_cut_where_a_sentence_ends() -> None:
    words = ["ord"] * 100 + ["."] + ["ord"] * 150
    found = runs(Words(words, [(7,)] * len(words), set(), set()))
    assert found[0] == (0, 101)


def test_a_run_begins_and_ends_with_signs_and_has_one_at_a_line_break() -> None:
    pieces, firsts = run_of([(11, 12), (13,), (14,)], {1})
    assert pieces == [FIRST, 11, 12, 13, BREAK, 14, BREAK]
    assert firsts == [1, 3, 5]


def test_a_line_break_at_the_end_is_the_end() -> None:
    assert run_of([(11,)], {0}) == ([FIRST, 11, BREAK], [1])


def scores(*labels: str) -> np.ndarray:
    """Return scores in which each word is clearly what its label says."""
    return np.asarray(
        [[5.0 if name == label else 0.0 for name in LABELS] for label in labels], dtype=np.float32
    )


def test_a_name_goes_on_until_another_begins() -> None:
    found = names_in(scores("O", "B-ORG", "I-ORG", "B-ORG", "O"), LABELS, 10)
    assert [name[:3] for name in found] == [(11, 13, "ORG"), (13, 14, "ORG")]
    assert all(0.9 < name.likelihood <= 1 for name in found)


def test_one_type_is_chosen_for_all_words_of_a_name() -> None:
    rows = scores("B-LOC", "I-ORG", "I-ORG")
    assert [name.label for name in names_in(rows, LABELS, 0)] == ["ORG"]


def test_words_that_are_part_of_no_name_give_none() -> None:
    assert names_in(scores("O", "O"), LABELS, 0) == []


def test_a_name_may_begin_with_a_further_word() -> None:
    assert names_in(scores("O", "I-LOC"), LABELS, 0)[0][:3] == Name(1, 2, "LOC", 1.0)[:3]
