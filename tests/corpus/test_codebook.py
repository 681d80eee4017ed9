"""The user's own codebook: its names in the tables, and where its terms stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.corpus import Corpus

TEXT = "Skolan i byn\n\nVi vill att lastcyklar och skolskjuts prövas i Sunne.\n"
CODEBOOK = """extend = true

[[theme]]
code = "lastcykel"
name = "Lastcyklar och bud"
cap = 10
terms = [{ text = "lastcykel", weight = 3 }, { text = "lastcyklar", weight = 3 }]
"""


@pytest.fixture
def own(here: Path) -> Corpus:
    Path("raw").mkdir()
    Path("raw/a.txt").write_text(TEXT, encoding="utf-8")
    Path("mine").mkdir()
    Path("mine/themes.toml").write_text(CODEBOOK, encoding="utf-8")
    corpus = Corpus("own.db")
    assert corpus.ingest(["raw"], model="blank", jobs=1, user_dir="mine").ok
    return corpus


@pytest.mark.slow
def test_a_new_code_has_its_given_name(own: Corpus) -> None:
    themes = own.themes().set_index("theme")
    assert themes.loc["lastcykel", "name"] == "Lastcyklar och bud"
    assert themes.loc["lastcykel", "cap"] == "10"
    assert themes.loc["skola", "name"] == "Skola och utbildning"


@pytest.mark.slow
def test_a_changed_name_is_taken_over(own: Corpus) -> None:
    changed = CODEBOOK.replace("Lastcyklar och bud", "Bud")
    Path("mine/themes.toml").write_text(changed, encoding="utf-8")
    assert own.ingest(["raw"], model="blank", jobs=1, user_dir="mine").ok
    assert own.themes().set_index("theme").loc["lastcykel", "name"] == "Bud"


def test_every_term_is_found_at_its_place(own: Corpus) -> None:
    codes = own.themes(long=True)
    row = codes[(codes["theme"] == "lastcykel") & (codes["unit"] == "demand")].iloc[0]
    start, end = map(int, row["evidence_at"].split("-"))
    assert TEXT[start:end] == "lastcyklar"
    for terms, places in zip(codes["evidence"], codes["evidence_at"], strict=True):
        wanted = [term for term in terms.split(";") if term != "(context)"]
        assert len(wanted) == len([place for place in places.split(";") if place])
