"""The fitted weights of what speaks for a theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate

FILE = "theme_weights.toml"


class ThemeWeights(LexiconRow):
    """The weight of each feature of a theme, named by the fields, in order; and how likely each theme is at all.

    *themes* says, by code of the packaged codebook, how much speaks for a theme that anything speaks for.
    """

    sum: float
    log: float
    means: float
    beside: float
    back: float
    heading: float
    title: float
    near: float
    section: float
    document: float
    themes: dict[str, float]


#: The names of the features, in order.
FEATURES = tuple(name for name in ThemeWeights.model_fields if name != "themes")


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
    rows = "".join(f"{name} = {getattr(weights, name)}\n" for name in FEATURES)
    themes = "".join(f"{code} = {value}\n" for code, value in sorted(weights.themes.items()))
    return f"{_HEADER}{rows}\n[themes]\n{themes}"


_HEADER = """\
# Weights of the features by which a theme is scored: its terms in the unit (sum, log), less for themes
# that often name the means (means), less for money where the unit names another matter (beside); its share
# in the sentence before where the unit points back to it (back), the heading, the title, the words near by
# (lead-in and neighbours in a list among them), the section and the document. [themes] says how much more or less
# often a theme is the main one than these tell. Written by «python -m training.scripts.themes_weights --write»; do not edit.

"""
