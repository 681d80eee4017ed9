"""Write the training data for names: UNER's Talbanken and the news of swedish-ner-corpus.

Usage: python names_data.py DATA_DIR OUT_DIR [--variants N]
Writes ``ner_train.spacy``, ``ner_held.spacy`` (a twelfth of both training parts, for choosing
between models) and the test sets ``ner_test_<name>.spacy``.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import spacy
from augment import as_on_a_page
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from swap_names import Names, swapped
from treebank_io import Sentence, Token, blocks, read_uner

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)
from docs import grouped, names_of, split_spaced

TOKENIZER = {"@tokenizers": "polcorp.SwedishTokenizer.v1"}
LABELS = ("PER", "ORG", "LOC")
HELDOUT_EVERY = 12
SWAPPED = {"PER": 0.6, "ORG": 0.3, "LOC": 0.25}
NO_SPACE_BEFORE = frozenset(".,;:!?)]}%")
NO_SPACE_AFTER = frozenset("([{")


def read_news(path: Path) -> list[Sentence]:
    """Read swedish-ner-corpus: one token and one label a line, no B or I.

    Neighbours of one label are one name. MISC is left out: it is no label of ours. The corpus
    has no spacing, so the usual rules of punctuation give it.
    """
    sentences: list[Sentence] = []
    for number, block in enumerate(blocks(path)):
        rows = [re.split(r"[\t ]+", line.strip()) for line in block]
        tokens: list[Token] = []
        last = "O"
        for row in rows:
            form, label = row[0], row[-1] if row[-1] in LABELS else "O"
            name = "O" if label == "O" else f"{'I' if label == last else 'B'}-{label}"
            token = Token(form=form.replace("\u00ad", "") or form, name=name)
            if tokens and form in NO_SPACE_BEFORE:
                tokens[-1].space_after = False
            token.space_after = form not in NO_SPACE_AFTER
            tokens.append(token)
            last = label
        pair_quotes(tokens)
        sentences.append(Sentence(tokens, doc_id=f"news{number // 20}"))
    return sentences


def pair_quotes(tokens: list[Token]) -> None:
    """Close up the text inside straight quotes: odd ones open, even ones close."""
    opening = True
    for place, token in enumerate(tokens):
        if token.form not in ('"', "”", "'"):
            continue
        if opening:
            token.space_after = False
        elif place:
            tokens[place - 1].space_after = False
        opening = not opening


def make_name_doc(nlp: Language, sentences: list[Sentence]) -> Doc:
    """Return a document tokenised by ``nlp`` with the names of ``sentences`` where they fit."""
    tokens = [token for sentence in sentences for token in sentence.tokens]
    gold = Doc(nlp.vocab, [t.form for t in tokens], [t.space_after for t in tokens])
    doc = nlp.make_doc(gold.text)
    spans: list[Span] = []
    for start, end, label in names_of(tokens):
        chars = gold[start:end]
        span = doc.char_span(chars.start_char, chars.end_char, label, alignment_mode="expand")
        if span is not None and not (spans and spans[-1].end > span.start):
            spans.append(span)
    doc.set_ents(spans)
    return doc


def spoiled(sentence: Sentence, names: Names, random: Random) -> Sentence:
    """Return a page-like variant with other names, now and then without capitals."""
    changed = as_on_a_page(swapped(sentence, names, random, SWAPPED), random)
    if random.random() < 0.05:
        tokens = [
            replace(t, form=t.form.lower()) if t.name.endswith(("LOC", "ORG")) else t
            for t in changed.tokens
        ]
        return replace(changed, tokens=tokens)
    return changed


def read_silver(nlp: Language, path: Path) -> list[Sentence]:
    """Read silver data as one sentence a paragraph."""
    return [
        Sentence(
            [
                Token(
                    form=token.text,
                    name=f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O",
                    space_after=bool(token.whitespace_),
                )
                for token in doc
            ]
        )
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab)
    ]


def random_runs(sentences: list[Sentence], random: Random) -> list[list[Sentence]]:
    """Cut ``sentences`` into runs of 1 to 8 of one document."""
    runs: list[list[Sentence]] = []
    for document in grouped(sentences, 10**6):
        place = 0
        while place < len(document):
            size = random.choice((1, 1, 2, 3, 5, 8))
            runs.append(document[place : place + size])
            place += size
    return runs


def training_runs(data: Path, random: Random) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """Return the runs of sentences to train on, and the twelfth of them that is held out."""
    uner = data / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-train.iob2"
    runs = random_runs([split_spaced(s) for s in read_uner(uner)], random)
    runs += random_runs(read_news(data / "swedish-ner-corpus" / "train_corpus.txt"), random)
    train = [run for place, run in enumerate(runs) if place % HELDOUT_EVERY]
    return train, runs[::HELDOUT_EVERY]


def main() -> None:
    """Write all parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--variants", type=int, default=2)
    parser.add_argument("--silver", type=Path, help="what silver_names.py wrote")
    options = parser.parse_args()
    random = Random(11)
    nlp = spacy.blank("sv", config={"nlp": {"tokenizer": TOKENIZER}})
    uner, news = options.data / "UNER_Swedish-Talbanken", options.data / "swedish-ner-corpus"
    train, held = training_runs(options.data, random)
    names = Names(options.data)
    docs = [make_name_doc(nlp, run) for run in train]
    for _ in range(options.variants):
        for run in train:
            docs.append(make_name_doc(nlp, [spoiled(s, names, random) for s in run]))
    if options.silver:
        for sentence in read_silver(nlp, options.silver):
            docs.append(make_name_doc(nlp, [spoiled(sentence, names, random)]))
    parts = {
        "ner_train": docs,
        "ner_held": [make_name_doc(nlp, run) for run in held],
        "ner_test_news": [
            make_name_doc(nlp, run) for run in grouped(read_news(news / "test_corpus.txt"), 5)
        ],
        "ner_dev_talbanken": uner_docs(nlp, uner / "sv_talbanken-ud-dev.iob2"),
        "ner_test_talbanken": uner_docs(nlp, uner / "sv_talbanken-ud-test.iob2"),
        "ner_test_pud": uner_docs(nlp, options.data / "UNER_Swedish-PUD" / "sv_pud-ud-test.iob2"),
    }
    for name, part in parts.items():
        DocBin(docs=part).to_disk(options.out / f"{name}.spacy")
        found = sum(len(doc.ents) for doc in part)
        print(f"{name}: {len(part)} documents, {sum(map(len, part))} tokens, {found} names")


def uner_docs(nlp: Language, path: Path) -> list[Doc]:
    """Return the documents of one UNER file, ten sentences each."""
    sentences = [split_spaced(s) for s in read_uner(path)]
    return [make_name_doc(nlp, run) for run in grouped(sentences, 10)]


if __name__ == "__main__":
    main()
