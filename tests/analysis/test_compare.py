"""Comparing groups, likeness, near-copies and tables of themes, on small corpora."""

from __future__ import annotations

from collections import Counter

import pytest

from polcorp.analysis.compare import compare, groups_of, keyness_table
from polcorp.analysis.similarity import near_copies, similarity
from polcorp.analysis.terms import Counted, count_terms, shown_lemma
from polcorp.analysis.theme_tables import theme_matrix, theme_shares, unlisted, wilson
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError

TEXTS = {
    "c_ett.txt": "Skogens väg\n\nCenterpartiet i Falköping vill att skogsägarna får fler vägar."
    " Centerpartiet vill värna skogen. Skogen ger jobb.",
    "c_tva.txt": "Skog och jord\n\nCenterpartiet i Skövde vill att åkermarken bevaras."
    " Vi vill att bredband byggs ut i alla byar.",
    "s_ett.txt": "Skolan först\n\nSocialdemokraterna i Skövde vill att skolan får fler lärare."
    " Vi vill att bredband byggs ut i alla våra byar. Skolan är vår.",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("compare")
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    made = Corpus(folder / "corpus.db")
    made.ingest([folder / "raw"], model="blank")
    return made


def test_groups(corpus: Corpus) -> None:
    assert groups_of(corpus, "party") == {"C": {"c_ett", "c_tva"}, "S": {"s_ett"}}
    assert set(groups_of(corpus, "municipality")) == {"Falköping", "Skövde"}
    with pytest.raises(UnknownValueError):
        groups_of(corpus, "colour")


def test_counts_of_words_lemmas_and_parts(corpus: Corpus) -> None:
    first = {kind: count_terms(corpus, kind)[0].terms for kind in ("words", "lemmas", "parts")}
    assert first["words"]["skogen"] == 2
    assert first["words"]["skogens"] == 1
    assert first["lemmas"]["skog"] >= 2
    assert first["parts"]["skog"] > first["lemmas"]["skog"]  # «skogsägarna»
    assert count_terms(corpus, "words")[0].size == sum(first["words"].values())
    with pytest.raises(UnknownValueError):
        count_terms(corpus, "letters")


def test_stop_words_are_tested_but_not_shown(corpus: Corpus) -> None:
    shown = compare(corpus, target="S", least=1).set_index("term")
    every = compare(corpus, target="S", least=1, without=()).set_index("term")
    assert "vara" not in shown.index
    assert "vara" in every.index
    assert {"skola"} <= set(shown.index)
    assert shown.loc["skola", "log_odds"] == every.loc["skola", "log_odds"]
    assert shown.loc["skola", "q"] == every.loc["skola", "q"]
    mine = compare(corpus, target="S", least=1, without={"skola"})
    assert "skola" not in set(mine["term"])


def test_an_auxiliary_is_no_school() -> None:
    assert [shown_lemma(word) for word in ("ska", "skall", "skolan", "Äldre")] == [
        "ska",
        "ska",
        "skola",
        "äldre",
    ]


def test_what_is_typical(corpus: Corpus) -> None:
    table = compare(corpus, target="centern", of="lemmas", least=2)
    assert set(table["party"]) == {"C"}
    assert "skog" in set(table["term"])
    assert "skola" not in set(table["term"])
    row = table[table["term"] == "skog"].iloc[0]
    assert row["count"] >= 2
    assert row["count_reference"] == 0
    assert row["low"] <= row["log_ratio"] <= row["high"]
    every = compare(corpus, of="lemmas", least=2, both=True)
    assert set(every["party"]) == {"C", "S"}
    assert (every["log_ratio"] < 0).any()


def test_themes_and_actors_can_be_compared(corpus: Corpus) -> None:
    themes = compare(corpus, target="S", of="themes", least=1)
    assert "skola" in set(themes["term"])
    actors = compare(corpus, target="S", of="actors", least=1)
    assert "Socialdemokraterna" in set(actors["term"])


def test_wrong_questions(corpus: Corpus) -> None:
    with pytest.raises(UnknownValueError):
        compare(corpus, target="SD")
    with pytest.raises(PolcorpError):
        compare(corpus, target="C", reference="C")


def test_interval_and_dispersion_need_documents() -> None:
    one = [Counted("a", Counter(x=5, y=5), 100)]
    many = [Counted(str(n), Counter(x=n, y=1), 100) for n in range(1, 5)]
    assert keyness_table(one, many)["dp"].isna().all()
    assert keyness_table(many, one, both=True)["dp"].notna().all()


def test_likeness(corpus: Corpus) -> None:
    table = similarity(corpus, by="doc_id", of="lemmas")
    assert len(table) == 3
    assert table["cosine"].between(0, 1).all()
    assert table["cosine"].is_monotonic_decreasing


def test_near_copies_stand_side_by_side(corpus: Corpus) -> None:
    table = near_copies(corpus, least=0.5)
    assert len(table) == 1
    row = table.iloc[0]
    assert {row["party"], row["other_party"]} == {"C", "S"}
    assert "bredband" in row["text"]
    assert "bredband" in row["other_text"]
    assert near_copies(corpus, least=1.0).empty


def test_shares_with_intervals(corpus: Corpus) -> None:
    table = theme_shares(corpus)
    assert (table["demands"] <= table["demands_all"]).all()
    told = table[table["demands_all"] > 0]
    assert (told["demand_low"] <= told["demand_share"]).all()
    assert (told["demand_share"] <= told["demand_high"]).all()
    assert table[table["party"] == "S"]["share_low"].isna().all()
    assert table[table["party"] == "C"]["share_low"].notna().all()


def test_matrix_has_a_column_a_group(corpus: Corpus) -> None:
    table = theme_matrix(corpus)
    assert list(table.columns) == ["theme", "C", "S"]
    by_theme = table.set_index("theme")
    assert by_theme.loc["skola", "S"] > by_theme.loc["skola", "C"]


def test_terms_without_a_theme(corpus: Corpus) -> None:
    assert list(unlisted(corpus, least=1).columns)[:2] == ["term", "count"]


def test_wilson_against_a_known_interval() -> None:
    assert wilson(10, 20) == pytest.approx((0.2993, 0.7007), abs=1e-4)
    assert wilson(0, 10)[0] == pytest.approx(0, abs=1e-9)
