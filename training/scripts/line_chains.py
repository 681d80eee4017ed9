"""Fit the weights by which page text and headings are told that the rules miss or make up, and score them.

    python -m training.scripts.line_chains [--pages FOLDER …] [--write]

Two linear-chain CRFs (python-crfsuite) over the lines of the five texts, the development pages and those that nobody
reads, and of folders of annotated pages as benchmarks.pages reads them, of which only the half that is read
is learned from. Each page is learned twice, as it is and without the features that hold the rules' verdicts:
the rules are nearly always right on pages that they were written with, and weights that saw them only
there would trust them blindly. The scores are F1 by lines with each author, or a sixth of the sites, left
out. ``--write`` puts the weights of all of these pages into ``polcorp/lexicons/data``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pycrfsuite

from benchmarks.halves import is_read
from benchmarks.pages import kind_of_line, read_folder
from polcorp.evaluation.gold import GoldDocument
from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.fitted_weights import HEADING_LINES, PAGE_LINES, weights_csv
from polcorp.pipeline.layout.analyse import mark_by_rules
from polcorp.pipeline.layout.component import masthead, person_test
from polcorp.pipeline.layout.fitted import mark_heading_lines, mark_page_lines
from polcorp.pipeline.layout.line_chain import TRANSITIONS, LineChain
from polcorp.pipeline.layout.line_features import OF_RULES, LineFeatures, all_names, line_features
from polcorp.pipeline.layout.lines import Unit
from polcorp.reading.clean_view import clean
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, UNREAD, annotated_texts

SETS = (FIVE_TEXTS, *DEVELOPMENT, *UNREAD)
#: Weights that round to less than this are not written.
LEAST = 0.02
#: Sites are left out in this many folds.
FOLDS = 6


@dataclass(slots=True, frozen=True)
class Kind:
    """A kind of line: as annotated, as the rules mark it, and where its weights are; and how they are fitted.

    *c1* and *c2* draw weights to nothing; a feature that fewer than *rare* lines have is left out.
    """

    gold: str
    marked: str
    file: str
    mark: Callable[[Sequence[Unit], Sequence[float]], None]
    c1: float
    c2: float
    rare: int


KINDS = (
    Kind("furniture", "boilerplate", PAGE_LINES, mark_page_lines, 0.1, 0.3, 2),
    Kind("heading", "heading", HEADING_LINES, mark_heading_lines, 0.5, 1.0, 3),
)


@dataclass(slots=True)
class Page:
    """A page as the rules marked it, with what its lines are by the gold."""

    group: str
    units: list[Unit]
    features: list[LineFeatures]
    kinds: list[str]


def page_of(group: str, document: GoldDocument, text: str) -> Page:
    units, _ = mark_by_rules(clean(text), load_boilerplate(), person_test(), masthead())
    kinds = [kind_of_line(document.spans, unit.outer_start, unit.end) for unit in units]
    return Page(group, units, line_features(units, person_test()), kinds)


def pages(folders: Iterable[Path]) -> Iterator[Page]:
    for name in SETS:
        for document, text in annotated_texts(name):
            yield page_of(name, document, text)
    for folder in folders:
        for document, site in zip(*read_folder(folder), strict=True):
            if is_read(site):
                yield page_of(site, document, document.text or "")


def fit(learned: Sequence[Page], kind: Kind) -> dict[str, float]:
    """Return the weights of features for a line being of *kind*."""
    named = [all_names(page.features) for page in learned]
    counts = Counter(name for rows in named for names in rows for name in set(names))
    trainer = pycrfsuite.Trainer(verbose=False)
    for left_out in ((), OF_RULES):
        for page, lines in zip(learned, named, strict=True):
            rows = [
                sorted({n for n in names if counts[n] >= kind.rare and not n.startswith(left_out)})
                for names in lines
            ]
            if rows:
                trainer.append(rows, ["yes" if k == kind.gold else "no" for k in page.kinds])
    trainer.set_params(
        {"c1": kind.c1, "c2": kind.c2, "max_iterations": 200, "feature.possible_transitions": True}
    )
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        found = tagger.info()
        tagger.close()
    weights: dict[str, float] = defaultdict(float)
    for (name, label), weight in found.state_features.items():
        weights[name] += weight if label == "yes" else -weight
    for (left, right), weight in found.transitions.items():
        weights[f"{left}>{right}"] = weight
    return {
        name: round(weight, 2)
        for name, weight in weights.items()
        if abs(weight) >= LEAST or name in TRANSITIONS
    }


Verdict = tuple[bool, bool, bool, float]


def verdicts(page: Page, kind: Kind, weights: dict[str, float]) -> list[Verdict]:
    """Return whether each line is of the kind by gold, by the rules, with the weights, and how likely."""
    before = [(unit.kind, unit.rule, unit.level, unit.confidence) for unit in page.units]
    sure = LineChain(weights).probabilities(page.features)
    gold = [found == kind.gold for found in page.kinds]
    rules = [unit.kind == kind.marked for unit in page.units]
    kind.mark(page.units, sure)
    both = [unit.kind == kind.marked for unit in page.units]
    for unit, (name, rule, level, confidence) in zip(page.units, before, strict=True):
        unit.kind, unit.rule, unit.level, unit.confidence = name, rule, level, confidence
    return list(zip(gold, rules, both, sure, strict=True))


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    counts = Counter(pairs)
    wrong = counts[True, False] + counts[False, True]
    right = 2 * counts[True, True]
    return right / (right + wrong) if right + wrong else float("nan")


def cross(every: Sequence[Page], kind: Kind) -> None:
    """Print F1 by lines with each author left out, and how sure against how often right."""
    print(f"| left out | pages | lines: {kind.gold} | rules | rules and weights | right | wrong |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    kept: list[Verdict] = []
    sites = sorted({page.group for page in every} - set(SETS))
    groups = [*([name] for name in SETS), *([sites] if sites else [])]
    for group in groups:
        found = []
        for fold in range(min(FOLDS, len(group))):
            names = set(group[fold::FOLDS])
            weights = fit([page for page in every if page.group not in names], kind)
            tested = [page for page in every if page.group in names]
            found += [v for page in tested for v in verdicts(page, kind, weights)]
        print(_row("sites, in folds" if group is sites else group[0], every, group, found))
        kept += found
    print(_row("all", every, [name for group in groups for name in group], kept))
    print(f"\n| probability | lines | {kind.gold} |\n| --- | ---: | ---: |")
    for low, high in pairwise((0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)):
        inside = [gold for gold, _, _, sure in kept if low <= sure < high]
        share = sum(inside) / max(1, len(inside))
        print(f"| {low}–{min(high, 1.0)} | {len(inside)} | {share:.2f} |")
    print()


def _row(name: str, every: Sequence[Page], groups: list[str], found: list[Verdict]) -> str:
    count = sum(page.group in groups for page in every)
    rules = f1((gold, rule) for gold, rule, _, _ in found)
    both = f1((gold, learned) for gold, _, learned, _ in found)
    changed = Counter(gold == learned for gold, rule, learned, _ in found if learned != rule)
    lines = sum(gold for gold, _, _, _ in found)
    return (
        f"| {name} | {count} | {lines} | {rules:.3f} | {both:.3f} "
        f"| {changed[True]} | {changed[False]} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(pages(options.pages))
    for kind in KINDS:
        cross(every, kind)
        if options.write:
            text = weights_csv(fit(every, kind).items())
            (data_dir() / kind.file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
