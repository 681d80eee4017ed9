"""Rows in the order of their columns, text as in a Swedish dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def in_order(frame: pd.DataFrame, columns: Sequence[tuple[str, bool]]) -> pd.DataFrame:
    """Return *frame* sorted by *columns*, each with whether it descends; missing values last.

    Raises:
        KeyError: there is no such column.
    """
    table = frame
    for name, descends in reversed(columns):
        text = frame[name].dtype.name in ("string", "object", "str")
        table = table.sort_values(
            name,
            ascending=not descends,
            kind="stable",
            na_position="last",
            key=_dictionary_order if text else None,
        )
    table = table.reset_index(drop=True)
    table.attrs = frame.attrs
    return table


def _dictionary_order(values: pd.Series[str]) -> pd.Series[str]:
    from polcorp.swedish.order import swedish_key

    return values.map(lambda text: "\0".join(swedish_key(str(text))), na_action="ignore")
