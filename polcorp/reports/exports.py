"""Data frames to files: one format, one function, the same bytes for the same data."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reports import binary, delimited, markup
from polcorp.vocabulary.formats import DIALECTS, FORMATS, STANDARD, format_by_ending
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.values import one_of

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
            _replace(target, data, old)
    except OSError as error:
        raise PolcorpError(
            message("cannot_write", path=path.as_posix(), reason=error.strerror)
        ) from error


def _replace(target: Path, data: bytes, old: os.stat_result | None) -> None:
    """Put a new file with *data* in the place of *target*, which was *old*."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".polcorp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if old is None:
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
        else:
            _like(Path(name), old)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _like(path: Path, old: os.stat_result) -> None:
    """Give *path* the owner and mode that *old* has."""
    new = path.stat()
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(PermissionError):  # only the system's owner may give files away
            os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))
