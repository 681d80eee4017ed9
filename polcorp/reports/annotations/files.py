"""Writing a corpus's annotations to a folder, and reading corrected ones back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.analysis.views import DocumentView
from polcorp.errors import DataFileError, UnknownValueError
from polcorp.reports.annotations import brat, json_import, jsonl, tei, tokens, vrt, xmi
from polcorp.reports.annotations.spans import Annotated, Span, key_of, spans_of
from polcorp.reports.exports import write_file
from polcorp.vocabulary.formats import ANNOTATION_FORMATS

if TYPE_CHECKING:
    from spacy.language import Language

_JSON: dict[str, Callable[[DocumentView, Sequence[Span]], list[dict[str, Any]]]] = {
    "gold": jsonl.to_gold,
    "prodigy": jsonl.to_prodigy,
    "doccano": jsonl.to_doccano,
    "labelstudio": jsonl.to_label_studio,
}
_OF_TOKENS: dict[str, Callable[[DocumentView, Sequence[Span], Language], str]] = {
    "conllu": tokens.to_conllu,
    "webanno": tokens.to_webanno,
    "xmi": xmi.to_xmi,
    "tei": tei.to_tei,
    "vrt": vrt.to_vrt,
}
#: The endings of formats with a file for each document.
_ENDINGS = {"webanno": ".tsv", "xmi": ".xmi", "tei": ".xml", "vrt": ".vrt"}

#: A «_» beside another one or beside a «/».
_AMBIGUOUS = re.compile(r"_(?=[_/])|(?<=[_/])_")

#: Files that say little without others of their folder.
_IN_FOLDERS = frozenset([".ann", ".xmi"])

#: Bytes of a name that a system takes (255), without an extension.
_LONGEST_STEM = 251


def write_annotations(views: Iterable[DocumentView], folder: Path, kind: str) -> list[Path]:
    """Write the annotations of all documents in the format *kind* and return the files.

    Raises:
        UnknownValueError: there is no such format.
        PolcorpError: a file cannot be written.
    """
    if kind == "brat":
        return _write_brat(views, folder)
    if kind in _JSON:
        return _write_json(views, folder, kind)
    if kind in _OF_TOKENS or kind == "docbin":
        from polcorp.pipeline.language import load_pipeline

        return _write_tokens(views, folder, kind, load_pipeline())
    raise UnknownValueError("format of annotations", kind, ANNOTATION_FORMATS)


def read_annotations(path: Path) -> Iterator[Annotated]:
    """Yield the documents of a folder of brat's or of XMI, or of a JSON file of another tool.

    A folder that holds the JSON file alone, as the export writes it, stands for the file.

    Raises:
        DataFileError: nothing is there, or it is in no known form; names file and line.
    """
    if path.is_file():
        if path.suffix.lower() in _IN_FOLDERS:
            raise DataFileError(
                path.as_posix(), None, "read with what is beside it: name its folder"
            )
        yield from json_import.read_json(path)
    elif not path.is_dir():
        raise DataFileError(path.as_posix(), None, "there is no such file or folder")
    elif next(path.rglob("*.ann"), None):
        yield from brat.read_brat(path)
    elif next(path.rglob("*.xmi"), None):
        yield from xmi.read_xmi(path)
    else:
        yield from json_import.read_json(_only_json(path))


def _only_json(folder: Path) -> Path:
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    found = sorted(path for path in visible if path.suffix in {".json", ".jsonl"})
    if len(found) == 1:
        return found[0]
    wrong = (
        "several JSON files; name the one to read"
        if found
        else "no .ann, no .xmi and no JSON files"
    )
    raise DataFileError(folder.as_posix(), None, f"the folder holds {wrong}")


def file_stem(view: DocumentView) -> str:
    """Return the name that a document's files have in the export, without extension.

    «__» stands for the «/» of a path; where a name has «_» at such a place, it is written «%5F», so
    that no two documents have one name. A name that is longer than a system takes ends in a hash.
    """
    name = key_of(view).removesuffix(".txt").replace("%", "%25")
    stem = _AMBIGUOUS.sub("%5F", name).replace("/", "__")
    in_bytes = stem.encode()
    if len(in_bytes) <= _LONGEST_STEM:
        return stem
    digest = hashlib.sha256(in_bytes).hexdigest()[:16]
    return in_bytes[: _LONGEST_STEM - 17].decode(errors="ignore") + "~" + digest


def _write_brat(views: Iterable[DocumentView], folder: Path) -> list[Path]:
    written = [folder / "annotation.conf"]
    write_file(written[0], brat.CONFIGURATION.encode())
    for view in views:
        ann = brat.to_ann(view.text, spans_of(view))
        for suffix, text in ((".txt", view.text), (".ann", ann)):
            path = folder / (file_stem(view) + suffix)
            write_file(path, text.encode())
            written.append(path)
    return written


def _write_json(views: Iterable[DocumentView], folder: Path, kind: str) -> list[Path]:
    rows = [row for view in views for row in _JSON[kind](view, spans_of(view))]
    if kind == "labelstudio":
        tasks, interface = folder / "labelstudio.json", folder / "labelstudio.xml"
        write_file(tasks, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
        write_file(interface, jsonl.LABEL_STUDIO_INTERFACE.encode())
        return [tasks, interface]
    path = folder / f"{kind}.jsonl"
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_file(path, text.encode())
    return [path]


def _write_each(
    views: Iterable[DocumentView], folder: Path, kind: str, nlp: Language
) -> list[Path]:
    """Write a file for each document, and what its format has besides."""
    written = []
    if kind == "xmi":
        written.append(folder / xmi.TYPE_SYSTEM)
        write_file(written[0], xmi.type_system_xml())
    for view in views:
        path = folder / f"{file_stem(view)}{_ENDINGS[kind]}"
        write_file(path, _OF_TOKENS[kind](view, spans_of(view), nlp).encode())
        written.append(path)
    return written


def _write_tokens(
    views: Iterable[DocumentView], folder: Path, kind: str, nlp: Language
) -> list[Path]:
    if kind == "conllu":
        path = folder / "annotations.conllu"
        write_file(path, "".join(tokens.to_conllu(v, spans_of(v), nlp) for v in views).encode())
        return [path]
    if kind in _ENDINGS:
        return _write_each(views, folder, kind, nlp)
    from spacy.tokens import DocBin

    bin_of_docs = DocBin(store_user_data=True)
    for view in views:
        bin_of_docs.add(tokens.to_doc(view, spans_of(view), nlp))
    path = folder / "annotations.spacy"
    write_file(path, bin_of_docs.to_bytes())
    return [path]
