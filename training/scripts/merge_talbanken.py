"""Merge Talbanken's training part from its three sources and bring it to UD v2.

Forms, spacing and names come from UNER, lemmas from efselab, tags, features and the tree from
the first UD release; the tree is then converted.

Usage: python merge_talbanken.py DATA_DIR OUT.conllu
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from convert_v1 import UnusableTreeError, to_v2
from treebank_io import Sentence, Token, read_conllu, read_efselab, read_uner, write_conllu


def key(forms: list[str]) -> str:
    """Return what identifies a sentence whatever its source writes for blanks."""
    return "".join(forms).replace("_", "").replace(" ", "")


def close(left: Sentence, right: Sentence) -> bool:
    """Say whether two sentences of one length differ in the spelling of a word or two only."""
    if len(left.tokens) != len(right.tokens):
        return False
    pairs = zip(left.tokens, right.tokens, strict=True)
    same = sum(key([a.form]) == key([b.form]) for a, b in pairs)
    return same >= 0.7 * len(left.tokens) and len(left.tokens) >= 4


def pair_trees(names: list[Sentence], trees: list[Sentence]) -> dict[int, Sentence]:
    """Return for places in ``names`` the tree of the same sentence, in reading order."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(names):
        places[key([t.form for t in sentence.tokens])].append(place)
    paired: dict[int, Sentence] = {}
    rest: list[Sentence] = []
    for tree in trees:
        same = places.get(key([t.form for t in tree.tokens]), [])
        free = [p for p in same if p not in paired and len(names[p].tokens) == len(tree.tokens)]
        if free:
            paired[free[0]] = tree
        else:
            rest.append(tree)
    for tree in rest:
        for place, sentence in enumerate(names):
            if place not in paired and close(sentence, tree):
                paired[place] = tree
                break
    return paired


def merge(data: Path) -> list[Sentence]:
    """Return the sentences for which all three sources agree on the tokens."""
    names = read_uner(data / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-train.iob2")
    lemmas = read_efselab(data / "efselab" / "sv-ud-train.tab")
    trees = read_conllu(data / "UD_Swedish-Talbanken" / "sv-ud-train.v1.conll")
    paired = pair_trees(names, trees)
    merged: list[Sentence] = []
    for place, sentence in enumerate(names):
        tree = paired.get(place)
        if tree is None or len(lemmas[place]) != len(sentence.tokens):
            continue
        rows = zip(sentence.tokens, tree.tokens, lemmas[place], strict=True)
        tokens = [
            Token(
                form=named.form,
                lemma=lemma,
                upos=parsed.upos,
                xpos=parsed.xpos,
                feats=parsed.feats,
                head=parsed.head,
                deprel=parsed.deprel,
                space_after=named.space_after,
                name=named.name,
            )
            for named, parsed, (lemma, _, _) in rows
        ]
        merged.append(Sentence(tokens, sentence.doc_id, sentence.sent_id))
    return merged


def main(data: Path, out: Path) -> None:
    """Write the merged, converted training part and say how many sentences it has."""
    sentences = merge(data)
    converted: list[Sentence] = []
    for sentence in sentences:
        try:
            converted.append(to_v2(sentence))
        except UnusableTreeError as error:
            print(f"left out {sentence.sent_id}: {error}")
    write_conllu(converted, out)
    print(f"{len(converted)} of {len(sentences)} sentences")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
