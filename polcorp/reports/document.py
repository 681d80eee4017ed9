"""Showing a document: head, marked lines, legend; styled on a terminal, plain in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from polcorp.analysis.views import DocumentView
from polcorp.reports.clean import printable
from polcorp.reports.labels import Language, heading, value_label
from polcorp.reports.marking import Line, marked_lines
from polcorp.vocabulary.document_fields import FIELDS

if TYPE_CHECKING:
    from rich.console import RenderableType

#: How each part of a marked line looks on a terminal.
STYLES = {
    "text": "",
    "heading": "bold",
    "lead_in": "italic",
    "demand": "cyan",
    "actor": "magenta underline",
    "sign": "dim",
    "boilerplate": "dim",
}
_LEGEND = {
    "en": "# heading   : lead-in   • 1. listed demand   ~ web-page text   "
    "{demand} #theme   {demand} (who else asks)   [name|TYPE canonical name]",
    "sv": "# rubrik   : inledning   • 1. krav i lista   ~ webbplatstext   "
    "{krav} #tema   {krav} (vem annars)   [namn|typ normalform]",
}


#: What there is one of.
_ONE = {
    "en": {"n_words": "word", "demands": "demand", "mentions": "mention"},
    "sv": {"n_words": "ord", "demands": "krav", "mentions": "omnämnande"},
}


def head_lines(view: DocumentView, language: Language = "en", *, long: bool = False) -> list[str]:
    """Return what is known of the document, with the evidence where *long*."""
    lines = [f"{view.doc_id}  ({view.fields['path']})"]
    for name in FIELDS:
        value = view.fields[name]
        if value is None and not long:
            continue
        shown = "–" if value is None else value_label(name, str(value), language)
        line = f"{heading(name, language)}: {shown}"
        if long:
            evidence, sure = view.fields[f"{name}_evidence"], view.fields[f"{name}_confidence"]
            line += f"  ({sure:.2f}, «{evidence}»)" if evidence else f"  ({sure:.2f})"
        lines.append(printable(line))
    figures = (
        ("n_words", view.fields["n_words"]),
        ("demands", len(view.demands)),
        ("mentions", len(view.mentions)),
    )
    nouns = [_ONE[language].get(name) if n == 1 else heading(name, language) for name, n in figures]
    lines.append(", ".join(f"{n} {noun}" for noun, (_, n) in zip(nouns, figures, strict=True)))
    return lines


def plain_document(view: DocumentView, language: Language = "en", *, long: bool = False) -> str:
    """Return the document as plain text, every line whole."""
    lines = marked_lines(view, language, long=long)
    width = len(str(lines[-1].number)) if lines else 1
    shown = [*head_lines(view, language, long=long), _LEGEND[language], ""]
    for line in lines:
        shown.append(f"{line.number:>{width}} {line.sign:<4} {line.text}".rstrip())
        shown.extend(f"{'':>{width}} {'':<4}   ^ {printable(note)}" for note in line.notes)
    return "\n".join(shown) + "\n"


def print_document(
    view: DocumentView, stream: TextIO, language: Language = "en", *, long: bool = False
) -> None:
    """Print the document to *stream*: wrapped and styled on a terminal, plain otherwise."""
    if not stream.isatty():
        stream.write(plain_document(view, language, long=long))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for number, line in enumerate(head_lines(view, language, long=long)):
        console.print(Text(line, style="bold" if number == 0 else ""))
    console.print(Text(_LEGEND[language] + "\n", style="dim"))
    console.print(_grid(marked_lines(view, language, long=long)))


def _grid(lines: list[Line]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for line in lines:
        text = Text()
        for piece, style in line.pieces:
            text.append(piece, style=STYLES[style])
        for note in line.notes:
            text.append(f"\n  ^ {printable(note)}", style="dim")
        grid.add_row(str(line.number), line.sign, text)
    return grid
