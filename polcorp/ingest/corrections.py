"""The corrections of the user: reading and writing the file, and which document each is about.

``corrections.jsonl`` has the form of the gold: one object per line, and for each document a line of
the layer ``DOCUMENT`` whose ``corrected`` lists the layers that the user vouches for. These are
taken as they are; the others are the program's. The component ``polcorp_corrections`` applies them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from polcorp.errors import DataFileError, PolcorpError
from polcorp.lexicons.files import explain
from polcorp.pipeline.annotations import CORRECTIONS
from polcorp.reading.discovery import SourceFile
from polcorp.reading.documents import UnreadableFileError, read_bytes
from polcorp.reading.json_lines import JsonObject, json_lines
from polcorp.store.connection import reading
from polcorp.vocabulary.values import DemandForm, Polarity
from polcorp.whole_file import write_whole

#: The layers that can be corrected.
LAYERS = ("ACTOR", "DEMAND")

Row = dict[str, Any]

_MEND = "correct the line or delete it, or import the annotations again"


class _Line(BaseModel):
    """What every line has to have; what it has besides is kept."""

    model_config = ConfigDict(strict=True, extra="ignore")

    doc: str
    layer: str


class _Document(_Line):
    corrected: list[Literal["ACTOR", "DEMAND"]] = []


class _Span(_Line):
    start: int
    end: int
    text: str
    kept: bool = False

    @model_validator(mode="after")
    def _is_span(self) -> _Span:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError(f"{self.start}–{self.end} is not the place of its text")
        return self


class _Actor(_Span):
    type: str
    canonical: str | None = None
    wikidata: str | None = None


class _Demand(_Span):
    form: DemandForm
    holder: str | None = None
    polarity: Polarity | None = None
    themes: list[str] | None = None


_MODELS: dict[str, type[_Line]] = {"DOCUMENT": _Document, "ACTOR": _Actor, "DEMAND": _Demand}


def read_corrections(path: Path) -> dict[str, list[Row]]:
    """Return the lines of each document by the name they have it under; none without a file.

    Raises:
        PolcorpError: a line is no annotation; names the file, the line and the way out.
    """
    found: dict[str, list[Row]] = {}
    places: set[tuple[str, str, int, int]] = set()
    try:
        for line in json_lines(path) if path.is_file() else ():
            row = _checked(line)
            place = (row["doc"], row["layer"], row.get("start", -1), row.get("end", -1))
            if place in places:
                raise line.wrong(f"a second {row['layer']} at the same place")
            places.add(place)
            found.setdefault(row["doc"], []).append(row)
    except DataFileError as error:
        raise PolcorpError(f"{error}; {_MEND}") from error
    return found


def _checked(line: JsonObject) -> Row:
    layer = line.value.get("layer")
    model = _MODELS.get(layer, _Line) if isinstance(layer, str) else _Line
    try:
        model.model_validate(line.value)
    except ValidationError as error:
        raise line.wrong(explain(error)) from error
    return line.value


def write_corrections(path: Path, corrections: Mapping[str, Iterable[Row]]) -> None:
    """Write the corrections of all documents, in the order of their names.

    Raises:
        DataFileError: the file cannot be written; what it held is still there.
    """
    lines = [
        json.dumps(row, ensure_ascii=False)
        for name in sorted(corrections)
        for row in corrections[name]
    ]
    target = path.resolve()  # a link stays a link
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, "".join(line + "\n" for line in lines).encode())
    except OSError as error:
        raise DataFileError(path.as_posix(), None, error.strerror or str(error)) from error


def with_corrections(
    given: Mapping[str, Mapping[str, str]], corrections: Mapping[str, list[Row]]
) -> dict[str, dict[str, str]]:
    """Return what is *given* of each path, with its *corrections* by path as one more value."""
    result = {path: dict(values) for path, values in given.items()}
    for path, rows in corrections.items():
        if vouched := _vouched(rows):
            result.setdefault(path, {})[CORRECTIONS] = json.dumps(vouched, ensure_ascii=False)
    return result


def _vouched(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of the layers that the user vouches for, and the row that says which."""
    layers = {layer for row in rows for layer in row.get("corrected", ())}
    return [row for row in rows if row["layer"] in layers or row.get("corrected")]


def same_content(name: str, rows: Iterable[Row], files: Iterable[SourceFile]) -> list[str]:
    """Return the paths of the files of that name that have the content that was corrected.

    Raises:
        PolcorpError: several files have the name, and nothing says which is meant.
    """
    called = [file for file in files if PurePosixPath(file.name).name == PurePosixPath(name).name]
    wanted = {row["sha256"] for row in rows if "sha256" in row}
    same = [file.name for file in called if wanted and _sha256(file) in wanted]
    if not same and len(called) > 1 and "/" not in name:
        names = ", ".join(file.name for file in called)
        raise PolcorpError(
            f"the corrections of «{name}» may be about {names}; give the path as «doc» in"
            " corrections.jsonl"
        )
    return same


def _sha256(file: SourceFile) -> str | None:
    try:
        return hashlib.sha256(read_bytes(file.location)).hexdigest()
    except (OSError, UnreadableFileError):  # the ingest will say why
        return None


def stored_corrections(corpus: Path) -> dict[str, list[Row]]:
    """Return the corrections with which each document of a store was analysed, by doc_id.

    Raises:
        PolcorpError: the corpus cannot be read.
    """
    with reading(corpus) as connection:
        rows = connection.execute("SELECT doc_id, given FROM document").fetchall()
    given = ((doc_id, json.loads(values)) for doc_id, values in rows)
    return {
        doc_id: json.loads(values[CORRECTIONS]) for doc_id, values in given if CORRECTIONS in values
    }


def known_themes(corpus: Path) -> frozenset[str]:
    """Return the codes of all themes of a store, those that no text is about among them.

    Raises:
        PolcorpError: the corpus cannot be read.
    """
    with reading(corpus) as connection:
        return frozenset(code for (code,) in connection.execute("SELECT code FROM theme"))
