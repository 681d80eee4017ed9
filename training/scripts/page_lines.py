"""Fit the weights by which page text is told that no rule knows, and score them on authors left out.

    python -m training.scripts.page_lines [--pages FOLDER …] [--write]

A linear-chain CRF (python-crfsuite) over the lines of the development pages, and of folders of annotated
pages as benchmarks.pages reads them, of which only the half that is read is learned from. Each page is
learned twice, as it is and without the features that hold the rules' verdicts: the rules are nearly
always right on pages that they were written with, and weights that saw them only there would trust
them blindly. The scores are F1 by lines with each author, or a sixth of the sites, left out. ``--write`` puts the
weights of all of these pages into ``polcorp/lexicons/data/page_line_weights.csv``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from benchmarks.halves import is_read
from benchmarks.pages import kind_of_line, read_folder
from polcorp.evaluation.gold import GoldDocument
from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.page_line_weights import FILE, page_line_weights_csv
from polcorp.pipeline.layout.analyse import mark_by_rules
from polcorp.pipeline.layout.component import masthead, person_test
from polcorp.pipeline.layout.line_features import OF_RULES, LineFeatures, all_names, line_features
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.page_lines import ENOUGH, TRANSITIONS, PageLines, mark_learned
from tests.gold_sets import DEVELOPMENT as SETS
from tests.gold_sets import annotated_texts

#: The sets that are learned from whole; of the fifth half is only scored.
DEVELOPMENT = SETS[:4]
#: What c1 and c2 draw weights to nothing by; a feature that fewer lines have is left out.
C1, C2, RARE = 0.1, 0.3, 2
#: Weights that round to less than this are not written.
LEAST = 0.02
LABELS = ("message", "page")
#: Sites are left out in this many folds.
FOLDS = 6


@dataclass(slots=True)
class Page:
    """A page as the rules marked it, with what it is learned from."""

    group: str
    units: list[Unit]
    features: list[LineFeatures]
    labels: list[str]


def page_of(group: str, document: GoldDocument, text: str) -> Page:
    units, _ = mark_by_rules(text, load_boilerplate(), person_test(), masthead())
    kinds = [kind_of_line(document.spans, unit.outer_start, unit.end) for unit in units]
    labels = ["page" if kind == "furniture" else "message" for kind in kinds]
    return Page(group, units, line_features(units, person_test()), labels)


def pages(folders: Iterable[Path]) -> Iterator[Page]:
    for name in DEVELOPMENT:
        for document, text in annotated_texts(name):
            yield page_of(name, document, text)
    for folder in folders:
        for document, site in zip(*read_folder(folder), strict=True):
            if is_read(site):
                yield page_of(site, document, document.text or "")


def fit(learned: Sequence[Page]) -> dict[str, float]:
    named = [all_names(page.features) for page in learned]
    counts = Counter(name for rows in named for names in rows for name in set(names))
    trainer = pycrfsuite.Trainer(verbose=False)
    for left_out in ((), OF_RULES):
        for page, lines in zip(learned, named, strict=True):
            rows = [
                sorted({n for n in names if counts[n] >= RARE and not n.startswith(left_out)})
                for names in lines
            ]
            if rows:
                trainer.append(rows, page.labels)
    trainer.set_params(
        {"c1": C1, "c2": C2, "max_iterations": 200, "feature.possible_transitions": True}
    )
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        found = tagger.info()
        tagger.close()
    weights: dict[str, float] = defaultdict(float)
    for (name, label), weight in found.state_features.items():
        weights[name] += weight if label == "page" else -weight
    for (left, right), weight in found.transitions.items():
        weights[f"{left}>{right}"] = weight
    return {
        name: round(weight, 2)
        for name, weight in weights.items()
        if abs(weight) >= LEAST or name in TRANSITIONS
    }


def verdicts(page: Page, weights: dict[str, float]) -> list[tuple[str, bool, bool, float]]:
    """Return gold, what the rules say, what they say with the weights, and the probability of each line."""
    before = [(unit.kind, unit.rule, unit.level, unit.confidence) for unit in page.units]
    sure = PageLines(weights).probabilities(page.features)
    rules = [unit.kind == "boilerplate" for unit in page.units]
    mark_learned(page.units, PageLines(weights), person_test())
    both = [unit.kind == "boilerplate" for unit in page.units]
    for unit, (kind, rule, level, confidence) in zip(page.units, before, strict=True):
        unit.kind, unit.rule, unit.level, unit.confidence = kind, rule, level, confidence
    return list(zip(page.labels, rules, both, sure, strict=True))


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    counts = Counter(pairs)
    wrong = counts[True, False] + counts[False, True]
    right = 2 * counts[True, True]
    return right / (right + wrong) if right + wrong else float("nan")


def cross(every: Sequence[Page]) -> None:
    print("| left out | pages | lines of page text | rules | rules and weights | right | wrong |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    kept: list[tuple[str, bool, bool, float]] = []
    sites = sorted({page.group for page in every} - set(DEVELOPMENT))
    groups = [*([name] for name in DEVELOPMENT), sites]
    for group in groups:
        found = []
        for fold in range(min(FOLDS, len(group))):
            names = set(group[fold::FOLDS])
            weights = fit([page for page in every if page.group not in names])
            found += [v for page in every if page.group in names for v in verdicts(page, weights)]
        print(_row("sites, in folds" if group is sites else group[0], every, group, found))
        kept += found
    print(_row("all", every, [name for group in groups for name in group], kept))
    print("\n| probability | lines | page text |\n| --- | ---: | ---: |")
    for low in (0.0, 0.1, 0.3, 0.5, ENOUGH, 0.8, 0.9):
        high = next(x for x in (0.1, 0.3, 0.5, ENOUGH, 0.8, 0.9, 1.1) if x > low)
        inside = [gold == "page" for gold, _, _, sure in kept if low <= sure < high]
        print(
            f"| {low}–{min(high, 1.0)} | {len(inside)} | {sum(inside) / max(1, len(inside)):.2f} |"
        )


def _row(
    name: str, every: Sequence[Page], groups: list[str], found: list[tuple[str, bool, bool, float]]
) -> str:
    count = sum(page.group in groups for page in every)
    rules = f1((gold == "page", rule) for gold, rule, _, _ in found)
    both = f1((gold == "page", learned) for gold, _, learned, _ in found)
    changed = Counter(gold for gold, rule, learned, _ in found if learned and not rule)
    lines = sum(gold == "page" for gold, _, _, _ in found)
    return (
        f"| {name} | {count} | {lines} | {rules:.3f} | {both:.3f} "
        f"| {changed['page']} | {changed['message']} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(pages(options.pages))
    cross(every)
    if options.write:
        text = page_line_weights_csv(fit(every).items())
        (data_dir() / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
