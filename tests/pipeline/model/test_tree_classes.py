"""Word classes by the parse: what counts as evidence, what changes, what stays, and saving."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser that the model names)
from polcorp.pipeline.model.tree_classes import TreeClasses, evidence_of

MODEL = Path(str(resources.files("polcorp") / "model"))
WIDTH = 4
CLASSES = ["AUX", "NOUN", "VERB"]
LABELS = ["POS=AUX", "Case=Nom|POS=NOUN", "POS=VERB|Tense=Pres", "POS=VERB|Tense=Past"]
WEIGHTS = {"relation": 1.0, "head": 0.0, "child": 0.0}
DATA = {
    "classes": CLASSES,
    "evidence": {
        "relation": {"aux": [0.0, -9.0, -9.0], "ROOT": [-9.0, -1.0, -1.0], "obj": [-9, 0, -9]},
        "head": {"ROOT": [-9.0, 0.0, 0.0], "ROOT<": [0.0, -5.0, -5.0]},
        "child": {"obj>": [-9.0, -9.0, 0.0]},
    },
    "tags": {
        "POS=AUX": ["VB|AUX"],
        "Case=Nom|POS=NOUN": ["NN|NOM"],
        "POS=VERB|Tense=Pres": ["VB|PRS|AKT", "VB|PRS|SFO"],
        "POS=VERB|Tense=Past": ["VB|PRT"],
    },
}


class Layer:
    """Stands for a trained component: its scores are the columns of the tensor."""

    def __init__(self, labels: list[str]) -> None:
        self.labels = tuple(labels)
        self.model = self
        self.ops = self

    def get_ref(self, name: str) -> "Layer":
        assert name == "output_layer"
        return self

    def predict(self, tensor: Any) -> Any:
        return tensor[:, : len(self.labels)]

    def to_numpy(self, array: Any) -> Any:
        return np.asarray(array)


def component(weights: dict[str, float] = WEIGHTS, data: dict[str, Any] = DATA) -> TreeClasses:
    tagger = Layer(["VB|PRS|AKT", "VB|PRS|SFO", "NN|NOM", "VB|AUX"])
    made = TreeClasses("tree_classes", tagger, Layer(LABELS), weights=weights)
    return made.from_bytes(json.dumps(data).encode())


def document(nlp: Language, words: list[str], classes: list[str], scores: list[list[float]]) -> Doc:
    """Return words with classes and the morphologizer's scores, without a tree yet."""
    doc = Doc(nlp.vocab, words, pos=classes, tags=["?"] * len(words))
    doc.tensor = np.array(scores, dtype=np.float32)
    return doc


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("sv")


def with_tree(doc: Doc, heads: list[int], relations: list[str]) -> Doc:
    made = Doc(
        doc.vocab,
        [t.text for t in doc],
        pos=[t.pos_ for t in doc],
        tags=[t.tag_ for t in doc],
        heads=heads,
        deps=relations,
    )
    made.tensor = doc.tensor
    return made


def test_what_counts_as_evidence() -> None:
    # «Vi bygger hus .»
    found = list(evidence_of(["nsubj", "ROOT", "obj", "punct"], [1, 1, 1, 1]))
    assert found[0] == {("relation", "nsubj"), ("head", "ROOT<")}
    assert found[1] == {
        ("relation", "ROOT"),
        ("head", "ROOT"),
        ("child", "nsubj<"),
        ("child", "obj>"),
    }
    assert found[3] == {("relation", "punct"), ("head", "ROOT>")}


def test_the_tree_decides_where_the_scores_are_close(blank: Language) -> None:
    scores = [[2.0, 0.0, 1.9, 0.0], [0.0, 5.0, 0.0, 0.0]]
    doc = document(blank, ["har", "hus"], ["AUX", "NOUN"], scores)
    found = component()(with_tree(doc, [0, 0], ["ROOT", "obj"]))
    assert [t.pos_ for t in found] == ["VERB", "NOUN"]
    assert str(found[0].morph) == "Tense=Pres"
    assert [t.tag_ for t in found] == ["VB|PRS|AKT", "?"]


def test_strong_scores_win_over_the_tree(blank: Language) -> None:
    doc = document(blank, ["har"], ["AUX"], [[12.0, 0.0, 1.0, 0.0]])
    assert component()(with_tree(doc, [0], ["ROOT"]))[0].pos_ == "AUX"


