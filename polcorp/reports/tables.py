"""Tables for people: fitted to a terminal, or plain and whole for a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from polcorp.reports.clean import printable
from polcorp.reports.labels import Language, heading, value_label

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

#: Columns that hold running text and may be wrapped.
PROSE = frozenset(
    {"text", "other_text", "sentence", "title", "lead_in", "content", "evidence", "detail"}
)
_PERCENT = frozenset(
    {"share"}
    | {
        f"{measure}_{figure}"
        for measure in ("demands", "demands_main", "words")
        for figure in ("share", "low", "high")
    }
)
_FINE = frozenset(
    {"per_1000", "per_1000_reference", "score", "confidence", "log_ratio", "low", "high", "dp"}
    | {"nominal_ratio", "type_token"}
    | {"cosine", "alike", "log_odds", "npmi"}
)
#: Tables whose numbers are all shares.
_SHARES = frozenset({"theme matrix"})
_RATES = frozenset({"precision", "recall", "f1", "lenient_f1", "p", "q"})
_LISTS = frozenset({"themes", "actors", "parties", "evidence", "evidence_at"})

#: What each table shows unless told: the columns in order, the less needed ones marked «?»;
#: «*» is the first column, whatever it is.
SHOWN: dict[str, str] = {
    "documents": "doc_id party municipality date doc_type? title? n_body_words n_sentences? lix?",
    "template": "path party party_guess municipality? municipality_guess date? date_guess doc_type_guess?",
    "sections": "doc_id level? kind? n_words title",
    "demands": "party municipality? date? themes? text form? actors? lead_in? doc_id? start?",
    "actors": "canonical type mentions per_1000? documents? demands? parties?",
    "mentions": "doc_id party? canonical type start? sentence",
    "themes": "name theme? demands demands_main? sentences? words share documents? parties?",
    "codes": "doc_id? party? unit theme rank? score? evidence? evidence_at? text",
    "documents by": "* n share words boilerplate_words? sentences? words_per_document?",
    "demands by": "* n per_1000 documents? share documents_all? words_all?",
    "sections by": "* n per_1000 documents? share documents_all? words_all?",
    "actors by": "* canonical type n per_1000? documents? share? demands? asked praised criticised",
    "co-occurring": "canonical type? other_canonical other_type? together documents? units? other_units?"
    " npmi log_likelihood",
    "themes by": "* name theme? demands demands_main? sentences? words share documents?",
    "kwic by": "* hits documents? words? per_1000",
    "compare": "* term count count_reference? per_1000? documents? log_likelihood? log_ratio low? high?"
    " log_odds q? dp? few_documents?",
    "similarity": "* other_party? cosine shared?",
    "near copies": "documents demands? parties municipalities? alike? text",
    "near-copy pairs": "alike party? municipality? text other_party? other_municipality? other_text",
    "theme shares": "* theme demands demands_share demands_low? demands_high? demands_main?"
    " demands_main_share? words? words_share words_low? words_high? documents? documents_all?"
    " few_documents?",
    "unlisted": "term count documents? count_coded? log_odds",
    "errors": "doc_id line kind layer type? text detail?",
}
SHOWN["compare themes"] = SHOWN["compare"]


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
    wanted = SHOWN.get(name, "").replace("*", str(frame.columns[0])).split()
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
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    cells = _fitting(_cells(name, frame, chosen, language), width)
    fits = _needed(cells) <= width
    beside = any(cell.prose and cell.width > _SIDE for cell in cells)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for cell in cells:
        table.add_column(
            Text(cell.heading),
            justify="right" if cell.number else "left",
            min_width=cell.least if fits else None,
            max_width=max(cell.least, _SIDE) if beside and not cell.prose else None,
            overflow="fold",
        )
    for row in zip(*(cell.values for cell in cells), strict=True):
        table.add_row(*(Text(value) for value in row))
    return table


def plain_table(
    name: str, frame: pd.DataFrame, language: Language = "en", chosen: Sequence[str] = ()
) -> str:
    """Return *frame* as aligned lines, one a row, nothing left out or wrapped."""
    from rich.cells import cell_len

    cells = _cells(name, frame, chosen, language)
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
    if not stream.isatty():
        stream.write(plain_table(name, frame, language, chosen))
        return
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.print(rich_table(name, frame, console.width, language, chosen))


def _cells(
    table: str, frame: pd.DataFrame, chosen: Sequence[str], language: Language
) -> list[Cell]:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    cells = []
    for column in columns_for(table, frame, chosen):
        name = column.rstrip("?")
        values = frame[name]
        kind = "share" if table in _SHARES else name
        number = bool(is_numeric_dtype(values.dtype)) and not is_bool_dtype(values.dtype)
        cells.append(
            Cell(
                heading=printable(name if table == "sql" else heading(name, language, table)),
                values=[format_value(kind, value, language) for value in values],
                number=number,
                prose=name in PROSE,
                optional=column.endswith("?"),
            )
        )
    return cells


def format_value(column: str, value: Any, language: Language = "en") -> str:
    """Return one value as people read it: numbers rounded, shares in per cent, nothing as «–»."""
    import pandas as pd

    if value is None or value is pd.NA or value != value:  # noqa: PLR0124  # NaN
        return "–"
    if isinstance(value, float):
        shown = _format_float(column, value)
        return shown.replace(".", ",") if language == "sv" else shown
    text = value_label(column, str(value), language)
    if column in _LISTS:
        text = text.replace(";", "; ")
    return printable(text)


def _format_float(column: str, value: float) -> str:
    if column in _PERCENT:
        return f"{100 * value:.1f} %"
    if column in _RATES:
        return f"{value:.3f}"
    return f"{value:.2f}" if column in _FINE else f"{value:.1f}"


def _needed(cells: Sequence[Cell]) -> int:
    """Return the width below which a table of *cells* would break words."""
    return sum(cell.least + 3 for cell in cells)


def _fitting(cells: list[Cell], width: int) -> list[Cell]:
    """Leave out optional columns until the rest fits in *width*: empty ones, then from the last."""
    kept = [cell for cell in cells if not (cell.optional and cell.empty)]
    while _needed(kept) > width:
        optional = [cell for cell in kept if cell.optional]
        if not optional:
            break
        kept.remove(optional[-1])
    return kept
