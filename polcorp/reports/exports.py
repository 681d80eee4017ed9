"""Data frames to files: one format, one function, the same bytes for the same data."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reports import binary, delimited, markup
from polcorp.vocabulary.formats import DIALECTS, FORMATS, STANDARD, format_by_ending
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.values import one_of
from polcorp.whole_file import write_whole

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Style:
    """How to write; *raw_cells* leaves text that a spreadsheet takes for a formula as it is."""

    dialect: str = STANDARD
    raw_cells: bool = False


_WRITERS: dict[str, Callable[[pd.DataFrame, Style], bytes]] = {
    "csv": lambda frame, style: delimited.to_csv(frame, style.dialect, raw=style.raw_cells),
    "tsv": lambda frame, style: delimited.to_tsv(frame, raw=style.raw_cells),
    "json": lambda frame, _: markup.to_json(frame),
    "jsonl": lambda frame, _: markup.to_jsonl(frame),
    "md": lambda frame, _: markup.to_markdown(frame),
    "latex": lambda frame, _: markup.to_latex(frame),
    "parquet": lambda frame, _: binary.to_parquet(frame),
    "xlsx": lambda frame, _: binary.to_xlsx(frame),
}


def unknown_format(kind: str, known: Iterable[str] = FORMATS) -> UnknownValueError:
    """Return the error that says which of the *known* formats may be meant by *kind*."""
    return UnknownValueError("format", kind, known)


def export_bytes(frame: pd.DataFrame, kind: str, style: Style | None = None) -> bytes:
    """Return *frame* as a file of the format *kind*, one of ``FORMATS``.

    Raises:
        UnknownValueError: there is no such format or dialect.
        PolcorpError: the format cannot hold the data, or has no dialects.
    """
    style = style or Style()
    if kind not in FORMATS:
        raise unknown_format(kind)
    if style.dialect not in DIALECTS:
        raise UnknownValueError("dialect", style.dialect, DIALECTS)
    if style.dialect not in (STANDARD, *FORMATS[kind].dialects):
        others = one_of(name for name, form in FORMATS.items() if style.dialect in form.dialects)
        raise PolcorpError(
            message("dialect_goes_with", dialect=style.dialect, others=others, kind=kind)
        )
    return _WRITERS[kind](frame, style)


def format_of(path: Path) -> str | None:
    """Return the format that the extension of *path* stands for, if any."""
    return format_by_ending(path.suffix)


def write_file(path: Path, data: bytes) -> None:
    """Write *data* to *path* whole or not at all.

    A file that is there keeps its mode and, where the system allows it, its owner; of a symbolic
    link the file that it leads to is written. Only a file with several hard links is written in
    place, since it would lose them otherwise.

    Raises:
        PolcorpError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        old = target.stat() if target.exists() else None
        if old is not None and (not stat.S_ISREG(old.st_mode) or old.st_nlink > 1):
            target.write_bytes(data)  # /dev/stdout, a named pipe
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
    except OSError as error:
        raise PolcorpError(
            message("cannot_write", path=path.as_posix(), reason=error.strerror)
        ) from error
