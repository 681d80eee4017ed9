"""Score names on annotated pages, by type and by the evidence that gave them, as Markdown tables.

    python -m benchmarks.names [SET ...] [--half a|b] [--model NAME]

A SET is a file or folder of annotated texts (default: the five texts and the development pages). Span and type
must be right. With ``--half`` only those pages count whose address, or name, has an even (a) or odd (b)
SHA-256: so that the errors of one half may be read and the other half be scored.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from polcorp.evaluation.gold import GoldDocument
from polcorp.pipeline.annotations import Mention
from polcorp.pipeline.language import load_pipeline
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, annotated_texts

Span = tuple[int, int, str]


@dataclass
class Counts:
    """How many names are annotated, found, and right, by type; and found and right by evidence."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    good: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, gold: Iterable[Span], found: Iterable[Mention]) -> None:
        """Count the names of one page."""
        expected = set(gold)
        self.gold.update(kind for _, _, kind in expected)
        for mention in found:
            kind, evidence = mention["type"], evidence_of(mention)
            right = (mention["start"], mention["end"], kind) in expected
            self.found[kind] += 1
            self.given[evidence, kind] += 1
            self.right[kind] += right
            self.good[evidence, kind] += right


def evidence_of(mention: Mention) -> str:
    """Return what gave a name: a kind of list, a rule, or a label of the model."""
    if mention["source"] in {"lexicon", "user"}:
        return f"list: {mention['rule'].partition(':')[0]}"
    return mention["rule"]


def documents(name: str, half: str | None = None) -> Iterator[tuple[GoldDocument, str]]:
    """Yield the annotated texts of a set, or of one *half* of it."""
    for document, text in annotated_texts(name):
        if half is None or half_of(document.address or document.name) == half:
            yield document, text


def half_of(address: str) -> str:
    """Return «a» or «b», by the address of a page."""
    return "ab"[int(hashlib.sha256(address.encode()).hexdigest(), 16) % 2]


def table(counts: Counts) -> Iterator[str]:
    """Yield the lines of both tables."""
    yield "| type | n | found | precision | recall | F1 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for kind in [*sorted(counts.gold | counts.found), "all"]:
        gold, found, right = (_of(c, kind) for c in (counts.gold, counts.found, counts.right))
        shares = (_share(right, found), _share(right, gold), _share(2 * right, gold + found))
        yield f"| {kind} | {gold} | {found} | {' | '.join(shares)} |"
    yield ""
    yield "| evidence | type | found | right |"
    yield "| --- | --- | ---: | ---: |"
    for (evidence, kind), given in counts.given.most_common():
        yield f"| {evidence} | {kind} | {given} | {_share(counts.good[evidence, kind], given)} |"


def _of(counts: Mapping[str, int], kind: str) -> int:
    return sum(counts.values()) if kind == "all" else counts.get(kind, 0)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[FIVE_TEXTS, *DEVELOPMENT])
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--model", help="the pipeline to build on: fast, accurate, or another")
    options = parser.parse_args()
    counts = Counts()
    pages = [page for name in options.sets for page in documents(name, options.half)]
    texts = (text for _, text in pages)
    for (document, _), doc in zip(pages, load_pipeline(options.model).pipe(texts), strict=True):
        gold = ((s.start, s.end, s.kind) for s in document.spans if s.layer == "ACTOR")
        counts.add(gold, doc._.actors)
    print("\n".join(table(counts)))


if __name__ == "__main__":
    main()
