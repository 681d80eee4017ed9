"""The text of TEI as lines: headings with their marks, list items with their signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from polcorp.reading.corpora.parsing import local
from polcorp.reading.extract.lines import Lines

#: What begins and ends a paragraph.
_PARAGRAPHS = frozenset(
    "p ab seg u sp lg quote cit opener closer salute signed dateline byline argument epigraph trailer "
    "titlePage docTitle titlePart docAuthor docDate docImprint docEdition imprimatur div div1 div2 "
    "div3 div4 div5 div6 div7 front body back group text floatingText figure table list listBibl "
    "postscript speaker stage epigraph castList address".split()
)
#: What begins and ends a line.
_LINES = frozenset("l row addrLine bibl biblStruct label castItem".split())
#: What a transcriber says about a speech, and what is beside the text.
_LEFT_OUT = frozenset(
    "teiHeader fw del vocal kinesic incident gap linkGrp link spanGrp span standOff graphic media "
    "timeline index desc figDesc pb cb milestone anchor pause shift writing witStart witEnd".split()
)
#: Of the readings of a ``choice`` the first of these that it has.
_AS_WRITTEN = ("orig", "sic", "abbr")
_TOKENS = frozenset(["w", "pc"])
_NUMBERED = frozenset(["ordered", "numbered"])
#: A heading has at least this level where nothing says which: the title is above it.
_UPPERMOST = 2
#: A paragraph that is the item of a list.
_IS_ITEM = re.compile(r"[•·▪◦‣●○■□*–—-] |\d{1,2}[.)] ")


def text_of_elements(parts: Iterable[Element], *, is_own: bool, is_speech: bool) -> str:
    """Return the text of *parts* as lines; notes come at the end, those beside speeches are left out.

    Args:
        parts: elements, each of which begins a paragraph.
        is_own: whether the program wrote the file: its headings say their level, and its notes are
            the boilerplate of the text.
        is_speech: whether notes are a transcriber's.
    """
    writer = _Writer(is_own=is_own, is_speech=is_speech)
    for part in parts:
        writer.write(part)
    writer.write_notes()
    return writer.lines.text()


class _Writer:
    """Writes elements as lines, and keeps the notes that it meets."""

    def __init__(self, *, is_own: bool, is_speech: bool) -> None:
        self.lines = Lines()
        self._is_own, self._is_speech = is_own, is_speech
        self._notes: list[Element] = []
        self._depth = 0
        self._after_item = False
        self._writers = {
            "note": self._note,
            "choice": self._choice,
            "lb": self._line_break,
            "head": self._head,
            "item": self._item,
            "list": self._list,
            "cell": self._cell,
        }

    def write(self, element: Element) -> None:
        """Write an element without what follows it."""
        name = local(element.tag)
        if name in _LEFT_OUT:
            return
        if name in self._writers:
            self._writers[name](element)
        elif name == "s" or name in _TOKENS:
            self.lines.words(_sentence(element))
        elif name in _PARAGRAPHS:
            self._paragraph(element, name)
        elif name in _LINES:
            self.lines.end()
            self._content(element)
            self.lines.end()
        else:
            self._content(element)

    def write_notes(self) -> None:
        """Write the notes that were met, each as a paragraph."""
        for note in self._notes:
            self.lines.gap()
            self._content(note)
        self.lines.end()

    def _content(self, element: Element) -> None:
        if not _holds_tokens(element):
            self.lines.words(element.text or "")
        elif not any(local(child.tag) == "s" or _is_block(child) for child in element.iter()):
            self.lines.words(_sentence(element))
            return
        for child in element:
            self.write(child)
            self.lines.words(child.tail or "")

    def _paragraph(self, element: Element, name: str) -> None:
        is_division = name.startswith("div")
        self._depth += is_division
        is_item = name == "seg" and _opens_item(element)
        if is_item and self._after_item:
            self.lines.end()
        else:
            self.lines.gap()
        self._content(element)
        self.lines.end()
        self._after_item = is_item
        if not is_item:
            self.lines.gap()
        self._depth -= is_division

    def _head(self, element: Element) -> None:
        own = element.get("n", "") if self._is_own else ""
        self.lines.heading(int(own) if own.isdecimal() else max(self._depth + 1, _UPPERMOST))
        self._content(element)
        self.lines.gap()

    def _list(self, element: Element) -> None:
        is_numbered = _NUMBERED & {element.get("type"), element.get("rend")}
        self.lines.gap()
        number = 0
        for child in element:
            if local(child.tag) == "item":
                number += 1
                self._item(child, number if is_numbered else None)
            else:
                self.write(child)
                self.lines.end()
        self.lines.gap()

    def _cell(self, element: Element) -> None:
        self._content(element)
        self.lines.cell()

    def _line_break(self, element: Element) -> None:
        self.lines.words("" if element.get("break") == "no" else " ")

    def _item(self, element: Element, number: int | None = None) -> None:
        self.lines.item(number)
        for child_or_text in _flat(element):
            if isinstance(child_or_text, str):
                self.lines.words(child_or_text)
            else:
                self.write(child_or_text)
        self.lines.close_item()

    def _note(self, element: Element) -> None:
        if self._is_own:
            self.lines.gap()
            self._content(element)
            self.lines.gap()
        elif not self._is_speech:
            self._notes.append(element)

    def _choice(self, element: Element) -> None:
        readings = {local(child.tag): child for child in reversed(element)}
        written = next((readings[name] for name in _AS_WRITTEN if name in readings), None)
        chosen = written if written is not None else next(iter(element), None)
        if chosen is not None:
            self._content(chosen)


def _flat(element: Element) -> Iterator[Element | str]:
    """Yield what is in a list item; its paragraphs open no blank line."""
    if _holds_tokens(element) and not any(local(one.tag) == "s" for one in element.iter()):
        yield _sentence(element)
        return
    yield element.text or ""
    for child in element:
        if local(child.tag) in {"p", "ab", "seg"}:
            yield from _flat(child)
            yield " "
        else:
            yield child
        yield child.tail or ""


def _is_block(element: Element) -> bool:
    name = local(element.tag)
    return name in {"p", "ab", "seg", "u", "head", "item", "l", "note"} or name.startswith("div")


def _holds_tokens(element: Element) -> bool:
    return any(local(child.tag) in _TOKENS for child in element.iter())


def _opens_item(element: Element) -> bool:
    """Return whether a paragraph begins as an item of a list does."""
    text = _sentence(element) if _holds_tokens(element) else "".join(element.itertext())
    return _IS_ITEM.match(text.lstrip()[:8]) is not None


def _sentence(element: Element) -> str:
    """Return the words of a sentence, with a blank wherever nothing says that two belong together."""
    if not _holds_tokens(element):
        return f"{''.join(_strings(element))} "
    pieces: list[str] = []
    for token in _tokens(element):
        joins = token.get("join", "")
        if pieces and joins in {"left", "both"} and pieces[-1].endswith(" "):
            pieces[-1] = pieces[-1][:-1]
        word = " ".join("".join(_strings(token)).split())
        pieces.append(word if joins in {"right", "both"} else f"{word} ")
    return "".join(pieces)


def _tokens(element: Element) -> Iterator[Element]:
    """Yield the words under an element, none of which lies in another or in what is left out."""
    if local(element.tag) in _TOKENS:
        yield element
        return
    for child in element:
        if local(child.tag) not in _LEFT_OUT and local(child.tag) != "note":
            yield from _tokens(child)


def _strings(element: Element) -> Iterator[str]:
    """Yield the characters of an element without what is left out."""
    yield element.text or ""
    for child in element:
        if local(child.tag) not in _LEFT_OUT and local(child.tag) != "note":
            yield from _strings(child)
        yield child.tail or ""
