"""Defaults that the user sets once: ``polcorp.toml`` in the current folder.

An option goes before an environment variable, which goes before the file.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from polcorp.errors import DataFileError, PolcorpError, UnknownValueError
from polcorp.vocabulary.messages import message

CONFIG = Path("polcorp.toml")

#: Environment variable that names the corpus.
CORPUS_VARIABLE = "POLCORP_CORPUS"

#: Environment variable with the secret that decides which person gets which pseudonym.
PERSONS_KEY_VARIABLE = "POLCORP_PERSONS_KEY"

#: The corpus that is named before the command: ``polcorp --corpus x.db demands``.
_CHOSEN: ContextVar[str | None] = ContextVar("corpus", default=None)


def choose_corpus(corpus: str | None) -> None:
    """Use *corpus* in the command that follows, unless that names another."""
    _CHOSEN.set(corpus)


def chosen_corpus() -> str | None:
    """Return the corpus that was named before the command."""
    return _CHOSEN.get()


@dataclass(frozen=True)
class Settings:
    """The keys of ``polcorp.toml`` and their types, which pydantic checks; None where not set."""

    corpus: str | None = None
    lang: str | None = None
    limit: int | None = None
    dialect: str | None = None
    metadata: str | None = None
    model: str | None = None
    path_pattern: str | list[str] | None = None
    path_evidence: bool | None = None
    strict: bool | None = None
    site_blocks: bool | None = None
    encoding: str | None = None
    lenient: bool | None = None
    user_dir: str | None = None
    persons_key: str | None = None


#: What the keys that do not hold text allow: keys of messages.
_ALLOWED = {
    "limit": "a_whole_number",
    "path_pattern": "quoted_texts",
    "path_evidence": "true_or_false",
    "strict": "true_or_false",
    "site_blocks": "true_or_false",
    "lenient": "true_or_false",
}


def load_settings(path: Path = CONFIG) -> Settings:
    """Read the settings file, if there is one.

    Raises:
        DataFileError: the file cannot be read or is not TOML.
        PolcorpError: a key is unknown or its value has the wrong type; names all such keys.
    """
    if not path.is_file():
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(path.as_posix(), None, str(error)) from error
    if wrong := _wrong_keys(values):
        raise PolcorpError(f"{path.as_posix()}: {'; '.join(map(_advice, wrong))}")
    return Settings(**values)


def _wrong_keys(values: dict[str, Any]) -> list[str]:
    """Return the keys that are unknown or whose value has the wrong type, in order of *values*."""
    from pydantic import ConfigDict, ValidationError
    from pydantic.dataclasses import dataclass as checked

    model = checked(Settings, config=ConfigDict(extra="forbid", strict=True), frozen=True)
    try:
        model(**values)
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors()}
        return [key for key in values if key in wrong]
    return []


def _advice(key: str) -> str:
    """Return what is wrong with *key* and what is allowed."""
    known = [field.name for field in fields(Settings)]
    if key not in known:
        return str(UnknownValueError("key", key, known))
    return message("must_be", key=key, what=message(_ALLOWED.get(key, "quoted_text")))
