"""What the encoder learns from: runs of words with whatever each source says of them.

A source says of a word only what it knows. Trees, tags and sentence starts come from treebanks,
names in polcorp's ten types from its annotated pages and from lists in running text, and names in
coarser types from public sets: there a word has the set of labels that it may have.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from treebank_io import Sentence, Token, blocks, read_uner

from polcorp.evaluation.gold import GoldDocument, read_gold
from polcorp.vocabulary.actor_types import ACTOR_TYPES

#: Labels of names: outside, and the first and a further word of each type.
NAMES: tuple[str, ...] = (
    "O",
    *(f"{place}-{name}" for name in ACTOR_TYPES for place in "BI"),
)
#: What a label of a coarser set may be in ours.
COARSE: dict[str, frozenset[str]] = {
    "PER": frozenset({"PERSON"}),
    "LOC": frozenset({"GPE", "LOC"}),
    "ORG": frozenset({"ORG", "COMPANY", "AUTHORITY", "PARTY", "MEDIA"}),
}
#: Kinds of names that the coarser sets do not have: a capitalised word outside their names may be one.
UNSAID = frozenset({"PROGRAMME", "LAW", "MEDIA"})
#: The longest sample, in words.
LONGEST = 110


@dataclass
class Sample:
    """A run of words.

    *breaks* are the places of words with a line break after them. Of *starts*, *heads* (place of
    the head; -1 is the root), *relations*, *tags* and *classes* (word class and features) each has
    one entry a word or is empty; *names* has the labels that each word may have.
    """

    words: list[str]
    breaks: set[int] = field(default_factory=set)
    starts: list[bool] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    weight: float = 1.0


def tree_sample(sentences: Iterable[Sentence]) -> Sample:
    """Return one sample of the trees of *sentences*; tokens of white space become line breaks."""
    sample = Sample([])
    for sentence in sentences:
        places: dict[int, int] = {0: -1}
        kept: list[Token] = []
        for number, token in enumerate(sentence.tokens, 1):
            if token.form.isspace():
                if sample.words or kept:
                    sample.breaks.add(len(sample.words) + len(kept) - 1)
                continue
            places[number] = len(sample.words) + len(kept)
            kept.append(token)
        for place, token in enumerate(kept):
            sample.starts.append(place == 0)
            sample.heads.append(places[token.head])
            sample.relations.append(token.deprel)
            sample.tags.append(token.xpos)
            sample.classes.append(f"{token.upos}|{token.feats}")
        sample.words += [token.form for token in kept]
    return sample


def labels_of(kinds: Iterable[str], place: str) -> frozenset[str]:
    """Return the labels of *kinds* for the first («B») or a further («I») word of a name."""
    return frozenset(f"{place}-{kind}" for kind in kinds)


def may_be(word: str, opens: bool) -> frozenset[str]:
    """Return what *word* may be that a coarse set leaves outside its names."""
    if not word[:1].isupper() or opens:
        return frozenset({"O"})
    return frozenset({"O"}) | labels_of(UNSAID, "B") | labels_of(UNSAID, "I")


def coarse_names(words: Sequence[str], marks: Sequence[str]) -> list[frozenset[str]]:
    """Return the labels that *words* may have, whose coarse *marks* do not part adjacent names."""
    result = []
    before = "O"
    for place, (word, mark) in enumerate(zip(words, marks, strict=True)):
        kinds = COARSE.get(mark)
        if kinds is None and mark != "O":
            labels = may_be(word, opens=False) | labels_of(UNSAID, "B") | labels_of(UNSAID, "I")
        elif kinds is None:
            labels = may_be(word, opens=place == 0)
        elif mark == before:
            labels = labels_of(kinds, "I") | labels_of(kinds, "B")
        else:
            labels = labels_of(kinds, "B")
        result.append(labels)
        before = mark
    return result


def news(path: Path) -> list[Sample]:
    """Return samples of swedish-ner-corpus, cut after full stops."""
    samples: list[Sample] = []
    for block in blocks(path):
        words, marks = [], []
        for line in block:
            word, _, mark = line.replace("\xad", "").rpartition("\t" if "\t" in line else " ")
            word = word.strip()
            if not word:
                continue
            words.append(word)
            marks.append("O" if mark.strip() in ("0", "O") else mark.strip())
            if (word in ".!?" and len(words) > 60) or len(words) == LONGEST:
                samples.append(Sample(words, names=coarse_names(words, marks)))
                words, marks = [], []
        if words:
            samples.append(Sample(words, names=coarse_names(words, marks)))
    return samples


def treebank_names(path: Path, random: Random) -> list[Sample]:
    """Return UNER's sentences with names in them, and one in eight of the others."""
    samples = []
    for sentence in read_uner(path):
        words = [token.form for token in sentence.tokens]
        labels = []
        for place, token in enumerate(sentence.tokens):
            begun, _, mark = token.name.partition("-")
            if mark in COARSE:
                labels.append(labels_of(COARSE[mark], begun))
            elif begun in "BI" and mark:
                labels.append(may_be(token.form, False) | labels_of(UNSAID, begun))
            else:
                labels.append(may_be(token.form, place == 0))
        if any("O" not in names for names in labels) or random.random() < 0.125:
            samples.append(Sample(words, names=labels))
    return samples


