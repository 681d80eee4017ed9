"""Weights that were fitted to annotated pages: how much a feature speaks for one thing or another."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_csv

#: Of a line being text of the web page (positive) or of the message (negative).
PAGE_LINES = "page_line_weights.csv"
#: Of a line being a heading.
HEADING_LINES = "heading_line_weights.csv"
#: Of a line being the title of its page.
TITLES = "title_weights.csv"


class Weight(LexiconRow):
    """How much a feature speaks for what the file is about (positive) or against it (negative)."""

    feature: str
    weight: float


@cache
def load_weights(file: str | Path) -> dict[str, float]:
    """Return the weights by feature of a packaged *file*, or of one at a path of its own.

    Raises:
        DataFileError: the file is missing or breaks its schema; names the line.
    """
    return {row.feature: row.weight for row in read_csv(data_dir() / file, Weight)}


def weights_csv(weights: Iterable[tuple[str, float]]) -> str:
    """Return the content of a file of *weights*, sorted by feature."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["feature", "weight"])
    rows.writerows((feature, f"{weight:.2f}") for feature, weight in sorted(weights))
    return text.getvalue()
