"""The fitted weights: their file, and the script that writes it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.theme_weights import FILE, load_theme_weights, theme_weights_toml
from polcorp.pipeline.themes.scoring import FEATURES, scores


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


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        (r"near = .*\n", "", "weights: «near» is missing"),
        (r"near = .*", 'near = "much"', "weights: «near»: Input should be a valid number"),
        ("near", "far", "weights: "),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused(
    tmp_path: Path, pattern: str, replacement: str, message: str
) -> None:
    path = tmp_path / FILE
    rows = theme_weights_toml(load_theme_weights()).rpartition("\n\n")[2]
    path.write_text(re.sub(pattern, replacement, rows), encoding="utf-8")
    with pytest.raises(DataFileError, match=re.escape(f"{path}: {message}")):
        load_theme_weights(path)


@pytest.mark.slow
def test_a_new_fit_gives_nearly_the_same_weights() -> None:
    """They were fitted with the vocabulary of their day; a larger distance asks for a new fit."""
    script = import_module("training.scripts.themes_weights")
    rows = [row for found in script.training_sets().values() for row in found]
    fitted, used = script.rounded(script.fit(rows)), load_theme_weights()
    for name in FEATURES:
        assert getattr(fitted, name) == pytest.approx(getattr(used, name), abs=0.25), name
