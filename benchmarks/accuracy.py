"""Score polcorp on the five annotated texts and on the marked-up pages, as a Markdown table.

    python benchmarks/accuracy.py [--held-out] [--errors FILE]

The pages of tests/pages/test are scored only with --held-out: when a version is finished.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from pathlib import Path

from polcorp.analysis.evaluation import Evaluation, predictions, score
from polcorp.analysis.gold import GoldDocument, read_gold
from polcorp.corpus.corpus import Corpus

ROOT = Path(__file__).resolve().parent.parent
SHOWN = (
    ("HEADING", "all"),
    ("LEAD_IN", "all"),
    ("BOILERPLATE", "all"),
    ("DEMAND", "bullet"),
    ("DEMAND", "numbered"),
    ("DEMAND", "heading"),
    ("DEMAND", "prose"),
    ("DEMAND", "all"),
    ("ACTOR", "PARTY"),
    ("ACTOR", "PERSON"),
    ("ACTOR", "GPE"),
    ("ACTOR", "LOC"),
    ("ACTOR", "AUTHORITY"),
    ("ACTOR", "ORG"),
    ("ACTOR", "COMPANY"),
    ("ACTOR", "MEDIA"),
    ("ACTOR", "PROGRAMME"),
    ("ACTOR", "LAW"),
    ("ACTOR", "all"),
    ("DOCUMENT", "party"),
    ("DOCUMENT", "municipality"),
    ("DOCUMENT", "date"),
    ("DOCUMENT", "doc_type"),
    ("DOCUMENT", "title"),
    ("THEME", "main"),
    ("THEME_CODE", "all"),
)


def pairs_of(gold: list[GoldDocument], raw: Path | None) -> list:
    """Ingest the texts into a corpus of their own, and pair gold with what was found."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "raw"
        texts.mkdir()
        for document in gold:
            data = document.text.encode() if raw is None else (raw / document.name).read_bytes()
            (texts / document.name).write_bytes(data)
        corpus = Corpus(Path(folder) / "corpus.db")
        corpus.ingest([texts])
        found = predictions(corpus)
    return [(document, found[document.name]) for document in gold]


def interval(pairs: list, layer: str, kind: str, rounds: int = 500) -> tuple[float, float]:
    """Return a 95 % interval of F1 by bootstrap over documents (Efron 1979)."""
    draw = random.Random(1)
    values = []
    for _ in range(rounds):
        sample = score([draw.choice(pairs) for _ in pairs])
        try:
            values.append(sample.f1(layer, kind))
        except KeyError:
            continue
    values = sorted(value for value in values if not math.isnan(value))
    if not values:
        return float("nan"), float("nan")
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def cells(pairs: list, evaluation: Evaluation, layer: str, kind: str) -> str:
    """Return the table cells of one layer: n in the gold, exact F1 with interval, lenient F1."""
    row = evaluation.scores.query("layer == @layer and type == @kind")
    if row.empty or not row.iloc[0]["gold"]:
        return "– | – | –"
    low, high = interval(pairs, layer, kind) if len(pairs) > 5 else (float("nan"),) * 2
    span = f" ({low:.2f}–{high:.2f})" if not math.isnan(low) else ""
    first = row.iloc[0]
    return f"{first['gold']} | {first['f1']:.3f}{span} | {first['lenient_f1']:.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="score tests/pages/test too")
    parser.add_argument(
        "--errors", type=Path, help="write the errors of the development pages here"
    )
    options = parser.parse_args()
    sets = {
        "five texts": pairs_of(read_gold(ROOT / "data/annotations/gold.jsonl"), ROOT / "data/raw"),
        "development pages": pairs_of(read_gold(ROOT / "tests/pages/dev"), None),
        "second set": pairs_of(read_gold(ROOT / "tests/pages/dev2"), None),
        "third set": pairs_of(read_gold(ROOT / "tests/pages/dev3"), None),
    }
    if options.held_out:
        sets["held-out pages"] = pairs_of(read_gold(ROOT / "tests/pages/test"), None)
    scored = {name: score(pairs) for name, pairs in sets.items()}
    if options.errors:
        import pandas as pd

        seen = [scored[name].errors for name in list(sets)[1:4]]
        pd.concat(seen).to_csv(options.errors, index=False)
    print("| layer | type | " + " | ".join(f"{n}: n | F1 | lenient" for n in sets) + " |")
    print("| --- | --- |" + " --- | --- | --- |" * len(sets))
    for layer, kind in SHOWN:
        row = [cells(sets[name], scored[name], layer, kind) for name in sets]
        print(f"| {layer} | {kind} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
