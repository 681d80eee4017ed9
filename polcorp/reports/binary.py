"""Parquet and Excel workbooks, without dates or names that would differ from run to run."""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError
from polcorp.vocabulary.columns import having

if TYPE_CHECKING:
    import pandas as pd

#: What a worksheet can hold.
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767

_ALL_CELLS = "A1:XFD1048576"

#: From here on all programs count the days of a sheet alike.
_FIRST_DAY = datetime.date(1900, 3, 1)

#: Stands as the day of creation in every workbook, so that equal data give equal files.
_EPOCH = datetime.datetime(2000, 1, 1)  # a workbook's times have no zone


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a Parquet file with plain column types.

    Raises:
        PolcorpError: a column has values of several kinds.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise PolcorpError(
            f"parquet holds one kind of value a column; {error.args[-1]}; take csv or jsonl"
        ) from error
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def to_xlsx(frame: pd.DataFrame) -> bytes:
    """Return *frame* as a workbook of one sheet; texts are stored as texts, never as formulas.

    Raises:
        PolcorpError: there are more rows, or longer texts, than a sheet can hold.
    """
    return to_workbook({"polcorp": frame})


def to_workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Return a workbook with a sheet for each of *frames*, by name.

    Raises:
        PolcorpError: a table has more rows, or longer texts, than a sheet can hold.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    workbook.set_properties({"created": _EPOCH, "author": "polcorp"})
    bold = workbook.add_format({"bold": True})
    looks = _Looks(
        day=workbook.add_format({"num_format": "yyyy-mm-dd"}),
        identifier=workbook.add_format({"num_format": "@"}),
    )
    for name, frame in frames.items():
        if len(frame) >= MAX_ROWS:
            raise PolcorpError(f"xlsx holds {MAX_ROWS - 1:,} rows, not {len(frame):,}; take csv")
        sheet = workbook.add_worksheet(name)
        for position, column in enumerate(frame.columns):
            sheet.write_string(0, position, str(column), bold)
            _fill(sheet, position, frame[column], looks)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": _ALL_CELLS})  # «001» is a name
        if len(frame.columns):
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    workbook.close()
    return buffer.getvalue()


@dataclass(frozen=True)
class _Looks:
    """Formats of a workbook: of a *day*, and of an *identifier*, which stays text when it is edited."""

    day: Any
    identifier: Any


def _day(text: str) -> datetime.date | None:
    """Return the day that *text* is, if a sheet has it: Excel's days before March 1900 are wrong."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _fill(sheet: Any, position: int, values: pd.Series[Any], looks: _Looks) -> None:
    """Write one column under its heading and make it as wide as its values, within reason."""
    name = str(values.name)
    width = len(name)
    identifies = name.endswith("_id") and values.dtype.kind not in "iufb"
    look = looks.identifier if identifies else None
    is_dated = name in having("dated", value=True)
    for row, (value, absent) in enumerate(zip(values, values.isna(), strict=True), start=1):
        if absent or value in (math.inf, -math.inf):
            continue  # a sheet has no infinite numbers
        if isinstance(value, str):
            if len(value) > MAX_TEXT:
                problem = f"row {row} of «{values.name}» has {len(value):,} characters"
                raise PolcorpError(
                    f"xlsx holds {MAX_TEXT:,} characters a cell, {problem}; take csv"
                )
            day = _day(value) if is_dated else None
            if day is not None:
                sheet.write_datetime(row, position, day, looks.day)
            else:
                sheet.write_string(row, position, value, look)
        elif isinstance(value, bytes):
            sheet.write_string(row, position, value.hex())
        elif values.dtype.kind == "b":
            sheet.write_boolean(row, position, bool(value))
        else:
            sheet.write_number(row, position, float(value))
        width = max(width, len(str(value)))
    sheet.set_column(position, position, min(width + 1, 60), look)
