"""The view of a text without scraping damage, and the way back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polcorp.pipeline.actors.normalized_text import Squeezed, lower, squeeze_name

DAMAGED = st.lists(
    st.sampled_from(
        [
            "Arbets",
            "förmedlingen",
            "-",
            "‐",
            "\n",
            " ",
            "\u00a0",
            "\t",
            "\u00ad",
            "\u200b",
            "2",
            "İ",
            "ẞ",
            "a\u0301",
            "\U0001f600",
            ".",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Arbets-förmedlingen", "Arbetsförmedlingen"),
        ("Arbets-\nförmedlingen", "Arbetsförmedlingen"),
        ("Rädda\u00a0 \nBarnen", "Rädda Barnen"),
        ("kultur- och fritid", "kultur- och fritid"),
        ("2019-03-21", "2019-03-21"),
        ("", ""),
    ],
)
def test_what_is_squeezed(text: str, same: str) -> None:
    assert Squeezed(text).same == squeeze_name(text) == same


@pytest.mark.slow
@given(st.one_of(st.text(), DAMAGED))
@example("İstanbul-s \u00ad\u200b x")
def test_the_way_back(text: str) -> None:
    view = Squeezed(text)
    assert len(view.lower) == len(view.same) == len(view.offsets) - 1
    assert view.offsets == sorted(set(view.offsets))
    assert view.offsets[-1] == len(text)
    for place, char in enumerate(view.same):
        origin = text[view.offsets[place]]
        assert origin == char or (char == " " and origin.isspace())


@given(DAMAGED, st.data())
def test_a_span_of_the_view_is_the_same_words_in_the_text(text: str, data: st.DataObject) -> None:
    view = Squeezed(text)
    if not view.same:
        return
    start = data.draw(st.integers(0, len(view.same) - 1))
    end = data.draw(st.integers(start + 1, len(view.same)))
    left, right = view.span(start, end)
    assert 0 <= left < right <= len(text)
    kept = [c for c in text[left:right] if not c.isspace()]
    assert all(c in kept for c in view.same[start:end] if c != " ")


@given(st.text())
def test_squeezing_again_changes_only_what_the_first_time_brought_together(text: str) -> None:
    once = squeeze_name(text)
    assert len(squeeze_name(once)) <= len(once) <= len(text)


@given(st.text())
def test_lower_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert lower("İÅÄÖ") == "İåäö"
