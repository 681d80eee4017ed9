"""Concordance lines for people: the hit in the middle, both sides cut to fit, aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from polcorp.reports.clean import printable

if TYPE_CHECKING:
    import pandas as pd

_WIDE = 120  # columns of a line that is not for a terminal
_NARROW = 80  # columns below which the document's name gives way
_NAME = 20  # most columns that a document's name may take
_GAP = "  "
#: Columns that a side keeps beside the widest hits, if the other ones can have them.
_SIDE = 10


def kwic_lines(frame: pd.DataFrame, width: int = _WIDE) -> list[tuple[str, str, str, str]]:
    """Return document and party, left side, hit, right side of each row, padded to align.

    Joined by two blanks they are at most *width* columns wide. Hits are whole where they fit
    beside the name; one that is wider than the others takes room from its own sides. Sides are
    of whole words.
    """
    from rich.cells import cell_len, set_cell_size

    most = _NAME if width >= _NARROW else max(width // 6, 5)
    names = [_name(row, most) for row in frame[["doc_id", "party"]].itertuples(index=False)]
    name_width = max(map(cell_len, names), default=0)
    room = max(width - name_width - 3 * len(_GAP), 1)
    hits = [_shortened(printable(text), room) for text in frame["text"]]
    usual = min(max(map(cell_len, hits), default=0), max(room - 2 * _SIDE, room // 2))
    side = (room - usual) // 2
    lines = []
    for name, left, hit, right in zip(names, frame["left"], hits, frame["right"], strict=True):
        wide = max(cell_len(hit), usual)
        before = min(side, room - wide)
        lines.append(
            (
                set_cell_size(name, name_width),
                _end_of(printable(left), before),
                set_cell_size(hit, wide),
                _beginning_of(printable(right), min(side, room - wide - before)),
            )
        )
    return lines


def print_kwic(frame: pd.DataFrame, stream: TextIO) -> None:
    """Print the hits to *stream*; on a terminal as wide as that is, and the hit in bold."""
    if not stream.isatty():
        for parts in kwic_lines(frame):
            stream.write(_GAP.join(parts).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for name, left, hit, right in kwic_lines(frame, console.width):
        line = Text.assemble((name, "dim"), _GAP, left, _GAP, (hit, "bold"), _GAP, right)
        console.print(line, no_wrap=True, overflow="crop")


def _name(row: tuple[object, object], most: int) -> str:
    doc_id, party = printable(str(row[0])), row[1]
    shown = _shortened(doc_id, most)
    return f"{shown} {party}" if isinstance(party, str) else shown


def _shortened(text: str, width: int) -> str:
    """Return *text*, or its beginning with «…» where it is wider than *width*."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _end_of(text: str, width: int) -> str:
    """Return the last words of *text* that fit, to the right of a field of *width* columns."""
    from rich.cells import cell_len

    cut = _fitting(text.split(" ")[::-1], width)
    shown = " ".join(cut[::-1])
    return " " * (width - cell_len(shown)) + shown


def _beginning_of(text: str, width: int) -> str:
    """Return the first words of *text* that fit, to the left of a field of *width* columns."""
    from rich.cells import set_cell_size

    return set_cell_size(" ".join(_fitting(text.split(" "), width)), width)


def _fitting(words: list[str], width: int) -> list[str]:
    """Return the first of *words* that fit into *width* columns with a blank between each two."""
    from rich.cells import cell_len

    taken, used = 0, -1
    for word in words:
        used += 1 + cell_len(word)
        if used > width:
            break
        taken += 1
    return words[:taken]
