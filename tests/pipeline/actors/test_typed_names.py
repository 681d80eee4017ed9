"""Names of a model that says of which of polcorp's types they are, and how likely."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span, SpanGroup

from polcorp.pipeline.actors.component import create_actors
from polcorp.pipeline.actors.typed_names import LIKELY, likely_starts, type_of

NLP = spacy.blank("sv")
ACTORS = create_actors(NLP, "actors", None, None)


def doc_of(text: str, *names: tuple[str, str, float]) -> Doc:
    """Return a text with names as the encoder leaves them: words, type, likelihood."""
    doc = NLP(text)
    spans = []
    for words, label, _ in names:
        start = text.index(words)
        span = doc.char_span(start, start + len(words), label=label)
        assert span is not None
        spans.append(span)
    doc.set_ents(spans)
    scores = [likelihood for _, _, likelihood in names]
    doc.spans["names"] = SpanGroup(doc, name="names", spans=spans, attrs={"scores": scores})
    return doc


def found(doc: Doc) -> set[tuple[str, str]]:
    return {(actor["canonical"], actor["type"]) for actor in ACTORS(doc)._.actors}


@pytest.mark.parametrize("label", ["PROGRAMME", "ORG", "LOC", "COMPANY", "GPE"])
def test_a_likely_name_counts_with_nothing_beside_it(label: str) -> None:
    doc = doc_of("Vi besökte Tvistevall i går.", ("Tvistevall", label, LIKELY))
    assert ("Tvistevall", label) in found(doc)


@pytest.mark.parametrize("label", ["PROGRAMME", "LOC", "COMPANY", "GPE"])
def test_an_unlikely_name_does_not(label: str) -> None:
    doc = doc_of("Vi besökte Tvistevall i går.", ("Tvistevall", label, LIKELY - 0.01))
    assert found(doc) == set()


def test_a_list_knows_better() -> None:
    doc = doc_of("Vi besökte Skolverket i går.", ("Skolverket", "COMPANY", 0.99))
    assert found(doc) == {("Skolverket", "AUTHORITY")}


def test_a_person_needs_a_given_name_or_a_role() -> None:
    doc = doc_of("Vi mötte Tvistevall Grå i går.", ("Tvistevall Grå", "PERSON", 0.99))
    assert found(doc) == set()


def test_a_letter_at_the_end_of_a_sentence_is_no_party() -> None:
    doc = doc_of("Utbildning är A och O.", ("O.", "PARTY", 0.99))
    assert found(doc) == set()


def test_the_labels_of_other_models_are_read_as_before() -> None:
    doc = NLP("Vi besökte Tvistevall")
    span = Span(doc, 2, 3, label="PER")
    assert type_of(span) == "PERSON"
    assert likely_starts(doc) is None
    typed = doc_of("Vi besökte Tvistevall", ("Tvistevall", "PER", 0.99))
    assert type_of(typed.ents[0]) is None
