"""Measure pipelines on treebanks, names and the annotated political texts; write the tables.

Usage: python evaluate.py DATA_DIR CORPUS_DIR GOLD.jsonl OUT.md NAME=MODEL [NAME=MODEL ...]
       [--udpipe MODEL.udpipe] [--speed SPEED.json] [--scores SCORES.json] [--syntax-only]
The first pipeline is the one that ships; its scores go into SCORES.json for meta.json.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import spacy
from score import LABELS, NameScore, domain_scores, name_scores, name_sets, syntax_scores, treebanks
from udpipe_score import udpipe_scores

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers tokeniser and lemmatiser)

COLUMNS = {
    "tag_acc": "TAG",
    "pos_acc": "POS",
    "morph_acc": "MORPH",
    "lemma_acc": "LEMMA",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences F",
    "token_f": "tokens F",
}
PUBLISHED = {
    "sv_core_news_sm (published)": (0.933, 0.949, 0.941, 0.949, 0.818, 0.764, 0.926),
    "sv_core_news_md (published)": (0.951, 0.963, 0.958, 0.954, 0.832, 0.783, 0.919),
    "sv_core_news_lg (published)": (0.954, 0.964, 0.960, 0.956, 0.834, 0.787, 0.923),
}
# Tags that another tagset makes incomparable.
SKIPPED = {"LinES test": ("tag_acc",)}
GROUP = 10


def row(cells: Iterable[str]) -> str:
    """Return one row of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def figure(value: float | None) -> str:
    """Return a score with three decimals and no zero before them."""
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def head(first: str, columns: Iterable[str]) -> Iterator[str]:
    """Yield the two head lines of a Markdown table."""
    names = [first, *columns]
    yield row(names)
    yield row(["---"] * len(names))


def syntax_tables(models: dict[str, Any], data: Path, udpipe: str | None) -> Iterator[str]:
    """Yield a table for every treebank, with spaCy's published figures where they belong."""
    for name, sentences in treebanks(data):
        words = sum(len(s.tokens) for s in sentences)
        yield f"\n{name}: {len(sentences)} sentences, {words} tokens\n"
        yield from head("pipeline", COLUMNS.values())
        for label, nlp in models.items():
            scores = syntax_scores(nlp, sentences, GROUP)
            skipped = SKIPPED.get(name, ())
            cells = [None if c in skipped else scores.get(c) for c in COLUMNS]
            yield row([label, *map(figure, cells)])
        if udpipe:
            scores = udpipe_scores(udpipe, sentences, GROUP)
            cells = [None if c in SKIPPED.get(name, ()) else scores.get(c) for c in COLUMNS]
            yield row(["UDPipe 1, same treebank", *map(figure, cells)])
        if name == "Talbanken dev":
            for label, published in PUBLISHED.items():
                yield row([label, *map(figure, published), "–"])


def triple(score: Any) -> str:
    """Return precision / recall / F1 of one label."""
    if not score.tp + score.fn:
        return "–"
    return " / ".join(figure(v) for v in (score.precision, score.recall, score.fscore))


def name_row(label: str, score: NameScore) -> str:
    """Return a row with precision, recall and F1 by label, of all, and of bare spans."""
    cells = [triple(score.labels[name]) for name in LABELS]
    count = score.total.tp + score.total.fn
    return row([label, str(count), *cells, triple(score.total), triple(score.spans)])


def name_tables(models: dict[str, Any], data: Path, corpus: Path, gold: Path) -> Iterator[str]:
    """Yield the tables for names, and the one for breaks in the political texts."""
    columns = ["n", *LABELS, "all (P / R / F)", "spans alone"]
    breaks: list[str] = []
    for label, nlp in models.items():
        yield f"\n{label}\n"
        yield from head("test set", columns)
        for name, docs in name_sets(nlp, data):
            yield name_row(name, name_scores(nlp, docs))
        names, counts = domain_scores(nlp, corpus, gold)
        yield name_row("five political texts", names)
        found, wanted = counts["found"], counts["breaks"]
        share = f"{found} of {wanted} ({figure(found / wanted)})"
        imperatives = f"{counts['imperatives']} of {counts['demands']}"
        splits = f"{counts['splits']} in {counts['headings']}"
        breaks.append(row([label, share, splits, imperatives]))
    yield "\nSentence breaks in the five political texts, read as raw text, without layout\n"
    asked = ["breaks found", "false breaks inside headings", "demand headings with an imperative"]
    yield from head("pipeline", asked)
    yield from breaks


def speed_table(path: Path) -> Iterator[str]:
    """Yield the table of ``speed.py``'s figures."""
    figures = json.loads(path.read_text(encoding="utf-8"))
    columns = ["words a second", "words a processor second", "loading, s", "peak memory, MB"]
    yield from head("pipeline", columns)
    for name, got in figures.items():
        speeds = (f"{got[key]:,.0f}" for key in ("words_per_second", "words_per_cpu_second"))
        yield row([name, *speeds, f"{got['load_s']:.2f}", f"{got['peak_mb']:.0f}"])


def meta_scores(nlp: Any, data: Path) -> dict[str, float]:
    """Return the figures for ``meta.json``: Talbanken dev, and names on the news test set."""
    dev = dict(treebanks(data))["Talbanken dev"]
    scores = {k: round(v, 4) for k, v in syntax_scores(nlp, dev, GROUP).items()}
    for name, docs in name_sets(nlp, data):
        total = name_scores(nlp, docs).total
        key = name.lower().replace(" ", "_").replace("-", "_")
        scores[f"ents_f_{key}"] = round(total.fscore, 4)
    return scores


def main() -> None:
    """Write the tables and, where asked for, the scores for ``meta.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "corpus", "gold", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("models", nargs="+", help="NAME=MODEL, the one that ships first")
    parser.add_argument("--udpipe")
    parser.add_argument("--speed", type=Path)
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--syntax-only", action="store_true", help="the treebanks alone")
    options = parser.parse_args()
    models = {name: spacy.load(path) for name, path in (m.split("=", 1) for m in options.models)}
    today = datetime.now(UTC).date()
    lines = [f"Measured {today} on {os.cpu_count()} CPU cores.\n", "## Treebanks"]
    lines += syntax_tables(models, options.data, options.udpipe)
    if not options.syntax_only:
        lines += ["\n## Names", *name_tables(models, options.data, options.corpus, options.gold)]
    if options.speed:
        lines += ["\n## Speed\n", *speed_table(options.speed)]
    text = "\n".join(lines) + "\n"
    options.out.write_text(text, encoding="utf-8")
    print(text)
    if options.scores:
        scores = meta_scores(next(iter(models.values())), options.data)
        options.scores.write_text(json.dumps(scores, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
