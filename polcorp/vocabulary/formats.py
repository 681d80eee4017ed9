"""The formats of exports: their names, file endings, media types and dialects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Format:
    """A format in which a table is written.

    Args:
        media_type: as it is registered with IANA, where it is.
        endings: the endings of its files, the usual one first.
        is_binary: it is no text and needs a file.
        delimiter: what separates cells, where that is all that a reader must know.
        for_people: its tables are labelled and rounded, as people read them.
        dialects: the delimiter of each further dialect.
    """

    media_type: str
    endings: tuple[str, ...]
    is_binary: bool = False
    for_people: bool = False
    delimiter: str = ""
    dialects: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """Return the usual ending of a file, with its full stop."""
        return self.endings[0]

    def delimiter_in(self, dialect: str) -> str:
        """Return the delimiter in a dialect."""
        return self.dialects.get(dialect, self.delimiter)


#: The dialect of a format that has only one.
STANDARD = "standard"

FORMATS: dict[str, Format] = {
    "csv": Format("text/csv", (".csv",), delimiter=",", dialects={"excel-sv": ";"}),
    "tsv": Format("text/tab-separated-values", (".tsv",), delimiter="\t"),
    "json": Format("application/json", (".json",)),
    "jsonl": Format("application/jsonl", (".jsonl", ".ndjson")),
    "md": Format("text/markdown", (".md", ".markdown"), for_people=True),
    "latex": Format("application/x-tex", (".tex", ".latex"), for_people=True),
    "parquet": Format("application/vnd.apache.parquet", (".parquet",), is_binary=True),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx",),
        is_binary=True,
    ),
}

#: All dialects; which of them a format has is said there.
DIALECTS = (STANDARD, *(name for form in FORMATS.values() for name in form.dialects))

#: The formats of a network of actors.
GRAPH = "graphml"

#: The formats of whole exports besides tables: annotations, texts, and the store itself.
ANNOTATION_FORMATS = (
    "brat",
    "conllu",
    "webanno",
    "xmi",
    "tei",
    "vrt",
    "docbin",
    "gold",
    "prodigy",
    "doccano",
    "labelstudio",
)
TEXT_FORMATS = ("quanteda",)
STORE_FORMATS = ("datasette",)


def format_by_ending(ending: str) -> str | None:
    """Return the name of the format whose files end in *ending*, in any case; None if none do.

    >>> format_by_ending(".TEX"), format_by_ending(".txt")
    ('latex', None)
    """
    found = (name for name, form in FORMATS.items() if ending.lower() in form.endings)
    return next(found, None)
