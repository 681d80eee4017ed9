"""JSON, JSON Lines, Markdown and LaTeX."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_MARKDOWN_SIGN = re.compile(r"[\\|`*_<>\[\]]")


def to_json(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a JSON array of objects, one object per line."""
    rows = list(_objects(frame))
    return ("[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n").encode("utf-8")


def to_jsonl(frame: pd.DataFrame) -> bytes:
    """Return *frame* as JSON Lines, one object per line."""
    return "".join(row + "\n" for row in _objects(frame)).encode("utf-8")


def to_markdown(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a table in GitHub's Markdown; every cell on one line."""
    return _table(frame, "pipe", escaped_for_markdown)


def escaped_for_markdown(text: str) -> str:
    """Return *text* on one line, with what Markdown takes for a mark as it is written."""
    return _MARKDOWN_SIGN.sub(lambda match: "\\" + match.group(), _one_line(text))


def to_latex(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a LaTeX ``tabular`` with the rules of the booktabs package."""
    return _table(frame, "latex_booktabs", _one_line)


def _table(frame: pd.DataFrame, form: str, escape: Callable[[str], str]) -> bytes:
    """Return *frame* in a form of tabulate's; numbers to the right."""
    table = layout(
        [[escape(_shown(value)) for value in row] for row in _records(frame)],
        [escape(str(name)) for name in frame.columns],
        form,
        ["right" if _is_number(frame[name]) else "left" for name in frame.columns],
    )
    return f"{table}\n".encode()


def layout(
    rows: Sequence[Sequence[str]], headings: Sequence[str], form: str, sides: Sequence[str]
) -> str:
    """Return *rows* under their *headings* in a *form* of tabulate's, each column to its side."""
    from tabulate import tabulate

    return str(
        tabulate(rows, headers=headings, tablefmt=form, colalign=sides, disable_numparse=True)
    )


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
