"""Try a learned choice of names in place of the order of sources and strengths.

    python -m training.scripts.names_scorer [SET ...] [--penalty P] [--least P]

A logistic regression with a quadratic penalty gives each candidate, the model's unsupported names in four types
among them, the probability that its span and type are right; the best set of candidates without overlap is chosen
(weighted interval scheduling, Kleinberg & Tardos 2005, 6.1). Fitted without each set (an author, or a site) in
turn and scored on it, beside the order that the program uses. Nothing is written: so far the order is better
(docs/accuracy.md).
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.component import ActorsComponent, Candidates
from polcorp.pipeline.language import load_pipeline
from polcorp.swedish.dictionary import is_ordinary
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, annotated_texts

Span = tuple[int, int, str]
Features = dict[str, float]
#: Types that a name of the model's with nothing beside it may have.
_TYPES_OF_BARE = ("PROGRAMME", "COMPANY", "LOC", "ORG")
_BEFORE = re.compile(r"(\w+|[^\w\s])[ \u00a0]*$")
_AFTER = re.compile(r"[ \u00a0]*(\w+|[^\w\s]|\n|$)")
_SMALL = frozenset({"i", "på", "till", "från", "med", "av", "hos", "och", "för", "vid", "om"})
_LEAST_SEEN = 3


@dataclass(frozen=True)
class Page:
    """A page: its candidates with what speaks for them, what is right, and what the program chose."""

    spans: list[Span]
    features: list[Features]
    gold: frozenset[Span]
    chosen: frozenset[Span]


def pages_of(name: str) -> list[Page]:
    """Return the pages of a set with their candidates."""
    nlp = load_pipeline()
    component = nlp.get_pipe("polcorp_actors")
    assert isinstance(component, ActorsComponent)
    gold = annotated_texts(name)
    pages = []
    for (document, _), doc in zip(gold, nlp.pipe([text for _, text in gold]), strict=True):
        found = component.candidates(doc)
        candidates = [*found.candidates, *_with_types(found.bare)]
        labels = {(ent.start_char, ent.end_char): ent.label_ for ent in doc.ents}
        pages.append(
            Page(
                [(c.start, c.end, c.type) for c in candidates],
                list(_features(candidates, found, labels)),
                frozenset((s.start, s.end, s.kind) for s in document.spans if s.layer == "ACTOR"),
                frozenset((m["start"], m["end"], m["type"]) for m in doc._.actors),
            )
        )
    return pages


def _with_types(bare: Collection[Candidate]) -> Iterator[Candidate]:
    for candidate in sorted(bare, key=lambda c: (c.start, c.end, c.type)):
        yield from (replace(candidate, type=kind) for kind in _TYPES_OF_BARE)


def _features(
    candidates: Sequence[Candidate], found: Candidates, labels: dict[tuple[int, int], str]
) -> Iterator[Features]:
    """Yield what speaks for or against each candidate."""
    bare = {(c.start, c.end) for c in found.bare}
    often = Counter(c.canonical for c in candidates)
    for c in candidates:
        is_bare = c.source == "model" and (c.start, c.end) in bare
        values = _of_form(c, found) | _of_others(c, candidates)
        values[f"label {labels.get((c.start, c.end), '–')} {c.type}"] = 1
        values[f"bare {is_bare} {c.type}"] = 1
        values["often"] = min(often[c.canonical], 4) / 2
        yield {name: float(value) for name, value in values.items() if value}


def _of_form(c: Candidate, found: Candidates) -> dict[str, float | bool]:
    """Return features of the evidence, the form, and the words around."""
    text = found.text
    words = re.findall(r"\w+", text[c.start : c.end])
    ordinary = all(map(is_ordinary, words))
    before = _BEFORE.search(text[max(0, c.start - 25) : c.start])
    after = _AFTER.match(text, c.end)
    word = before.group(1) if before else "^"
    following = after.group(1) if after else ""
    rule = c.rule.partition(":")[0] if c.source in {"lexicon", "user"} else c.rule
    return {
        f"rule {rule}": True,
        f"rule {rule} {c.type}": True,
        f"type {c.type}": True,
        f"source {c.source}": True,
        "strength": c.strength,
        "words": min(len(words), 5) / 3,
        "several": len(words) > 1,
        "opening": c.start in found.openings,
        "ordinary": ordinary,
        "ordinary, opening": ordinary and c.start in found.openings,
        "ordinary, single": ordinary and len(words) == 1,
        "capitals": text[c.start : c.end].isupper(),
        f"after {word} {c.type}": word in _SMALL,
        "after a capital": word[:1].isupper(),
        "before a capital": following[:1].isupper(),
        f"before a word {c.type}": following[:1].islower(),
    }


def _of_others(c: Candidate, candidates: Sequence[Candidate]) -> dict[str, float | bool]:
    """Return features of the candidates at the same place."""
    beside = [o for o in candidates if o.start < c.end and c.start < o.end and o is not c]
    same = [o for o in beside if (o.start, o.end) == (c.start, c.end)]
    longer = [o for o in beside if o.start <= c.start and o.end >= c.end and o not in same]
    return {
        "agree": len({o.source for o in same if o.type == c.type}),
        "disagree": len({o.type for o in same if o.type != c.type}),
        "the list disagrees": any(o.source == "lexicon" and o.type != c.type for o in same),
        "in a longer one": bool(longer),
        "in a longer one of a list": any(o.source == "lexicon" for o in longer),
        "holds a shorter one": any(c.start <= o.start and o.end <= c.end for o in beside),
        "beside a stronger one": any(o.strength > c.strength for o in beside),
        "beside a weaker one": any(o.strength < c.strength for o in beside),
    }


class Scorer:
    """A logistic regression over the features of candidates."""

    def __init__(self, pages: Sequence[Page], penalty: float) -> None:
        """Fit it to *pages*; features that hardly occur are left out."""
        seen = Counter(name for page in pages for values in page.features for name in values)
        kept = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
        self._columns = {name: number for number, name in enumerate(kept)}
        table = self._table([values for page in pages for values in page.features])
        right = np.array([span in page.gold for page in pages for span in page.spans], float)

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            logits = table @ weights[:-1] + weights[-1]
            away = expit(logits) - right
            cost = np.logaddexp(0, logits).sum() - right @ logits
            slope = np.append(table.T @ away + penalty * weights[:-1], away.sum())
            return cost + penalty * weights[:-1] @ weights[:-1] / 2, slope

        self._weights = minimize(loss, np.zeros(len(kept) + 1), jac=True, method="L-BFGS-B").x

    def _table(self, rows: Sequence[Features]) -> csr_matrix:
        cells = [
            (value, row, self._columns[name])
            for row, values in enumerate(rows)
            for name, value in values.items()
            if name in self._columns
        ]
        values, at, columns = zip(*cells, strict=True) if cells else ((), (), ())
        return csr_matrix((values, (at, columns)), shape=(len(rows), len(self._columns)))

    def choose(self, page: Page, least: float) -> frozenset[Span]:
        """Return the spans without overlap whose probabilities above *least* add up to most."""
        if not page.spans:
            return frozenset()
        odds = expit(self._table(page.features) @ self._weights[:-1] + self._weights[-1])
        likely = sorted((s[1], s, p) for s, p in zip(page.spans, odds, strict=True) if p > least)
        ends = [end for end, _, _ in likely]
        best: list[tuple[float, frozenset[Span]]] = [(0.0, frozenset())]
        for number, (_, span, probability) in enumerate(likely):
            worth, chosen = best[bisect_right(ends, span[0], 0, number)]
            with_it = (worth + probability - 0.999 * least, chosen | {span})
            best.append(max(best[-1], with_it, key=lambda pair: pair[0]))
        return best[-1][1]


def f1(pairs: Sequence[tuple[Collection[Span], Collection[Span]]]) -> float:
    """Return the F1 of what was found against what is right."""
    right = sum(len(set(gold) & set(found)) for gold, found in pairs)
    return 2 * right / sum(len(gold) + len(found) for gold, found in pairs)


def main() -> None:
    """Print the scores of both on each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[FIVE_TEXTS, *DEVELOPMENT])
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--least", type=float, default=0.3)
    options = parser.parse_args()
    sets = {name: pages_of(name) for name in options.sets}
    print("| set | n | program | learned |\n| --- | ---: | ---: | ---: |")
    everything: list[tuple[Page, frozenset[Span]]] = []
    for held, pages in sets.items():
        others = [page for name, rest in sets.items() if name != held for page in rest]
        scorer = Scorer(others, options.penalty)
        learned = [(page, scorer.choose(page, options.least)) for page in pages]
        everything += learned
        print(_row(held, learned))
    print(_row("all", everything))


def _row(name: str, learned: Sequence[tuple[Page, frozenset[Span]]]) -> str:
    program = f1([(page.gold, page.chosen) for page, _ in learned])
    count = sum(len(page.gold) for page, _ in learned)
    return f"| {name} | {count} | {program:.4f} | {f1([(p.gold, c) for p, c in learned]):.4f} |"


if __name__ == "__main__":
    main()
