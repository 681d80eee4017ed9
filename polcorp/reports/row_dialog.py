"""The dialog of the browser in which a row is corrected: which row, and what is right of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from polcorp.analysis.views import DocumentView
from polcorp.reports.clean import printable
from polcorp.vocabulary.messages import message

#: What is typed for a row that is none.
DROP = "-"
#: What a row's text is cut to.
_SHOWN = 60


@dataclass(frozen=True)
class Choice:
    """A row that can be corrected: its layer, where it begins, its text, and what it says now."""

    layer: str
    start: int
    text: str
    value: str

    def new(self, typed: str) -> Mapping[str, str] | None:
        """Return what is right of the row as *typed*, None for no row."""
        if typed.strip() == DROP:
            return None
        if self.layer == "DEMAND":
            return {"themes": ";".join(typed.replace(";", " ").replace(",", " ").split())}
        return {"canonical": " ".join(typed.split())}


def choices(view: DocumentView, span: tuple[int, int]) -> list[Choice]:
    """Return the rows that begin in a line of the document, those *span* says, in their order."""
    start, end = span
    found = [
        Choice("DEMAND", row["start"], row["text"], " ".join(view.themes_of(row)))
        for row in view.demands
    ]
    found += [Choice("ACTOR", row["start"], row["text"], row["canonical"]) for row in view.mentions]
    here = [choice for choice in found if start <= choice.start < end]
    return sorted(here, key=lambda choice: (choice.start, choice.layer))


class RowDialog(ModalScreen[tuple[Choice, str] | None]):
    """Asks which of several rows is meant, and for its themes or its name."""

    CSS = """
    RowDialog { align: center middle; }
    #dialog { width: 80%; max-width: 90; height: auto; padding: 1 2; border: round $primary; background: $surface; }
    #rows { height: auto; max-height: 10; }
    #how { color: $text-muted; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, rows: Sequence[Choice]) -> None:
        """Offer *rows*, of which there is at least one."""
        super().__init__()
        self._rows = list(rows)

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical(id="dialog"):
            yield OptionList(*(Option(_said(row)) for row in self._rows), id="rows", markup=False)
            yield Input(id="right")
            yield Static(id="how", markup=False)

    def on_mount(self) -> None:
        """Begin with the rows, or where there is only one, with what is right of it."""
        self._list.highlighted = 0
        (self._list if len(self._rows) > 1 else self._input).focus()

    @property
    def _list(self) -> OptionList:
        return self.query_one("#rows", OptionList)

    @property
    def _input(self) -> Input:
        return self.query_one("#right", Input)

    @property
    def _row(self) -> Choice:
        return self._rows[self._list.highlighted or 0]

    @on(OptionList.OptionHighlighted, "#rows")
    def _fill(self) -> None:
        self._input.value = self._row.value
        how = "correct_themes" if self._row.layer == "DEMAND" else "correct_name"
        self.query_one("#how", Static).update(message(how))

    @on(OptionList.OptionSelected, "#rows")
    def _type(self) -> None:
        self._input.focus()

    @on(Input.Submitted, "#right")
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss((self._row, event.value))

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def _said(row: Choice) -> Text:
    text = printable(row.text)
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return Text(f"«{shown}»  {row.value or '–'}")
