"""Brat stand-off: a ``.txt`` and an ``.ann`` file a document, and ``annotation.conf``.

Attributes stand in a note on each annotation, ``canonical=Skolfam | wikidata=Q1``: brat's own
attributes hold no free text. A span over several lines is written in fragments, as brat wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from polcorp.errors import DataFileError, PolcorpError
from polcorp.reports.annotations.spans import (
    ACTOR_TYPES,
    FORMS,
    LAYERS,
    Annotated,
    Span,
    check_label,
)

_NOTE_SEPARATOR = " | "
_FRAGMENT = re.compile(r"[^\r\n]+")

CONFIGURATION = "\n".join(
    (
        "[entities]",
        "!DEMAND",
        *(f"\tDEMAND_{form.upper()}" for form in FORMS),
        "!ACTOR",
        *(f"\t{kind}" for kind in ACTOR_TYPES),
        "!LAYOUT",
        *(f"\t{layer}" for layer in LAYERS),
        "",
        "[relations]",
        "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        "",
        "[events]",
        "",
        "[attributes]",
        "",
    )
)


def to_ann(text: str, spans: Iterable[Span]) -> str:
    """Return the ``.ann`` file of a text."""
    lines = []
    for number, span in enumerate(spans, start=1):
        pieces = [
            (span.start + match.start(), span.start + match.end())
            for match in _FRAGMENT.finditer(text[span.start : span.end])
        ]
        place = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end] for start, end in pieces)
        lines.append(f"T{number}\t{span.label} {place}\t{words}")
        if span.attributes:
            note = _NOTE_SEPARATOR.join(f"{key}={value}" for key, value in span.attributes.items())
            lines.append(f"#{number}\tAnnotatorNotes T{number}\t{' '.join(note.split())}")
    return "".join(line + "\n" for line in lines)


def read_ann(path: Path) -> list[Span]:
    """Read an ``.ann`` file; relations, events and attributes of brat's are passed over.

    Raises:
        DataFileError: a line is no annotation, or its label is not known; names the line.
    """
    found: dict[str, tuple[int, int, str]] = {}
    notes: dict[str, Mapping[str, str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        fields = line.rstrip("\r").split("\t")
        try:
            if line.startswith("T"):
                label, _, place = fields[1].partition(" ")
                offsets = [int(offset) for offset in re.split("[ ;]", place)]
                found[fields[0]] = (min(offsets), max(offsets), check_label(label))
            elif line.startswith("#") and fields[1].startswith("AnnotatorNotes "):
                notes[fields[1].split()[1]] = _attributes(fields[2])
        except (IndexError, ValueError, PolcorpError) as error:
            problem = str(error) if isinstance(error, PolcorpError) else "no brat annotation"
            raise DataFileError(path.as_posix(), number, problem) from error
    return sorted(Span(*place, notes.get(key, {})) for key, place in found.items())


def read_brat(folder: Path) -> Iterator[Annotated]:
    """Yield the documents of a folder of brat's, by name.

    Raises:
        DataFileError: there are no ``.ann`` files, one lacks its text, or one is broken.
    """
    files = sorted(folder.rglob("*.ann"))
    if not files:
        raise DataFileError(folder.as_posix(), None, "the folder holds no .ann files")
    for path in files:
        text = path.with_suffix(".txt")
        if not text.is_file():
            raise DataFileError(path.as_posix(), None, f"{text.name} is not beside it")
        with text.open(encoding="utf-8", newline="") as file:
            yield Annotated(path.stem, file.read(), tuple(read_ann(path)))


def _attributes(note: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in note.split(_NOTE_SEPARATOR))
    return {key.strip(): value.strip() for key, sign, value in pairs if sign and value.strip()}
