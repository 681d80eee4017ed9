"""Comparing groups, likeness and tables of themes, on small corpora."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from polcorp.analysis.compare import compare, keyness_table
from polcorp.analysis.grouping import groups_of
from polcorp.analysis.similarity import similarity
from polcorp.analysis.terms import TermCounts, count_terms, shown_lemma
from polcorp.analysis.theme_tables import theme_matrix, theme_shares, unlisted
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
    found = groups_of(corpus, "party")
    assert found.groups == {"C": {"c_ett", "c_tva"}, "S": {"s_ett"}}
    assert found.without_group == 0
    assert found.find("centern") == "C"
    assert set(groups_of(corpus, "municipality").groups) == {"Falköping", "Skövde"}
    with pytest.raises(PolcorpError, match="colour"):
        groups_of(corpus, "colour")


def totals(counts: TermCounts) -> dict[str, float]:
    return dict(zip(counts.terms, counts.matrix.sum(axis=0), strict=True))


def test_counts_of_words_lemmas_and_parts(corpus: Corpus) -> None:
    counted = {kind: count_terms(corpus, kind) for kind in ("words", "lemmas", "parts")}
    words, lemmas, parts = (totals(counts) for counts in counted.values())
    assert words["skogen"] == 2
    assert words["skogens"] == 1
    assert lemmas["skog"] >= 2
    assert parts["skog"] > lemmas["skog"]  # «skogsägarna»
    assert counted["words"].sizes.sum() == sum(words.values())
    assert list(counted["words"].doc_ids) == ["c_ett", "c_tva", "s_ett"]
    with pytest.raises(UnknownValueError):
        count_terms(corpus, "letters")


def test_stop_words_are_tested_but_not_shown(corpus: Corpus) -> None:
    shown = compare(corpus, target="S", least=1).set_index("term")
    every = compare(corpus, target="S", least=1, without=()).set_index("term")
    assert "vara" not in shown.index
    assert "vara" in every.index
    assert {"skola"} <= set(shown.index)
    assert shown.loc["skola", "log_odds"] == every.loc["skola", "log_odds"]
    assert set(shown["q"].dropna()) <= set(every["q"].dropna())
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
    assert row["low"] <= row["log_ratio"]
    assert np.isnan(row["high"])  # none in the reference: the ratio has no upper end
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
    cells = np.array([[5, 5], [1, 1], [2, 1], [3, 1], [4, 1]], dtype=float)
    counts = made_of(cells, [100] * 5)
    one = np.arange(5) == 0
    assert keyness_table(counts, one, ~one)["dp"].isna().all()
    assert keyness_table(counts, ~one, one, both=True)["dp"].notna().all()
    two = made_of(cells[:2], [100, 100])
    alone = keyness_table(two, one[:2], ~one[:2], both=True)
    assert alone[["low", "high"]].isna().all(axis=None)
    assert alone["few_documents"].all()


def made_of(cells: np.ndarray, sizes: list[int]) -> TermCounts:
    from scipy.sparse import csr_array

    terms = np.array([chr(ord("a") + n) for n in range(cells.shape[1])], dtype=object)
    names = [f"d{n}" for n in range(len(cells))]
    return TermCounts(names, terms, csr_array(cells), np.array(sizes, dtype=float))


def test_a_comparison_is_what_scipy_finds_in_words_cut_anew(corpus: Corpus, tmp_path: Path) -> None:
    """Words are cut by a pattern from the texts, and the test is scipy's."""
    stats = pytest.importorskip("scipy.stats")
    target = tmp_path / "sentences.csv"
    texts = [(name.removesuffix(".txt"), text) for name, text in TEXTS.items()]
    pd.DataFrame(texts, columns=["doc_id", "text"]).to_csv(target, index=False)
    read = pd.read_csv(target)
    words = read["text"].str.lower().str.findall(r"[a-zåäöé]+")
    of_c = read["doc_id"].str.startswith("c_")
    left, right = (Counter(words[rows].explode().dropna()) for rows in (of_c, ~of_c))
    n, m = left.total(), right.total()
    got = compare(corpus, target="C", of="words", least=1, both=True, without=())
    assert set(got["term"]) == {*left, *right}
    for row in got.to_dict("records"):
        a, b = left[row["term"]], right[row["term"]]
        assert (row["count"], row["count_reference"]) == (a, b)
        assert row["per_1000"] == pytest.approx(1000 * a / n)
        table = [[a, n - a], [b, m - b]]
        want = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert abs(row["log_likelihood"]) == pytest.approx(want.statistic, abs=1e-9)
        assert row["p"] == pytest.approx(want.pvalue)
        assert row["log_ratio"] == pytest.approx(np.log2(((a or 0.5) / n) / ((b or 0.5) / m)))
        odds = [(k + a + b, size + n + m - (k + a + b)) for k, size in ((a, n), (b, m))]
        z = np.log(odds[0][0] / odds[0][1]) - np.log(odds[1][0] / odds[1][1])
        assert row["log_odds"] == pytest.approx(z / np.sqrt(1 / odds[0][0] + 1 / odds[1][0]))
        assert row["documents"] == sum(
            row["term"] in {*words[read["doc_id"] == doc].explode()} for doc in ("c_ett", "c_tva")
        )


def test_likeness(corpus: Corpus) -> None:
    table = similarity(corpus, by="doc_id", of="lemmas")
    assert len(table) == 3
    assert table["cosine"].between(0, 1).all()
    assert table["cosine"].is_monotonic_decreasing


def test_shares_with_intervals(corpus: Corpus) -> None:
    table = theme_shares(corpus)
    assert (table["demands_main"] <= table["demands"]).all()
    assert (table["demands"] <= table["demands_all"]).all()
    for name in ("demands", "demands_main", "words"):
        told = table[table[[f"{name}_low", f"{name}_share"]].notna().all(axis=1)]
        assert len(told)
        assert (told[f"{name}_low"] <= told[f"{name}_share"]).all()
        assert (told[f"{name}_share"] <= told[f"{name}_high"]).all()
    main = table.groupby("party")["demands_main_share"].sum()
    assert (main <= 1 + 1e-9).all()
    assert table["few_documents"].all()


def test_matrix_has_a_column_a_group(corpus: Corpus) -> None:
    table = theme_matrix(corpus)
    assert list(table.columns) == ["theme", "C", "S"]
    by_theme = table.set_index("theme")
    assert by_theme.loc["skola", "S"] > by_theme.loc["skola", "C"]


def test_terms_without_a_theme(corpus: Corpus) -> None:
    assert list(unlisted(corpus, least=1).columns)[:2] == ["term", "count"]