def test_a_verb_becomes_an_auxiliary_but_no_noun(blank: Language) -> None:
    close = [[0.5, 0.4, 1.0, 0.0], [0.0, 0.0, 3.0, 0.0]]
    doc = document(blank, ["har", "byggt"], ["VERB", "VERB"], close)
    found = component()(with_tree(doc, [1, 1], ["aux", "ROOT"]))
    assert (found[0].pos_, found[0].tag_) == ("AUX", "VB|AUX")
    doc = document(blank, ["bygg", "byggt"], ["VERB", "VERB"], close)
    assert component()(with_tree(doc, [1, 1], ["obj", "ROOT"]))[0].pos_ == "VERB"


def test_heads_and_dependents_count_once_each(blank: Language) -> None:
    data = {**DATA, "evidence": {**DATA["evidence"], "relation": {"obj": [0, 0, 0]}}}  # type: ignore[dict-item]
    weights = {"relation": 1.0, "head": 0.0, "child": 0.1}
    scores = [[1.0, 0.0, 0.5, 0.0], [0.0, 5.0, 0.0, 0.0], [0.0, 5.0, 0.0, 0.0]]
    doc = document(blank, ["har", "hus", "bilar"], ["AUX", "NOUN", "NOUN"], scores)
    one = component(weights, data)(with_tree(doc, [0, 0, 0], ["ROOT", "obj", "obj"]))
    assert one[0].pos_ == "VERB"  # -0.9 for an auxiliary with an object
    scores[0][0] = 1.5
    doc = document(blank, ["har", "hus", "bilar"], ["AUX", "NOUN", "NOUN"], scores)
    two = component(weights, data)(with_tree(doc, [0, 0, 0], ["ROOT", "obj", "obj"]))
    assert two[0].pos_ == "AUX"  # two objects say no more than one


def test_unknown_relations_say_nothing(blank: Language) -> None:
    doc = document(blank, ["har", "x"], ["AUX", "NOUN"], [[2.0, 0, 1.9, 0], [0, 5.0, 0, 0]])
    found = component()(with_tree(doc, [1, 1], ["dislocated", "dislocated"]))
    assert [t.pos_ for t in found] == ["AUX", "NOUN"]


def test_no_tree_no_change(blank: Language) -> None:
    doc = document(blank, ["har"], ["AUX"], [[2.0, 0.0, 1.9, 0.0]])
    assert component()(doc)[0].pos_ == "AUX"
    empty = Doc(blank.vocab)
    assert len(component()(empty)) == 0


def test_a_class_that_was_never_counted(blank: Language) -> None:
    tagger, other = Layer(["NN"]), Layer(["POS=INTJ"])
    made = TreeClasses("tree_classes", tagger, other, weights=WEIGHTS)
    made.from_bytes(json.dumps(DATA).encode())
    doc = document(blank, ["oj"], ["INTJ"], [[1.0, 0, 0, 0]])
    with pytest.raises(ValueError, match="INTJ"):
        made(with_tree(doc, [0], ["ROOT"]))


def test_saving(tmp_path: Path) -> None:
    made = component()
    made.to_disk(tmp_path)
    other = TreeClasses("other", Layer([]), Layer([]), weights=WEIGHTS).from_disk(tmp_path)
    assert other.to_bytes() == made.to_bytes()


@pytest.mark.slow
def test_the_vectorised_sum_is_the_evidence_of_the_shipped_tree() -> None:
    nlp = spacy.load(MODEL)
    shipped = nlp.get_pipe("tree_classes")
    assert isinstance(shipped, TreeClasses)
    doc = nlp("Vi har inte det som behövs, men kommunen vill bygga fler skolor.\n\nFler bussar nu")
    data = json.loads(shipped.to_bytes())
    weights = {"relation": 0.3, "head": 0.1, "child": 0.1}
    trees = evidence_of([t.dep_ for t in doc], [t.head.i for t in doc])
    expected = [
        sum(
            weights[kind] * np.array(data["evidence"][kind].get(value, np.zeros(1)))
            for kind, value in sorted(found)
        )
        + np.zeros(len(data["classes"]))
        for found in trees
    ]
    assert np.allclose(shipped._evidence(doc), expected, atol=1e-4)
