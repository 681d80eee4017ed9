"""CSV and TSV, written by one small writer that quotes every text that could be misread."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from polcorp.reports.clean import not_a_formula

if TYPE_CHECKING:
    import pandas as pd


def to_csv(frame: pd.DataFrame, dialect: str = "standard", *, raw: bool = False) -> bytes:
    """Return *frame* as CSV in UTF-8.

    The standard dialect has commas, decimal points and line feeds; ``excel-sv`` what Excel with
    Swedish settings opens by a double click: a byte-order mark, semicolons, decimal commas.
    Missing values are empty. Unless *raw*, text that looks like a formula gets an apostrophe.
    """
    if dialect == "excel-sv":
        return b"\xef\xbb\xbf" + _write(frame, ";", "\r\n", ",", raw=raw)
    return _write(frame, ",", "\n", ".", raw=raw)


def to_tsv(frame: pd.DataFrame, *, raw: bool = False) -> bytes:
    """Return *frame* as tab-separated values in UTF-8, quoted like CSV where needed."""
    return _write(frame, "\t", "\n", ".", raw=raw)


def _write(frame: pd.DataFrame, delimiter: str, newline: str, point: str, *, raw: bool) -> bytes:
    # the csv module of Python < 3.13 leaves a lone carriage return unquoted
    risky = re.compile(f'[{re.escape(delimiter)}"\r\n]|^\\s|\\s$')

    def quoted(text: str) -> str:
        safe = text if raw else not_a_formula(text)
        return '"' + safe.replace('"', '""') + '"' if risky.search(safe) else safe

    columns = [
        [quoted(str(name)), *_formatted(frame[name], quoted, point)] for name in frame.columns
    ]
    lines = (delimiter.join(row) + newline for row in zip(*columns, strict=True))
    return "".join(lines).encode("utf-8")


def _formatted(values: pd.Series[Any], quoted: Callable[[str], str], point: str) -> list[str]:
    """Return the values of a column as the file has them."""
    missing = values.isna()
    return [
        "" if absent else _format(value, quoted, point)
        for value, absent in zip(values, missing, strict=True)
    ]


def _format(value: Any, quoted: Callable[[str], str], point: str) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float):
        return (
            quoted(repr(float(value)).replace(".", point)) if point != "." else repr(float(value))
        )
    text = str(value)
    return text.upper() if text in ("True", "False") else text
