"""What Sparv exports as XML: texts of sentences of tokens, as they were, pretty or scrambled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from polcorp.reading.corpora.parsing import Found, XmlFileError, elements, local, starts
from polcorp.reading.corpora.texts import CorpusText
from polcorp.reading.dates import days_of, iso_date
from polcorp.reading.extract.lines import Lines
from polcorp.reading.metadata import field_name
from polcorp.vocabulary.values import SPEAKERS

_TOKENS = frozenset(["token", "w"])
_SENTENCE = "sentence"
_TEXT = "text"
_HEADINGS = frozenset(["heading", "head", "header", "rubrik", "title", "h1", "h2", "h3"])
#: Attributes that name a text, the surest first.
_NAMES = ("id", "doc_id", "_id", "filename", "file")
#: Attributes of dates and times, which become one date.
_SPANS = ("datefrom", "dateto", "timefrom", "timeto")
#: Where a token keeps the white space after it, and how that is written.
_TAILS = ("_tail", "tail")
_ESCAPES = (("\\s", " "), ("\\n", "\n"), ("\\t", "\t"), ("\\r", ""))
#: Elements are looked at until a token is found, or this many.
_LOOKED_AT = 20_000

_NO_BLANK_BEFORE = frozenset(",.;:!?)]}…")
_NO_BLANK_AFTER = frozenset("([{")
_QUOTES = frozenset("\"”“»«'")


def is_sparv(location: Path) -> bool:
    """Return whether a file of XML has sentences of tokens, as Sparv's exports do.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        for path in starts(location, _LOOKED_AT):
            if path[-1] in _TOKENS and _SENTENCE in path:
                return True
    except XmlFileError:
        return False
    return False


def texts_of_sparv(location: Path) -> Iterator[CorpusText]:
    """Yield the texts of an export; a file without elements ``text`` is one text.

    Raises:
        XmlFileError: it cannot be read.
        OSError: the file cannot be read.
    """
    tag = next((path[-1] for path in starts(location, _LOOKED_AT) if path[-1] == _TEXT), None)
    tag = tag or next(path[0] for path in starts(location, 1))
    for found in elements(location, {tag}):
        yield _text(found)


def _text(found: Found) -> CorpusText:
    told = {**found.around, **found.element.attrib}
    name = next((told[key] for key in _NAMES if found.element.get(key)), "")
    return CorpusText(_content(found.element), name, _gives(told))


def _gives(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return what the attributes of a text say, as the columns of a table."""
    told = {
        field_name(local(name)): _plain(value)
        for name, value in attributes.items()
        if name not in (*_NAMES, *_SPANS) and not local(name).startswith("_")
    }
    if told.get("speaker") and told["speaker"] not in SPEAKERS:
        told.setdefault("person", told.pop("speaker"))
    told.setdefault("date", _date(attributes.get("datefrom", ""), attributes.get("dateto", "")))
    return {name: value for name, value in told.items() if value}


def _plain(value: str) -> str:
    """Return the value of an attribute; Sparv writes sets as «|a|b|»."""
    if len(value) > 1 and value[0] == value[-1] == "|":
        return ";".join(value[1:-1].split("|"))
    return "" if value == "|" else value.strip()


def _date(since: str, until: str) -> str:
    """Return the day, month or year that begins and ends on these days, as Korp writes them.

    >>> _date("20180201", "20180228"), _date("20180101", "20181231"), _date("20180101", "20180301")
    ('2018-02', '2018', '')
    """
    days = since.replace("-", "")[:8], until.replace("-", "")[:8]
    day = iso_date(days[0]) or ""
    exact = (day, day[:7], day[:4]) if day else ()
    return next((date for date in exact if days_of(date) == days), "")


def _content(text: Element) -> str:
    if _keeps_blanks(text):
        return "".join(text.itertext()).strip() + "\n"
    lines = Lines()
    above: Element | None = None
    for parent, sentence in _sentences(text, text):
        goes_on = parent is above and parent is not text
        if goes_on:
            lines.words(" ")
        elif local(parent.tag) in _HEADINGS:
            lines.heading(2)
        else:
            lines.gap()
        lines.words(_joined(list(_tokens(sentence))))
        above = parent
    return lines.text()


def _keeps_blanks(text: Element) -> bool:
    """Return whether the white space between the tokens is that of the text, not of the layout."""
    return any(
        "\n" not in blank for sentence in text.iter(_SENTENCE) for blank in _between(sentence)
    )


def _between(sentence: Element) -> Iterator[str]:
    """Yield what is between every two tokens of a sentence."""
    blanks: list[str] | None = None
    for piece in _pieces(sentence):
        if isinstance(piece, str):
            if blanks is not None:
                blanks.append(piece)
            continue
        if blanks is not None:
            yield "".join(blanks)
        blanks = []


def _pieces(element: Element) -> Iterator[Element | str]:
    """Yield the tokens under an element, and the characters outside them."""
    if local(element.tag) in _TOKENS:
        yield element
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _sentences(text: Element, above: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the sentences of a text, each with the element that holds it."""
    for child in above:
        if local(child.tag) == _SENTENCE:
            yield above, child
        else:
            yield from _sentences(text, child)


def _tokens(element: Element) -> Iterator[Element]:
    return (piece for piece in _pieces(element) if not isinstance(piece, str))


def _joined(tokens: Sequence[Element]) -> str:
    """Return the words of a sentence, with the blanks that they tell, else with the usual ones."""
    words = [" ".join((token.text or "").split()) for token in tokens]
    if not any(token.get(name) for token in tokens for name in _TAILS):
        return _spaced(words)
    return "".join(word + _tail(token) for word, token in zip(words, tokens, strict=True))


def _tail(token: Element) -> str:
    tail = next((value for name in _TAILS if (value := token.get(name))), "")
    for written, blank in _ESCAPES:
        tail = tail.replace(written, blank)
    return tail


def _spaced(words: Sequence[str]) -> str:
    """Return *words* with blanks between them as Swedish has them.

    >>> _spaced(["Hon", "sade", ":", '"', "Ja", "(", "nej", ")", '"', "."])
    'Hon sade: "Ja (nej)".'
    """
    pieces: list[str] = []
    is_open: dict[str, bool] = {}
    joins = True
    for word in words:
        closes = word in _QUOTES and is_open.get(word, False)
        if not joins and not closes and word[:1] not in _NO_BLANK_BEFORE:
            pieces.append(" ")
        pieces.append(word)
        joins = word in _NO_BLANK_AFTER
        if word in _QUOTES:
            is_open[word] = not closes
            joins = not closes
    return "".join(pieces)
