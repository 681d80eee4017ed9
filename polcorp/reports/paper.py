"""Tables for a paper: labelled and rounded, with a caption and notes, in Markdown or LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polcorp.reports.labels import Language, heading
from polcorp.reports.markup import escaped_for_markdown, layout
from polcorp.reports.tables import Cell, cells_of, columns_for
from polcorp.vocabulary.columns import TableEntry, catalogue
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd

#: Columns that count what a summary is of.
_COUNTS = ("n", "hits")

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "--": "-{}-",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_LATEX_SIGN = re.compile("|".join(map(re.escape, _LATEX)))


def caption_of(name: str, frame: pd.DataFrame, language: Language) -> str:
    """Return the caption of the table *name*, empty where the catalogue has none."""
    said = catalogue().tables.get(name, TableEntry()).title.get(language, "")
    first = str(frame.columns[0]) if len(frame.columns) else ""
    return said.replace("{by}", heading(first, language, name))


def note_of_n(name: str, frame: pd.DataFrame) -> str:
    """Return how many things the table *name* counts, and how many rows of it there are here."""
    noun = catalogue().tables.get(name, TableEntry()).counts
    column = next((column for column in _COUNTS if column in frame), None)
    total = frame.attrs.get("total", len(frame))
    if noun and column and total == len(frame):
        return f"n = {counted(int(frame[column].sum()), noun)}"
    n = f"n = {counted(total, 'row' if column else noun or 'row')}"
    return n if total == len(frame) else f"{n}, {message('first_shown', len(frame), n=len(frame))}"


def paper_table(
    name: str,
    frame: pd.DataFrame,
    kind: str,
    language: Language,
    chosen: Sequence[str] = (),
    caption: str = "",
    notes: Sequence[str] = (),
) -> bytes:
    """Return *frame* as a table of the format *kind*, ``md`` or ``latex``.

    Its columns are the *chosen* ones or those that people see, under their headings, values are as
    a table on a terminal has them. With a *caption*, it comes between that and the *notes*: in LaTeX
    as a float, in Markdown as paragraphs.
    """
    frame, chosen = _with_theme_names(name, frame, chosen, language)
    cells = cells_of(name, frame, chosen, language)
    table = _latex(cells) if kind == "latex" else _markdown(cells)
    if caption:
        around = _latex_float if kind == "latex" else _markdown_paragraphs
        table = around(table, caption, notes, name)
    return f"{table}\n".encode()


def _with_theme_names(
    name: str, frame: pd.DataFrame, chosen: Sequence[str], language: Language
) -> tuple[pd.DataFrame, Sequence[str]]:
    """Return *frame* and its columns with the names of themes where it has their codes alone.

    The names are in ``frame.attrs["theme_names"]``, by language and code.
    """
    names = frame.attrs.get("theme_names", {}).get(language)
    if not names or "theme" not in frame or "name" in frame:
        return frame, chosen
    shown = ["name" if c == "theme" else c for c in columns_for(name, frame, chosen)]
    named = frame.assign(theme=[names.get(code, code) for code in frame["theme"]])
    return named.rename(columns={"theme": "name"}), shown


def _markdown(cells: Sequence[Cell]) -> str:
    return layout(
        [[escaped_for_markdown(value) for value in row] for row in _rows(cells)],
        [escaped_for_markdown(cell.heading) for cell in cells],
        "pipe",
        _sides(cells),
    )


def _latex(cells: Sequence[Cell]) -> str:
    """Return a tabular in which running text has a width of its own."""
    rows = [[escaped_for_latex(value) for value in row] for row in _rows(cells)]
    heads = [escaped_for_latex(cell.heading) for cell in cells]
    table = layout(rows, heads, "latex_raw", _sides(cells))
    prose = sum(cell.prose for cell in cells)
    width = f"p{{{0.6 / max(prose, 1):.2g}\\linewidth}}"
    kinds = "".join(width if cell.prose else "r" if cell.number else "l" for cell in cells)
    lines = [line for line in table.split("\n") if line != r"\hline"]
    lines[0] = f"\\begin{{tabular}}{{{kinds}}}"
    return "\n".join(
        [lines[0], r"\toprule", lines[1], r"\midrule", *lines[2:-1], r"\bottomrule", lines[-1]]
    )


def _rows(cells: Sequence[Cell]) -> list[tuple[str, ...]]:
    return list(zip(*(cell.values for cell in cells), strict=True))


def _sides(cells: Sequence[Cell]) -> list[str]:
    return ["right" if cell.number else "left" for cell in cells]


def escaped_for_latex(text: str) -> str:
    r"""Return *text* with what LaTeX takes for a command as it is written.

    >>> escaped_for_latex("12.9 % & --by")
    '12.9 \\% \\& -{}-by'
    """
    return _LATEX_SIGN.sub(lambda match: _LATEX[match.group()], " ".join(text.split()))


def _latex_float(table: str, caption: str, notes: Sequence[str], name: str) -> str:
    told = r"\\ ".join(escaped_for_latex(note) for note in notes)
    label = re.sub(r"\W+", "-", name)
    return "\n".join(
        (
            r"\begin{table}[htbp]",
            r"\centering",
            f"\\caption{{{escaped_for_latex(caption)}}}",
            f"\\label{{tab:{label}}}",
            table,
            *(
                [r"\par\smallskip", f"\\parbox{{\\linewidth}}{{\\footnotesize {told}}}"]
                if told
                else []
            ),
            r"\end{table}",
        )
    )


def _markdown_paragraphs(table: str, caption: str, notes: Sequence[str], _name: str) -> str:
    told = [f"*{escaped_for_markdown(note)}*" for note in notes]
    return "\n\n".join([f"**{escaped_for_markdown(caption)}**", table, *told])
