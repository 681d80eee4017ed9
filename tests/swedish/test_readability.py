"""Readability by hand, and where it is not defined."""

from math import inf, isnan, log

import pytest

from polcorp.swedish.readability import lix, nominal_ratio, ovix, type_token_ratio

WORDS = ["a", "bc", "def", "ghij", "klmno", "pqrstu", "vwxyzåä"]


def test_lix() -> None:
    assert lix(4 * [WORDS]) == pytest.approx(7 + 100 / 7)
    assert lix([["en", "kort", "mening"]]) == 3
    assert lix([WORDS, []]) == lix([WORDS])
    assert isnan(lix([]))


def test_ovix() -> None:
    assert ovix(4 * WORDS) == pytest.approx(log(28) / log(2 - log(7) / log(28)))
    assert ovix(["Ja", "ja", "nej"]) < ovix(["ja", "men", "nej", "ja"])
    assert ovix(WORDS) == inf
    assert isnan(ovix([]))


def test_nominal_ratio() -> None:
    assert nominal_ratio(["NN|UTR", "NN", "PP", "VB|PRS"]) == 3
    assert nominal_ratio(["DT", "JJ", "VB"]) == 0
    assert nominal_ratio(["NN"]) == inf
    assert isnan(nominal_ratio(["DT"]))


def test_type_token_ratio() -> None:
    assert type_token_ratio(["En", "en", "två", "tre"]) == 0.75
    assert isnan(type_token_ratio([]))
