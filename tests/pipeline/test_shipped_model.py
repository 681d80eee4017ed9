"""The pipeline in ``polcorp/model``: complete, small enough, and it does what others rely on."""

import json
from importlib import resources
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser that the model names)

MODEL = Path(str(resources.files("polcorp") / "model"))
LARGEST = 25_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


def test_size_and_licence() -> None:
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert size <= LARGEST
    assert meta["license"] == "CC BY-SA 4.0"
    assert all({"name", "author", "license"} <= set(source) for source in meta["sources"])
    assert meta["performance"]["dep_las"] > 0.764  # spaCy's small model on the same part
    assert "CC BY-SA 4.0" in (MODEL / "LICENSE").read_text(encoding="utf-8")


def test_components(nlp: Language) -> None:
    order = "tok2vec tagger morphologizer ner run_ons parser tree_classes lemmatizer".split()
    assert nlp.pipe_names == order
    assert set(nlp.get_pipe("ner").labels) == {"PER", "ORG", "LOC"}  # type: ignore[attr-defined]


def test_a_demand_is_parsed(nlp: Language) -> None:
    doc = nlp("Vi vill att kommunen ska anställa fler fältassistenter.")
    vi, vill, *_ = doc
    anstalla = next(token for token in doc if token.text == "anställa")
    assert (vill.lemma_, vill.pos_, vill.dep_) == ("vilja", "VERB", "ROOT")
    assert (vi.head, vi.dep_) == (vill, "nsubj")
    assert (anstalla.head, anstalla.dep_) == (vill, "ccomp")
    assert [t.lemma_ for t in doc if t.dep_ == "obj"] == ["fältassistent"]


def test_names_lemmas_and_imperatives(nlp: Language) -> None:
    doc = nlp("Höj anslaget till kvinnojouren i Stockholms län, säger Anna Andersson.")
    assert {(e.text, e.label_) for e in doc.ents} == {
        ("Stockholms län", "LOC"),
        ("Anna Andersson", "PER"),
    }
    assert "Imp" in doc[0].morph.get("Mood", [])
    assert [t.lemma_ for t in doc[:4]] == ["höja", "anslag", "till", "kvinnojour"]


def test_lines_are_sentences(nlp: Language) -> None:
    text = "Trygghet i Linköping\n\nVi vill:\n\n• Anställ fler lärare\n• Bygg en ny skola"
    starts = [sentence.text.strip() for sentence in nlp(text).sents]
    assert starts == [
        "Trygghet i Linköping",
        "Vi vill:",
        "• Anställ fler lärare",
        "• Bygg en ny skola",
    ]


def run_with_starts(nlp: Language, text: str, starts: dict[int, bool]) -> Doc:
    """Return ``text`` run through ``nlp`` with sentence starts set before it."""
    doc = nlp.make_doc(text)
    for place, value in starts.items():
        doc[place].is_sent_start = value
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def test_starts_set_before_are_kept(nlp: Language) -> None:
    text = "Vi vill. Du kan. Hon går hem nu"
    places = range(len(nlp.make_doc(text)))
    one = run_with_starts(nlp, text, {place: False for place in places if place})
    assert len(list(one.sents)) == 1
    more = run_with_starts(nlp, text, {3: True, 8: True})
    assert more[3].is_sent_start
    assert more[8].is_sent_start


def test_batches_change_nothing(nlp: Language) -> None:
    texts = ["Vi vill satsa på skolan.", "Centerpartiet i Linköping föreslår Skolfam.", ""] * 3
    alone = [nlp(text).to_json() for text in texts]
    together = [doc.to_json() for doc in nlp.pipe(texts, batch_size=4)]
    assert alone == together
