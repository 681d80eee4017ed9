"""Scores of a pipeline on treebanks and on names."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from names_data import make_name_doc, read_news
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc
from spacy.training import Example
from treebank_io import Sentence, read_conllu, read_uner

from docs import grouped, make_doc, split_spaced

TYPES = {
    "PERSON": "PER",
    "ORG": "ORG",
    "PARTY": "ORG",
    "AUTHORITY": "ORG",
    "COMPANY": "ORG",
    "MEDIA": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
}
LABELS = ("PER", "ORG", "LOC")
SYNTAX = (
    "token_f",
    "tag_acc",
    "pos_acc",
    "morph_acc",
    "lemma_acc",
    "dep_uas",
    "dep_las",
    "sents_f",
)
Place = tuple[int, int, str]


@dataclass
class NameScore:
    """Counts for names: exact spans with their label, and spans whatever their label."""

    labels: dict[str, PRFScore] = field(default_factory=lambda: defaultdict(PRFScore))
    total: PRFScore = field(default_factory=PRFScore)
    spans: PRFScore = field(default_factory=PRFScore)

    def add(self, gold: set[Place], found: set[Place]) -> None:
        """Count one document's ``found`` names against its ``gold`` ones."""
        for label in LABELS:
            mine = {p for p in gold if p[2] == label}, {p for p in found if p[2] == label}
            self.labels[label].score_set(mine[1], mine[0])
        self.total.score_set(found, gold)
        self.spans.score_set({p[:2] for p in found}, {p[:2] for p in gold})


def syntax_scores(nlp: Language, sentences: list[Sentence], group: int) -> dict[str, float]:
    """Return spaCy's scores on ``sentences``, parsed as raw text, ``group`` in a document."""
    examples = []
    for run in grouped(sentences, group):
        reference = make_doc(nlp.vocab, run, names=False)
        examples.append(Example(nlp.make_doc(reference.text), reference))
    for example, doc in zip(examples, nlp.pipe(e.predicted for e in examples), strict=True):
        example.predicted = doc
    scored = Scorer(nlp).score(examples)
    return {name: scored[name] for name in SYNTAX if scored.get(name) is not None}


def name_scores(nlp: Language, docs: Iterable[Doc]) -> NameScore:
    """Return how the names that ``nlp`` finds in the text of ``docs`` agree with theirs."""
    score = NameScore()
    docs = list(docs)
    for gold, found in zip(docs, nlp.pipe(d.text for d in docs), strict=True):
        score.add(places(gold), places(found))
    return score


def places(doc: Doc) -> set[Place]:
    """Return the names of ``doc`` as (first character, character after the last, label)."""
    labelled = ((e.start_char, e.end_char, TYPES.get(e.label_, e.label_)) for e in doc.ents)
    return {place for place in labelled if place[2] in LABELS}


def name_sets(nlp: Language, data: Path) -> Iterator[tuple[str, list[Doc]]]:
    """Yield the test sets for names that ``data`` holds."""
    files = {
        "UNER Talbanken test": data / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-test.iob2",
        "UNER PUD test": data / "UNER_Swedish-PUD" / "sv_pud-ud-test.iob2",
    }
    for name, path in files.items():
        sentences = [split_spaced(s) for s in read_uner(path)]
        yield name, [make_name_doc(nlp, run) for run in grouped(sentences, 10)]
    news = read_news(data / "swedish-ner-corpus" / "test_corpus.txt")
    yield "swedish-ner-corpus test", [make_name_doc(nlp, run) for run in grouped(news, 5)]


def treebanks(data: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """Yield the treebank parts to measure on."""
    talbanken, lines = data / "UD_Swedish-Talbanken", data / "UD_Swedish-LinES"
    yield "Talbanken dev", read_conllu(talbanken / "sv_talbanken-ud-dev.conllu")
    yield "Talbanken test", read_conllu(talbanken / "sv_talbanken-ud-test.conllu")
    yield "PUD", read_conllu(data / "UD_Swedish-PUD" / "sv_pud-ud-test.conllu")
    yield "LinES test", read_conllu(lines / "sv_lines-ud-test.r2.4.conllu")


def read_gold(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the annotations of ``path`` by file name."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["doc"]].append(row)
    return rows


def domain_scores(nlp: Language, corpus: Path, gold: Path) -> tuple[NameScore, Counter[str]]:
    """Return names and breaks on the annotated political texts, read as raw text.

    Names of programmes and laws have no label of ours: a name found there counts neither for
    nor against. Breaks are counted where the annotations tell: a heading, a lead-in and a list
    item begin a sentence and the text after them begins another (``breaks`` of them, ``found``
    of which the pipeline has), and no sentence begins inside a heading (``splits`` that do).
    A heading that is a demand begins with an imperative (``demands``, ``imperatives``).
    """
    names, breaks = NameScore(), Counter[str]()
    for file, rows in read_gold(gold).items():
        doc = nlp((corpus / file).read_bytes().decode("utf-8"))
        spans = [(r["start"], r["end"], r["type"]) for r in rows if r["layer"] == "ACTOR"]
        known = {(s, e, TYPES[t]) for s, e, t in spans if t in TYPES}
        other = [(s, e) for s, e, t in spans if t not in TYPES]
        found = {p for p in places(doc) if not any(s < p[1] and p[0] < e for s, e in other)}
        names.add(known, found)
        breaks.update(break_counts(doc, rows))
        breaks.update(imperative_counts(doc, rows))
    return names, breaks


def break_counts(doc: Doc, rows: list[dict[str, Any]]) -> Counter[str]:
    """Count the sentence breaks that the annotations ``rows`` ask for and forbid in ``doc``."""
    words = [t for t in doc if any(char.isalnum() for char in t.text)]
    starts = first_words(doc)
    counts: Counter[str] = Counter()
    for row in rows:
        listed = row.get("form") in ("bullet", "numbered")
        if row["layer"] not in ("HEADING", "LEAD_IN") and not listed:
            continue
        inside = [t for t in words if row["start"] <= t.idx < row["end"]]
        after = next((t for t in words if t.idx >= row["end"]), None)
        wanted = [inside[0], *([after] if after else [])]
        counts["breaks"] += len(wanted)
        counts["found"] += sum(t.idx in starts for t in wanted)
        if row["layer"] == "HEADING" and not re.search(r"[.!?] ", row["text"]):
            counts["headings"] += 1
            counts["splits"] += sum(t.idx in starts for t in inside[1:])
    return counts


def imperative_counts(doc: Doc, rows: list[dict[str, Any]]) -> Counter[str]:
    """Count the headings that are demands, and those whose first word is tagged imperative."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.get("form") == "heading":
            words = (t for t in doc if row["start"] <= t.idx < row["end"] and t.is_alpha)
            first = next(words, None)
            counts["demands"] += 1
            counts["imperatives"] += first is not None and "Mood=Imp" in str(first.morph)
    return counts


def first_words(doc: Doc) -> set[int]:
    """Return where the first word of each sentence of ``doc`` begins."""
    starts: set[int] = set()
    for sentence in doc.sents:
        word = next((t for t in sentence if any(char.isalnum() for char in t.text)), None)
        if word is not None:
            starts.add(word.idx)
    return starts
