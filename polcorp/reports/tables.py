"""Tables for people: fitted to a terminal, or plain and whole for a pipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from polcorp.reports.clean import printable
from polcorp.reports.labels import Language, heading, value_label
from polcorp.vocabulary.columns import TableEntry, catalogue
from polcorp.vocabulary.messages import message, speaking

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

#: Terminal cells that running text has before less needed columns are left out, and at the least.
_PROSE = 30
_PROSE_AT_LEAST = 16


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
        """Return whether there are rows, none of which has a value."""
        return bool(self.values) and all(value in ("", "–") for value in self.values)

    def least(self, prose: int = _PROSE) -> int:
        """Return the width below which words or numbers break, for running text *prose* at most."""
        from rich.cells import cell_len

        if self.prose:
            return min(self.width, prose)
        whole = self.values if self.number else [w for value in self.values for w in value.split()]
        return min(max(map(cell_len, (*whole, *self.heading.split())), default=0), _PROSE)


@dataclass(frozen=True)
class Fitted:
    """A table in as many parts as a width needs, and the headings that had no room."""

    parts: list[Table]
    left_out: list[str]


def columns_for(name: str, frame: pd.DataFrame, chosen: Sequence[str] = ()) -> list[str]:
    """Return which columns of *frame* to show, the less needed ones marked «?»."""
    if chosen:
        return list(chosen)
    said = catalogue().tables.get(name, TableEntry())
    wanted = said.shown.replace("*", str(frame.columns[0])).split()
    present = [column for column in wanted if column.rstrip("?") in frame]
    return present or [str(column) for column in frame.columns]


def fitted(
    name: str,
    frame: pd.DataFrame,
    width: int,
    language: Language = "en",
    chosen: Sequence[str] = (),
) -> Fitted:
    """Return *frame* as tables that fit in *width* cells.

    What is less needed is left out. Where the rest has no room side by side without breaking words,
    it follows in further tables, which begin with the first column again.
    """
    return _fitted(cells_of(name, frame, chosen, language), width)


def _fitted(cells: list[Cell], width: int) -> Fitted:
    kept, left_out = _fitting(cells, width)
    parts = [_rich_table(part, width) for part in _parts(kept, width)]
    return Fitted(parts, [cell.heading for cell in left_out])


def _rich_table(cells: Sequence[Cell], width: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

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
    return _plain_table(cells_of(name, frame, chosen, language))


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
) -> list[str]:
    """Print the table *name* to *stream*: fitted and styled on a terminal, plain otherwise.

    The columns are the *chosen* ones, or those that this table usually shows. Return the headings
    of those that had no room.
    """
    return _print_cells(cells_of(name, frame, chosen, language), stream)


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


def _print_cells(cells: list[Cell], stream: TextIO) -> list[str]:
    """Print *cells* and return the headings that had no room."""
    if not stream.isatty():
        stream.write(_plain_table(cells))
        return []
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    table = _fitted(cells, console.width)
    for part in table.parts:
        console.print(part)
    return table.left_out


def cells_of(
    table: str, frame: pd.DataFrame, chosen: Sequence[str], language: Language
) -> list[Cell]:
    """Return the columns of *frame* that people see, formatted."""
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
    if isinstance(value, bool) or getattr(value, "dtype", None) == "bool":
        with speaking(language):
            return message("yes" if value else "no")
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


def _needed(cells: Sequence[Cell], prose: int = _PROSE) -> int:
    """Return the width below which a table of *cells* would break words."""
    return sum(cell.least(prose) + _BETWEEN for cell in cells)


def _widths(cells: Sequence[Cell], room: int) -> list[int]:
    """Return the width of each column, together no more than *room*: the widest give way first.

    Beside running text the others get no more than they need. No column gets narrower than its
    least, unless all are that narrow and there still is no room.
    """
    beside = any(cell.prose and cell.width > _SIDE for cell in cells)
    widths = [
        min(cell.width, max(cell.least(), _SIDE)) if beside and not cell.prose else cell.width
        for cell in cells
    ]
    for prose in (_PROSE, _PROSE_AT_LEAST):
        _narrow(widths, [cell.least(prose) for cell in cells], room)
    _narrow(widths, [1] * len(cells), room)
    return widths


def _narrow(widths: list[int], floors: Sequence[int], room: int) -> None:
    """Narrow the widest of *widths* until they fit in *room*, none below its floor."""
    for _ in range(sum(widths) - room):
        over = [n for n, floor in enumerate(floors) if widths[n] > floor]
        if not over:
            break
        widths[max(over, key=widths.__getitem__)] -= 1


def _fitting(cells: list[Cell], width: int) -> tuple[list[Cell], list[Cell]]:
    """Return the columns that fit in *width*, and those that had no room.

    Empty optional columns go first, which nobody misses, then optional ones from the last.
    """
    kept = [cell for cell in cells if not (cell.optional and cell.empty)]
    left_out: list[Cell] = []
    while _needed(kept) > width:
        optional = [cell for cell in kept if cell.optional]
        if not optional:
            break
        kept.remove(optional[-1])
        left_out.insert(0, optional[-1])
    return kept, left_out


def _parts(cells: Sequence[Cell], width: int) -> list[list[Cell]]:
    """Divide *cells* among as few tables as fit in *width*, each with the first column."""
    first, *others = cells
    parts = [[first]]
    for cell in others:
        if len(parts[-1]) > 1 and _needed([*parts[-1], cell], _PROSE_AT_LEAST) > width:
            parts.append([first])
        parts[-1].append(cell)
    return parts
