"""The fitted weights: their file, and the script that writes it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from spacy.lang.sv import Swedish

from polcorp.errors import DataFileError
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.theme_weights import (
    FEATURES,
    FILE,
    load_theme_weights,
    theme_weights_toml,
)
from polcorp.lexicons.themes import load_themes
from polcorp.pipeline.themes.component import create_themes
from polcorp.pipeline.themes.scoring import scores

OWN_CODEBOOK = """
[[theme]]
code = "skola"
name = "Skola"
name_en = "School"
about = "schools"
cap = 6
marpor_nearest = "506"
terms = ["skola"]
"""


def test_the_file_is_as_the_script_writes_it() -> None:
    written = theme_weights_toml(load_theme_weights())
    assert (data_dir() / FILE).read_text(encoding="utf-8") == written


def test_a_score_is_the_sum_of_weighted_features() -> None:
    weights = load_theme_weights()
    values = [float(number) for number in range(1, len(FEATURES) + 1)]
    wanted = sum(
        value * getattr(weights, name) for name, value in zip(FEATURES, values, strict=True)
    )
    assert scores({"skola": values}) == {"skola": pytest.approx(wanted)}


def test_how_likely_a_theme_is_at_all_counts_too() -> None:
    plain = scores({"skola": [1.0] * len(FEATURES), "bostad": [0.0] * len(FEATURES)})
    likely = scores(
        {"skola": [1.0] * len(FEATURES), "bostad": [0.0] * len(FEATURES)}, {"bostad": 0.5}
    )
    assert likely == {"skola": plain["skola"], "bostad": 0.5}


def test_the_weights_of_themes_are_those_of_the_packaged_codebook_alone(tmp_path: Path) -> None:
    packaged = load_theme_weights().themes
    assert set(packaged) == {theme.code for theme in load_themes()}
    own = tmp_path / "themes.toml"
    own.write_text(OWN_CODEBOOK, encoding="utf-8")
    nlp = Swedish()
    assert create_themes(nlp, "themes", None)._likely == packaged
    assert create_themes(nlp, "themes", str(own))._likely == {}


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        (r"\nnear = .*", "", "weights: «near» is missing"),
        (r"\nnear = .*", '\nnear = "much"', "weights: «near»: Input should be a valid number"),
        ("\nnear", "\nfar", "weights: "),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused(
    tmp_path: Path, pattern: str, replacement: str, message: str
) -> None:
    path = tmp_path / FILE
    rows = theme_weights_toml(load_theme_weights())
    path.write_text(re.sub(pattern, replacement, rows), encoding="utf-8")
    with pytest.raises(DataFileError, match=re.escape(f"{path}: {message}")):
        load_theme_weights(path)


@pytest.mark.slow
def test_a_new_fit_gives_nearly_the_same_weights() -> None:
    """They were fitted with the vocabulary of their day; a larger distance asks for a new fit."""
    script = import_module("training.scripts.themes_weights")
    rows = [row for found in script.training_sets().values() for row in found]
    fitted, used = script.rounded(script.fit(rows)), load_theme_weights()
    for code, value in used.themes.items():
        assert fitted.themes[code] == pytest.approx(value, abs=0.25), code
    for name in FEATURES:
        assert getattr(fitted, name) == pytest.approx(getattr(used, name), abs=0.25), name
