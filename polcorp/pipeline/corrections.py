"""Component ``polcorp_corrections``: the user's actors, demands and themes in place of ours.

One component a layer, right after the one whose work it corrects, so that all later components go
by what the user says. It reads the rows of ``corrections.jsonl`` in ``doc._.given``; their form is
described in docs/annotations.md. A layer that the user vouches for holds the user's rows and no
others. A row that says what the program says is the program's, with its source and rule; a row
that the user left as it was (``kept``) stays even where the program no longer finds it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.errors import PolcorpError
from polcorp.pipeline.annotations import (
    CORRECTIONS,
    USER,
    Demand,
    Mention,
    ThemeCode,
    register_extensions,
    set_spans,
    text_of,
)
from polcorp.pipeline.demands.holders import Speaker
from polcorp.reading.aligned import Aligned

Row = Mapping[str, Any]

#: The part of two spans' union that they share if one is the other, moved.
_SAME = 0.5


class CorrectionError(PolcorpError):
    """A correction that does not fit its text."""


class CorrectionsComponent:
    """Puts the user's rows of one layer in place of the program's."""

    def __init__(self, layer: str) -> None:
        """Correct the *layer*: actors, demands or themes."""
        register_extensions()
        if layer not in _LAYERS:
            raise ValueError(f"unknown layer «{layer}»; known: {', '.join(_LAYERS)}")
        self.layer = layer

    def __call__(self, doc: Doc) -> Doc:
        """Correct *doc*, if it has corrections.

        Raises:
            CorrectionError: a correction is of another text.
        """
        given = doc._.given.get(CORRECTIONS)
        if given:
            rows: list[Row] = json.loads(given)
            kind, correct = _LAYERS[self.layer]
            if any(kind in row.get("corrected", ()) for row in rows):
                ours = [row for row in rows if row["layer"] == kind]
                _check(text_of(doc), ours)
                correct(doc, ours)
        return doc


def _check(text: str, rows: Iterable[Row]) -> None:
    for row in rows:
        if text[row["start"] : row["end"]] != row["text"]:
            raise CorrectionError(
                f"the correction «{row['text'][:40]}» is of another text; export the document and"
                " correct it again, or delete its lines from corrections.jsonl"
            )


def _place(row: Any) -> tuple[int, int]:
    return row["start"], row["end"]


def _correct_actors(doc: Doc, rows: list[Row]) -> None:
    found = {_place(mention): mention for mention in doc._.actors}
    doc._.actors = sorted(
        (_mention(row, found.get(_place(row))) for row in rows), key=itemgetter("start", "end")
    )
    set_spans(doc, "actors", doc._.actors)


def _mention(row: Row, old: Mention | None) -> Mention:
    """Return the mention of a row: the program's *old* one at its place if they say the same."""
    canonical = row.get("canonical") or row["text"]
    wikidata = row.get("wikidata") or None
    if old is not None and old["type"] == row["type"]:
        same = canonical == old["canonical"]
        if row.get("kept") or (same and ("wikidata" not in row or wikidata == old["wikidata"])):
            return old
    return Mention(
        start=row["start"],
        end=row["end"],
        canonical=canonical,
        type=row["type"],
        source=USER,
        rule=USER,
        wikidata=wikidata,
    )


def _correct_demands(doc: Doc, rows: list[Row]) -> None:
    found: list[Demand] = doc._.demands
    at_place = {_place(demand): demand for demand in found}
    taken = {_place(row) for row in rows}
    moved = [demand for demand in found if _place(demand) not in taken]
    demands = []
    for row in rows:
        old = at_place.get(_place(row))
        demands.append(_demand(row, old, old or _nearest(row, moved), doc))
    doc._.demands = sorted(demands, key=itemgetter("start", "end"))
    set_spans(doc, "demands", doc._.demands)


def _nearest(row: Row, demands: Iterable[Demand]) -> Demand | None:
    """Return which of the program's *demands* the user's row is, with other ends."""
    best = max(demands, key=lambda demand: _overlap(row, demand), default=None)
    return best if best is not None and _overlap(row, best) >= _SAME else None


def _overlap(one: Row, other: Any) -> float:
    both: int = min(one["end"], other["end"]) - max(one["start"], other["start"])
    union: int = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return both / union


