"""JSON, JSON Lines, Markdown and LaTeX."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_MARKDOWN_SIGN = re.compile(r"[\\|`*_<>\[\]]")


def to_json(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a JSON array of objects, one object a line."""
    rows = list(_objects(frame))
    return ("[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n").encode("utf-8")


def to_jsonl(frame: pd.DataFrame) -> bytes:
    """Return *frame* as JSON Lines, one object a line."""
    return "".join(row + "\n" for row in _objects(frame)).encode("utf-8")


def to_markdown(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a table in GitHub's Markdown; every cell on one line."""

    def escape(text: str) -> str:
        return _MARKDOWN_SIGN.sub(lambda match: "\\" + match.group(), _one_line(text))

    return _table(frame, "pipe", escape)


def to_latex(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a LaTeX ``tabular`` with the rules of the booktabs package."""
    return _table(frame, "latex_booktabs", _one_line)


def _table(frame: pd.DataFrame, layout: str, escape: Callable[[str], str]) -> bytes:
    """Return *frame* in a layout of tabulate's; numbers to the right."""
    from tabulate import tabulate

    table = tabulate(
        [[escape(_shown(value)) for value in row] for row in _records(frame)],
        headers=[escape(str(name)) for name in frame.columns],
        tablefmt=layout,
        colalign=["right" if _is_number(frame[name]) else "left" for name in frame.columns],
        disable_numparse=True,
    )
    return f"{table}\n".encode()


def _objects(frame: pd.DataFrame) -> Iterator[str]:
    names = [str(name) for name in frame.columns]
    for row in _records(frame):
        values = map(_in_json, row)
        yield json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)


def _in_json(value: Any) -> Any:
    """Return what JSON has for *value*: null for infinite numbers, figures of bytes in hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and math.isinf(value) else value


def _records(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as Python values, None for what is missing."""
    columns = [
        [
            None if absent else getattr(value, "item", lambda value=value: value)()
            for value, absent in zip(frame[name], frame[name].isna(), strict=True)
        ]
        for name in frame.columns
    ]
    yield from zip(*columns, strict=True)


def _is_number(values: pd.Series[Any]) -> bool:
    return values.dtype.kind in "iuf"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())
