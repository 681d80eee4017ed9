"""Write treebanks as spaCy training data, with page-like variants where asked for.

Usage: python to_docbin.py OUT.spacy FILE.conllu [FILE.conllu ...] [--variants N] [--heldout OUT]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import spacy
from augment import as_on_a_page
from demand_variants import demand_variants
from spacy.tokens import DocBin
from treebank_io import Sentence, read_conllu

import polcorp.pipeline.tokenizer  # noqa: F401  (registers the tokeniser)
from docs import grouped, make_doc, split_spaced

TOKENIZER = {"@tokenizers": "polcorp.SwedishTokenizer.v1"}
HELDOUT_EVERY = 12


def random_groups(sentences: list[Sentence], random: Random) -> list[list[Sentence]]:
    """Cut ``sentences`` into runs of 1 to 10 of one document."""
    groups: list[list[Sentence]] = []
    for document in grouped(sentences, 10**6):
        place = 0
        while place < len(document):
            size = random.choice((1, 2, 3, 4, 5, 6, 8, 10))
            groups.append(document[place : place + size])
            place += size
    return groups


def main() -> None:
    """Write the training data and, where asked for, a part of it held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--variants", type=int, default=0, help="page-like copies of each text")
    parser.add_argument("--group", type=int, default=0, help="sentences a document; 0: at random")
    parser.add_argument("--heldout", type=Path, help="where one run of twelve goes")
    parser.add_argument("--keep-spaced", action="store_true", help="leave «t ex» one token")
    parser.add_argument("--names", action="store_true", help="with the names of NE=")
    parser.add_argument("--words", type=Path, help="running text that shows which forms exist")
    options = parser.parse_args()
    random = Random(7)
    nlp = spacy.blank("sv", config={"nlp": {"tokenizer": TOKENIZER}})
    sentences = [s for path in options.treebanks for s in read_conllu(path)]
    if not options.keep_spaced:
        sentences = [split_spaced(s) for s in sentences]
    if options.group:
        groups = list(grouped(sentences, options.group))
    else:
        groups = random_groups(sentences, random)
    held = groups[::HELDOUT_EVERY] if options.heldout else []
    train = [g for i, g in enumerate(groups) if i % HELDOUT_EVERY] if held else groups
    docs = [make_doc(nlp.vocab, group, names=options.names) for group in train]
    for _ in range(options.variants):
        for group in random_groups([s for g in train for s in g], random):
            variant = [as_on_a_page(sentence, random) for sentence in group]
            docs.append(make_doc(nlp.vocab, variant, names=options.names))
    if options.words:
        words = frozenset(options.words.read_text(encoding="utf-8").split())
        demands = demand_variants([s for group in train for s in group], words, random)
        random.shuffle(demands)
        for place in range(0, len(demands), 4):
            items = [as_on_a_page(s, random) for s in demands[place : place + 4]]
            docs.append(make_doc(nlp.vocab, items, names=options.names))
        print(f"{len(demands)} demands")
    DocBin(docs=docs, store_user_data=True).to_disk(options.out)
    if options.heldout:
        held_docs = [make_doc(nlp.vocab, group, names=options.names) for group in held]
        DocBin(docs=held_docs, store_user_data=True).to_disk(options.heldout)
    print(f"{len(docs)} documents, {sum(map(len, docs))} tokens; {len(held)} held out")


if __name__ == "__main__":
    main()
