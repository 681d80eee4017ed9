"""Data frames as records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def named_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows as named tuples; only the frame knows which columns they have."""
    return iter(frame.itertuples())
