from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.pipeline.blocks import _blocks, analyse_text, analyse_texts
from polcorp.pipeline.language import load_pipeline
from polcorp.reading.documents import make_document
from polcorp.tables.rows import rows_of

TEXT = (
    "Trygga barn\n\nCenterpartiet i Linköping vill att Skolfam införs i skolan. Det är bra.\n\n"
    "Vi vill att:\n• polisen syns i hela kommunen\n• BID prövas, som i Falkenberg\n\n"
) * 12


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.slow
def test_a_text_in_blocks_is_the_same_text(nlp: Language) -> None:
    whole = analyse_text(nlp, TEXT, {"party": "C"})
    parts = analyse_text(nlp, TEXT, {"party": "C"}, block=400)
    assert parts.text == TEXT
    assert [token.text for token in parts] == [token.text for token in whole]
    assert [token.norm_ for token in parts] == [token.norm_ for token in whole]
    for layer in ("headings", "sections", "lead_ins", "list_items", "demands", "meta"):
        assert getattr(parts._, layer) == getattr(whole._, layer), layer
    assert len(parts._.demands) > 20
    for key in ("sections", "demands", "actors"):
        assert [span.text for span in parts.spans[key]] == [span.text for span in whole.spans[key]]
    assert sum(len(sent) for sent in parts.sents) == len(parts)
    for name in ("pos_", "lemma_", "dep_", "ent_type_"):  # a model sees a few words further
        same = sum(getattr(a, name) == getattr(b, name) for a, b in zip(whole, parts, strict=True))
        assert same >= 0.95 * len(whole), name


@pytest.mark.slow
def test_texts_are_analysed_together_as_alone(nlp: Language) -> None:
    """Short ones, one without a word, and one in blocks, in two orders."""
    texts = [TEXT[:200], "", "Ja.", TEXT * 2, TEXT[200:900], "Vi vill att BID prövas."]
    given: list[dict[str, str]] = [{}, {}, {}, {"party": "C"}, {}, {"party": "M"}]
    pairs = list(zip(texts, given, strict=True))
    together = list(analyse_texts(nlp, pairs, block=1500))
    turned = list(analyse_texts(nlp, pairs[::-1], block=1500))[::-1]
    for (text, known), one, two in zip(pairs, together, turned, strict=True):
        alone = analyse_text(nlp, text, known, block=1500)
        for doc in (one, two):
            assert doc.text == text
            assert doc.to_json() == alone.to_json()
            assert doc.user_data == alone.user_data


@pytest.mark.slow
def test_blocks_make_rows(nlp: Language) -> None:
    raw = make_document("x", "x.txt", TEXT.encode())
    rows = rows_of(analyse_text(nlp, raw.text, {}, block=400), raw)
    assert rows.document["n_chars"] == len(TEXT)
    assert len(rows.mentions) > 30


def test_blocks_begin_with_a_sentence_and_are_bounded(nlp: Language) -> None:
    doc = analyse_text(nlp, TEXT, {})
    blocks = _blocks(doc, 500)
    assert [start for start, _ in blocks] == [0, *(end for _, end in blocks[:-1])]
    assert blocks[-1][1] == len(doc)
    assert len(blocks) > 3
    for start, end in blocks:
        assert doc[start].is_sent_start
        assert doc[end - 1].idx + len(doc[end - 1]) - doc[start].idx <= 500


def test_a_text_without_any_border_is_cut_between_words(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["ord"] * 1000, sent_starts=[True, *[False] * 999])
    blocks = _blocks(doc, 400)
    assert len(blocks) >= 10
    assert all(doc[end - 1].idx + 3 - doc[start].idx <= 400 for start, end in blocks)
    assert analyse_text(nlp, "ord " * 1000, {}, block=400).text == "ord " * 1000


def test_the_pipeline_works_in_several_processes(nlp: Language) -> None:
    texts = [TEXT[:200], TEXT[:300]]
    alone = [doc._.demands for doc in nlp.pipe(texts)]
    together = [doc._.demands for doc in nlp.pipe(texts, n_process=2)]
    assert together == alone
    assert all(alone)


def test_a_text_of_signs_is_cut_by_tokens(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polcorp.pipeline.blocks.MOST_TOKENS", 300)
    doc = Doc(nlp.vocab, words=["•"] * 1000, sent_starts=[n % 7 == 0 for n in range(1000)])
    blocks = _blocks(doc, 100_000)
    assert [start for start, _ in blocks] == [0, *(end for _, end in blocks[:-1])]
    assert blocks[-1][1] == len(doc)
    assert all(end - start <= 300 and start % 7 == 0 for start, end in blocks)
    assert analyse_text(nlp, "• " * 500, {}).text == "• " * 500
