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
    path_pattern: str | list[str] | None = None
    path_evidence: bool | None = None
    strict: bool | None = None
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
        if not _fits(key, value):
            kind = _KINDS.get(key, (str, "text in quotes"))[1]
            raise PolcorpError(f"{path.as_posix()}: {key} must be {kind}")
    return Settings(**values)


#: What the values of keys are that hold no text, and how to say so.
_KINDS: dict[str, tuple[type, str]] = {
    "limit": (int, "a number"),
    "path_pattern": (list, "text in quotes, or a list of such: ['…', '…']"),
    "path_evidence": (bool, "true or false"),
    "strict": (bool, "true or false"),
}


def _fits(key: str, value: object) -> bool:
    """Return whether *value* is of the kind that *key* wants."""
    if key == "path_pattern" and isinstance(value, str):
        return True
    if type(value) is not _KINDS.get(key, (str, ""))[0]:
        return False
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)
