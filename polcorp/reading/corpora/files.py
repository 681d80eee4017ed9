"""Files of XML that hold texts of a corpus: which they are, and their texts as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from polcorp.reading.archive_members import Inside
from polcorp.reading.corpora.parsing import EntityFileError, XmlFileError, root_of
from polcorp.reading.corpora.sparv import is_sparv, texts_of_sparv
from polcorp.reading.corpora.tei import texts_of_tei
from polcorp.reading.corpora.tei_people import TEI, People, people_in
from polcorp.reading.corpora.texts import CorpusText
from polcorp.reading.discovery import Failure, SourceFile
from polcorp.reading.table_rows import name_in_path

#: What Sparv adds to the name of the file that it annotated.
_OF_SPARV = ("_export", "_scrambled")


def kind_of(location: Path) -> str:
    """Return the format of a corpus in XML, ``tei`` or ``sparv``; empty for any other file.

    Raises:
        EntityFileError: the file declares entities.
        OSError: the file cannot be read.
    """
    try:
        root = root_of(location)
    except EntityFileError:
        raise
    except XmlFileError:
        return ""
    if root.startswith(TEI):
        return "tei"
    return "sparv" if is_sparv(location) else ""


def people_of(locations: Iterable[Path]) -> People:
    """Return the people that files of TEI list before their texts; what is broken has none.

    Raises:
        OSError: a file cannot be read.
    """
    people = People()
    for location in locations:
        try:
            for listed in people_in(location):
                people.add(listed)
        except XmlFileError:
            continue  # its texts are read next, and that tells what is wrong
    return people


def write_texts(file: SourceFile, folder: Path, kind: str, people: People) -> Inside:
    """Write the texts of a corpus to *folder*, each under its number.

    Raises:
        XmlFileError: the file cannot be read.
        OSError: it cannot be read, or the folder not written.
    """
    inside = Inside()
    used: set[str] = set()
    for number, text in enumerate(_texts(file.location, kind, people), start=1):
        name = name_in_path(text.name) or _stem(file.name, number)
        if name in used:
            name = f"{name}-{number}"
        used.add(name)
        path = f"{file.name}/{name}.txt"
        if not text.text.strip():
            inside.failures.append(Failure(path, "it holds no text"))
            continue
        location = folder / str(number)
        location.write_bytes(text.text.encode())
        inside.files.append(SourceFile(path, location, text.gives, kind))
    return inside


def _texts(location: Path, kind: str, people: People) -> Iterator[CorpusText]:
    return texts_of_tei(location, people) if kind == "tei" else texts_of_sparv(location)


def _stem(path: str, number: int) -> str:
    """Return the name of a text that has none: that of its file, and from the second on its number."""
    stem = PurePosixPath(path).stem
    for ending in reversed(_OF_SPARV):
        stem = stem.removesuffix(ending) or stem
    return stem if number == 1 else f"{stem}-{number}"
