"""Words that tables of words leave out: function words that crowd what a text is about."""

from __future__ import annotations

from pathlib import Path

from polcorp.errors import DataFileError
from polcorp.lexicons.files import STOP_WORDS, data_dir


def stop_words(own: Path | None = None) -> frozenset[str]:
    """Return the packaged list, changed by the user's *own* list, if there is one.

    A word of the user's with «-» before it is taken from the list.

    Raises:
        DataFileError: a file cannot be read as UTF-8.
    """
    words = _read(data_dir() / STOP_WORDS)
    if own is None:
        return words
    mine = _read(own)
    kept = {word[1:] for word in mine if word.startswith("-")}
    return (words | {word for word in mine if not word.startswith("-")}) - kept


def _read(path: Path) -> frozenset[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DataFileError(path.as_posix(), None, "not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise DataFileError(path.as_posix(), None, str(error.strerror)) from error
    return frozenset(
        word.lower() for line in lines if not line.startswith("#") for word in line.split()
    )
