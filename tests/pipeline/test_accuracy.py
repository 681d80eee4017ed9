"""Rules alone, without a model, must not fall unseen either: users of other pipelines have them.

What the packaged pipeline reaches is watched in ``tests/evaluation/test_accuracy.py``.
"""

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.evaluation.gold import Annotation, read_gold
from polcorp.evaluation.scores import Evaluation, Predicted, score
from polcorp.vocabulary.document_fields import IN_GOLD

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FLOORS = {
    ("HEADING", "all"): 0.95,
    ("LEAD_IN", "all"): 0.95,
    ("BOILERPLATE", "all"): 0.75,
    ("DEMAND", "bullet"): 0.97,
    ("DEMAND", "numbered"): 0.95,
    ("DEMAND", "prose"): 0.93,
    ("ACTOR", "all"): 0.85,
    ("DOCUMENT", "all"): 0.93,
}


def predicted(doc: Doc, name: str) -> Predicted:
    """Return what was found in the shape of the gold."""
    spans = [Annotation("HEADING", h["start"], h["end"]) for h in doc._.headings]
    spans += [Annotation("BOILERPLATE", b["start"], b["end"]) for b in doc._.boilerplate]
    spans += [Annotation("LEAD_IN", x["start"], x["end"]) for x in doc._.lead_ins if x["demands"]]
    spans += [
        Annotation(
            "DEMAND",
            d["start"],
            d["end"],
            kind=d["form"],
            holder=d["party"] or "",
            polarity=d["polarity"],
            own=d["own"],
        )
        for d in doc._.demands
        if d["party"] is not None or d["own"]
    ]
    spans += [
        Annotation("ACTOR", m["start"], m["end"], kind=m["type"], canonical=m["canonical"])
        for m in doc._.actors
    ]
    return Predicted(name, doc.text, {f: doc._.meta[f]["value"] for f in IN_GOLD}, spans)


@pytest.fixture(scope="module")
def pages(nlp: Language) -> Evaluation:
    """Scores of the first pages to develop on, by the rules alone."""
    gold = read_gold(ROOT / "data/annotations/pages/dev-1")
    docs = nlp.pipe([g.text or "" for g in gold])
    return score([(g, predicted(doc, g.name)) for g, doc in zip(gold, docs, strict=True)])


@pytest.mark.parametrize(("layer", "kind"), FLOORS)
def test_rules_alone(pages: Evaluation, layer: str, kind: str) -> None:
    floor = FLOORS[layer, kind]
    assert pages.f1(layer, kind) >= floor, pages.errors.query("layer == @layer").to_string()


def test_polarity_of_the_pages(nlp: Language) -> None:
    gold = read_gold(ROOT / "data/annotations/pages/dev-1")
    right, wrong = 0, []
    for document in gold:
        found = {(d["start"], d["end"]): d for d in nlp(document.text or "")._.demands}
        for span in document.spans:
            if span.layer == "DEMAND" and (span.start, span.end) in found:
                same = found[span.start, span.end]["polarity"] == span.polarity
                right += same
                wrong += [] if same else [(document.text or "")[span.start : span.end]]
    assert right >= 0.97 * (right + len(wrong)), wrong
