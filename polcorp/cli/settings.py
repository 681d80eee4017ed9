"""Defaults that the user sets once: ``polcorp.toml`` in the current folder.

An option goes before an environment variable, which goes before the file.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path

from polcorp.errors import DataFileError, PolcorpError, UnknownValueError

CONFIG = Path("polcorp.toml")

#: Environment variable that names the corpus.
CORPUS_VARIABLE = "POLCORP_CORPUS"

#: Environment variable with the secret that decides which person gets which pseudonym.
PERSONS_KEY_VARIABLE = "POLCORP_PERSONS_KEY"

#: The corpus that stands before the command: ``polcorp --corpus x.db demands``.
_CHOSEN: ContextVar[str | None] = ContextVar("corpus", default=None)


def choose_corpus(corpus: str | None) -> None:
    """Use *corpus* in the command that follows, unless that names another."""
    _CHOSEN.set(corpus)


def chosen_corpus() -> str | None:
    """Return the corpus that was named before the command."""
    return _CHOSEN.get()


@dataclass(frozen=True)
class Settings:
    """What ``polcorp.toml`` may say; an unset value is None."""

    corpus: str | None = None
    lang: str | None = None
    limit: int | None = None
    dialect: str | None = None
    metadata: str | None = None
    user_dir: str | None = None
    persons_key: str | None = None


def load_settings(path: Path = CONFIG) -> Settings:
    """Read the settings file, if there is one.

    Raises:
        PolcorpError: the file is no TOML, or has an unknown key or a value of the wrong kind.
    """
    if not path.is_file():
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(path.as_posix(), None, str(error)) from error
    known = {field.name for field in fields(Settings)}
    for key, value in values.items():
        if key not in known:
            raise UnknownValueError(f"key in {path.as_posix()}", key, known)
        wanted = int if key == "limit" else str
        if type(value) is not wanted:
            kind = "a number" if wanted is int else "text in quotes"
            raise PolcorpError(f"{path.as_posix()}: {key} must be {kind}")
    return Settings(**values)
