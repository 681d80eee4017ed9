"""Counts of what was wanted, found and right, as a table of scores and a list of errors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SCORE_COLUMNS = [
    "layer",
    "type",
    "gold",
    "found",
    "hits",
    "precision",
    "recall",
    "f1",
    "lenient_f1",
]
ERROR_COLUMNS = ["doc_id", "line", "kind", "layer", "type", "start", "end", "text", "detail"]


@dataclass(slots=True)
class Tally:
    """Counts of one layer and kind."""

    gold: int = 0
    found: int = 0
    hits: int = 0
    lenient: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of *other*."""
        self.gold += other.gold
        self.found += other.found
        self.hits += other.hits
        self.lenient += other.lenient


@dataclass(slots=True)
class Evaluation:
    """Scores and errors as rows; :attr:`scores` and :attr:`errors` are their data frames."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    error_rows: list[dict[str, Any]] = field(default_factory=list)
    documents: int = 0

    @property
    def scores(self) -> pd.DataFrame:
        """One row per layer and type, and one per layer that has several types."""
        import pandas as pd

        rows = [_score_row(layer, kind, tally) for (layer, kind), tally in self._with_totals()]
        return pd.DataFrame(rows, columns=SCORE_COLUMNS)

    @property
    def errors(self) -> pd.DataFrame:
        """One row per error: what is missing, extra, or differs."""
        import pandas as pd

        return pd.DataFrame(self.error_rows, columns=ERROR_COLUMNS).astype({"line": "Int64"})

    def f1(self, layer: str, kind: str = "all", *, lenient: bool = False) -> float:
        """Return the F1 of a layer, or of one of its types; 0 to 1."""
        tally = dict(self._with_totals())[(layer, kind)]
        return _f1(tally.lenient if lenient else tally.hits, tally.gold, tally.found)

    def _with_totals(self) -> list[tuple[tuple[str, str], Tally]]:
        totals: dict[str, Tally] = defaultdict(Tally)
        kinds: dict[str, list[str]] = defaultdict(list)
        for (layer, kind), tally in self.tallies.items():
            totals[layer].add(tally)
            kinds[layer].append(kind)
        rows: list[tuple[tuple[str, str], Tally]] = []
        for layer, total in totals.items():
            rows.append(((layer, "all"), total))
            if len(kinds[layer]) > 1 or kinds[layer] != [""]:
                rows += [((layer, k), self.tallies[layer, k]) for k in sorted(kinds[layer])]
        return rows


def _score_row(layer: str, kind: str, tally: Tally) -> dict[str, Any]:
    return {
        "layer": layer,
        "type": kind,
        "gold": tally.gold,
        "found": tally.found,
        "hits": tally.hits,
        "precision": _ratio(tally.hits, tally.found),
        "recall": _ratio(tally.hits, tally.gold),
        "f1": _f1(tally.hits, tally.gold, tally.found),
        "lenient_f1": _f1(tally.lenient, tally.gold, tally.found),
    }


def _ratio(hits: int, of: int) -> float:
    return round(hits / of, 4) if of else float("nan")


def _f1(hits: int, gold: int, found: int) -> float:
    return round(2 * hits / (gold + found), 4) if gold + found else float("nan")


def error_row(*values: Any) -> dict[str, Any]:
    """Return a row of the list of errors; *values* in the order of its columns."""
    return dict(zip(ERROR_COLUMNS, values, strict=True))
