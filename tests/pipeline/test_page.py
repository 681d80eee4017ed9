"""What is around a place: the index against a walk through everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.pipeline.page import Page

TEXT = """Trygga barn i Falkenberg

Startsida / Nyheter

Skolfam i skolan
Vi vill att Skolfam införs. Falkenberg har gjort det.
Centerpartiet vill att:
• polisen syns i hela kommunen
• BID provas i Växjö

Kontakt
"""


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


@given(st.data())
def test_what_is_found_is_what_a_walk_finds(doc: Doc, data: st.DataObject) -> None:
    page = Page(doc)
    place = data.draw(st.integers(0, len(TEXT) - 1))
    headings = [h for h in doc._.headings if h["start"] < place]
    assert page.heading_above(place) == (headings[-1] if headings else None)
    lines = [n for n, p in enumerate(doc._.paragraphs) if p["start"] <= place]
    assert page.line_of(place) == (lines[-1] if lines else -1)
    sections = [s for s in doc._.sections if s["start"] <= place < s["end"]]
    body = [s for s in sections if s["kind"] == "body"]
    assert page.section_around(place) == min(
        body, key=lambda s: s["end"] - s["start"], default=None
    )
    end = data.draw(st.integers(place, len(TEXT)))
    assert page.mentions_in(place, end) == [m for m in doc._.actors if place <= m["start"] < end]
    furniture = any(b["start"] <= place < b["end"] for b in doc._.boilerplate)
    assert (place in page.boilerplate) == furniture
    titles = any(p["start"] <= place < p["end"] for p in doc._.paragraphs if p["kind"] == "heading")
    assert (place in page.no_prose) == (furniture or titles)


def test_each_name_has_the_sentence_around_it(doc: Doc) -> None:
    page = Page(doc)
    assert doc._.actors
    for mention in doc._.actors:
        start, end = page.sentence_around(mention["start"], mention["end"])
        around = {
            s.text.strip() for s in doc.sents if s.start_char <= mention["start"] < s.end_char
        }
        assert {TEXT[start:end]} == around


def test_a_span_over_two_sentences_has_both(doc: Doc) -> None:
    one, other = TEXT.index("Skolfam införs"), TEXT.index("har gjort")
    start, end = Page(doc).sentence_around(one, other)
    assert TEXT[start:end] == "Vi vill att Skolfam införs. Falkenberg har gjort det."
