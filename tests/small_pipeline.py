"""A component that fills every kind of annotation by rules simple enough to be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from polcorp.pipeline.annotations import (
    Boilerplate,
    Demand,
    LeadIn,
    Mention,
    MetaField,
    Section,
    ThemeCode,
)
from polcorp.vocabulary.values import DemandForm, SectionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAMES = {
    "Skolfam": ("Skolfam", "PROGRAMME", "Q10667178"),
    "polisen": ("Polisen", "AUTHORITY", None),
    "BID": ("BID", "PROGRAMME", None),
    "Falkenberg": ("Falkenberg", "GPE", None),
}
THEMES = {"skola": "skola", "trygg": "trygghet", "barn": "barn_unga"}

POS = {
    "vill": "VERB",
    "införs": "VERB",
    "står": "VERB",
    "vi": "PRON",
    "att": "SCONJ",
    "i": "ADP",
    "hela": "ADJ",
    "bid": "PROPN",
    "och": "CCONJ",
}


def _lines(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^\r\n]*\S[^\r\n]*", text)


def _sections(text: str) -> list[Section]:
    """A short line without a full stop is a heading; «Dela» opens boilerplate."""
    starts: list[tuple[int, int | None, SectionKind]] = []
    for line in _lines(text):
        words = line.group()
        if words.startswith("Dela"):
            starts.append((line.start(), None, "boilerplate"))
        elif len(words) < 20 and words[-1] not in ".:" and words[0] != "•":
            starts.append((line.start(), line.end(), "body"))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, None, "body"))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [
        Section(
            start=start,
            end=end,
            level=1,
            kind=kind,
            heading_start=start if heading_end else None,
            heading_end=heading_end,
            parent=None,
            rule="short_line",
            confidence=1.0,
        )
        for (start, heading_end, kind), end in zip(starts, ends, strict=True)
    ]


def _demands(text: str, party: str | None) -> list[Demand]:
    """An item is a demand, and so is a clause of «vill att» with one of two subjects."""
    found = []
    lead_in: tuple[int | None, int | None] = (None, None)
    for line in _lines(text):
        words = line.group()
        if words.endswith("vill att:"):
            lead_in = (line.start(), line.end())
        if words.startswith("• "):
            found.append(_demand(text, line.start() + 2, line.end(), "bullet", party, lead_in))
        elif match := re.search(r"(Vi|Moderaterna) vill att [^.]*", words):
            start, end = (line.start() + place for place in match.span())
            found.append(_demand(text, start, end, "prose", party))
    return found


def _demand(
    text: str,
    start: int,
    end: int,
    form: DemandForm,
    party: str | None,
    lead_in: tuple[int | None, int | None] = (None, None),
) -> Demand:
    content = text[start:end]
    own = "Moderaterna" not in content
    return Demand(
        start=start,
        end=end,
        form=form,
        party=party if own else "M",
        holder=content.split()[0] if form == "prose" else "",
        own=own,
        verb="vilja",
        content=content,
        addressee="",
        polarity="pos",
        lead_in_start=lead_in[0],
        lead_in_end=lead_in[1],
        rule="will",
        confidence=0.9,
    )


def _mentions(text: str) -> list[Mention]:
    """Every known name is a mention, wherever it occurs."""
    return [
        Mention(
            start=match.start(),
            end=match.end(),
            canonical=NAMES[match.group()][0],
            type=NAMES[match.group()][1],
            source="lexicon",
            rule="name",
            wikidata=NAMES[match.group()][2],
        )
        for match in re.finditer("|".join(NAMES), text)
    ]


def _codes(text: str, demands: list[Demand]) -> list[ThemeCode]:
    """A theme is in each demand and each sentence that has its stem."""
    units: list[tuple[Literal["demand", "sentence"], int, int]] = [
        *(("demand", item["start"], item["end"]) for item in demands),
        *(("sentence", *m.span()) for m in re.finditer(r"[^.\r\n]*\w[^.\r\n]*\.?", text)),
    ]
    codes: list[ThemeCode] = []
    for unit, start, end in units:
        hits = [(theme, stem) for stem, theme in THEMES.items() if stem in text[start:end].lower()]
        codes.extend(
            ThemeCode(
                unit=unit,
                start=start,
                end=end,
                theme=theme,
                rank=rank,
                score=1.0 / rank,
                evidence=[stem],
            )
            for rank, (theme, stem) in enumerate(hits, start=1)
        )
    return codes


def _meta(text: str, given: dict[str, str]) -> dict[str, MetaField]:
    """What is given is known; of the party two words tell."""
    party = given.get("party") or ("S" if "läxhjälp" in text else "C" if "Dela" in text else None)
    fields = {
        name: MetaField(value=given.get(name), evidence="given", confidence=1.0)
        for name in ("municipality", "region", "date", "doc_type", "title")
    }
    return fields | {
        "party": MetaField(value=party, evidence="läxhjälp", confidence=0.8),
        "parties": MetaField(value=party, evidence="", confidence=0.8),
    }


def annotate(doc: Doc) -> Doc:
    """Fill ``Doc._`` by the simplest rules that give every kind of row."""
    text = doc.text
    if "krasch" in text:
        raise RuntimeError("no\nluck")
    for token in doc:
        before = text[: token.idx].rstrip(" ")
        token.is_sent_start = token.i == 0 or before[-1:] in ".\n\r:"
        token.pos_ = POS.get(token.lower_, "NOUN" if token.is_alpha else "PUNCT")
    doc._.meta = _meta(text, getattr(doc._, "given", {}))
    doc._.sections = _sections(text)
    doc._.boilerplate = [
        Boilerplate(start=item["start"], end=item["end"], rule="share", confidence=1.0)
        for item in doc._.sections
        if item["kind"] == "boilerplate"
    ]
    doc._.lead_ins = [
        LeadIn(start=m.start(), end=m.end(), demands=True, rule="colon", confidence=1.0)
        for m in re.finditer(r"\S+ vill att:", text)
    ]
    doc._.demands = _demands(text, doc._.meta["party"]["value"])
    doc._.actors = _mentions(text)
    doc._.themes = _codes(text, doc._.demands)
    return doc
