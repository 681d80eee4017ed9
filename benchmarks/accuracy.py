"""Score polcorp on the five annotated texts and on the marked-up pages, as a Markdown table.

    python -m benchmarks.accuracy [--held-out] [--model NAME] [--errors FILE]

Held-out sets of pages are scored only with --held-out: when a version is finished.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from pathlib import Path

from benchmarks.bootstrap import middle_95
from benchmarks.halves import is_read, site_of_page
from polcorp.corpus import Corpus
from polcorp.evaluation.gold import GoldDocument
from polcorp.evaluation.scores import Evaluation, Predicted, predictions, score
from tests.gold_sets import (
    DEVELOPMENT,
    FIVE_TEXTS,
    HELD_OUT,
    HELD_OUT_NAMES,
    UNREAD,
    annotated_texts,
)

#: Too few documents to draw from.
SMALL = 5
Pair = tuple[GoldDocument, Predicted]
NAMES = (
    "five texts",
    "development pages",
    "second set",
    "third set",
    "fourth set",
    "fifth set",
    "sixth set",
)
#: Of this set errors are written of the half that is read.
PARTED = "fifth set"
UNREAD_NAMES = ("seventh set",)
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
    ("DOCUMENT", "speaker"),
    ("DOCUMENT", "municipality"),
    ("DOCUMENT", "date"),
    ("DOCUMENT", "doc_type"),
    ("DOCUMENT", "title"),
    ("THEME", "main"),
    ("THEME_CODE", "all"),
)


def pairs_of(name: str, model: str | None = None) -> list[Pair]:
    """Analyse the texts of a set, and pair gold with what was found."""
    return analysed(annotated_texts(name), model)


def analysed(gold: list[tuple[GoldDocument, str]], model: str | None = None) -> list[Pair]:
    """Ingest texts into a corpus of their own, and pair the gold with what was found.

    *model* is the spaCy pipeline to build on, as for ``Corpus.ingest``.
    """
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "raw"
        texts.mkdir()
        for document, text in gold:
            (texts / document.name).write_bytes(text.encode())
        corpus = Corpus(Path(folder) / "corpus.db")
        corpus.ingest([texts], path_evidence=False, model=model)  # the names of the pages tell
        found = predictions(corpus)
    return [(document, found[document.name]) for document, _ in gold]


def intervals(pairs: list[Pair], rounds: int = 500) -> dict[tuple[str, str], tuple[float, float]]:
    """Return 95 % intervals of F1 for each layer by bootstrap over documents."""
    draw = random.Random(1)
    values: dict[tuple[str, str], list[float]] = {key: [] for key in SHOWN}
    for _ in range(rounds if len(pairs) > SMALL else 0):
        scores = score([draw.choice(pairs) for _ in pairs]).scores
        found = dict(
            zip(zip(scores["layer"], scores["type"], strict=True), scores["f1"], strict=True)
        )
        for key in SHOWN:
            if not math.isnan(found.get(key, math.nan)):
                values[key].append(found[key])
    return {key: middle_95(drawn) for key, drawn in values.items() if drawn}


def cells(
    evaluation: Evaluation, spans: dict[tuple[str, str], tuple[float, float]], key: tuple[str, str]
) -> str:
    """Return the table cells of one layer: n in the gold, exact F1 with interval, lenient F1."""
    scores = evaluation.scores
    row = scores[(scores["layer"] == key[0]) & (scores["type"] == key[1])]
    if row.empty or not row.iloc[0]["gold"]:
        return "– | – | –"
    low, high = spans.get(key, (math.nan, math.nan))
    span = "" if math.isnan(low) else f" ({low:.2f}–{high:.2f})"
    first = row.iloc[0]
    return f"{first['gold']} | {first['f1']:.3f}{span} | {first['lenient_f1']:.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--held-out", action="store_true", help="score the sets that are held out too"
    )
    parser.add_argument(
        "--errors",
        type=Path,
        help="write the errors of the development pages here, of the fifth set those of the half that is read",
    )
    parser.add_argument("--model", help="the pipeline to build on: fast, accurate, or another")
    options = parser.parse_args()
    sets = {
        name: pairs_of(where, options.model)
        for name, where in zip(NAMES, (FIVE_TEXTS, *DEVELOPMENT), strict=True)
    }
    for name, where in zip(UNREAD_NAMES, UNREAD, strict=True):
        sets[name] = pairs_of(where, options.model)
    if options.held_out:
        for name, where in zip(HELD_OUT_NAMES, HELD_OUT, strict=True):
            sets[name] = pairs_of(where, options.model)
    scored = {name: score(pairs) for name, pairs in sets.items()}
    spans = {name: intervals(pairs) for name, pairs in sets.items()}
    if options.errors:
        import pandas as pd

        half = [pair for pair in sets[PARTED] if is_read(site_of_page(pair[0]))]
        whole = [name for name in NAMES[1:] if name != PARTED]
        seen = [*(scored[name].errors for name in whole), score(half).errors]
        pd.concat(seen).to_csv(options.errors, index=False)
    print("| layer | type | " + " | ".join(f"{n}: n | F1 | lenient" for n in sets) + " |")
    print("| --- | --- |" + " --- | --- | --- |" * len(sets))
    for layer, kind in SHOWN:
        row = [cells(scored[name], spans[name], (layer, kind)) for name in sets]
        print(f"| {layer} | {kind} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
