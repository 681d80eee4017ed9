r"""Brat stand-off: a ``.txt`` and an ``.ann`` file per document, and ``annotation.conf``.

Attributes are in a note on each annotation, ``canonical=Skolfam | wikidata=Q1``: brat's own
attributes hold no free text. A «|» or «\» in a value has a «\» before it. A span over several
lines is written in fragments, as brat wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from polcorp.errors import DataFileError, PolcorpError
from polcorp.reading.json_lines import read_utf8
from polcorp.reports.annotations.spans import (
    LAYERS,
    Annotated,
    Span,
    checked_span,
)
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.values import DEMAND_FORMS

_NOTE_SEPARATOR = " | "
#: What is between two «|» of a note; one after a «\\» is part of a value.
_PART = re.compile(r"(?:\\.|[^\\|])+")
_FRAGMENT = re.compile(r"[^\r\n]+")

CONFIGURATION = "\n".join(
    (
        "[entities]",
        "!DEMAND",
        *(f"\tDEMAND_{form.upper()}" for form in DEMAND_FORMS),
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
            note = _NOTE_SEPARATOR.join(
                f"{key}={_escaped(value)}" for key, value in span.attributes.items()
            )
            lines.append(f"#{number}\tAnnotatorNotes T{number}\t{note}")
    return "".join(line + "\n" for line in lines)


def _escaped(value: str) -> str:
    return re.sub(r"([\\|])", r"\\\1", " ".join(value.split()))


def read_ann(path: Path) -> list[Span]:
    """Read an ``.ann`` file; relations, events and attributes of brat's are passed over.

    Raises:
        DataFileError: a line is no annotation, or its label is not known; names the line.
    """
    found: dict[str, Span] = {}
    notes: dict[str, Mapping[str, str]] = {}
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        fields = line.rstrip("\r").split("\t")
        try:
            if line.startswith("T"):
                if fields[0] in found:
                    raise PolcorpError(f"a second annotation {fields[0]}")
                found[fields[0]] = _span(fields[1], number)
            elif line.startswith("#") and fields[1].startswith("AnnotatorNotes "):
                notes[fields[1].split()[1]] = _attributes(fields[2])
        except (IndexError, ValueError) as error:
            raise DataFileError(path.as_posix(), number, "no brat annotation") from error
        except PolcorpError as error:
            raise DataFileError(path.as_posix(), number, str(error)) from error
    return sorted(replace(span, attributes=notes.get(key, {})) for key, span in found.items())


def _span(field: str, line: int) -> Span:
    """Return the span of «LABEL 3 7;9 22», from the first place to the last."""
    label, _, place = field.partition(" ")
    ends = [tuple(map(int, piece.split())) for piece in place.split(";")]
    for start, end in ends:
        checked_span(start, end, label)
    return checked_span(min(a for a, _ in ends), max(b for _, b in ends), label, {}, line)


def read_brat(folder: Path) -> Iterator[Annotated]:
    """Yield the documents of a folder of brat's, by name.

    Raises:
        DataFileError: an ``.ann`` file lacks its text or is broken.
    """
    for path in sorted(folder.rglob("*.ann")):
        text = path.with_suffix(".txt")
        if not text.is_file():
            raise DataFileError(path.as_posix(), None, f"{text.name} is not beside it")
        spans = tuple(read_ann(path))
        yield Annotated(path.stem, read_utf8(text, "utf-8"), spans, path.as_posix())


def _attributes(note: str) -> dict[str, str]:
    """Return the attributes of a note."""
    pairs = (part.partition("=") for part in _PART.findall(note))
    return {
        key.strip(): re.sub(r"\\(.)", r"\1", value).strip() for key, sign, value in pairs if sign
    }
