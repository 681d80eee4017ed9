"""Concordance lines for people: the hit in the middle, both sides cut to fit, aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from polcorp.reports.clean import printable

if TYPE_CHECKING:
    import pandas as pd

_WIDE = 120  # columns of a line that is not for a terminal
_NAME = 20  # most columns that a document's name may take
_LEAST = 12  # columns for a side
_LONG_WORD = 20  # letters; a longer word is cut at the edge


def kwic_lines(frame: pd.DataFrame, width: int = _WIDE) -> list[tuple[str, str, str, str]]:
    """Return document and party, left side, hit, right side of each row, padded to align."""
    from rich.cells import cell_len, set_cell_size

    names = [_name(row) for row in frame[["doc_id", "party"]].itertuples(index=False)]
    name_width = max(map(cell_len, names), default=0)
    hits = [printable(text) for text in frame["text"]]
    hit_width = min(max(map(cell_len, hits), default=0), width // 3)
    side = max((width - name_width - hit_width - 6) // 2, _LEAST)
    lines = []
    for name, left, hit, right in zip(names, frame["left"], hits, frame["right"], strict=True):
        lines.append(
            (
                set_cell_size(name, name_width),
                _end_of(printable(left), side),
                set_cell_size(hit, hit_width),
                _beginning_of(printable(right), side),
            )
        )
    return lines


def print_kwic(frame: pd.DataFrame, stream: TextIO) -> None:
    """Print the hits to *stream*; on a terminal as wide as that is, and the hit in bold."""
    if not stream.isatty():
        for parts in kwic_lines(frame):
            stream.write("  ".join(parts).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for name, left, hit, right in kwic_lines(frame, console.width):
        line = Text.assemble((name, "dim"), "  ", left, "  ", (hit, "bold"), "  ", right)
        console.print(line, no_wrap=True, overflow="crop")


def _name(row: tuple[object, object]) -> str:
    doc_id, party = printable(str(row[0])), row[1]
    shown = doc_id if len(doc_id) <= _NAME else doc_id[: _NAME - 1] + "…"
    return f"{shown} {party}" if isinstance(party, str) else shown


def _end_of(text: str, width: int) -> str:
    """Return the last words of *text* that fit, to the right of a field."""
    from rich.cells import cell_len

    cut = text
    while cell_len(cut) > width:
        cut = cut[1:]
    if cut != text:  # begin with a whole word, unless it is very long
        head, blank, rest = cut.partition(" ")
        cut = rest if blank and len(head) < _LONG_WORD else cut
    return " " * (width - cell_len(cut)) + cut


def _beginning_of(text: str, width: int) -> str:
    """Return the first words of *text* that fit, to the left of a field."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return set_cell_size(text, width)
    cut = set_cell_size(text, width)
    head, blank, rest = cut.rpartition(" ")
    return set_cell_size(head if blank and len(rest) < _LONG_WORD else cut, width)
