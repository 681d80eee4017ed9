"""The fitted weights of what speaks for a theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate

FILE = "theme_weights.toml"


class ThemeWeights(LexiconRow):
    """The weight of each feature of a theme; the fields name the features, in order."""

    sum: float
    log: float
    means: float
    heading: float
    title: float
    near: float
    section: float
    document: float


@cache
def load_theme_weights(path: Path | None = None) -> ThemeWeights:
    """Return the packaged weights, or those of *path*.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = path or data_dir() / FILE
    return validate(path, "weights", read_toml(path), ThemeWeights)


def theme_weights_toml(weights: ThemeWeights) -> str:
    """Return the content of the file of *weights*."""
    rows = "".join(f"{name} = {value}\n" for name, value in weights)
    return f"{_HEADER}{rows}"


_HEADER = """\
# Weights of the features by which a theme is scored: its terms in the unit (sum, log), less for themes
# that often name the means (means), and its share in the heading, the title, the sentences near by, the
# section and the document. Written by «python -m training.scripts.themes_weights --write»; do not edit.

"""
