"""What the user has corrected: actors and demands of a document that go before the program's.

``corrections.jsonl`` has the form of the gold: one object a line, and for each document a line of
the layer ``DOCUMENT`` whose ``corrected`` lists the layers that the user vouches for. These are
taken as they stand; of the others the program's own are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from polcorp.errors import DataFileError
from polcorp.pipeline.annotations import Demand, Mention, ThemeCode

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Where the corrections are kept when no folder is named.
DEFAULT_CORRECTIONS = Path("data/annotations/corrections.jsonl")

#: Under this name the corrections of a document travel with what the user knows of it.
CORRECTIONS = "corrections"

Row = dict[str, Any]


def read_corrections(path: Path) -> dict[str, list[Row]]:
    """Return the lines of each document by the name they have it under; none without a file.

    Raises:
        DataFileError: a line is no annotation; names the file and the line.
    """
    found: dict[str, list[Row]] = {}
    if not path.is_file():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.setdefault(str(row["doc"]), []).append(row)
            if row["layer"] != "DOCUMENT" and not 0 <= int(row["start"]) < int(row["end"]):
                raise ValueError(f"the span {row['start']}–{row['end']} is empty or negative")
        except KeyError as error:
            raise DataFileError(path.as_posix(), number, f"the field {error} is missing") from error
        except (ValueError, TypeError) as error:
            raise DataFileError(path.as_posix(), number, str(error)) from error
    return found


def write_corrections(path: Path, corrections: Mapping[str, Iterable[Row]]) -> None:
    """Write the corrections of all documents, in the order of their names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps(row, ensure_ascii=False)
        for name in sorted(corrections)
        for row in corrections[name]
    ]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def with_corrections(
    given: Mapping[str, Mapping[str, str]],
    paths: Iterable[str],
    corrections: Mapping[str, list[Row]],
) -> dict[str, dict[str, str]]:
    """Return what is *given* of each path, with its corrections as one more value."""
    result = {path: dict(values) for path, values in given.items()}
    for path in paths if corrections else ():
        rows = corrections.get(path) or corrections.get(PurePosixPath(path).name)
        if rows:
            result.setdefault(path, {})[CORRECTIONS] = json.dumps(rows, ensure_ascii=False)
    return result


def corrected(doc: Doc, given: Mapping[str, str], nlp: Language) -> Doc:
    """Return *doc* with the user's actors and demands in the place of the program's.

    Raises:
        ValueError: a correction is not of this text.
    """
    if CORRECTIONS not in given:
        return doc
    rows: list[Row] = json.loads(given[CORRECTIONS])
    layers = {layer for row in rows for layer in row.get("corrected", ())}
    text = doc.text
    for row in rows:
        if row["layer"] in layers and text[row["start"] : row["end"]] != row["text"]:
            raise ValueError(f"the correction «{row['text'][:40]}» is of another text")
    if "ACTOR" in layers:
        doc._.actors = [_mention(row) for row in rows if row["layer"] == "ACTOR"]
    if "DEMAND" in layers:
        ours = [row for row in rows if row["layer"] == "DEMAND"]
        doc._.demands = [_demand(row, doc) for row in ours]
        _code_anew(doc, ours, nlp)
    return doc


def _mention(row: Row) -> Mention:
    return Mention(
        start=row["start"],
        end=row["end"],
        canonical=row.get("canonical") or row["text"],
        type=row["type"],
        source="user",
        rule="user",
        wikidata=row.get("wikidata"),
    )


def _demand(row: Row, doc: Doc) -> Demand:
    """Return the user's demand; what the user does not say is the program's, where it agrees."""
    from polcorp.pipeline.asking.holders import Speaker

    old: Any = next(
        (d for d in doc._.demands if (d["start"], d["end"]) == (row["start"], row["end"])), {}
    )
    party = row.get("holder") or old.get("party")
    return Demand(
        start=row["start"],
        end=row["end"],
        form=row["form"],
        party=party,
        holder=old.get("holder", ""),
        own=Speaker.of(doc).owns(party, "user"),
        verb=old.get("verb", ""),
        content=old.get("content", row["text"]),
        addressee=old.get("addressee", ""),
        polarity=row.get("polarity") or old.get("polarity", "pos"),
        lead_in_start=old.get("lead_in_start"),
        lead_in_end=old.get("lead_in_end"),
        rule="user",
        confidence=1.0,
    )


def _code_anew(doc: Doc, rows: list[Row], nlp: Language) -> None:
    """Give the demands the user's themes, and the program's where the user says nothing."""
    if nlp.has_pipe("polcorp_themes"):
        doc = nlp.get_pipe("polcorp_themes")(doc)
    spans = {(row["start"], row["end"]) for row in rows}
    said = {(row["start"], row["end"]): row["themes"] for row in rows if row.get("themes")}
    kept: list[ThemeCode] = [
        code
        for code in doc._.themes
        if code["unit"] != "demand"
        or ((place := (code["start"], code["end"])) in spans and place not in said)
    ]
    doc._.themes = kept + [
        ThemeCode(
            unit="demand", start=start, end=end, theme=theme, rank=n, score=1.0, evidence=["user"]
        )
        for (start, end), themes in said.items()
        for n, theme in enumerate(themes, start=1)
    ]
