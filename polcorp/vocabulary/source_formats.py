"""The formats in which documents come: their names, file endings and the library that reads each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class SourceFormat:
    """A format of raw documents.

    Args:
        swedish: what it is called in Swedish.
        endings: the endings of its files, in lower case.
        library: the package that reads it, empty where the standard library does.
    """

    swedish: str
    endings: tuple[str, ...] = ()
    library: str = ""


#: The format of a file whose text is stored as it is.
PLAIN = "text"

#: All formats of documents. No ending tells the rows of a table, and the texts of a corpus in XML.
SOURCE_FORMATS: Mapping[str, SourceFormat] = {
    PLAIN: SourceFormat("ren text", (".txt",)),
    "docx": SourceFormat("Word", (".docx", ".docm"), "mammoth"),
    "html": SourceFormat("webbsida", (".html", ".htm", ".xhtml")),
    "markdown": SourceFormat("Markdown", (".md", ".markdown"), "markdown-it-py"),
    "odt": SourceFormat("OpenDocument", (".odt",), "odfdo"),
    "pdf": SourceFormat("PDF", (".pdf",), "pypdf"),
    "rtf": SourceFormat("RTF", (".rtf",), "striprtf"),
    "sparv": SourceFormat("Sparv"),
    "table": SourceFormat("tabellrad"),
    "tei": SourceFormat("TEI"),
}

#: The formats whose files are text in some encoding.
TEXTS = frozenset([PLAIN, "html", "markdown", "sparv", "table", "tei"])

#: The endings of files that are documents.
DOCUMENT_ENDINGS = frozenset(end for form in SOURCE_FORMATS.values() for end in form.endings)

#: Formats of corpora, whose files are known by what they begin with.
CORPORA = ("tei", "sparv")
#: The endings of files that may hold the texts of a corpus.
CORPUS_ENDINGS = frozenset([".xml"])

#: The endings of files that are looked for in folders.
LOOKED_FOR = DOCUMENT_ENDINGS | CORPUS_ENDINGS

_OF_ENDING = {end: name for name, form in SOURCE_FORMATS.items() for end in form.endings}


def source_format(path: str) -> str:
    """Return the format of the file at *path* by its ending; what has no known one is plain text.

    >>> source_format("raw/Program.DOCX"), source_format("raw/Motion")
    ('docx', 'text')
    """
    return _OF_ENDING.get(PurePosixPath(path).suffix.lower(), PLAIN)
