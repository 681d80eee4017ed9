"""Reading a corpus in the terminal: the documents to the left, the marked text to the right.

It needs textual, as its dialog does; that comes with the extra ``browse``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Protocol

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from polcorp.analysis.views import DocumentView, Row
from polcorp.errors import PolcorpError
from polcorp.reports.clean import printable
from polcorp.reports.document import STYLES, head_lines
from polcorp.reports.labels import Language, heading
from polcorp.reports.marking import Line, marked_lines
from polcorp.reports.row_dialog import Choice, RowDialog, choices
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.translations import as_read

_COLUMNS = ("doc_id", "party", "municipality", "date", "n_words", "title")
_WORDS: dict[str, tuple[str, str]] = {
    "documents": ("Filter documents", "Filtrera dokument"),
    "text": ("Search in the text", "Sök i texten"),
    "demands": ("only demands", "bara krav"),
    "actors": ("only actors", "bara aktörer"),
    "themes": ("only themes", "bara teman"),
    "search": ("search", "sök"),
    "next": ("next", "nästa"),
    "filter": ("filter", "filtrera"),
    "correct": ("correct", "rätta"),
    "undo": ("undo", "ångra"),
    "quit": ("quit", "avsluta"),
    "none": ("no line of this kind", "ingen rad av det slaget"),
    "missing": ("not in this text", "finns inte i texten"),
}
#: Brighter than on the user's own terminal, for the ground here is known to be dark.
_STYLES = {"demand": "#6fd3ea", "actor": "#e5a5ff underline"}
_LAYERS = {"d": "demands", "a": "actors", "t": "themes"}


class Corrector(Protocol):
    """What corrects rows, and says in words what changed."""

    def correct(
        self, doc: str, start: int, new: Mapping[str, str] | None, layer: str | None = None
    ) -> str:
        """Give a row the values *new*, or take it out if that is None."""

    def undo(self, doc: str, start: int) -> str:
        """Take the last correction of a row back."""

    def use(self) -> str:
        """Return what makes the corrections count."""


class Browser(App[None]):
    """A list of documents, and the text of the one that is chosen."""

    TITLE = "polcorp"
    CSS = """
    #left { width: 40%; min-width: 30; border-right: solid $panel; }
    #documents, #lines { height: 1fr; }
    #lines { border: none; padding: 0 1; }
    #lines > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    #about { padding: 0 1; height: auto; max-height: 5; }
    #notes { padding: 0 1; height: auto; max-height: 6; border-top: solid $panel; color: $text-muted; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "to_list", show=False)]

    def __init__(
        self,
        documents: Sequence[Row],
        load: Callable[[str], DocumentView],
        language: Language = "en",
        corrector: Corrector | None = None,
    ) -> None:
        """Show *documents* (rows of the documents' table); *load* returns the view of one.

        Without a *corrector* no row can be corrected.
        """
        super().__init__()
        self._documents = list(documents)
        self._load = load
        self._language = language
        self._chosen: set[str] = set()
        self._view: DocumentView | None = None
        self._lines: list[Line] = []
        self._corrector = corrector
        self._corrected: list[tuple[str, int]] = []
        for key, word in (("slash", "filter"), ("s", "search"), ("n", "next")):
            self.bind(key, word, description=self._word(word))
        for key, layer in _LAYERS.items():
            self.bind(key, f"only('{layer}')", description=self._word(layer))
        for key, word in (("c", "correct"), ("u", "undo")) if corrector else ():
            self.bind(key, word, description=self._word(word))
        self.bind("q", "quit", description=self._word("quit"))

    def _word(self, name: str) -> str:
        return _WORDS[name][self._language == "sv"]

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal():
            with Vertical(id="left"):
                yield Input(placeholder=self._word("documents"), id="filter")
                yield DataTable(id="documents", cursor_type="row", zebra_stripes=True)
            with Vertical():
                yield Input(placeholder=self._word("text"), id="search")
                yield Static(id="about", markup=False)
                yield OptionList(id="lines", markup=False)
                yield Static(id="notes", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Fill the list of documents and open the first."""
        for column in _COLUMNS:
            self._table.add_column(heading(column, self._language, "documents"), key=column)
        self._fill("")
        self._table.focus()

    @property
    def _table(self) -> DataTable[Any]:
        return self.query_one("#documents", DataTable)

    @property
    def _options(self) -> OptionList:
        return self.query_one("#lines", OptionList)

    def _fill(self, words: str) -> None:
        """List the documents whose row has all *words*."""
        wanted = words.casefold().split()
        self._table.clear()
        for row in self._documents:
            cells = ["–" if row[name] is None else printable(str(row[name])) for name in _COLUMNS]
            known = " ".join(cells).casefold()
            if all(word in known for word in wanted):
                self._table.add_row(*(Text(cell) for cell in cells), key=row["doc_id"])

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        self._table.focus()

    @on(DataTable.RowHighlighted, "#documents")
    def _open(self, event: DataTable.RowHighlighted) -> None:
        """Show the document under the cursor."""
        doc_id = event.row_key.value if event.row_key else None
        if doc_id is None or (self._view and self._view.doc_id == doc_id):
            return
        self._view = self._load(doc_id)
        self._show()

    @on(DataTable.RowSelected, "#documents")
    def _read(self) -> None:
        self._options.focus()

    def _show(self) -> None:
        """Put the lines of the document on the screen that the chosen layers leave."""
        if self._view is None:
            return
        self.query_one("#about", Static).update(
            Text(" · ".join(head_lines(self._view, self._language)))
        )
        every = marked_lines(self._view, self._language, long=True)
        spans = [span for layer in sorted(self._chosen) for span in _spans(self._view, layer)]
        self._lines = [line for line in every if not self._chosen or _touches(line.span, spans)]
        self._options.clear_options()
        self._options.add_options(Option(_styled(line)) for line in self._lines)
        self._note(Text("" if self._lines else self._word("none")))
        if self._lines:
            self._options.highlighted = 0

    @on(OptionList.OptionHighlighted, "#lines")
    def _explain(self, event: OptionList.OptionHighlighted) -> None:
        """Tell every detail of what is in the line."""
        if event.option_index < len(self._lines):
            self._note(Text("\n".join(map(printable, self._lines[event.option_index].notes))))

    def _note(self, words: Text) -> None:
        self.query_one("#notes", Static).update(words)

    def action_only(self, layer: str) -> None:
        """Show only the lines with demands, actors or themes; once more, all of them."""
        self._chosen ^= {layer}
        self._show()

    def action_filter(self) -> None:
        """Go to the words that documents are filtered by."""
        self.query_one("#filter", Input).focus()

    def action_search(self) -> None:
        """Go to the words that are searched in the text."""
        self.query_one("#search", Input).focus()

    def action_correct(self) -> None:
        """Ask what is right of a row in the line under the cursor."""
        number = self._options.highlighted
        if self._view is None or number is None or number >= len(self._lines):
            return
        rows = choices(self._view, self._lines[number].span)
        if rows:
            self.push_screen(RowDialog(rows), partial(self._set_right, self._view.doc_id))
        else:
            self._note(Text(message("correct_nothing")))

    def _set_right(self, doc: str, said: tuple[Choice, str] | None) -> None:
        """Correct the row that the dialog names as it says."""
        if said is None or self._corrector is None:
            return
        row, typed = said
        try:
            told = self._corrector.correct(doc, row.start, row.new(typed), row.layer)
        except PolcorpError as error:
            self._note(Text(printable(as_read(str(error)))))
            return
        self._corrected.append((doc, row.start))
        self._note(Text(f"{printable(told)}\n{self._corrector.use()}"))

    def action_undo(self) -> None:
        """Take back the last correction that was made here."""
        if self._corrected and self._corrector is not None:
            self._note(Text(printable(self._corrector.undo(*self._corrected.pop()))))

    def action_to_list(self) -> None:
        """Go back to the list of documents."""
        self._table.focus()

    @on(Input.Submitted, "#search")
    def _first(self) -> None:
        self._options.focus()
        self._find(self._options.highlighted or 0)

    def action_next(self) -> None:
        """Go to the next line that has the words."""
        self._find((self._options.highlighted or 0) + 1)

    def _find(self, first: int) -> None:
        """Go to the first line from *first* on, round the end, that has the searched words."""
        words = self.query_one("#search", Input).value.casefold()
        if not words or self._view is None:
            return
        for step in range(len(self._lines)):
            number = (first + step) % len(self._lines)
            start, end = self._lines[number].span
            if words in self._view.text[start:end].casefold():
                self._options.highlighted = number
                return
        self._note(Text(self._word("missing")))


def _spans(view: DocumentView, layer: str) -> list[tuple[int, int]]:
    rows = {"demands": view.demands, "actors": view.mentions, "themes": view.codes}[layer]
    return [(row["start"], row["end"]) for row in rows]


def _touches(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _styled(line: Line) -> Text:
    text = Text()
    text.append(f"{line.number:>4} {line.sign:<2} ", style="dim")
    for piece, style in line.pieces:
        text.append(piece, style=_STYLES.get(style, STYLES[style]))
    return text
