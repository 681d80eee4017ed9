from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.ingest.ingest import Analyser
from polcorp.reading.documents import RawDocument, make_document
from polcorp.store.connection import physical_columns
from polcorp.tables.records import CodeRow, DemandRow, LeadInRow, MentionRow, SectionRow
from polcorp.tables.rows import rows_of

LINES = st.sampled_from(
    [
        "Trygga barn",
        "Vi vill att Skolfam införs i skolan. Falkenberg har gjort det.",
        "Centerpartiet vill att:",
        "• polisen syns i hela kommunen",
        "Moderaterna vill att polisen ska vara trygg.",
        "Dela sidan",
        "Arbets-\u00adförmedlingen\u00a0är 🙂 här .Enligt dem e\u0301n",
        "",
        "   ",
    ]
)
TEXTS = (
    st.tuples(
        st.lists(LINES, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"])
    )
    .map(lambda parts: parts[1].join(parts[0]))
    .filter(str.strip)
)


def raw_document(text: str, **given: str) -> RawDocument:
    return make_document("a", "raw/a.txt", text.encode(), given)


@given(TEXTS)
def test_every_row_lies_in_the_text_and_has_its_words(analyser: Analyser, text: str) -> None:
    raw = raw_document(text)
    rows = rows_of(analyser.analyse(raw), raw)
    for row in (*rows.demands, *rows.mentions):
        assert text[row["start"] : row["end"]] == row["text"]
    for place in (*rows.sections, *rows.lead_ins, *rows.codes):
        assert 0 <= place["start"] < place["end"] <= len(text)
    for mention in rows.mentions:
        sentence = text[mention["sentence_start"] : mention["sentence_end"]]
        assert mention["text"] in sentence
        assert sentence == sentence.strip()
    for table in (rows.sections, rows.lead_ins, rows.demands, rows.mentions, rows.codes):
        assert [row["n"] for row in table] == list(range(len(table)))
    counted = sum(row["n_words"] for row in rows.sections)
    assert counted == rows.document["n_words"]  # these sections do not nest
    assert rows.document["n_body_words"] <= rows.document["n_words"] <= rows.document["n_tokens"]


@given(TEXTS)
def test_the_same_text_gives_the_same_rows_that_can_travel(analyser: Analyser, text: str) -> None:
    raw = raw_document(text)
    rows = rows_of(analyser.analyse(raw), raw)
    assert pickle.loads(pickle.dumps(rows)) == rows == rows_of(analyser.analyse(raw), raw)


def test_rows_lie_in_the_innermost_section(analyser: Analyser) -> None:
    raw = raw_document("Trygga barn\n\nVi vill att Skolfam införs.\n")
    doc = analyser.analyse(raw)
    outer = {**doc._.sections[0], "end": len(raw.text)}
    inner = {**outer, "start": 13, "level": 2, "parent": 0, "heading_start": None}
    doc._.sections = [outer, {**inner, "heading_end": None}]
    rows = rows_of(doc, raw)
    assert [row["parent"] for row in rows.sections] == [None, 0]
    assert rows.demands[0]["section"] == rows.mentions[0]["section"] == 1
    assert rows.mentions[0]["demand"] == 0


def test_joint_documents_have_all_their_parties_the_main_one_first(analyser: Analyser) -> None:
    raw = raw_document("En text.")
    doc = analyser.analyse(raw)
    meta: dict[str, Any] = dict(doc._.meta)
    meta["party"] = {"value": "M", "evidence": "", "confidence": 1.0}
    meta["parties"] = {"value": "C;M; KD", "evidence": "", "confidence": 1.0}
    doc._.meta = meta
    assert rows_of(doc, raw).parties == ("M", "C", "KD")


def test_unknown_metadata_are_kept_apart(analyser: Analyser) -> None:
    raw = raw_document("En text.", party="C", source="web")
    rows = rows_of(analyser.analyse(raw), raw)
    assert rows.metadata == {"source": "web"}
    assert rows.document["party"] == "C"


@pytest.mark.parametrize("span", [(0, 99), (-1, 2), (3, 3)])
def test_offsets_outside_the_text_are_refused(analyser: Analyser, span: tuple[int, int]) -> None:
    raw = raw_document("Skolfam finns.")
    doc = analyser.analyse(raw)
    doc._.actors = [{**doc._.actors[0], "start": span[0], "end": span[1]}]
    with pytest.raises(ValueError, match="a span from"):
        rows_of(doc, raw)


def test_an_analysis_of_another_text_is_refused(analyser: Analyser) -> None:
    doc = analyser.analyse(raw_document("En text."))
    with pytest.raises(ValueError, match="not of the clean view"):
        rows_of(doc, raw_document("En annan text."))


@pytest.mark.parametrize(
    ("given", "speaker"),
    [({}, "unknown"), ({"party": "C"}, "party")],
)
def test_a_document_has_a_speaker_where_the_pipeline_looks_for_none(
    analyser: Analyser, given: dict[str, str], speaker: str
) -> None:
    raw = raw_document("Trygga barn", **given)
    row = rows_of(analyser.analyse(raw), raw).document
    assert row["speaker"] == speaker


@pytest.mark.parametrize(
    ("record", "table"),
    [
        (SectionRow, "section"),
        (LeadInRow, "lead_in"),
        (DemandRow, "demand"),
        (MentionRow, "mention_row"),
        (CodeRow, "code"),
    ],
)
def test_the_keys_of_a_record_are_the_columns_of_its_table(record: type, table: str) -> None:
    keys = set(record.__annotations__)
    if record is MentionRow:  # the store has keys for who it is, and for how it was found
        keys -= {"canonical", "type", "wikidata", "source", "rule"}
        keys |= {"actor", "how"}
    assert {"document", *keys} == set(physical_columns()[table])
