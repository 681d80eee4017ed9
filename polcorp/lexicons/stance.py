"""Words of praise and criticism."""

from __future__ import annotations

from functools import cache

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate


class StanceWords(LexiconRow):
    """Lemmas and phrases, in lower case, that praise or criticise."""

    praise: tuple[str, ...]
    criticism: tuple[str, ...]


@cache
def load_stance() -> StanceWords:
    """Return the lexicon that comes with the package.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "stance.toml"
    return validate(path, "stance", read_toml(path), StanceWords)
