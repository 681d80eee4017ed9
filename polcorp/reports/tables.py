"""Tables for people: fitted to a terminal, or plain and whole for a pipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from polcorp.reports.clean import printable
from polcorp.reports.labels import Language, heading, value_label
from polcorp.vocabulary.columns import TableEntry, catalogue

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

#: Tables whose numbers are all shares.
_SHARES = frozenset({"theme matrix"})
#: The format of a number by its look.
_LOOKS: dict[str, Callable[[float], str]] = {
    "percent": lambda value: f"{100 * value:.1f} %",
    "rate": lambda value: f"{value:.3f}",
    "fine": lambda value: f"{value:.2f}",
    "": lambda value: f"{value:.1f}",
}

#: Terminal cells between two columns.
_BETWEEN = 3

#: Terminal cells that suffice for a column beside running text, which gets the room.
_SIDE = 20


@dataclass(frozen=True)
class Cell:
    """The formatted values of one column."""

    heading: str
    values: list[str]
    number: bool
    prose: bool
    optional: bool

    @property
    def width(self) -> int:
        """Return the width of the widest value, in terminal cells."""
        from rich.cells import cell_len

        return max(map(cell_len, (*self.values, self.heading)), default=0)

    @property
    def empty(self) -> bool:
        """Tell whether there are rows, none of which has a value."""
        return bool(self.values) and all(value in ("", "–") for value in self.values)

    @property
    def least(self) -> int:
        """Return the width below which the column is no use."""
        if self.prose:
            return min(self.width, 30)
        words = (word for text in (self.heading, *self.values) for word in text.split())
        return min(max(map(len, words), default=0), 30)


def columns_for(name: str, frame: pd.DataFrame, chosen: Sequence[str] = ()) -> list[str]:
    """Return which columns of *frame* to show, the less needed ones marked «?»."""
    if chosen:
        return list(chosen)
    said = catalogue().tables.get(name, TableEntry())
    wanted = said.shown.replace("*", str(frame.columns[0])).split()
    present = [column for column in wanted if column.rstrip("?") in frame]
    return present or [str(column) for column in frame.columns]


def rich_table(
    name: str,
    frame: pd.DataFrame,
    width: int,
    language: Language = "en",
    chosen: Sequence[str] = (),
) -> Table:
    """Return *frame* as a table that fits in *width* cells, leaving out what is less needed."""
    return _rich_table(_cells(name, frame, chosen, language), width)


def _rich_table(cells: list[Cell], width: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    cells = _fitting(cells, width)
    widths = _widths(cells, width - _BETWEEN * len(cells))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for cell, cells_wide in zip(cells, widths, strict=True):
        table.add_column(
            Text(cell.heading),
            justify="right" if cell.number else "left",
            width=cells_wide,  # rich crops a table whose columns it has to shrink itself
            overflow="fold",
        )
    for row in zip(*(cell.values for cell in cells), strict=True):
        table.add_row(*(Text(value) for value in row))
    return table


def plain_table(
    name: str, frame: pd.DataFrame, language: Language = "en", chosen: Sequence[str] = ()
) -> str:
    """Return *frame* as aligned lines, one a row, nothing left out or wrapped."""
    return _plain_table(_cells(name, frame, chosen, language))


def _plain_table(cells: list[Cell]) -> str:
    from rich.cells import cell_len

    widths = [cell.width for cell in cells]
    lines = []
    for row in zip(*((cell.heading, *cell.values) for cell in cells), strict=True):
        parts = []
        for cell, width, value in zip(cells, widths, row, strict=True):
            padding = " " * (width - cell_len(value))
            parts.append(padding + value if cell.number else value + padding)
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def print_table(
    name: str,
    frame: pd.DataFrame,
    stream: TextIO,
    language: Language = "en",
    chosen: Sequence[str] = (),
) -> None:
    """Print the table *name* to *stream*: fitted and styled on a terminal, plain otherwise.

    The columns are the *chosen* ones, or those that this table usually shows.
    """
    _print_cells(_cells(name, frame, chosen, language), stream)


def print_columns(
    name: str,
    columns: Mapping[str, Sequence[str | int]],
    stream: TextIO,
    language: Language = "en",
) -> None:
    """Print the table *name* as :func:`print_table` does, without pandas: all *columns* by name."""
    cells = [
        Cell(
            heading=printable(heading(column, language, name)),
            values=[format_value(column, value, language) for value in values],
            number=all(isinstance(value, int) for value in values),
            prose=_wraps(column),
            optional=False,
        )
        for column, values in columns.items()
    ]
    _print_cells(cells, stream)


def _print_cells(cells: list[Cell], stream: TextIO) -> None:
    if not stream.isatty():
        stream.write(_plain_table(cells))
        return
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.print(_rich_table(cells, console.width))


def _cells(
    table: str, frame: pd.DataFrame, chosen: Sequence[str], language: Language
) -> list[Cell]:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    cells = []
    for column in columns_for(table, frame, chosen):
        name = column if column in frame else column.removesuffix("?")
        values = frame[f"{name}_en" if _has_english(frame, name, language) else name]
        kind = "share" if table in _SHARES else name
        number = bool(is_numeric_dtype(values.dtype)) and not is_bool_dtype(values.dtype)
        cells.append(
            Cell(
                heading=printable(name if table == "sql" else heading(name, language, table)),
                values=[format_value(kind, value, language) for value in values],
                number=number,
                prose=_wraps(name),
                optional=name != column,
            )
        )
    return cells


def _has_english(frame: pd.DataFrame, name: str, language: Language) -> bool:
    """Return whether the values of a column are to be shown in English, and a column has them."""
    return language == "en" and f"{name}_en" in frame


def format_value(column: str, value: Any, language: Language = "en") -> str:
    """Return one value as people read it: numbers rounded, shares in per cent, nothing as «–»."""
    if not isinstance(value, str | int) and _is_missing(value):
        return "–"
    said = catalogue().column(column)
    if isinstance(value, float):
        shown = _LOOKS[said.look if said else ""](value)
        return shown.replace(".", ",") if language == "sv" else shown
    text = value_label(column, str(value), language)
    if said and said.list:
        text = text.replace(";", "; ")
    return printable(text)


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return value is None or value is pd.NA or value != value  # noqa: PLR0124  # NaN


def _wraps(column: str) -> bool:
    said = catalogue().column(column)
    return said is not None and said.wraps


def _needed(cells: Sequence[Cell]) -> int:
    """Return the width below which a table of *cells* would break words."""
    return sum(cell.least + _BETWEEN for cell in cells)


def _widths(cells: Sequence[Cell], room: int) -> list[int]:
    """Return the width of each column, together no more than *room*: the widest give way first.

    Beside running text the others get no more than they need. No column gets narrower than its
    least, unless all are that narrow and there still is no room.
    """
    beside = any(cell.prose and cell.width > _SIDE for cell in cells)
    widths = [
        min(cell.width, max(cell.least, _SIDE)) if beside and not cell.prose else cell.width
        for cell in cells
    ]
    for floors in ([cell.least for cell in cells], [1] * len(cells)):
        for _ in range(sum(widths) - room):
            over = [n for n, floor in enumerate(floors) if widths[n] > floor]
            if not over:
                break
            widths[max(over, key=widths.__getitem__)] -= 1
    return widths


def _fitting(cells: list[Cell], width: int) -> list[Cell]:
    """Leave out optional columns until the rest fits in *width*: empty ones, then from the last."""
    kept = [cell for cell in cells if not (cell.optional and cell.empty)]
    while _needed(kept) > width:
        optional = [cell for cell in kept if cell.optional]
        if not optional:
            break
        kept.remove(optional[-1])
    return kept
