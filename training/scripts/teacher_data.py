"""Treebanks as what the teacher reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random

from teacher import IGNORED, SCHEMES, Item
from teacher_words import Words
from treebank_io import Sentence

LONGEST_SENTENCE = 150


def morph_label(upos: str, feats: str) -> str:
    """Return word class and features as one label."""
    return f"{upos}|{feats}"


def label_sets(sentences: Iterable[Sentence]) -> dict[str, list[str]]:
    """Return the labels of all tasks that ``sentences`` hold."""
    tags, morphs, relations = set(), set(), set()
    for token in (t for s in sentences for t in s.tokens):
        tags.add(token.xpos)
        morphs.add(morph_label(token.upos, token.feats))
        relations.add(token.deprel)
    found = {"tag": tags, "morph": morphs, "relation": relations}
    return {key: sorted(value) for key, value in found.items()}


class Reader:
    """Makes items of sentences, with the labels as numbers."""

    def __init__(self, words: Words, labels: dict[str, list[str]]) -> None:
        """Give ``labels`` the numbers of their order."""
        self.words = words
        self.places = {key: {n: i for i, n in enumerate(names)} for key, names in labels.items()}

    def item(self, sentence: Sentence, scheme: str) -> Item:
        """Return ``sentence``, annotated by ``scheme``."""
        tokens = sentence.tokens
        forms = [t.form for t in tokens]
        item = Item(forms, self.words.ids(forms), SCHEMES.index(scheme))
        item.marks["tag"] = self._numbers("tag", (t.xpos for t in tokens))
        morphs = (morph_label(t.upos, t.feats) for t in tokens)
        item.marks["morph"] = self._numbers("morph", morphs)
        item.marks["relation"] = self._numbers("relation", (t.deprel for t in tokens))
        item.marks["head"] = [t.head for t in tokens]
        return item

    def _numbers(self, task: str, names: Iterable[str]) -> list[int]:
        """Return the numbers of ``names``, ``IGNORED`` for those never seen."""
        return [self.places[task].get(name, IGNORED) for name in names]


def batches(items: list[Item], words: int, random: Random | None) -> Iterator[list[Item]]:
    """Yield ``items`` of like length, about ``words`` words at a time; in order without chance."""
    if random is None:
        ordered = items
    else:
        ordered = sorted(items, key=lambda i: len(i.ids) + random.uniform(-2, 2))
    runs: list[list[Item]] = []
    run: list[Item] = []
    size = 0
    for item in ordered:
        if run and size + len(item.ids) > words:
            runs.append(run)
            run, size = [], 0
        run.append(item)
        size += len(item.ids)
    if run:
        runs.append(run)
    if random is not None:
        random.shuffle(runs)
    yield from runs


def frequent_forms(items: Iterable[Item], least: int) -> list[str]:
    """Return the forms, in lower case, that occur ``least`` times or more."""
    counts = Counter(form.lower() for item in items for form in item.forms)
    return sorted(form for form, count in counts.items() if count >= least)
