"""Comparing groups and their likeness: as a whole against pandas and scipy, and by any column."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from polcorp.analysis import similarity as similarity_module
from polcorp.analysis.compare import compare
from polcorp.analysis.grouping import groups_of
from polcorp.analysis.similarity import similarity
from polcorp.analysis.terms import count_terms, shown_lemma
from polcorp.analysis.theme_tables import theme_matrix, theme_shares
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.ingest.analyser import Analyser
from tests.frames import named_rows

SUBJECTS = {
    "C": "skogen betesmarken bredbandet vägarna bygden lantbruket".split(),
    "S": "skolan lärarna välfärden pensionen fritidsgården".split(),
}
COMMON = "kommunen invånarna framtiden ansvaret pengarna tiden".split()
PLACES = {"C": ("Falköping", "Skövde"), "S": ("Skövde", "Lund")}
NAMES = {"C": "Centerpartiet", "S": "Socialdemokraterna"}


def text_of(party: str, number: int) -> str:
    """A page of some sentences, drawn from the party's subjects and from what all speak of."""
    draw = np.random.default_rng([number, ord(party)])
    place = PLACES[party][number % 2]
    lines = [f"{NAMES[party]} i {place}\n\n{NAMES[party]} i {place} vill värna skolan."]
    for _ in range(4 + number % 5):
        said = [*draw.choice(SUBJECTS[party], 2), *draw.choice(COMMON, 2)]
        lines.append("Vi vill att {} och {} stärks så att {} och {} räcker.".format(*said))
    return " ".join(lines) + "\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Ten pages of each of two parties."""
    folder = tmp_path_factory.mktemp("compare")
    (folder / "raw").mkdir()
    for party in SUBJECTS:
        for number in range(10):
            path = folder / "raw" / f"{party.lower()}_{number}.txt"
            path.write_text(text_of(party, number), encoding="utf-8")
    made = Corpus(folder / "corpus.db")
    assert made.ingest([folder / "raw"], model="blank").ok
    assert list(made.documents()["party"].unique()) == ["C", "S"]
    return made


@pytest.fixture
def gaps(raw: Path, quick: Analyser) -> Corpus:
    """Five pages of which every column of metadata is empty somewhere."""
    for name, text in (("silent", "Ingen vet vem.\n"), ("more", "Vi vill att barn får Skolfam.\n")):
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    table = raw.parent / "annotations" / "documents.csv"
    table.write_text(
        "file,party,party_name,municipality,region,date,title,doc_type,speaker,colour\n"
        "centre,C,Centerpartiet,Linköping,Östergötlands län,2018,Trygga barn,programme,party,red\n"
        "social,S,,Södertälje,,2019-03,Skola,motion,party,blue\n"
        "liberal,,,,,,,,,\n"
        "more,C,,Linköping,,2020,,,,red\n",
        encoding="utf-8",
    )
    made = Corpus()
    assert made.ingest().ok
    return made


EVERY = (
    *("party", "party_name", "municipality", "region", "year", "date", "title", "doc_type"),
    *("speaker", "colour", "document", "doc_id"),
)


@pytest.mark.slow
@pytest.mark.parametrize("by", EVERY)
def test_no_empty_cell_stops_a_question_and_what_has_no_group_is_counted(
    gaps: Corpus, by: str
) -> None:
    documents = gaps.documents()
    column = {"year": "date", "document": "doc_id"}.get(by, by)
    empty = int(documents[column].isna().sum())
    groups = groups_of(gaps, by)
    assert groups.without_group == empty
    assert "" not in groups.groups
    if by not in ("document", "doc_id", "speaker"):
        assert empty > 0
    for question in (similarity, theme_shares, theme_matrix):
        assert question(gaps, by=by).attrs["without_group"] == empty
    if len(groups.groups) < 2:
        with pytest.raises(PolcorpError, match="nothing to compare"):
            compare(gaps, by=by)
        return
    for of in ("words", "lemmas", "themes", "actors"):
        table = compare(gaps, by=by, of=of, least=1)
        assert table.attrs["without_group"] == empty
        assert not table.iloc[:, 0].isna().any()
        assert set(table.iloc[:, 0]) <= set(groups.groups)


@pytest.mark.slow
def test_every_column_of_the_documents_can_be_grouped_by(gaps: Corpus) -> None:
    for column in gaps.documents().columns:
        table = similarity(gaps, by=column, of="words")
        assert table.attrs["without_group"] == int(gaps.documents()[column].isna().sum())


def test_an_unknown_column_is_refused_and_the_known_ones_are_listed(gaps: Corpus) -> None:
    for question in (compare, similarity, theme_shares, theme_matrix):
        with pytest.raises(PolcorpError, match=r"unknown group «taste»; known: year, .*colour"):
            question(gaps, by="taste")


def test_groups(corpus: Corpus) -> None:
    found = groups_of(corpus, "party")
    assert {name: len(documents) for name, documents in found.groups.items()} == {"C": 10, "S": 10}
    assert found.without_group == 0
    assert list(groups_of(corpus, "municipality").groups) == ["Falköping", "Lund", "Skövde"]
    assert found.find("centern") == "C"
    with pytest.raises(UnknownValueError):
        found.find("SD")


def test_counts_of_words_lemmas_and_parts(corpus: Corpus) -> None:
    words = count_terms(corpus, "words")
    texts = {doc_id: corpus.text(doc_id) for doc_id in words.doc_ids}
    for row, doc_id in enumerate(words.doc_ids):
        want = Counter(re.findall(r"\w+", texts[doc_id].lower()))
        got = dict(zip(words.terms, words.matrix[[row]].toarray()[0].astype(int), strict=True))
        assert {term: n for term, n in got.items() if n} == want
        assert words.sizes[row] == want.total()
    totals = {}
    for kind in ("lemmas", "parts"):
        found = count_terms(corpus, kind)
        totals[kind] = dict(zip(found.terms, found.matrix.sum(axis=0), strict=True))
        assert np.array_equal(found.sizes, words.sizes)
    skog = sum(len(re.findall("skogen", text)) for text in texts.values())
    assert totals["lemmas"]["skog"] == totals["parts"]["skog"] == skog
    assert "gård" in totals["parts"]  # «fritidsgården»
    assert "gård" not in totals["lemmas"]
    with pytest.raises(UnknownValueError):
        count_terms(corpus, "letters")


def test_an_auxiliary_is_no_school() -> None:
    words = ("ska", "skall", "skolan", "Äldre")
    assert [shown_lemma(word) for word in words] == ["ska", "ska", "skola", "äldre"]


def exported(corpus: Corpus, of: str) -> tuple[pd.DataFrame, pd.Series]:
    """Counts (documents times terms) and sizes from texts and long tables alone."""
    documents = corpus.documents().set_index("doc_id")
    if of == "words":
        counters = {
            doc: Counter(re.findall(r"\w+", corpus.text(doc).lower())) for doc in documents.index
        }
        frame = pd.DataFrame.from_dict(counters, orient="index").fillna(0)
        return frame, frame.sum(axis=1)
    if of == "themes":
        rows = corpus.themes(long=True)
        rows = rows[rows["unit"] == "sentence"]
        frame = pd.crosstab(rows["doc_id"], rows["theme"])
        return frame.reindex(documents.index, fill_value=0), documents["n_sentences"].astype(float)
    rows = corpus.actors(long=True)
    frame = pd.crosstab(rows["doc_id"], rows["actor"])
    return frame.reindex(documents.index, fill_value=0), documents["n_body_words"].astype(float)


@pytest.mark.parametrize("of", ["words", "themes", "actors"])
def test_the_whole_table_against_pandas_and_scipy(corpus: Corpus, of: str) -> None:
    table = compare(corpus, target="C", of=of, least=2, both=True, without=()).set_index("term")
    frame, sizes = exported(corpus, of)
    party = corpus.documents().set_index("doc_id")["party"].reindex(frame.index)
    left, right = frame[party == "C"], frame[party == "S"]
    n, m = float(sizes[party == "C"].sum()), float(sizes[party == "S"].sum())
    tested = frame.columns[frame.sum() >= 2]
    assert set(table.index) == set(tested)
    for term in tested:
        row, a, b = table.loc[term], left[term].sum(), right[term].sum()
        assert (row["count"], row["count_reference"]) == (a, b)
        assert row["per_1000"] == pytest.approx(1000 * a / n)
        assert row["per_1000_reference"] == pytest.approx(1000 * b / m)
        assert row["documents"] == (left[term] > 0).sum()
        assert row["documents_reference"] == (right[term] > 0).sum()
        cells = [[a, n - a], [b, m - b]]
        test = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        assert abs(row["log_likelihood"]) == pytest.approx(test.statistic, abs=1e-8)
        assert row["p"] == pytest.approx(test.pvalue)
        ratio = np.log2((a or 0.5) / n) - np.log2((b or 0.5) / m)
        assert row["log_ratio"] == pytest.approx(ratio, abs=1e-9)
        assert np.isnan(row["low"]) == (a == 0)
        assert np.isnan(row["high"]) == (b == 0)
        assert not row["low"] > ratio
        assert not row["high"] < ratio
        own = left[term] / a if a else left[term] * np.nan
        spread = (own - sizes[party == "C"] / n).abs().sum(skipna=False) / 2
        assert row["dp"] == pytest.approx(spread, nan_ok=True)
        alpha, both = a + b, n + m
        odds = [np.log((y + alpha) / (size + both - y - alpha)) for y, size in ((a, n), (b, m))]
        score = (odds[0] - odds[1]) / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
        assert row["log_odds"] == pytest.approx(score, abs=1e-9)
    assert table["log_odds"].is_monotonic_decreasing
    assert table["q"].between(0, 1).all()
    assert not table["few_documents"].any()


def test_what_differs_is_found_and_what_all_say_is_not(corpus: Corpus) -> None:
    table = compare(corpus, target="centern", both=True).set_index("term")
    assert set(table["party"]) == {"C"}
    sure = set(table.index[table["q"] < 0.05])
    assert {"skog", "bygd", "bredband"} <= sure
    assert not {shown_lemma(word) for word in COMMON} & sure
    assert set(table.index[table["log_ratio"] < 0]) >= {"skola", "lärare", "välfärd"}
    without = compare(corpus, target="centern").set_index("term")
    assert set(without.index) == set(table.index[table["log_likelihood"] > 0])


def test_each_group_in_turn_is_as_it_is_alone(corpus: Corpus) -> None:
    every = compare(corpus)
    assert list(every["party"].unique()) == ["C", "S"]
    for party in ("C", "S"):
        alone = compare(corpus, target=party)
        part = every[every["party"] == party].reset_index(drop=True)
        pd.testing.assert_frame_equal(part, alone)
    pd.testing.assert_frame_equal(every, compare(corpus))


def test_a_reference_leaves_other_groups_out(corpus: Corpus) -> None:
    table = compare(corpus, by="municipality", target="Falköping", reference="Lund", of="words")
    assert table.set_index("term").loc["bygden", "count_reference"] == 0
    assert (table["documents_reference"] <= 5).all()
    assert not table["few_documents"].any()
    assert table.attrs["no_q"] == []


def test_few_documents_are_marked_and_have_no_q(corpus: Corpus) -> None:
    table = compare(corpus, by="document", target="c_0", both=True)
    assert table["few_documents"].all()
    assert table["dp"].isna().all()
    assert table["q"].isna().all()
    assert table.attrs["no_q"] == ["c_0"]


def test_one_document_against_one_has_no_interval(corpus: Corpus) -> None:
    table = compare(corpus, by="doc_id", target="c_0", reference="s_0", least=1, both=True)
    assert len(table)
    assert table[["low", "high", "q"]].isna().all(axis=None)


def test_stop_words_are_tested_but_not_shown(corpus: Corpus) -> None:
    shown = compare(corpus, both=True).set_index(["party", "term"])
    every = compare(corpus, both=True, without=()).set_index(["party", "term"])
    assert ("C", "och") not in shown.index
    assert ("C", "och") in every.index
    pd.testing.assert_frame_equal(shown, every.loc[shown.index])
    mine = compare(corpus, target="S", without={"skola"})
    assert "skola" not in set(mine["term"])


def test_wrong_questions(corpus: Corpus) -> None:
    with pytest.raises(UnknownValueError):
        compare(corpus, target="SD")
    with pytest.raises(UnknownValueError):
        compare(corpus, of="letters")
    with pytest.raises(PolcorpError, match="nothing to compare «C»"):
        compare(corpus, target="C", reference="C")


def test_a_column_that_the_table_has_too_is_named_apart(gaps: Corpus) -> None:
    table = gaps.documents()
    path = Path("data/annotations/documents.csv")
    rows = pd.read_csv(path, dtype="string").rename(columns={"colour": "count"})
    rows.to_csv(path, index=False)
    assert gaps.ingest().ok
    assert len(gaps.documents()) == len(table)
    found = compare(gaps, by="count", least=1)
    assert list(found.columns[:3]) == ["group_count", "term", "count"]


def test_likeness_is_the_cosine_of_weighted_counts(corpus: Corpus) -> None:
    table = similarity(corpus, by="doc_id", of="words")
    frame, _ = exported(corpus, "words")
    n = len(frame)
    weight = np.log((1 + n) / (0.5 + (frame > 0).sum()))
    vectors = frame.where(frame > 0).map(lambda count: 1 + np.log(count)).fillna(0) * weight
    assert len(table) == n * (n - 1) // 2
    assert table["cosine"].is_monotonic_decreasing
    for row in named_rows(table):
        left, right = vectors.loc[row.doc_id], vectors.loc[row.other_doc_id]
        cosine = left @ right / np.sqrt((left @ left) * (right @ right))
        assert row.cosine == pytest.approx(cosine)
        if row.shared:
            best = (left * right).max()
            first = row.shared.split(", ")[0]
            assert left[first] * right[first] == pytest.approx(best)


def test_pages_of_one_party_are_more_alike(corpus: Corpus) -> None:
    table = similarity(corpus, by="doc_id")
    same = table["doc_id"].str[0] == table["other_doc_id"].str[0]
    assert table.loc[same, "cosine"].mean() > 2 * table.loc[~same, "cosine"].mean()


def test_too_many_pairs_are_refused_with_advice(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity_module, "MOST_PAIRS", 189)
    with pytest.raises(PolcorpError, match="20 groups by doc_id are 190 pairs"):
        similarity(corpus, by="doc_id")
