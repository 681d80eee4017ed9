"""Print how far two readers agree on the themes of demands, as Markdown.

    python -m benchmarks.readers

Both coded the demands of ``data/annotations/pages/dev-5`` by the codebook, neither seeing the other's codes nor the
program's: ``data/annotations/units/themes-two-readers.jsonl``. What two careful readers reach is what a
program can be asked for. Kappa is Cohen's (1960), of the main themes; codes are compared by micro-F1.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import NamedTuple

from tests.gold_sets import ROOT

FILE = ROOT / "data/annotations/units/themes-two-readers.jsonl"
#: The place of a demand that is about nothing in the codebook.
NONE = ""


class Reading(NamedTuple):
    """The codes that two readers gave a demand, each with the main one first."""

    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def mains(self) -> tuple[str, str]:
        """Return the main theme of each reader, or :data:`NONE`."""
        return (self.first or (NONE,))[0], (self.second or (NONE,))[0]


def readings() -> list[Reading]:
    """Return the readings, in the order of the file."""
    rows = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    return [Reading(tuple(row["first"]), tuple(row["second"])) for row in rows]


def same_main(found: list[Reading]) -> float:
    """Return the share of the demands whose main theme both readers gave."""
    return sum(one == other for one, other in (row.mains for row in found)) / len(found)


def kappa(found: list[Reading]) -> float:
    """Return Cohen's kappa of the main themes: agreement beyond what the readers' habits give."""
    ones, others = (Counter(row.mains[side] for row in found) for side in (0, 1))
    chance = sum(ones[code] * others[code] for code in ones) / len(found) ** 2
    return (same_main(found) - chance) / (1 - chance)


def micro_f1(found: list[Reading]) -> float:
    """Return micro-F1 of the second reader's codes against the first's; it is the same both ways."""
    shared = sum(len(set(row.first) & set(row.second)) for row in found)
    return 2 * shared / sum(len(row.first) + len(row.second) for row in found)


def main() -> None:
    """Print the table."""
    found = readings()
    print("| demands | same main theme | kappa | codes, micro-F1 |")
    print("| ---: | ---: | ---: | ---: |")
    print(f"| {len(found)} | {same_main(found):.3f} | {kappa(found):.3f} | {micro_f1(found):.3f} |")


if __name__ == "__main__":
    main()