def _demand(row: Row, old: Demand | None, like: Demand | None, doc: Doc) -> Demand:
    """Return the demand of a row: the program's *old* one at its place if they say the same.

    What the row does not say is as in *like*, the program's demand there or nearly there; a new
    demand is one of the party that speaks.
    """
    known: Any = like or {}
    party = known.get("party") if like else doc._.meta.get("party", {}).get("value")
    if "holder" in row:
        party = row["holder"] or None
    polarity = row.get("polarity") or known.get("polarity", "pos")
    if old is not None and old["form"] == row["form"]:
        same = party == old["party"] and polarity == old["polarity"]
        if row.get("kept") or same:
            return old
    own = known["own"] if like and party == known["party"] else _is_own(party, doc)
    return Demand(
        start=row["start"],
        end=row["end"],
        form=row["form"],
        party=party,
        holder=known.get("holder", ""),
        own=own,
        verb=known.get("verb", ""),
        content=known["content"] if old else row["text"],
        addressee=known.get("addressee", ""),
        polarity=polarity,
        lead_in_start=known.get("lead_in_start"),
        lead_in_end=known.get("lead_in_end"),
        rule=USER,
        confidence=1.0,
    )


def _is_own(party: str | None, doc: Doc) -> bool:
    """Return whether a demand of *party* is one of the document's own."""
    return Speaker.of(doc).owns(party, USER)


def _correct_themes(doc: Doc, rows: list[Row]) -> None:
    """Give demands the themes that the user has given them; all others keep theirs."""
    rules = {_place(demand): demand["rule"] for demand in doc._.demands}
    found: dict[tuple[int, int], list[ThemeCode]] = {}
    for code in doc._.themes:
        if code["unit"] == "demand":
            found.setdefault(_place(code), []).append(code)
    said = {}
    for row in rows:
        place = _place(row)
        counts = "themes" in row and (rules.get(place) == USER or not row.get("kept"))
        if counts and _codes(found.get(place, ())) != list(row["themes"]):
            said[place] = row["themes"]
    kept = [
        code
        for code in doc._.themes
        if code["unit"] != "demand" or (_place(code) in rules and _place(code) not in said)
    ]
    doc._.themes = kept + [
        ThemeCode(
            unit="demand", start=start, end=end, theme=theme, rank=rank, score=1.0, evidence=[USER]
        )
        for (start, end), themes in said.items()
        for rank, theme in enumerate(themes, start=1)
    ]


def _codes(codes: Iterable[ThemeCode]) -> list[str]:
    return [code["theme"] for code in sorted(codes, key=itemgetter("rank"))]


#: Each layer: which rows are of it, and how they get into the document.
_LAYERS: dict[str, tuple[str, Callable[[Doc, list[Row]], None]]] = {
    "actors": ("ACTOR", _correct_actors),
    "demands": ("DEMAND", _correct_demands),
    "themes": ("DEMAND", _correct_themes),
}


def corrections_in(given: Mapping[str, str], view: Aligned) -> Mapping[str, str]:
    """Return what is *given* of a raw text, its corrections with the offsets of its clean view."""
    if view.is_raw or CORRECTIONS not in given:
        return given
    rows = [_in_view(row, view) for row in json.loads(given[CORRECTIONS])]
    return {**given, CORRECTIONS: json.dumps(rows, ensure_ascii=False)}


def _in_view(row: Row, view: Aligned) -> Row:
    if "start" not in row or view.raw[row["start"] : row["end"]] != row["text"]:
        return row  # of another text, which the component will say
    start, end = view.found(row["start"], row["end"])
    return {**row, "start": start, "end": end, "text": view.text[start:end]}


def add_corrections(nlp: Language, layer: str) -> None:
    """Add the component for a layer at the end of a pipeline."""
    nlp.add_pipe("polcorp_corrections", name=f"polcorp_corrected_{layer}", config={"layer": layer})


@Language.factory(
    "polcorp_corrections",
    default_config={"layer": "actors"},
    assigns=["doc.spans", "doc._.actors", "doc._.demands", "doc._.themes"],
)
def create_corrections(nlp: Language, name: str, layer: str) -> CorrectionsComponent:
    """Build the component; *layer* is ``actors``, ``demands`` or ``themes``."""
    return CorrectionsComponent(layer)
