"""A text that was edited, and the way back to the raw text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.aligned import Aligned, Edit


@st.composite
def edited(draw: st.DrawFn, rounds: int = 3) -> Aligned:
    """Return a text after up to this many rounds of edits."""
    text = Aligned(draw(st.text("abåä -\n", max_size=30)))
    for _ in range(draw(st.integers(0, rounds))):
        places = sorted(draw(st.sets(st.integers(0, len(text.text)), max_size=6)))
        pairs = zip(places[::2], places[1::2], strict=False)
        news = [Edit(a, b, draw(st.text("xy ", max_size=3))) for a, b in pairs]
        text = text.edited(news)
    return text


@given(edited())
def test_stretches_are_in_order(view: Aligned) -> None:
    stretches = [view.span(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(view.raw) for start, end in stretches)
    for (a, b), (c, d) in pairwise(stretches):
        assert a <= c
        assert b <= d


@given(edited(), st.data())
def test_a_span_is_found_again(view: Aligned, data: st.DataObject) -> None:
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    first, last = view.found(*view.span(start, end))
    assert first <= start < end <= last


@given(edited(rounds=1), st.data())
def test_what_is_found_again_comes_from_the_same_stretch(
    view: Aligned, data: st.DataObject
) -> None:
    """After one round; later rounds may replace a part of what was put in as a whole."""
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    stretch = view.span(start, end)
    assert view.span(*view.found(*stretch)) == stretch


@given(edited(), st.data())
def test_borders_tile_the_raw_text(view: Aligned, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(view.text)), max_size=5)))
    borders = [view.border(cut) for cut in cuts]
    assert borders == sorted(borders)
    assert all(0 <= border <= len(view.raw) for border in borders)


@given(st.text(max_size=20))
def test_without_edits_the_text_is_the_raw_text(raw: str) -> None:
    view = Aligned(raw).edited([])
    assert view.is_raw
    assert view.text == raw
    assert view.span(0, len(raw)) == (0, len(raw))
