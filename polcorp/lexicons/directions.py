"""What a demand wants done with its matter, as words: more or less of it, and words for the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate

Words = tuple[str, ...]


class Directions(LexiconRow):
    """The lists of ``directions.toml``; its comments say what each holds."""

    more: Words
    less: Words
    not_: Words
    less_endings: Words
    empty: Words
    same: tuple[Words, ...]


@cache
def load_directions(path: Path | None = None) -> Directions:
    """Return the packaged lists, or those of *path*.

    Raises:
        DataFileError: the file is missing, not TOML, or breaks its schema.
    """
    path = path or data_dir() / "directions.toml"
    found = read_toml(path)
    return validate(
        path,
        "directions",
        {("not_" if key == "not" else key): v for key, v in found.items()},
        Directions,
    )
