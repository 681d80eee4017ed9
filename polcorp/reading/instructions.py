"""How one file is to be read, where its name and its bytes do not say it.

This travels with what the user knows of a document (``given``), under a name that no column can have.
A document is analysed again when it changes: with another ``--encoding``, or another version of the
library that reads its format.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata

from polcorp.vocabulary.source_formats import SOURCE_FORMATS, TEXTS, source_format

#: Under this name the instructions travel with what the user knows of a document.
READ = "@read"


@dataclass(frozen=True)
class Instructions:
    """What is to be told of a file.

    Args:
        source_format: where the ending does not tell it.
        encoding: where the user names it.
        lenient: whether to replace what does not fit.
        library: what reads the format, with its version.
    """

    source_format: str = ""
    encoding: str = ""
    lenient: bool = False
    library: str = ""

    def as_json(self) -> str:
        """Return the one form in which instructions are stored and compared; empty for none."""
        told = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(told, sort_keys=True) if told else ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Instructions:
        """Return the instructions that travel among the *given* values, or empty ones."""
        return cls(**json.loads(given[READ])) if READ in given else cls()

    def format_of(self, path: str) -> str:
        """Return the format of the document at *path*."""
        return self.source_format or source_format(path)


def instructions_for(
    path: str, told_format: str = "", encoding: str = "", *, lenient: bool = False
) -> Instructions:
    """Return what is to be told of the file at *path*; options of decoding matter to text alone.

    The text of a row is in UTF-8, whatever its table is in.
    """
    if told_format:
        return Instructions(told_format, "utf-8")
    form = source_format(path)
    library = library_of(form)
    if form not in TEXTS:
        return Instructions(library=library)
    return Instructions(encoding=encoding, lenient=lenient, library=library)


@cache
def library_of(form: str) -> str:
    """Return the library that reads a format with its version, empty where none is needed or there."""
    name = SOURCE_FORMATS[form].library
    try:
        return f"{name} {metadata.version(name)}" if name else ""
    except metadata.PackageNotFoundError:
        return ""
