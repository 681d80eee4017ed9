"""The fitted weights of what makes a line text of the web page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_csv

FILE = "page_line_weights.csv"


class PageLineWeight(LexiconRow):
    """How much a feature of a line speaks for page text (positive) or for the message (negative)."""

    feature: str
    weight: float


@cache
def load_page_line_weights(path: Path | None = None) -> dict[str, float]:
    """Return the packaged weights by feature, or those of *path*.

    Raises:
        DataFileError: the file is missing or breaks its schema; names the line.
    """
    return {row.feature: row.weight for row in read_csv(path or data_dir() / FILE, PageLineWeight)}


def page_line_weights_csv(weights: Iterable[tuple[str, float]]) -> str:
    """Return the content of the file of *weights*, sorted by feature."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["feature", "weight"])
    rows.writerows((feature, f"{weight:.2f}") for feature, weight in sorted(weights))
    return text.getvalue()
