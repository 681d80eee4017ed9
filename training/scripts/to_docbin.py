"""Write treebanks as spaCy training data, with page-like variants where asked for.

Usage: python to_docbin.py OUT.spacy FILE.conllu [FILE.conllu ...] [--variants N] [--times N]
       [--words TEXT] [--silver SILVER.conllu] [--silver-share S] [--group N] [--names]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

import spacy
from augment import as_on_a_page, broken
from demand_variants import demand_variants
from spacy.tokens import DocBin
from treebank_io import Sentence, read_conllu

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)
from docs import grouped, make_doc, split_spaced

TOKENIZER = {"@tokenizers": "polcorp.SwedishTokenizer.v1"}
SILVER_PAGES = 0.5  # the share of silver texts that look like a page's
Groups = Iterator[list[Sentence]]


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


def ended(sentence: Sentence, line_breaks: float, random: Random) -> Sentence:
    """Return ``sentence``, with a line break after it if it has no full stop (a heading).

    Scraping loses line breaks: only a share of ``line_breaks`` keeps it.
    """
    if sentence.tokens[-1].form in ".!?…”)" or random.random() > line_breaks:
        return sentence
    return broken(sentence, random)


def page_variants(sentences: list[Sentence], random: Random) -> Groups:
    """Yield runs of ``sentences``, each sentence as a web page might have it."""
    for group in random_groups(sentences, random):
        yield [as_on_a_page(sentence, random) for sentence in group]


def demand_lists(sentences: list[Sentence], text: Path, random: Random) -> Groups:
    """Yield runs of four clauses of asking that are made out of ``sentences``."""
    words = frozenset(text.read_text(encoding="utf-8").split())
    demands = demand_variants(sentences, words, random)
    random.shuffle(demands)
    for place in range(0, len(demands), 4):
        yield [as_on_a_page(s, random) for s in demands[place : place + 4]]


def silver_groups(path: Path, share: float, line_breaks: float, random: Random) -> Groups:
    """Yield a ``share`` of the runs of silver sentences, some of them as on a page."""
    for group in random_groups(read_conllu(path), random):
        if random.random() > share:
            continue
        page = random.random() < SILVER_PAGES
        yield [as_on_a_page(s, random) if page else ended(s, line_breaks, random) for s in group]


def all_groups(options: argparse.Namespace, random: Random) -> Groups:
    """Yield the runs of sentences that ``options`` ask for."""
    sentences = [split_spaced(s) for path in options.treebanks for s in read_conllu(path)]
    if options.group:
        runs = list(grouped(sentences, options.group))
    else:
        runs = random_groups(sentences, random)
    for _ in range(options.times):
        yield from runs
    ordered = [s for run in runs for s in run]
    for _ in range(options.variants * options.times):
        yield from page_variants(ordered, random)
    if options.words:
        yield from demand_lists(ordered, options.words, random)
    if options.silver:
        share, breaks = options.silver_share, options.line_breaks
        yield from silver_groups(options.silver, share, breaks, random)


def main() -> None:
    """Write the training data and say how much it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--variants", type=int, default=0, help="page-like copies of each text")
    parser.add_argument("--group", type=int, default=0, help="sentences a document; 0: at random")
    parser.add_argument("--names", action="store_true", help="with the names of NE=")
    parser.add_argument("--words", type=Path, help="running text that shows which forms exist")
    parser.add_argument("--times", type=int, default=1, help="how often the treebanks come in")
    parser.add_argument("--silver", type=Path, help="what silver_trees.py wrote, added once")
    parser.add_argument("--silver-share", type=float, default=1.0, help="how much of it, 0 to 1")
    parser.add_argument(
        "--line-breaks", type=float, default=1.0, help="share of silver headings that keep theirs"
    )
    options = parser.parse_args()
    nlp = spacy.blank("sv", config={"nlp": {"tokenizer": TOKENIZER}})
    groups = all_groups(options, Random(7))
    docs = [make_doc(nlp.vocab, group, names=options.names) for group in groups]
    DocBin(docs=docs).to_disk(options.out)
    print(f"{len(docs)} documents, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main()
