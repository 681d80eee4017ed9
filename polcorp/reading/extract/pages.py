"""Web pages, and what other formats are turned into on their way: HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from polcorp.reading.extract.lines import Lines
from polcorp.reading.markup import BLOCKS, HIDDEN

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset(["td", "th"])
_LISTS = frozenset(["ul", "ol", "menu"])

Attributes = list[tuple[str, str | None]]


def text_of_page(html: str) -> str:
    r"""Return the text of a page as lines.

    Nothing is left out but scripts, styles and comments: menus and the like are told from the text
    by the layout, as in any other document.

    >>> text_of_page("<h1>Skola</h1><p>Vi vill:<ul><li>bygga<li>rusta</ul>")
    '# Skola\n\nVi vill:\n\n• bygga\n• rusta\n'
    """
    page = _Page()
    page.feed(_closed(html))
    page.close()
    return page.lines.text()


def _closed(html: str) -> str:
    """Return *html* in which nothing opens that does not close.

    The parser looks for the end of each such thing through all of the rest, which takes endless time
    where there are many.
    """
    for opening, closing in (("<!--", "-->"), ("<![", "]"), ("<", ">")):
        last = html.rfind(closing) + 1
        if html.find(opening, last) >= 0:
            new = "&lt;" if opening == "<" else ""
            html = html[:last] + html[last:].replace(opening, new)
    return html


class _Page(HTMLParser):
    """Writes what it meets as lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = Lines()
        self._hidden: list[str] = []  # the element that nobody reads, and those of its name in it
        self._lists: list[int | None] = []  # the next number of each list that is open
        self._in_cell: list[bool] = []  # of each table that is open
        self._cell_has_words = False
        self._breaks = False  # a block has ended in a cell: more text is a new line
        self._in_heading = False
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._hidden or tag in HIDDEN:
            if tag in HIDDEN and (not self._hidden or tag == self._hidden[0]):
                self._hidden.append(tag)
        elif tag in _HEADINGS:
            self.lines.heading(_HEADINGS[tag])
            self._in_heading = True
        elif tag in _LISTS:
            self._open_list(tag, attrs)
        elif tag == "li":
            self._item(attrs)
        elif tag in _CELLS:
            self._cell()
        elif tag == "br":
            self._line_break()
        elif tag in BLOCKS:
            if tag == "table":
                self.lines.gap()
                self._in_cell.append(False)
            self._verbatim += tag == "pre"
            self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif tag in _HEADINGS:
            self.lines.gap()
            self._in_heading = False
        elif tag in _LISTS:
            if self._lists:
                self._lists.pop()
            self._between()
        elif tag == "li":
            self.lines.close_item()
        elif tag in _CELLS:
            self._leave_cell()
        elif tag in BLOCKS:
            self._close_block(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not data.isspace():
            if self._breaks:
                self.lines.end()
            self._breaks, self._cell_has_words = False, True
        if self._verbatim:
            self.lines.verbatim(data)
        else:
            self.lines.words(data)

    def _close_block(self, tag: str) -> None:
        if tag == "table" and self._in_cell:
            self._in_cell.pop()
            self.lines.gap()
        if tag == "pre":
            self._verbatim = max(self._verbatim - 1, 0)
        self._block(tag)

    def _open_list(self, tag: str, attrs: Attributes) -> None:
        self._between()
        self._lists.append(_number(attrs, "start", 1) if tag == "ol" else None)

    def _item(self, attrs: Attributes) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            number = _number(attrs, "value", number)
            self._lists[-1] = number + 1
        self.lines.item(number)

    def _between(self) -> None:
        """Part a list from what is around it; a list within a list is part of that."""
        if self._lists:
            self.lines.end()
        else:
            self.lines.gap()

    def _cell(self) -> None:
        self._breaks = self._cell_has_words = False
        if self._in_cell:
            self._in_cell[-1] = True
        if self.lines.is_open:
            self.lines.cell()

    def _leave_cell(self) -> None:
        self._breaks = False
        if self._in_cell:
            self._in_cell[-1] = False

    def _line_break(self) -> None:
        if self._in_heading:
            self.lines.words(" ")
        else:
            self.lines.end()

    def _block(self, tag: str) -> None:
        """Begin or end an element that is no part of a line."""
        if tag == "tr":
            self._leave_cell()
        if self._in_cell and self._in_cell[-1]:  # one cell's only paragraph is part of its row
            self._breaks = self._cell_has_words
        elif self._lists or "\n\n" not in BLOCKS[tag][0]:
            self.lines.end()
        else:
            self.lines.gap()


def _number(attrs: Attributes, name: str, otherwise: int) -> int:
    """Return the number that an attribute gives."""
    value = (dict(attrs).get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise
