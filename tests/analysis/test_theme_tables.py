"""Shares of themes by group against the plain summaries, the matrix, and what has no theme."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit
from scipy.stats import t as student

from polcorp.analysis.rates import FEW_DOCUMENTS
from polcorp.analysis.theme_tables import MATRICES, theme_matrix, theme_shares, unlisted
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError
from tests.frames import named_rows
from tests.measures.spec import THEMES, Document, Line, truth
from tests.measures.test_matrix import CORPUS, ingested


def many() -> list[Document]:
    """Joint texts, polemics and pages without a party, of several lines that differ."""
    draw = np.random.default_rng(7)
    speakers = [("M",), ("M", "KD"), ("V",), ("KD",), ()]
    made = []
    for number in range(30):
        parties = speakers[number % len(speakers)]
        lines = []
        for place in range(int(draw.integers(1, 7))):
            themes = tuple(THEMES[n] for n in draw.permutation(3)[: draw.integers(0, 4)])
            words = f"mening {place} av {number}" + " och mer" * int(draw.integers(0, 5))
            if draw.random() < 0.5:
                holder = str(draw.choice(parties)) if parties else ""
                lines.append(Line("!", words, themes, holder))
            else:
                lines.append(Line(".", words, themes))
        date = f"{2018 + number % 2}" if number % 7 else ""
        place_of = ("Lund", "Åmål", "")[number % 3]
        kind = "party" if parties else "unknown"
        made.append(Document(f"d{number:02}", parties, kind, place_of, date, tuple(lines)))
    return made


@pytest.fixture(scope="module", params=["store", "set"])
def corpus(request: pytest.FixtureRequest) -> Iterator[Corpus]:
    with ingested(CORPUS + many()) as (store, dataset):
        yield store if request.param == "store" else dataset


@pytest.mark.slow
@pytest.mark.parametrize("by", ["party", "municipality", "year", "speaker", "document"])
def test_figures_are_those_of_the_summary(corpus: Corpus, by: str) -> None:
    """By party a demand is its own party's, which in a joint text may be another's."""
    shares = theme_shares(corpus, by=by)
    summary = corpus.themes(by=by)
    summary = summary.dropna(subset=[summary.columns[0]])
    keys = [list(zip(frame.iloc[:, 0], frame["theme"], strict=True)) for frame in (shares, summary)]
    assert set(keys[0]) == set(keys[1])
    left, right = (
        frame.set_index(pd.MultiIndex.from_tuples(key)).sort_index()
        for frame, key in zip((shares, summary), keys, strict=True)
    )
    for name in ("demands", "demands_main", "words", "documents"):
        assert list(left[name]) == list(right[name]), name


def one_row(shares: pd.DataFrame, party: str, theme: str) -> dict[Hashable, Any]:
    chosen = (shares["party"] == party) & (shares["theme"] == theme)
    (row,) = shares[chosen].to_dict("records")
    return row


def test_a_joint_text_gives_each_of_its_parties_its_own_demands(corpus: Corpus) -> None:
    right = truth(CORPUS + many())
    shares = theme_shares(corpus)
    for (theme, party), n in right.by_theme.items():
        if party and n:
            row = one_row(shares, party, theme)
            assert row["demands"] == n
            assert row["demands_all"] == right.demands[party]
            assert row["demands_share"] == pytest.approx(n / right.demands[party])
    assert right.by_theme["trygghet", "KD"] > 0
    for party, n in right.documents.items():
        mine = shares[shares["party"] == party]
        assert mine.empty or set(mine["documents_all"]) == {n}


def test_wholes_are_those_of_all_documents(corpus: Corpus) -> None:
    documents = corpus.documents()
    shares = theme_shares(corpus, by="municipality")
    words = documents.groupby("municipality")["n_body_words"].sum()
    n = documents.groupby("municipality").size()
    for row in named_rows(shares):
        assert row.words_all == words[row.municipality]
        assert row.documents_all == n[row.municipality]
        assert row.words_share == pytest.approx(row.words / row.words_all)
        assert row.documents <= row.documents_all
        assert row.few_documents == (n[row.municipality] < FEW_DOCUMENTS)
    assert shares.attrs["without_group"] == documents["municipality"].isna().sum() > 0


@pytest.mark.parametrize("by", ["party", "year"])
def test_intervals_hold_the_share(corpus: Corpus, by: str) -> None:
    shares = theme_shares(corpus, by=by)
    for name in ("demands", "demands_main", "words"):
        value, low, high = (shares[f"{name}_{end}"] for end in ("share", "low", "high"))
        told = value.notna()
        assert (low[told] >= 0).all()
        assert (low[told] <= value[told]).all()
        assert (value[told] <= high[told]).all()
        assert (high[told] <= 1).all()
        assert not told.all() or low.notna().all()
    main = shares.groupby(shares.columns[0])["demands_main_share"].sum()
    assert (main <= 1 + 1e-9).all()


def test_an_interval_by_hand() -> None:
    """Two groups of documents with one demand each: no document can agree with itself."""
    documents = [
        Document(
            f"{party}{number}",
            (party,),
            lines=(
                Line("!", f"krav {number}", ("skola",) if number < hits else ("bostad",), party),
            ),
        )
        for party, hits in (("M", 3), ("S", 7))
        for number in range(10)
    ]
    with ingested(documents) as (store, _):
        row = one_row(theme_shares(store), "M", "skola")
    effect = 10 / 9  # the jackknife's factor: what leaving out a tenth adds
    freedom = 9 / (1 - 1 / effect) ** 2
    half = student.ppf(0.975, freedom) / np.sqrt(10 / effect * 0.3 * 0.7)
    assert row["demands_share"] == pytest.approx(0.3)
    assert row["demands_low"] == pytest.approx(expit(logit(0.3) - half))
    assert row["demands_high"] == pytest.approx(expit(logit(0.3) + half))


def test_a_filter_by_theme_leaves_the_whole(corpus: Corpus) -> None:
    every = theme_shares(corpus)
    one = theme_shares(corpus, where={"theme": "skola"})
    assert set(one["theme"]) == {"skola"}
    want = every[every["theme"] == "skola"].reset_index(drop=True)
    pd.testing.assert_frame_equal(one, want)


@pytest.mark.slow
@pytest.mark.parametrize("of", MATRICES)
def test_the_matrix_shows_the_same_shares(corpus: Corpus, of: str) -> None:
    wide = theme_matrix(corpus, of=of).set_index("theme")
    shares = theme_shares(corpus)
    assert list(wide.columns) == list(dict.fromkeys(shares["party"]))
    for row in named_rows(shares):
        assert wide.loc[row.theme, row.party] == pytest.approx(
            getattr(row, MATRICES[of]), nan_ok=True
        )
    assert wide.sum(axis=1).is_monotonic_decreasing


def test_a_matrix_is_missing_where_a_group_has_no_demands(corpus: Corpus) -> None:
    wide = theme_matrix(corpus, by="municipality", of="demands")
    assert "Älmhult" in wide  # its newspaper has sentences and demands nothing
    assert wide["Älmhult"].isna().all()
    assert theme_matrix(corpus, by="municipality")["Älmhult"].notna().all()


def test_wrong_questions(corpus: Corpus) -> None:
    with pytest.raises(UnknownValueError, match="kind of share"):
        theme_matrix(corpus, of="letters")
    with pytest.raises(PolcorpError, match="unknown group"):
        theme_shares(corpus, by="colour")


def test_terms_without_a_theme() -> None:
    lines = (
        Line(".", "skolor skolor lärare", ("skola",)),
        Line(".", "fågelskådning ger glädje"),
        Line("~", "kakor lagras här"),
    )
    with ingested(
        [Document(f"d{n}", ("M",), lines=lines, date=str(2010 + n)) for n in range(2)]
    ) as (
        store,
        _,
    ):
        table = unlisted(store, least=2)
        rarer = unlisted(store, least=3)
        mine = unlisted(store, least=2, without={"glädje"})
    columns = ["term", "count", "documents", "count_coded", "log_likelihood", "log_odds"]
    assert list(table.columns) == columns
    found = table.set_index("term")
    assert found.loc["fågelskådning", "count"] == 2
    assert found.loc["fågelskådning", "documents"] == 2
    assert found.loc["glädje", "count_coded"] == 0
    assert not {"skola", "lärare", "kaka"} & set(found.index)
    assert "fågelskådning" not in set(rarer["term"])
    assert "glädje" not in set(mine["term"])
