"""Corrects heads of the converted training part by pieces of it in the true second scheme.

The treebank's own repository lists, for the enhanced graphs, the head and relation of most nominal
modifiers, obliques, clauses and conjuncts. What is no part of a tree there («ref», shared subjects)
is left alone, and so is a sentence that would not be a tree any more.

Usage: python correct_treebank.py DATA_DIR TRAIN.conllu OUT.conllu
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from merge_talbanken import key
from treebank_io import Sentence, blocks, read_conllu, write_conllu

#: Relations that the enhanced graph names together with a preposition or conjunction.
TAKEN = frozenset({"nmod", "obl", "acl", "advcl", "conj"})
PARTS = "talbanken-v2-parts"


def sentence_ids(path: Path) -> dict[str, list[str]]:
    """Return the ids of sentences by their forms; of two alike, in the treebank's order."""
    found: dict[str, list[str]] = {}
    numbered = []
    for block in blocks(path):
        name = next(line.split("=")[1].strip() for line in block if line.startswith("# sent_id"))
        forms = [line.split("\t")[1] for line in block if line[0].isdigit()]
        numbered.append((int(name.rpartition("-")[2]), name, key(forms)))
    for _, name, sentence in sorted(numbered):
        if name.startswith("sv-ud-train-"):
            found.setdefault(sentence, []).append(name)
    return found


def true_heads(path: Path) -> dict[str, dict[int, tuple[int, str]]]:
    """Return by sentence and place the head and relation that the tree has."""
    heads: dict[str, dict[int, tuple[int, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, place, graph = line.split("\t")[:3]
        arcs = [arc.split(":") for arc in graph.split("|") if arc.partition(":")[0].isdigit()]
        arcs = [arc for arc in arcs if len(arc) > 1]
        conjuncts = [arc for arc in arcs if arc[1] == "conj"]
        arcs = conjuncts or arcs
        if len(arcs) == 1 and arcs[0][1] in TAKEN and place.isdigit():
            heads.setdefault(name, {})[int(place)] = (int(arcs[0][0]), arcs[0][1])
    return heads


def is_tree(heads: list[int]) -> bool:
    """Return whether every word of *heads* (1-based, 0 the root) reaches the root."""
    for place in range(1, len(heads) + 1):
        above, steps = place, 0
        while above and steps <= len(heads):
            above, steps = heads[above - 1], steps + 1
        if above:
            return False
    return True


def correct(sentence: Sentence, true: dict[int, tuple[int, str]]) -> Counter[str]:
    """Set the *true* heads and relations in *sentence*; return what changed, by old and new relation."""
    changed: Counter[str] = Counter()
    heads = [token.head for token in sentence.tokens]
    for place, (head, _) in true.items():
        if place <= len(heads) and heads[place - 1]:
            heads[place - 1] = head
    if not is_tree(heads) or heads.count(0) != 1:
        return changed
    for place, (head, relation) in true.items():
        token = sentence.tokens[place - 1] if place <= len(sentence.tokens) else None
        if token is None or not token.head:
            continue
        if token.head != head or token.deprel.partition(":")[0] != relation:
            changed[f"{token.deprel} to {relation}"] += 1
            if token.deprel.partition(":")[0] != relation:
                token.deprel = relation
            token.head = head
    return changed


def main() -> None:
    """Write the corrected treebank and print what changed."""
    data, train, out = map(Path, sys.argv[1:])
    ids = sentence_ids(data / PARTS / "sv_talbanken-um-train.conllu")
    for part in ("dev", "test"):
        for forms, names in sentence_ids(data / PARTS / f"sv_talbanken-um-{part}.conllu").items():
            ids.setdefault(forms, []).extend(names)
    heads = true_heads(data / PARTS / "sv_talbanken-ud.enhanced.txt")
    sentences = read_conllu(train)
    changed: Counter[str] = Counter()
    paired = 0
    for sentence in sentences:
        names = ids.get(key([token.form for token in sentence.tokens]), [])
        if len(names) == 1:
            paired += 1
            changed += correct(sentence, heads.get(names[0], {}))
    write_conllu(sentences, out)
    print(f"{paired} of {len(sentences)} sentences paired, {changed.total()} words corrected:")
    print(", ".join(f"{what} {number}" for what, number in changed.most_common(12)))


if __name__ == "__main__":
    main()
