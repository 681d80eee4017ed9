"""Parquet and Excel workbooks, without dates or names that would differ from run to run."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError

if TYPE_CHECKING:
    import pandas as pd

#: What a worksheet can hold.
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767

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
    for name, frame in frames.items():
        if len(frame) >= MAX_ROWS:
            raise PolcorpError(f"xlsx holds {MAX_ROWS - 1:,} rows, not {len(frame):,}; take csv")
        sheet = workbook.add_worksheet(name)
        for position, column in enumerate(frame.columns):
            sheet.write_string(0, position, str(column), bold)
            _fill(sheet, position, frame[column])
        sheet.freeze_panes(1, 0)
        if len(frame.columns):
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    workbook.close()
    return buffer.getvalue()


def _fill(sheet: Any, position: int, values: pd.Series[Any]) -> None:
    """Write one column under its heading and make it as wide as its values, within reason."""
    width = len(str(values.name))
    for row, (value, absent) in enumerate(zip(values, values.isna(), strict=True), start=1):
        if absent or value in (math.inf, -math.inf):
            continue  # a sheet has no infinite numbers
        if isinstance(value, str):
            if len(value) > MAX_TEXT:
                problem = f"row {row} of «{values.name}» has {len(value):,} characters"
                raise PolcorpError(
                    f"xlsx holds {MAX_TEXT:,} characters a cell, {problem}; take csv"
                )
            sheet.write_string(row, position, value)
        elif isinstance(value, bytes):
            sheet.write_string(row, position, value.hex())
        elif values.dtype.kind == "b":
            sheet.write_boolean(row, position, bool(value))
        else:
            sheet.write_number(row, position, float(value))
        width = max(width, len(str(value)))
    sheet.set_column(position, position, min(width + 1, 60))
