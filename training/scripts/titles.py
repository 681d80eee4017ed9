"""Fit the weights by which the title of a page is chosen, and score them on authors left out.

    python -m training.scripts.titles [--write]

A conditional logit over the lines that may be the title, on the five texts, the development pages and those that nobody
reads. Each page is learned twice, as it is and without the features that hold the rules' verdicts, for
the reason that ``line_chains.py`` gives. The scores are shares of pages with the right title, with each
author left out. ``--write`` puts the weights of all of these pages into
``polcorp/lexicons/data/title_weights.csv``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.pages import kind_of_line
from polcorp.evaluation.gold import GoldDocument
from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.fitted_weights import TITLES, weights_csv
from polcorp.pipeline.layout.analyse import mark_by_rules
from polcorp.pipeline.layout.component import masthead, person_test
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.title_choice import ENOUGH, NO_TITLE, TitleChoice, mark_title
from polcorp.pipeline.layout.title_features import OF_RULES, title_candidates, title_of_rules
from polcorp.reading.clean_view import clean
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, UNREAD, annotated_texts

SETS = (FIVE_TEXTS, *DEVELOPMENT, *UNREAD)
#: How much a weight is drawn to nothing; a feature that fewer lines have is left out.
RIDGE, RARE = 1.5, 4
#: Weights that round to less than this are not written.
LEAST = 0.02


@dataclass(slots=True)
class Page:
    """A page as the rules marked it, with its title and the lines that may be it."""

    group: str
    gold: str | None
    document: GoldDocument
    units: list[Unit]
    texts: list[str]
    features: list[list[str]]


@dataclass(slots=True, frozen=True)
class Verdict:
    """The title of a page by the gold, by the rules, with the weights, and how sure these are."""

    group: str
    gold: str | None
    rules: str | None
    both: str | None
    sure: float
    headings: tuple[tuple[bool, bool, bool], ...]


def page_of(group: str, document: GoldDocument, text: str) -> Page:
    view = clean(text)
    units, _ = mark_by_rules(view, load_boilerplate(), person_test(), masthead())
    found = title_candidates(units, person_test(), masthead())
    texts = [_plain(unit.text) or "" for unit, _ in found]
    gold = _plain(document.fields.get("title"))
    return Page(group, gold, document, units, texts, [names for _, names in found])


def _plain(title: str | None) -> str | None:
    return " ".join(title.split()) if title else None


def pages() -> Iterator[Page]:
    for name in SETS:
        for document, text in annotated_texts(name):
            yield page_of(name, document, text)


def fit(learned: Sequence[Page]) -> dict[str, float]:
    """Return the weights of the features by *learned*."""
    rows: list[list[str]] = []
    ends, right = [0], []
    for page in learned:
        gold = [n for n, text in enumerate(page.texts) if text == page.gold]
        gold = gold or ([len(page.texts)] if page.gold is None else [])
        for left_out in ((), OF_RULES) if gold else ():
            right.append([ends[-1] + n for n in gold])
            rows += [[n for n in names if not n.startswith(left_out)] for names in page.features]
            rows.append([NO_TITLE])
            ends.append(len(rows))
    counts = Counter(name for names in rows for name in set(names))
    columns = {n: c for c, n in enumerate(n for n in sorted(counts) if counts[n] >= RARE)}
    found = [[columns[n] for n in set(names) if n in columns] for names in rows]
    spots = np.cumsum([0, *map(len, found)])
    flat = [column for row in found for column in row]
    held = csr_matrix((np.ones(len(flat)), flat, spots), shape=(len(rows), len(columns)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = held @ weights
        wanted, likely, total = np.zeros(len(rows)), np.zeros(len(rows)), 0.0
        for (start, end), gold in zip(pairwise(ends), right, strict=True):
            parts = np.exp(scores[start:end] - scores[start:end].max())
            likely[start:end] = parts / parts.sum()
            share = likely[gold].sum()
            total -= np.log(share)
            wanted[gold] = likely[gold] / share
        slope = held.T @ (likely - wanted) + 2 * RIDGE * weights
        return total + RIDGE * weights @ weights, slope

    best = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B").x
    return {n: round(float(w), 2) for n, w in zip(columns, best, strict=True) if abs(w) >= LEAST}


def verdict(page: Page, weights: dict[str, float]) -> Verdict:
    """Return the title of a page that *weights* do not know."""
    before = [(unit.kind, unit.rule, unit.level, unit.confidence) for unit in page.units]
    model = TitleChoice(weights)
    gold = [
        kind_of_line(page.document.spans, unit.start, unit.end) == "heading" for unit in page.units
    ]
    rules = [unit.kind == "heading" for unit in page.units]
    by_rules = title_of_rules(page.units)
    sure = model.probabilities(page.features)
    mark_title(page.units, model, person_test(), masthead())
    title = title_of_rules(page.units)
    both = [unit.kind == "heading" for unit in page.units]
    for unit, (kind, rule, level, confidence) in zip(page.units, before, strict=True):
        unit.kind, unit.rule, unit.level, unit.confidence = kind, rule, level, confidence
    return Verdict(
        page.group,
        page.gold,
        _plain(by_rules.text) if by_rules else None,
        _plain(title.text) if title else None,
        max(sure, default=0.0),
        tuple(zip(gold, rules, both, strict=True)),
    )


def verdicts(every: Sequence[Page]) -> list[Verdict]:
    """Return the titles of all pages, each by weights that its author's pages are left out of."""
    found = []
    for group in SETS:
        weights = fit([page for page in every if page.group != group])
        found += [verdict(page, weights) for page in every if page.group == group]
    return found


def table(found: Sequence[Verdict]) -> Iterator[str]:
    """Yield the lines of the tables: by author, and how sure against how often right."""
    yield "| left out | pages | rules | rules and weights | made right | made wrong | headings: rules | with weights |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for group in (*SETS, None):
        own = [one for one in found if group in (None, one.group)]
        rules = [one.rules == one.gold for one in own]
        both = [one.both == one.gold for one in own]
        better = sum(after > before for before, after in zip(rules, both, strict=True))
        worse = sum(after < before for before, after in zip(rules, both, strict=True))
        lines = [line for one in own for line in one.headings]
        yield (
            f"| {group or 'all'} | {len(own)} | {np.mean(rules):.3f} | {np.mean(both):.3f} | {better} | {worse} "
            f"| {_f1([(g, r) for g, r, _ in lines]):.3f} | {_f1([(g, b) for g, _, b in lines]):.3f} |"
        )
    yield ""
    yield "| probability of the likeliest | pages | share right |"
    yield "| --- | ---: | ---: |"
    for low, high in pairwise((0.0, ENOUGH, 0.7, 0.8, 0.9, 1.01)):
        inside = [one.both == one.gold for one in found if low <= one.sure < high]
        yield f"| {low}–{min(high, 1.0)} | {len(inside)} | {np.mean(inside or [False]):.2f} |"


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    counts = Counter(pairs)
    right = 2 * counts[True, True]
    return right / max(1, right + counts[True, False] + counts[False, True])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(pages())
    print("\n".join(table(verdicts(every))))
    if options.write:
        text = weights_csv(fit(every).items())
        (data_dir() / TITLES).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
