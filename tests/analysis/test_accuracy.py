"""What the packaged pipeline reaches on annotated texts must not fall unseen.

The floors lie a little below what docs/accuracy.md tells. The held-out pages are not scored here.
"""

from pathlib import Path

import pytest

from polcorp.analysis.evaluation import Evaluation, predictions, score
from polcorp.analysis.gold import read_gold
from polcorp.corpus.corpus import Corpus

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {
    "data/annotations/gold.jsonl": {
        ("HEADING", "all"): 0.98,
        ("LEAD_IN", "all"): 0.98,
        ("DEMAND", "all"): 0.98,
        ("ACTOR", "all"): 0.96,
        ("DOCUMENT", "all"): 0.98,
        ("THEME", "main"): 0.75,
    },
    "tests/pages/dev": {
        ("HEADING", "all"): 0.95,
        ("LEAD_IN", "all"): 0.95,
        ("BOILERPLATE", "all"): 0.70,
        ("DEMAND", "all"): 0.96,
        ("ACTOR", "all"): 0.90,
        ("DOCUMENT", "all"): 0.93,
        ("THEME", "main"): 0.75,
    },
    "tests/pages/dev2": {
        ("HEADING", "all"): 0.85,
        ("LEAD_IN", "all"): 0.92,
        ("BOILERPLATE", "all"): 0.48,
        ("DEMAND", "all"): 0.92,
        ("ACTOR", "all"): 0.88,
        ("DOCUMENT", "all"): 0.88,
        ("THEME", "main"): 0.62,
    },
}


@pytest.fixture(scope="module", params=FLOORS)
def scored(request, tmp_path_factory) -> tuple[str, Evaluation]:
    """Ingest the texts of one gold with the packaged model and score what was found."""
    gold = read_gold(ROOT / request.param)
    texts = tmp_path_factory.mktemp("texts")
    for document in gold:
        data = (
            (ROOT / "data/raw" / document.name).read_bytes()
            if document.text is None
            else document.text.encode()
        )
        (texts / document.name).write_bytes(data)
    corpus = Corpus(texts.parent / f"{texts.name}.db")
    corpus.ingest([texts])
    found = predictions(corpus)
    return request.param, score([(document, found[document.name]) for document in gold])


def test_no_score_falls_below_its_floor(scored: tuple[str, Evaluation]) -> None:
    name, evaluation = scored
    below = {
        layer: evaluation.f1(*layer)
        for layer, floor in FLOORS[name].items()
        if not evaluation.f1(*layer) >= floor
    }
    assert not below
