"""Small corpora that say what is in them, and the numbers that follow from that alone.

A text is made of lines that each say what they are::

    @ party=M;KD speaker=party municipality=Lund date=2018
    ! party=M own=1 themes=skola;trygghet | Skolfam i skolan
    . themes=skola | En mening om Skolfam
    ~ Följ Skolfam

A demand, a sentence, and boilerplate; the names of :data:`ACTORS` are mentions wherever they occur.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

ACTORS = {"Skolfam": "PROGRAMME", "Polisen": "AUTHORITY", "Bris": "ORG"}
THEMES = ("skola", "trygghet", "bostad")
_LINE = re.compile(r"([@!.~]) ?([^|\n]*)(?:\| )?([^\n]*)\n")


@dataclass(frozen=True)
class Line:
    """A demand (``!``), a sentence (``.``) or boilerplate (``~``)."""

    sign: str
    words: str
    themes: tuple[str, ...] = ()
    party: str = ""
    own: bool = True

    def text(self) -> str:
        if self.sign == "~":
            return f"~ {self.words}\n"
        about = f"themes={';'.join(self.themes)}"
        if self.sign == "!":
            about += f" party={self.party} own={int(self.own)}"
        return f"{self.sign} {about} | {self.words}\n"


@dataclass(frozen=True)
class Document:
    """What one file holds; a *copy* has the text of another and counts nowhere."""

    name: str
    parties: tuple[str, ...] = ()
    speaker: str = "party"
    municipality: str = ""
    date: str = ""
    lines: tuple[Line, ...] = ()
    copy: bool = False

    @property
    def party(self) -> str | None:
        return self.parties[0] if self.parties else None

    def text(self) -> str:
        head = (
            f"@ party={';'.join(self.parties)} speaker={self.speaker}"
            f" municipality={self.municipality} date={self.date}\n"
        )
        return head + "".join(line.text() for line in self.lines)


def annotate(doc: Any) -> Any:
    """Fill ``Doc._`` with what the text says of itself."""
    text = doc.text
    sections, boilerplate, demands, actors, themes = [], [], [], [], []
    meta: dict[str, Any] = {}
    for match in _LINE.finditer(text):
        sign, about, words = match.groups()
        said = dict(pair.split("=", 1) for pair in about.split() if "=" in pair)
        start, end = match.start(3), match.end(3)
        kind = "boilerplate" if sign == "~" else "body"
        sections.append(_section(match.start(), match.end(), kind))
        if sign == "@":
            first = (said.get("party") or "").split(";")[0]
            meta = {name: _value(said.get(name)) for name in ("municipality", "date", "speaker")}
            meta |= {"party": _value(first), "parties": _value(said.get("party"))}
        elif sign == "~":
            boilerplate.append(
                {"start": match.start(), "end": match.end(), "rule": "test", "confidence": 1.0}
            )
            start, end = match.start(2), match.end(2)
        else:
            if sign == "!":
                demands.append(_demand(start, end, words, said))
            unit = "demand" if sign == "!" else "sentence"
            codes = [code for code in said.get("themes", "").split(";") if code]
            themes += [_code(unit, start, end, code, n) for n, code in enumerate(codes, start=1)]
        for name in re.finditer("|".join(ACTORS), text[start:end]):
            actors.append(_mention(start + name.start(), name.group()))
    for token in doc:
        token.is_sent_start = token.i == 0 or text[: token.idx].endswith("\n")
    doc._.meta, doc._.sections, doc._.boilerplate = meta, sections, boilerplate
    doc._.lead_ins, doc._.demands, doc._.actors, doc._.themes = [], demands, actors, themes
    return doc


def _value(text: str | None) -> dict[str, Any]:
    return {"value": text or None, "evidence": "", "confidence": 1.0}


def _section(start: int, end: int, kind: str) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "level": 1,
        "kind": kind,
        "heading_start": None,
        "heading_end": None,
        "parent": None,
        "rule": "test",
        "confidence": 1.0,
    }


def _demand(start: int, end: int, words: str, said: dict[str, str]) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "form": "bullet",
        "party": said["party"] or None,
        "holder": "",
        "own": said["own"] == "1",
        "verb": "",
        "content": words,
        "addressee": "",
        "polarity": "pos",
        "lead_in_start": None,
        "lead_in_end": None,
        "rule": "test",
        "confidence": 1.0,
    }


def _code(unit: str, start: int, end: int, theme: str, rank: int) -> dict[str, Any]:
    return {
        "unit": unit,
        "start": start,
        "end": end,
        "theme": theme,
        "rank": rank,
        "score": 1.0,
        "evidence": [theme],
    }


def _mention(start: int, name: str) -> dict[str, Any]:
    return {
        "start": start,
        "end": start + len(name),
        "canonical": name,
        "type": ACTORS[name],
        "source": "lexicon",
        "rule": "name",
        "wikidata": None,
    }


@dataclass
class Truth:
    """The measures of a corpus by party (None: no party is known), counted from the spec."""

    documents: Counter[str | None] = field(default_factory=Counter)
    words: Counter[str | None] = field(default_factory=Counter)
    demands: Counter[str | None] = field(default_factory=Counter)
    others: int = 0
    by_theme: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    main_theme: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    sentences: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    mentions: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    in_boilerplate: int = 0


def truth(documents: list[Document]) -> Truth:
    """Count what *documents* say of themselves; words are counted by blanks and signs."""
    found = Truth()
    for document in documents:
        if document.copy:
            continue
        party = document.party
        found.documents[party] += 1
        head = document.text().split("\n", 1)[0]
        found.words[party] += _n_words(head)
        for line in document.lines:
            if line.sign == "~":
                found.in_boilerplate += len(_names(line))
                continue
            found.words[party] += _n_words(line.text())
            counts = line.sign == "." or line.own
            whose = (line.party or None) if line.sign == "!" and line.own else party
            for name in _names(line):
                found.mentions[name, whose] += 1
            if not counts:
                found.others += 1
                continue
            if line.sign == "!":
                found.demands[whose] += 1
                for rank, theme in enumerate(line.themes):
                    found.by_theme[theme, whose] += 1
                    found.main_theme[theme, whose] += rank == 0
            else:
                for theme in line.themes:
                    found.sentences[theme, party] += 1
    return found


def _names(line: Line) -> list[str]:
    return re.findall("|".join(ACTORS), line.words)


def _n_words(text: str) -> int:
    return sum(any(char.isalnum() for char in word) for word in TOKENS.findall(text))


#: What the blank Swedish pipeline of the tests cuts these texts into; see ``nlp`` in the fixture.
TOKENS = re.compile(r"\S+")
