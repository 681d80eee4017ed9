"""Mutated files through reading and layout: no traceback, and the offsets always fit.

The number of examples is small here; ``python -m benchmarks.fuzz`` runs as many as one likes.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.pipeline.layout.analyse import analyse_layout
from polcorp.reading.decoding import UnreadableTextError
from polcorp.reading.documents import make_document

ROOT = Path(__file__).resolve().parents[2]
SEEDS = [path.read_bytes() for path in sorted((ROOT / "data/raw").glob("*.txt"))]
#: What scraped pages hold and programs stumble over.
PIECES = [
    *("\r", "\r\n", "\n\n", "\v", "\f", "\u2028", "\x85", "\x1c", "\t", "\u00a0", "\u00ad"),
    *("\u200b", "\u202e", "\ufeff", "\x1b[2J", "\x00", "•", "- ", "– ", "1. ", "a) ", ":", "..."),
    *("Vi vill att", "att ", "Dela på Facebook", "»", "(", "[", "é", "e\u0301", "😀", "§ 1"),
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A real file, cut, repeated, shuffled, with bytes changed and odd pieces put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    start = draw(st.integers(0, len(data)))
    data = data[start : start + draw(st.integers(1, 1500))]
    for _ in range(draw(st.integers(0, 8))):
        place = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0:
                data[place:place] = draw(st.sampled_from(PIECES)).encode() * draw(
                    st.integers(1, 40)
                )
            case 1:
                data[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=8))
            case 2:
                data[place:place] = data[: draw(st.integers(0, 200))]
            case _:
                del data[place : place + draw(st.integers(0, 100))]
    encoding = draw(st.sampled_from(["", "", "utf-16", "cp1252", "utf-8-sig", "utf-32"]))
    if encoding:
        return bytes(data).decode("utf-8", "ignore").encode(encoding, "ignore")
    return bytes(data)


@pytest.mark.slow
@settings(max_examples=150)
@given(files())
@example(b"\xff\xfe\x00\xd8a\x00")  # half a surrogate pair
@example("\ufeff\ufeff".encode())
@example(b"\r")
def test_no_file_breaks_reading_and_layout(data: bytes) -> None:
    check(data)


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_no_text_breaks_layout(text: str) -> None:
    check_layout(text)


def check(data: bytes) -> None:
    """Read *data*; it is refused as no text, or keeps the laws."""
    try:
        raw = make_document("x", "x.txt", data)
    except UnreadableTextError:
        return
    raw.text.encode("utf-8")  # no lone surrogates
    assert "\0" not in raw.text
    check_layout(raw.text)


def check_layout(text: str) -> None:
    """Every span lies in the text, and the sections tile it."""
    layout = analyse_layout(text, load_boilerplate())
    for items in (
        layout.headings,
        layout.lead_ins,
        layout.list_items,
        layout.boilerplate,
        layout.paragraphs,
    ):
        assert all(0 <= item["start"] < item["end"] <= len(text) for item in items)
    assert all(one["end"] <= two["start"] for one, two in pairwise(layout.paragraphs))
    outer = [item for item in layout.sections if item["parent"] is None]
    if text.strip():
        assert outer[0]["start"] == 0
        assert outer[-1]["end"] == len(text)
        assert all(one["end"] == two["start"] for one, two in pairwise(outer))
