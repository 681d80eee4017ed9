"""List words that are typical of a field of policy and that the codebook lacks.

    python -m training.scripts.themes_candidates DATA OUT.tsv [--most 400]

Reads what carries a label of its field: texts of the government by policy area, events of the
Almedalen week by topic, interpellations by their subject as the codebook reads it, else by the
minister (``training/themes_categories.csv`` maps the labels). Words, first and last parts of
compounds and pairs of words are counted in documents and ranked by code with the log-odds of
Monroe, Colaresi & Quinn (2008), whose prior is the frequency in all documents. What the codebook
has under the same code is left out. A person decides which of the rest speak for the code.

Columns of OUT: code, kind, term, z, documents under the code, documents in all, those under the
code by source, the codes that the term speaks for already.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from polcorp.analysis.keyness import weighted_log_odds
from polcorp.lexicons.stop_words import stop_words
from polcorp.lexicons.themes import ThemeIndex, load_themes, stem
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.swedish.compounds import split

MAPPING = Path(__file__).resolve().parent.parent / "themes_categories.csv"
GOVERNMENT = ("government.jsonl.xz", "legal-documents.jsonl.xz")
#: A document with more codes than this tells little of each.
MOST_CODES = 2
#: Least documents, under the code, of a candidate; least share of its documents under the code.
LEAST_DOCUMENTS = 5
LEAST_SHARE = 0.12
#: Beginnings of words count as parts of compounds from this length of the word on.
COMPOUND = 8
#: How much the subject's words must say, and how much more than of the next code.
CLEAR, CLEARER = 3, 2
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[.,;:!?()«»\"\n]")
_WORD = re.compile(r"[a-zåäöéü]{3,}(?:-[a-zåäöéü]+)*")

#: A document: its source, its codes, its text.
Labelled = tuple[str, frozenset[str], str]
#: A candidate: its kind (word, first, last, pair) and itself.
Item = tuple[str, str]


class Found(NamedTuple):
    """A candidate for a code, with the documents under the code, in all, and by source."""

    code: str
    item: Item
    z: float
    under: int
    total: int
    sources: Counter[str]
    present: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def mapping(source: str) -> dict[str, list[str]]:
    """Return the codes of each label of *source*."""
    with MAPPING.open(encoding="utf-8") as lines:
        return {
            row["category"]: row["themes"].split()
            for row in csv.DictReader(lines)
            if row["source"] == source
        }


def labelled(data: Path, index: ThemeIndex) -> Iterator[Labelled]:
    """Yield every document of *data* that has one or two codes."""
    areas, topics = mapping("government"), mapping("almedalen")
    for name in GOVERNMENT:
        for row in rows(data / "swedish-government-text" / name):
            codes = frozenset(c for area in row["categories"] for c in areas.get(area, ()))
            yield "government", codes, row["text"]
    for row in rows(data / "almedalen" / "almedalen.jsonl.xz"):
        said = (row["topic_1"], row["topic_2"])
        codes = frozenset(code for topic in said for code in topics.get(topic or "", ()))
        text = "\n".join(row[key] or "" for key in ("title", "description", "more_info"))
        yield "almedalen", codes, text
    ministers = mapping("interpellations")
    for row in rows(data / "interpellations" / "interpellations.jsonl.xz"):
        subject = row["about"] or row["title"].rpartition(" om ")[2]
        to = (row["to"] or "").lower().replace("\u00ad", "")
        minister = next((codes for title, codes in ministers.items() if title in to), [])
        codes = of_subject(subject, index) or frozenset(minister)
        yield "interpellations", codes, row["text"].replace("\u00ad", "")


def of_subject(subject: str, index: ThemeIndex) -> frozenset[str]:
    """Return the code that the words of a subject name without doubt, if any."""
    scores: Counter[str] = Counter()
    for word in _WORD.findall(subject.lower()):
        for hit in index.word(word, lemma_of(word)):
            if hit.pos is None:
                scores[hit.theme] += hit.weight
    best = scores.most_common(2)
    if not best or best[0][1] < CLEAR or (len(best) > 1 and best[1][1] * CLEARER > best[0][1]):
        return frozenset()
    return frozenset({best[0][0]})


@cache
def parts(word: str) -> tuple[Item, ...]:
    """Return the first and the last part of a compound."""
    found = split(word) if len(word) >= COMPOUND else ()
    if len(found) < 2:
        return ()
    first = word[: len(word) - len(found[-1])]
    return ("first", first), ("last", found[-1])


def items(text: str, closed: frozenset[str]) -> set[Item]:
    """Return the candidates that *text* has: names, and words of the language alone, left out."""
    found: set[Item] = set()
    before = ""
    for token in _TOKEN.findall(text):
        if not _WORD.fullmatch(token) or token in closed:
            before = ""
            continue
        lemma = lemma_of(token)
        found.add(("word", lemma))
        found.update(parts(lemma))
        if before:
            found.add(("pair", f"{before} {lemma}"))
        before = lemma
    return found


def present(item: Item, index: ThemeIndex) -> dict[str, int]:
    """Return the codes that the codebook has for *item*, with their weight."""
    kind, text = item
    if kind == "pair":
        words = tuple(stem(word) for word in text.split())
        known = {h.theme: h.weight for phrase, h in index.phrases(words[0]) if phrase == words}
        return known | {h.theme: h.weight for word in text.split() for h in index.word(word, word)}
    probe = {"word": text, "first": f"{text}xxxxx", "last": f"xxxxx{text}"}[kind]
    return {hit.theme: hit.weight for hit in index.word(probe, probe)}


def ranked(documents: Iterable[Labelled], index: ThemeIndex) -> Iterator[Found]:
    """Yield the candidates of each code, the most typical first."""
    closed = stop_words()
    every: Counter[Item] = Counter()
    by_code: dict[str, Counter[Item]] = defaultdict(Counter)
    by_source: dict[Item, Counter[tuple[str, str]]] = defaultdict(Counter)
    for source, codes, text in documents:
        if not 0 < len(codes) <= MOST_CODES:
            continue
        said = items(text, closed)
        every.update(said)
        for code in codes:
            by_code[code].update(said)
            for item in said:
                by_source[item][code, source] += 1
    frequent = [item for item, number in every.items() if number >= LEAST_DOCUMENTS]
    whole = np.array([every[item] for item in frequent], dtype=float)
    for code in index.themes:
        under = np.array([by_code[code][item] for item in frequent], dtype=float)
        scores = weighted_log_odds(under, whole - under)
        for place in np.argsort(-scores, kind="stable"):
            item, z = frequent[place], float(scores[place])
            if z <= 0:
                break
            known = present(item, index)
            if (
                under[place] >= LEAST_DOCUMENTS
                and under[place] >= LEAST_SHARE * whole[place]
                and code not in known
            ):
                sources = Counter(
                    {source: n for (c, source), n in by_source[item].items() if c == code}
                )
                other = " ".join(f"{theme}:{weight}" for theme, weight in known.items())
                yield Found(code, item, z, int(under[place]), int(whole[place]), sources, other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--most", type=int, default=400, help="candidates of a code")
    options = parser.parse_args()
    index = ThemeIndex(load_themes())
    written: Counter[str] = Counter()
    with options.out.open("w", encoding="utf-8") as out:
        for found in ranked(labelled(options.data, index), index):
            if written[found.code] >= options.most:
                continue
            written[found.code] += 1
            sources = " ".join(f"{name}:{n}" for name, n in sorted(found.sources.items()))
            kind, term = found.item
            cells = (found.code, kind, term, f"{found.z:.2f}", found.under, found.total)
            print(*cells, sources, found.present, sep="\t", file=out)


if __name__ == "__main__":
    main()
