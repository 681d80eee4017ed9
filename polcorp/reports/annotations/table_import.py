"""Corrected rows of an exported table: what was changed in a spreadsheet, cell by cell.

A row is known by ``doc_id`` and ``start``; what its other cells say is right of it, and an ``x`` in
a column ``drop`` says that it is none. Rows that were left out of the table stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from polcorp.errors import DataFileError
from polcorp.reading.sheet import read_sheet
from polcorp.reports.annotations.correcting import Right
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.values import DEMAND_FORMS

#: The endings of tables that corrections are read from.
ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv")
#: The columns without which no row can be found and compared.
_NEEDED = ("doc_id", "start", "text")
_DROP = "drop"
_NOT_DROPPED = ("", "0", "false", "no", "nej", "falskt")
#: The columns of each layer that can be corrected, and what a span calls their values.
_ATTRIBUTES = {
    "DEMAND": {"party": "holder", "polarity": "polarity", "themes": "themes", "form": "label"},
    "ACTOR": {"canonical": "canonical", "type": "label"},
}


def read_table(path: Path) -> Iterator[Right]:
    """Yield what the table at *path*, an export of demands or of mentions, says of its rows.

    Raises:
        DataFileError: a column or a value is missing or wrong; names the line.
    """
    lines = read_sheet(path)
    _, heads = next(lines, (0, [""]))
    for name in _NEEDED:
        if name not in heads:
            raise DataFileError(path.as_posix(), 1, f"no column {name}: export the whole table")
    layer = "ACTOR" if "canonical" in heads else "DEMAND"
    if not {_DROP, *_ATTRIBUTES[layer]} & set(heads):
        known = ", ".join((*_ATTRIBUTES["DEMAND"], *_ATTRIBUTES["ACTOR"], _DROP))
        problem = f"no column that can be corrected; there may be {known}"
        raise DataFileError(path.as_posix(), 1, problem)
    for line, cells in lines:
        row = dict(zip(heads, cells, strict=False))
        start = row.get("start", "")
        if not row.get("doc_id") or not start.isdecimal():
            problem = "doc_id and start must say where the row is"
            raise DataFileError(path.as_posix(), line, problem)
        drop = row.get(_DROP, "").casefold() not in _NOT_DROPPED
        new = None if drop else _values(path, line, layer, row)
        place = message("line", path=path.as_posix(), line=line)
        yield Right(row["doc_id"], int(start), layer, new, row.get("text", ""), place)


def _values(path: Path, line: int, layer: str, row: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a row by the names that spans have for them."""
    known = DEMAND_FORMS if layer == "DEMAND" else ACTOR_TYPES
    found = {}
    for column, name in _ATTRIBUTES[layer].items():
        if column not in row:
            continue
        value = row[column]
        if name == "label":
            if value not in known:
                problem = f"unknown {column} «{value}»; known: {', '.join(known)}"
                raise DataFileError(path.as_posix(), line, problem)
            value = f"DEMAND_{value.upper()}" if layer == "DEMAND" else value
        elif name == "themes":
            value = ";".join(re.split(r"[;,\s]+", value.strip(" ;,")))
        found[name] = value
    return found