def suc_names(path: Path, random: Random) -> list[Sample]:
    """Return the sentences of sucx3-ner with names in them, and one in twenty of the others.

    Its lower-case organisations («riksdagen») count as unknown.
    """
    samples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = [word.replace("_", " ") for word in row["tokens"]]
        marks = ["O" if mark in ("TME", "MSR") else mark for mark in row["ner_tags"]]
        if len(words) > LONGEST or not words:
            continue
        if not any(mark in COARSE for mark in marks) and random.random() > 0.05:
            continue
        labels = coarse_names(words, marks)
        labels = [
            names | {"O"} if mark == "ORG" and word[:1].islower() else names
            for word, mark, names in zip(words, marks, labels, strict=True)
        ]
        samples.append(Sample(words, names=labels))
    return samples


def page_samples(nlp: Any, documents: Iterable[GoldDocument]) -> Iterator[Sample]:
    """Yield samples of annotated pages, whose names are known throughout."""
    for document in documents:
        spans = [(a.start, a.end, str(a.kind)) for a in document.spans if a.layer == "ACTOR"]
        yield from text_samples(nlp.make_doc(document.text), spans, doubtful=frozenset())


def text_samples(
    doc: Any, spans: Iterable[tuple[int, int, str]], doubtful: frozenset[int]
) -> Iterator[Sample]:
    """Yield samples of a tokenised text and of its names (offsets and types).

    Of the tokens at the places *doubtful* nothing is known. A sample ends at a line break where
    it can.
    """
    labels: dict[int, frozenset[str]] = {}
    for start, end, kind in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        for place in range(span.start, span.end):
            labels.setdefault(place, frozenset({f"{'B' if place == span.start else 'I'}-{kind}"}))
    every = frozenset(NAMES)
    sample = Sample([])
    for token in doc:
        if token.is_space:
            if "\n" in token.text and sample.words:
                sample.breaks.add(len(sample.words) - 1)
                if len(sample.words) > LONGEST * 2 // 3:
                    yield sample
                    sample = Sample([])
            continue
        if len(sample.words) >= LONGEST and token.i not in labels:
            yield sample
            sample = Sample([])
        sample.words.append(token.text)
        known = every if token.i in doubtful else frozenset({"O"})
        sample.names.append(labels.get(token.i, known))
    if sample.words:
        yield sample


def tagged_samples(path: Path) -> Iterator[Sample]:
    """Yield samples of what ``silver_tags.py`` wrote, cut at line breaks where they can be."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            begun = 0
            ends = [place + 1 for place in row["breaks"]]
            for place in range(1, len(row["words"]) + 1):
                size = place - begun
                at_break = place in ends and size > LONGEST * 2 // 3
                if size == LONGEST or at_break or place == len(row["words"]):
                    part = slice(begun, place)
                    yield Sample(
                        row["words"][part],
                        breaks={b - begun for b in row["breaks"] if begun <= b < place},
                        tags=row["tags"][part],
                        classes=row["classes"][part],
                    )
                    begun = place


def gold_documents(annotations: Path) -> list[GoldDocument]:
    """Return the annotated pages that may be learned from: all but those of ``test``."""
    parts = sorted(path for path in (annotations / "pages").iterdir() if path.is_dir())
    return [document for part in parts if part.name != "test" for document in read_gold(part)]


def silver_samples(nlp: Any, path: Path) -> Iterator[Sample]:
    """Yield samples of what ``silver_actors.py`` wrote."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            doc = nlp.make_doc(row["text"])
            yield from text_samples(
                doc, [tuple(span) for span in row["names"]], frozenset(row["doubtful"])
            )
