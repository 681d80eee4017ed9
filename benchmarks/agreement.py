"""Score how demands in other words are told apart, on labelled pairs.

    python -m benchmarks.agreement [--held-out] [--errors]

Three files of ``data/annotations/units`` have pairs of demands that want the same, the opposite, something related or
something different. Every second pair of ``demand-pairs.tsv`` (by relation) and of ``demand-pairs-read.tsv`` is
held out: scored with --held-out, when a version is finished. Pairs of the second are of annotated pages;
two readers judged each, and only those on which they agree are scored. Those of ``demand-links.tsv`` are links
of an earlier version that one reader judged: they tell of precision, not of what is missed.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from dataclasses import dataclass

from polcorp.analysis.agreement import LEAST
from polcorp.analysis.demand_meaning import meaning
from polcorp.analysis.rates import wilson
from polcorp.analysis.same_matter import sameness
from tests.gold_sets import ROOT

INVENTED, READ, LINKS = "demand-pairs.tsv", "demand-pairs-read.tsv", "demand-links.tsv"


@dataclass(slots=True, frozen=True)
class Pair:
    """Two demands with their themes, where these are known, and how they are related."""

    relation: str
    left: str
    right: str
    codes: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def same_matter(self) -> bool:
        """Return whether both want the same, or one the opposite of the other."""
        return self.relation in ("same", "opposite")


def pairs(name: str, *, held_out: bool = False) -> list[Pair]:
    """Return the pairs of a file to develop on, or those that are held out."""
    rows = [row for row in _rows(name) if row.get("second", row["relation"]) == row["relation"]]
    found = [
        Pair(row["relation"], row["left"], row["right"], _codes(row, "left"), _codes(row, "right"))
        for row in rows
    ]
    if name == READ:
        asked = "test" if held_out else "develop"
        return [pair for pair, row in zip(found, rows, strict=True) if row["half"] == asked]
    if name == LINKS:
        return [] if held_out else found
    by_relation: dict[str, list[Pair]] = defaultdict(list)
    for pair in found:
        by_relation[pair.relation].append(pair)
    return [pair for some in by_relation.values() for pair in some[int(held_out) :: 2]]


def agreement_of_readers() -> tuple[int, int]:
    """Return how many pairs of :data:`READ` both readers judged alike, and how many there are."""
    rows = _rows(READ)
    return sum(row["relation"] == row["second"] for row in rows), len(rows)


def _rows(name: str) -> list[dict[str, str]]:
    path = ROOT / "data/annotations/units" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _codes(row: dict[str, str], side: str) -> frozenset[str]:
    return frozenset(row.get(f"{side}_themes", "").split())


def found(pair: Pair, least: float = LEAST) -> str:
    """Return ``same``, ``opposite`` or ``neither`` as the program tells."""
    left, right = meaning(pair.left), meaning(pair.right)
    if left.vague or right.vague or sameness(left, right, pair.codes, pair.others) < least:
        return "neither"
    return "same" if left.direction == right.direction else "opposite"


def scores(rows: list[Pair], least: float = LEAST) -> dict[str, tuple[int, int]]:
    """Return hits and cases: precision and recall of a match, and of its side."""
    answers = [(pair.relation, found(pair, least)) for pair in rows]
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
    sets = {f"{name}, to develop on": pairs(name) for name in (INVENTED, READ, LINKS)}
    if options.held_out:
        tests = {f"{name}, held out": pairs(name, held_out=True) for name in (INVENTED, READ)}
        sets |= tests | {"all held out": [pair for rows in tests.values() for pair in rows]}
    print("| pairs | n | what | right | of | share | 95 % interval |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, rows in sets.items():
        for what, (hits, of) in scores(rows).items():
            low, high = wilson(hits, of)
            share = f"{hits / of:.2f}" if of else "–"
            print(
                f"| {name} | {len(rows)} | {what} | {hits} | {of} | {share} | {low:.2f}–{high:.2f} |"
            )
    print("\nTwo readers agree on {} of {} pairs.".format(*agreement_of_readers()))
    if options.errors:
        for pair in (pair for name in (INVENTED, READ, LINKS) for pair in pairs(name)):
            said = found(pair)
            if said != (pair.relation if pair.same_matter else "neither"):
                print(pair.relation, "→", said, "|", pair.left, "|", pair.right)


if __name__ == "__main__":
    main()
