"""How well the pipeline finds what people marked: floors that a change must not fall through.

The five texts are a target; the pages of ``tests/pages/dev`` were written to develop on, and
their floors stand a little below what is reached.
"""

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.analysis.evaluation import FIELDS, Evaluation, Predicted, score
from polcorp.analysis.gold import Annotation, read_gold

ROOT = Path(__file__).parents[2]


def predicted(doc: Doc, name: str) -> Predicted:
    """Return what was found in the shape of the gold."""
    themes = {
        (t["start"], t["end"], t["rank"]): t["theme"] for t in doc._.themes if t["unit"] == "demand"
    }
    spans = [Annotation("HEADING", h["start"], h["end"]) for h in doc._.headings]
    spans += [Annotation("BOILERPLATE", b["start"], b["end"]) for b in doc._.boilerplate]
    spans += [Annotation("LEAD_IN", x["start"], x["end"]) for x in doc._.lead_ins if x["demands"]]
    spans += [
        Annotation(
            "DEMAND",
            d["start"],
            d["end"],
            kind=d["form"],
            holder=d["party"],
            polarity=d["polarity"],
            own=d["own"],
            themes=tuple(
                themes[d["start"], d["end"], rank]
                for rank in (1, 2, 3)
                if (d["start"], d["end"], rank) in themes
            ),
        )
        for d in doc._.demands
        if d["party"] is not None
    ]
    spans += [
        Annotation("ACTOR", m["start"], m["end"], kind=m["type"], canonical=m["canonical"])
        for m in doc._.actors
    ]
    return Predicted(name, doc.text, {f: doc._.meta[f]["value"] for f in FIELDS}, spans)


@pytest.fixture(scope="module", params=["nlp", "packaged"])
def pipeline(request: pytest.FixtureRequest) -> Language:
    """Rules alone, and what the user gets."""
    found: Language = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def texts(pipeline: Language) -> Evaluation:
    """Scores of the five texts."""
    gold = read_gold(ROOT / "data/annotations/gold.jsonl")
    raw = [(ROOT / "data/raw" / g.name).read_text(encoding="utf-8") for g in gold]
    docs = pipeline.pipe(raw)
    return score([(g, predicted(doc, g.name)) for g, doc in zip(gold, docs, strict=True)])


@pytest.fixture(scope="module")
def pages(pipeline: Language) -> Evaluation:
    """Scores of the pages to develop on."""
    gold = read_gold(ROOT / "tests/pages/dev")
    docs = pipeline.pipe([g.text or "" for g in gold])
    return score([(g, predicted(doc, g.name)) for g, doc in zip(gold, docs, strict=True)])


@pytest.mark.parametrize(
    ("layer", "kind", "floor"),
    [
        ("HEADING", "all", 0.95),
        ("LEAD_IN", "all", 0.95),
        ("DEMAND", "bullet", 0.97),
        ("DEMAND", "numbered", 0.97),
        ("DEMAND", "prose", 0.80),
        ("DEMAND", "heading", 0.85),
        ("ACTOR", "all", 0.85),
        ("DOCUMENT", "all", 1.0),
    ],
)
def test_five_texts(texts: Evaluation, layer: str, kind: str, floor: float) -> None:
    assert texts.f1(layer, kind) >= floor, texts.errors.query("layer == @layer").to_string()


@pytest.mark.parametrize(
    ("layer", "kind", "floor"),
    [
        ("HEADING", "all", 0.93),
        ("LEAD_IN", "all", 0.88),
        ("BOILERPLATE", "all", 0.70),
        ("DEMAND", "bullet", 0.93),
        ("DEMAND", "numbered", 0.90),
        ("DEMAND", "prose", 0.88),
        ("ACTOR", "all", 0.85),
        ("DOCUMENT", "party", 0.95),
        ("DOCUMENT", "municipality", 0.90),
        ("DOCUMENT", "date", 0.90),
        ("DOCUMENT", "doc_type", 0.85),
        ("DOCUMENT", "title", 0.93),
        ("THEME", "main", 0.55),
    ],
)
def test_pages(pages: Evaluation, layer: str, kind: str, floor: float) -> None:
    assert pages.f1(layer, kind) >= floor, pages.errors.query("layer == @layer").to_string()


def test_polarity_of_the_pages(nlp: Language) -> None:
    gold = read_gold(ROOT / "tests/pages/dev")
    right, wrong = 0, []
    for document in gold:
        found = {(d["start"], d["end"]): d for d in nlp(document.text or "")._.demands}
        for span in document.spans:
            if span.layer == "DEMAND" and (span.start, span.end) in found:
                same = found[span.start, span.end]["polarity"] == span.polarity
                right += same
                wrong += [] if same else [(document.text or "")[span.start : span.end]]
    assert right >= 0.97 * (right + len(wrong)), wrong
