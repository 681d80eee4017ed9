"""Splitting compounds, on the test list and where it must leave words alone."""

import pytest

from polcorp.swedish.compounds import split
from tests.gold_sets import ROOT

LIST = ROOT / "data/annotations/units/compounds.tsv"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Trygghetsvärdar", "trygghets värdar"),
        ("äldreomsorgsnämnden", "äldre omsorgs nämnden"),
        ("ungdomsmottagningar", "ungdoms mottagningar"),
        ("skolkuratorer", "skol kuratorer"),
        ("BID-samarbete", "bid samarbete"),
        ("kvinnojour", "kvinno jour"),
    ],
)
def test_parts(word: str, parts: str) -> None:
    assert " ".join(split(word)) == parts


@pytest.mark.parametrize("word", ["kommunen", "trygghet", "förskola", "samverkan", "klimat", "vi"])
def test_words_that_are_none(word: str) -> None:
    assert split(word) == (word,)


@pytest.mark.parametrize("word", ["", "-", "x", "123", "é"])
def test_nothing_is_lost_of_odd_words(word: str) -> None:
    assert "".join(split(word)) == word.replace("-", "")


def test_accuracy_on_the_list() -> None:
    rows = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines()[1:]]
    assert sum(" " in parts for _, parts in rows) >= 300
    right = sum(" ".join(split(word)) == parts for word, parts in rows)
    assert right / len(rows) >= 0.88
