"""The pipeline in ``polcorp/model_accurate``: complete, small enough, the same for any company of texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.errors import PolcorpError
from polcorp.pipeline import language
from polcorp.pipeline.fingerprint import PACKAGED, find_model, pipeline_info
from polcorp.pipeline.language import load_pipeline
from polcorp.vocabulary.actor_types import ACTOR_TYPES

MODEL = PACKAGED["accurate"]
LARGEST = 35_000_000
#: No file of the repository may be larger.
LARGEST_FILE = 30_000_000
TEXT = (
    "Skola i Linköping\n\nVi vill att kommunen ska anställa fler fältassistenter.\n"
    "• Bygg en ny skola i Skäggetorp\n\nAnna Andersson (C) har varit på Skolverket."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_size_sources_and_licence() -> None:
    sizes = [path.stat().st_size for path in MODEL.rglob("*") if path.is_file()]
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert sum(sizes) <= LARGEST
    assert max(sizes) <= LARGEST_FILE
    assert any("E5" in source["name"] and source["license"] == "MIT" for source in meta["sources"])
    assert "E5" in (MODEL / "LICENSE").read_text(encoding="utf-8")


def test_a_demand_is_parsed(doc: Doc) -> None:
    vill = next(token for token in doc if token.text == "vill")
    anstalla = next(token for token in doc if token.text == "anställa")
    assert (vill.lemma_, vill.pos_, vill.dep_) == ("vilja", "VERB", "ROOT")
    assert (anstalla.head, anstalla.dep_) == (vill, "ccomp")
    assert [t.lemma_ for t in doc if t.dep_ == "obj" and t.head == anstalla] == ["fältassistent"]


def test_names_have_polcorps_types_and_likelihoods(doc: Doc) -> None:
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {
        ("Linköping", "GPE"),
        ("Skäggetorp", "LOC"),
        ("Anna Andersson", "PERSON"),
        ("Skolverket", "AUTHORITY"),
    } <= found
    assert {label for _, label in found} <= set(ACTOR_TYPES)
    scores = doc.spans["names"].attrs["scores"]
    assert [span.text for span in doc.spans["names"]] == [entity.text for entity in doc.ents]
    assert all(0 < score <= 1 for score in scores)


def test_every_token_is_annotated_and_every_sentence_is_a_tree(doc: Doc) -> None:
    for attribute in ("TAG", "POS", "DEP", "SENT_START", "LEMMA"):
        assert doc.has_annotation(attribute, require_complete=True)
    for sentence in doc.sents:
        assert [token for token in sentence if token.head == token] == [sentence.root]
        assert all(token.head.sent == sentence for token in sentence)


def test_sentence_starts_that_are_set_are_kept(nlp: Language) -> None:
    text = nlp.make_doc("Vi bygger skolor Fler lärare anställs")
    text[3].is_sent_start = True
    text[4].is_sent_start = False
    for _, component in nlp.pipeline:
        text = component(text)
    starts = [sentence.start for sentence in text.sents]
    assert 3 in starts
    assert 4 not in starts


def test_a_text_is_analysed_alike_whatever_is_beside_it(nlp: Language) -> None:
    texts = [TEXT, "Kort text.", TEXT * 3, "", "\n\n", "Region Skåne vill det."]
    alone = [nlp(text).to_json() for text in texts]
    together = [doc.to_json() for doc in nlp.pipe(texts, batch_size=4)]
    assert alone == together


def test_it_is_stored_as_bytes_and_comes_back(nlp: Language, doc: Doc) -> None:
    other = spacy.load(MODEL)
    other.get_pipe("encoder").from_bytes(nlp.get_pipe("encoder").to_bytes())  # type: ignore[attr-defined]
    assert other(TEXT).to_json() == doc.to_json()


def test_a_component_without_weights_says_so() -> None:
    blank = spacy.blank("sv")
    component = blank.add_pipe("polcorp_encoder")
    with pytest.raises(ValueError, match="no weights"):
        component(blank.make_doc("Vi vill"))


def test_the_whole_pipeline_runs_on_it() -> None:
    doc = load_pipeline("accurate")(TEXT)
    assert {actor["canonical"] for actor in doc._.actors} >= {"Linköping", "Skolverket"}
    assert len(doc._.demands) >= 1


def test_its_name_tells_the_pipelines_apart() -> None:
    assert find_model("fast") == find_model(None) == PACKAGED["fast"]
    fast, accurate = pipeline_info("fast"), pipeline_info("accurate")
    assert fast["model"] != accurate["model"]
    assert fast["model_files"] != accurate["model_files"]


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "find_spec", lambda name: None)
    with pytest.raises(PolcorpError, match="onnxruntime, sentencepiece: pip install"):
        load_pipeline("accurate")


def test_folders_of_pipelines_still_have_names(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    assert find_model(str(tmp_path)) == tmp_path
