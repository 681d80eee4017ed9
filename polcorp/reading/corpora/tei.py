"""Documents in TEI after Parla-CLARIN: debates, and texts of one speaker.

A text in which several people speak is a document for each speech: the utterances of one person that
follow one another under one heading. Any other text is one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from polcorp.reading.corpora.parsing import XML, elements, local
from polcorp.reading.corpora.tei_people import TEI, People, introduced
from polcorp.reading.corpora.tei_text import text_of_elements
from polcorp.reading.corpora.texts import CorpusText

#: Where the date of a text is looked for, the surest place first.
_DATES = (
    f"{TEI}teiHeader//{TEI}setting/{TEI}date",
    f"{TEI}text//{TEI}docDate",
    f"{TEI}teiHeader//{TEI}sourceDesc//{TEI}date",
)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
#: The kinds of speakers that ``ana`` may name.
_ROLES = frozenset(["chair", "regular", "guest"])


def texts_of_tei(location: Path, people: People) -> Iterator[CorpusText]:
    """Yield the documents in a file of TEI, which may be a whole corpus.

    *people* are those of the files around it; a header's own people go before them.

    Raises:
        XmlFileError: it cannot be read.
        OSError: the file cannot be read.
    """
    for found in elements(location, {f"{TEI}TEI"}):
        header = found.element.find(f"{TEI}teiHeader")
        known = people if header is None else people.with_those_of(header)
        yield from _Document(found.element, known).texts()


@dataclass
class _Speech:
    """Utterances of one speaker, with what came before them."""

    who: str
    heading: str
    note: str
    utterances: list[Element] = field(default_factory=list)


class _Document:
    """One element ``TEI``."""

    def __init__(self, root: Element, people: People) -> None:
        self._root, self._people = root, people
        self._own_id = _plain(root.find(f".//{TEI}idno[@type='doc_id']"))
        self._date = _date_of(root)
        self._title = self._titles()

    def texts(self) -> Iterator[CorpusText]:
        """Yield the documents; none where there is no text."""
        text = self._root.find(f"{TEI}text")
        if text is None:
            return
        speeches = list(_speeches(text))
        speakers = {speech.who for speech in speeches}
        if len(speakers) > 1:
            yield from map(self._speech, speeches)
            return
        content = text_of_elements(
            [text], is_own=bool(self._own_id), is_speech=bool(speeches) and not self._own_id
        )
        gives = self._told(self._title, "".join(speakers), self._date, speeches[:1])
        yield CorpusText(content, self._own_id or self._root.get(f"{XML}id", ""), gives)

    def _speech(self, speech: _Speech) -> CorpusText:
        first = speech.utterances[0]
        content = text_of_elements(speech.utterances, is_own=False, is_speech=True)
        date = _iso(first.get("when", "")) or self._date
        gives = self._told(speech.heading or self._title, speech.who, date, [speech])
        return CorpusText(content, first.get(f"{XML}id", ""), gives)

    def _told(self, title: str, who: str, date: str, speeches: list[_Speech]) -> Mapping[str, str]:
        told: dict[str, str] = {"title": title, "date": date}
        if self._own_id:
            told["municipality"] = _plain(self._root.find(f".//{TEI}bibl/{TEI}pubPlace"))
        else:
            told["language"] = self._root.get(f"{XML}lang", "").partition("-")[0]
        for speech in speeches:
            told |= introduced(speech.note)
            told["role"] = _role(speech.utterances[0])
        told |= self._people.told_of(who, date)
        return {name: value for name, value in told.items() if value}

    def _titles(self) -> str:
        """Return the title, in the language of the text where there are several."""
        titles = self._root.findall(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt/{TEI}title")
        language = self._root.get(f"{XML}lang", "")
        fitting = [title for title in titles if title.get(f"{XML}lang", language) == language]
        title = next((text for one in [*fitting, *titles] if (text := _plain(one))), "")
        return "" if title == self._own_id else title


def _speeches(text: Element) -> Iterator[_Speech]:
    """Yield the speeches of a text, in their order."""
    speech: _Speech | None = None
    heading = note = ""
    for element in text.iter():
        name = local(element.tag)
        if name == "head":
            if speech is not None:
                yield speech
            heading, note, speech = _plain(element), "", None
        elif name == "note" and element.get("type") == "speaker":
            note = _plain(element)
        elif name == "u":
            who = element.get("who", "")
            if speech is not None and speech.who == who:
                speech.utterances.append(element)
                continue
            if speech is not None:
                yield speech
            speech = _Speech(who, heading, note, [element])
            note = ""
    if speech is not None:
        yield speech


def _role(utterance: Element) -> str:
    kinds = (kind.removeprefix("#") for kind in utterance.get("ana", "").split())
    return next((kind for kind in kinds if kind in _ROLES), "")


def _date_of(root: Element) -> str:
    for place in _DATES:
        for element in root.iterfind(place):
            date = _iso(element.get("when", "")) or _iso(_plain(element))
            if date:
                return date
    return ""


def _iso(text: str) -> str:
    """Return *text* if it begins with a date, without a time."""
    match = _ISO.match(text)
    return match.group() if match else ""


def _plain(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
