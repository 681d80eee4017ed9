"""Score how demands in other words are told apart, on the labelled pairs.

    python -m benchmarks.agreement [--held-out] [--errors]

``data/annotations/units/demand-pairs.tsv`` has pairs that want the same, the opposite, something related or
something different. Every second pair of each relation is held out: scored with --held-out, when a
version is finished.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict

from polcorp.analysis.agreement import LEAST, LEAST_ALONE, needed_likeness
from polcorp.analysis.demand_meaning import likeness, meaning
from polcorp.analysis.rates import wilson
from tests.gold_sets import ROOT

Pair = dict[str, str]


def pairs(held_out: bool) -> list[Pair]:
    """Return the pairs to develop on, or those that are held out."""
    with (ROOT / "data/annotations/units/demand-pairs.tsv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    by_relation: dict[str, list[Pair]] = defaultdict(list)
    for row in rows:
        by_relation[row["relation"]].append(row)
    return [row for found in by_relation.values() for row in found[int(held_out) :: 2]]


def links() -> list[Pair]:
    """Return the links between demands of the development pages that a reader has judged."""
    with (ROOT / "data/annotations/units/demand-links.tsv").open(
        encoding="utf-8", newline=""
    ) as file:
        return list(csv.DictReader(file, delimiter="\t"))


def links_right(rows: list[Pair], least_alone: float) -> tuple[int, int]:
    """Return how many of the links that hold are of the same or opposite wishes, and how many hold.

    *least_alone* is what demands must share that share one word; the others must share :data:`LEAST`.
    """
    held = []
    for row in rows:
        left, right = meaning(row["left"]), meaning(row["right"])
        alone = needed_likeness(left, right) > LEAST
        if likeness(left, right) >= (least_alone if alone else LEAST):
            held.append(row["relation"])
    return sum(relation != "related" for relation in held), len(held)


def found(pair: Pair, least: float = LEAST) -> str:
    """Return ``same``, ``opposite`` or ``neither`` as the program tells."""
    left, right = meaning(pair["left"]), meaning(pair["right"])
    if likeness(left, right) < needed_likeness(left, right, least):
        return "neither"
    return "same" if left.direction == right.direction else "opposite"


def scores(rows: list[Pair], least: float = LEAST) -> dict[str, tuple[int, int]]:
    """Return hits and cases: precision and recall of a match, and of its side."""
    answers = [(row["relation"], found(row, least)) for row in rows]
    matched = [(given, said) for given, said in answers if said != "neither"]
    true = [(given, said) for given, said in matched if given in ("same", "opposite")]
    same = [given for given, said in answers if said == "same"]
    return {
        "precision of same": (same.count("same"), len(same)),
        "recall of same": (
            sum(given == said == "same" for given, said in answers),
            sum(given == "same" for given, _ in answers),
        ),
        "precision of a match": (len(true), len(matched)),
        "recall of a match": (
            len(true),
            sum(given in ("same", "opposite") for given, _ in answers),
        ),
        "side right where matched": (sum(given == said for given, said in true), len(true)),
    }


def main() -> None:
    """Print the table, and with --errors the pairs that are told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="score the held-out pairs too")
    parser.add_argument("--errors", action="store_true", help="list errors of the others")
    options = parser.parse_args()
    sets = {"to develop on": pairs(held_out=False)}
    if options.held_out:
        sets["held out"] = pairs(held_out=True)
    print("| pairs | n | what | right | of | share | 95 % interval |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, rows in sets.items():
        for what, (hits, of) in scores(rows).items():
            low, high = wilson(hits, of)
            share = f"{hits / of:.2f}" if of else "–"
            print(
                f"| {name} | {len(rows)} | {what} | {hits} | {of} | {share} | {low:.2f}–{high:.2f} |"
            )
    for least_alone in (LEAST, LEAST_ALONE):
        hits, of = links_right(links(), least_alone)
        low, high = wilson(hits, of)
        print(
            f"| links, {least_alone} for one word | {of} | same or opposite | {hits} | {of} |"
            f" {hits / of:.2f} | {low:.2f}–{high:.2f} |"
        )
    if options.errors:
        for row in pairs(held_out=False):
            said = found(row)
            if said != (row["relation"] if row["relation"] in ("same", "opposite") else "neither"):
                print(row["relation"], "→", said, "|", row["left"], "|", row["right"])


if __name__ == "__main__":
    main()
