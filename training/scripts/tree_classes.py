"""Count what the parse says about word classes, for ``polcorp_tree_classes``.

Usage: python tree_classes.py OUT.json TREEBANK.conllu [TREEBANK.conllu ...]
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from treebank_io import Sentence, read_conllu

from docs import split_spaced
from polcorp.pipeline.model.tree_classes import ROOT, evidence_of

Counts = dict[tuple[str, str], Counter[str]]
SEEN, UNSEEN = 0.5, 20.0  # added to each count and to each class's total


def label(feats: str, upos: str) -> str:
    """Return features and word class as the morphologizer writes them."""
    parts = [] if feats == "_" else feats.split("|")
    return "|".join(sorted([*parts, f"POS={upos}"]))


def learn(sentences: list[Sentence]) -> dict[str, object]:
    """Return the logarithm of P(evidence | class) by kind and value, and the tags by label."""
    counts: Counts = defaultdict(Counter)
    totals: Counter[str] = Counter()
    tags: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        relations = [ROOT if t.deprel == "root" else t.deprel for t in sentence.tokens]
        heads = [t.head - 1 if t.head > 0 else i for i, t in enumerate(sentence.tokens)]
        trees = evidence_of(relations, heads)
        for token, found in zip(sentence.tokens, trees, strict=True):
            totals[token.upos] += 1
            tags[label(token.feats, token.upos)].add(token.xpos)
            for item in found:
                counts[item][token.upos] += 1
    classes = sorted({*totals, "SPACE"})
    evidence: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for (kind, value), count in sorted(counts.items()):
        evidence[kind][value] = [
            round(math.log((count[name] + SEEN) / (totals[name] + UNSEEN)), 2) for name in classes
        ]
    return {
        "classes": classes,
        "evidence": evidence,
        "tags": {name: sorted(found) for name, found in sorted(tags.items())},
    }


def main(out: Path, treebanks: list[Path]) -> None:
    """Write what the treebanks say."""
    sentences = [split_spaced(s) for path in treebanks for s in read_conllu(path)]
    text = json.dumps(learn(sentences), ensure_ascii=False, separators=(",", ":"))
    out.write_text(text, encoding="utf-8")
    print(f"{out.name}: {len(text)} bytes from {len(sentences)} sentences")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
