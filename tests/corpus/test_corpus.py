from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.ingest.ingest import Analyser
from tests.frames import named_rows

#: The columns that the design promises, in its order.
CONTRACT = {
    "documents": "doc_id path sha256 encoding party party_name municipality region date doc_type"
    " title n_chars n_tokens n_sentences lix",
    "sections": "section_id doc_id parent_id level title heading_start heading_end start end kind"
    " n_tokens",
    "demands": "demand_id doc_id section_id party form start end text lead_in lead_in_start"
    " lead_in_end holder verb content addressee polarity themes actors confidence",
    "mentions": "mention_id doc_id section_id demand_id start end text canonical type source"
    " wikidata party sentence",
    "actors": "canonical type mentions per_1000 documents parties demands",
    "codes": "doc_id unit unit_id start end theme rank score evidence evidence_at party",
    "themes": "theme name cap marpor_nearest demands sentences words share documents parties",
}


def tables(corpus: Corpus, **where: Any) -> dict[str, pd.DataFrame]:
    return {
        "documents": corpus.documents(**where),
        "sections": corpus.sections(**where),
        "demands": corpus.demands(**where),
        "mentions": corpus.actors(long=True, **where),
        "actors": corpus.actors(**where),
        "codes": corpus.themes(long=True, **where),
        "themes": corpus.themes(**where),
    }


def test_the_columns_are_those_of_the_contract_also_when_empty(corpus: Corpus) -> None:
    full, empty = tables(corpus), tables(corpus, since="2030")
    for name, columns in CONTRACT.items():
        promised = columns.split()
        assert list(full[name].columns[: len(promised)]) == promised
        assert len(full[name]) > 0
        assert len(empty[name]) == 0
        assert list(empty[name].columns) == list(full[name].columns)
        assert empty[name].dtypes.equals(full[name].dtypes)


def test_offsets_give_the_text(corpus: Corpus) -> None:
    texts = {doc: corpus.text(doc) for doc in corpus.documents()["doc_id"]}
    long = tables(corpus)
    checked = 0
    for name in ("demands", "mentions", "codes"):
        for row in named_rows(long[name]):
            assert texts[row.doc_id][row.start : row.end] == row.text
            checked += 1
    for row in named_rows(long["mentions"]):
        assert texts[row.doc_id][row.sentence_start : row.sentence_end] == row.sentence
        assert row.text in row.sentence
    for row in named_rows(corpus.lead_ins()):
        assert texts[row.doc_id][row.start : row.end] == row.text
    bullets = corpus.demands(form="bullet")
    assert len(bullets) == 2
    for row in named_rows(bullets):
        assert texts[row.doc_id][row.lead_in_start : row.lead_in_end] == row.lead_in
    headed = long["sections"].dropna(subset=["heading_start"])
    for row in named_rows(headed):
        assert texts[row.doc_id][row.heading_start : row.heading_end] == row.title
    assert checked > 10


def test_sections_tile_each_document(corpus: Corpus) -> None:
    for _, sections in corpus.sections().groupby("doc_id"):
        starts, ends = list(sections["start"]), list(sections["end"])
        assert starts == [0, *ends[:-1]]


def test_ids_are_keys_and_lead_to_the_rows(corpus: Corpus) -> None:
    long = tables(corpus)
    demands, mentions = long["demands"], long["mentions"]
    for frame in (long["sections"], demands, mentions):
        assert frame.iloc[:, 0].is_unique
    assert set(demands["section_id"]) <= set(long["sections"]["section_id"])
    skolfam = mentions[(mentions["canonical"] == "Skolfam") & (mentions["doc_id"] == "centre")]
    inside = demands[demands["demand_id"] == skolfam["demand_id"].iloc[0]]
    assert list(inside["actors"]) == ["Skolfam"]
    assert list(inside["themes"]) == ["skola"]
    units = long["codes"]
    coded = units[(units["unit"] == "demand") & units["own"]]
    assert set(coded["unit_id"]) <= set(demands["demand_id"])


def test_given_metadata_and_their_extra_columns(corpus: Corpus) -> None:
    documents = corpus.documents().set_index("doc_id")
    assert documents.loc["centre", "party"] == "C"  # given as «centern»
    assert documents.loc["centre", "party_name"] == "Centerpartiet"
    assert documents.loc["liberal", "party"] == "L"
    assert documents.loc["social", "party_confidence"] == pytest.approx(0.8)
    assert documents["source"].to_list() == ["web", "paper", pd.NA]


def test_counts_and_lix(corpus: Corpus) -> None:
    row = corpus.documents(doc="liberal").iloc[0]
    # Utan rubrik står en text om barn och trygghet. Den nämner Skolfam.
    assert (row.n_words, row.n_sentences, row.n_tokens, row.n_long_words) == (12, 2, 14, 2)
    assert row.lix == pytest.approx(12 / 2 + 100 * 2 / 12)
    assert row.n_chars == len(corpus.text("liberal"))
    centre = corpus.documents(doc="centre").iloc[0]
    assert centre.n_words - centre.n_body_words == 2  # «Dela sidan»


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"party": "C"}, ["centre"]),
        ({"party": "centerpartiet"}, ["centre"]),
        ({"party": "FOLKPARTIET"}, ["liberal"]),
        ({"municipality": "Linköpings kommun"}, ["centre", "liberal"]),
        ({"since": "2019"}, ["liberal", "social"]),
        ({"since": "2018-06"}, ["centre", "liberal", "social"]),  # 2018 may be later than June
        ({"until": "2019-03-20"}, ["centre"]),
        ({"until": "2019-05-01", "since": "2019-04"}, ["liberal"]),
        ({"doc_type": "Motion"}, ["social"]),
        ({"doc": "lib"}, ["liberal"]),
        ({"doc": "data/raw/social.txt"}, ["social"]),
        ({"doc": "RAW\\Social"}, ["social"]),
        ({"doc": "raw/liberal"}, ["liberal"]),
        ({"doc": "LIB"}, ["liberal"]),
        ({"actor": "skolfam"}, ["centre", "liberal"]),
        ({"actor": "polisen", "municipality": "linköping"}, ["centre"]),
        ({"theme": "Trygghet och brottsförebyggande"}, ["centre", "liberal", "social"]),
        ({"contains": "LÄXHJÄLP"}, ["social"]),
        ({"contains": "100%_"}, []),
    ],
)
def test_filters(corpus: Corpus, where: dict[str, str], expected: list[str]) -> None:
    assert list(corpus.documents(**where)["doc_id"]) == expected  # type: ignore[arg-type]
    assert set(corpus.sections(**where)["doc_id"]) <= set(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"party": "centerpartet"}, "unknown party «centerpartet»; did you mean Centerpartiet"),
        ({"municipality": "Lindköping"}, "did you mean Linköping"),
        ({"doc": "x"}, "unknown document «x»; known: centre, liberal, social"),
        ({"theme": "skolor"}, "did you mean skola"),
        ({"actor": "Skolfarm"}, "did you mean Skolfam"),
        ({"doc_type": "motio"}, "did you mean motion"),
        ({"since": "förra året"}, "give one date, as 2018"),
    ],
)
def test_unknown_values_are_answered_with_known_ones(
    corpus: Corpus, where: dict[str, str], message: str
) -> None:
    with pytest.raises(PolcorpError) as caught:
        corpus.demands(**where)  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_a_filter_that_does_not_exist_is_not_ignored(corpus: Corpus) -> None:
    with pytest.raises(UnknownValueError, match="unknown filter «partty»; did you mean party"):
        corpus.demands(partty="C")  # type: ignore[call-arg]


def test_fields_are_found_in_any_wording_by_where_too(corpus: Corpus) -> None:
    by_name = corpus.documents(where={"municipality": "Linköpings kommun"})
    assert len(by_name) == 2
    assert list(by_name["doc_id"]) == list(corpus.documents(municipality="Linköping")["doc_id"])
    assert list(corpus.documents(where={"speaker": "parti"})["speaker"].unique()) == ["party"]


def test_unknown_choices(corpus: Corpus) -> None:
    asks: list[Callable[[], pd.DataFrame]] = [
        lambda: corpus.demands(form="bulet"),
        lambda: corpus.demands(by="partyy"),
        lambda: corpus.sections(kind="bod"),
        lambda: corpus.actors(actor_type="programe"),
    ]
    for ask in asks:
        with pytest.raises(UnknownValueError, match="did you mean"):
            ask()


def test_an_ambiguous_beginning_is_told(corpus: Corpus, raw: Path, quick: Analyser) -> None:
    (raw / "centrum.txt").write_text("Mer.", encoding="utf-8")
    corpus.ingest()
    assert list(corpus.documents(doc="centre")["doc_id"]) == ["centre"]
    with pytest.raises(PolcorpError, match="«cent» matches 2 documents: centre, centrum"):
        corpus.documents(doc="cent")


def test_demands_are_the_documents_own_unless_told(corpus: Corpus) -> None:
    assert "M" not in set(corpus.demands()["party"])
    others = corpus.demands(any_holder=True, party="M")
    assert list(others["doc_id"]) == ["social"]
    assert list(others["own"]) == [False]
    assert len(corpus.demands(party="M")) == 0
    assert list(corpus.demands(contains="läxhjälp")["doc_id"]) == ["social"]
    assert set(corpus.demands(theme="skola")["doc_id"]) == {"centre", "social"}
    assert list(corpus.demands(actor="BID")["form"]) == ["bullet"]


def test_the_summary_of_actors(corpus: Corpus) -> None:
    actors = corpus.actors().set_index("canonical")
    words = corpus.totals()["words"]
    assert list(actors.index) == ["Polisen", "Skolfam", "Falkenberg", "BID"]
    skolfam = actors.loc["Skolfam"]
    assert (skolfam["mentions"], skolfam["documents"], skolfam["demands"]) == (2, 2, 1)
    assert skolfam["parties"] == "C;L"
    assert skolfam["wikidata"] == "Q10667178"
    assert skolfam["per_1000"] == pytest.approx(2000 / words)
    assert actors.loc["Polisen", "demands"] == 1  # the other is what Moderaterna want
    only = corpus.actors(party="C", actor_type="programme")
    assert list(only["canonical"]) == ["BID", "Skolfam"]
    in_centre = corpus.documents(party="C")["n_body_words"].sum()
    assert only["per_1000"].iloc[0] == pytest.approx(1000 / in_centre)


def test_the_summary_of_themes(corpus: Corpus) -> None:
    themes = corpus.themes().set_index("theme")
    long = corpus.themes(long=True)
    body = corpus.documents()["n_body_words"].sum()
    for code, row in themes.iterrows():
        units = long[long["theme"] == code]
        sentences = units[units["unit"] == "sentence"]
        assert row["sentences"] == len(sentences)
        assert row["words"] == sentences["n_words"].sum()
        assert row["share"] == pytest.approx(row["words"] / body)
    assert themes.loc["skola", "name"] == "Skola och utbildning"
    assert themes.loc["trygghet", "demands"] == 0  # only Moderaterna's names it
    assert themes.loc["barn_unga", "parties"] == "C;L;S"


@pytest.mark.parametrize("by", ["party", "municipality", "doc_type", "year", "document"])
def test_summaries_by_group_add_up(corpus: Corpus, by: str) -> None:
    documents = corpus.documents(by=by)
    assert documents.columns[0] == by
    assert documents["n"].sum() == 3
    assert documents["share"].sum() == pytest.approx(1)
    demands = corpus.demands(by=by)
    assert demands["n"].sum() == len(corpus.demands())
    assert demands["words_all"].sum() == corpus.documents()["n_body_words"].sum()
    for row in named_rows(demands):
        assert row.per_1000 == pytest.approx(1000 * row.n / row.words_all)
    actors = corpus.actors(by=by)
    assert actors["n"].sum() == len(corpus.actors(long=True))
    assert actors.groupby(by)["share"].sum().to_list() == pytest.approx([1] * actors[by].nunique())
    assert corpus.themes(by=by)["words"].sum() == corpus.themes()["words"].sum()
    assert corpus.sections(by=by)["n"].sum() == len(corpus.sections())


def test_a_document_without_a_party_is_a_group_of_its_own(
    corpus: Corpus, raw: Path, quick: Analyser
) -> None:
    (raw / "unknown.txt").write_text("En text om skolan.", encoding="utf-8")
    corpus.ingest()
    groups = corpus.themes(by="party", theme="skola")
    assert groups["party"].isna().to_list() == [False] * (len(groups) - 1) + [True]
    nameless = groups[groups["party"].isna()]
    assert list(nameless["documents"]) == [1]
    assert list(nameless["share"]) == [1.0]


def test_limit_tells_the_total(corpus: Corpus) -> None:
    whole = corpus.demands()
    assert whole.attrs["total"] == len(whole)
    first = corpus.demands(limit=1)
    assert (len(first), first.attrs["total"]) == (1, len(whole))
    assert corpus.actors(limit=2).attrs["total"] == 4
    assert corpus.documents(by="party", limit=2).attrs["total"] == 3


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "


@pytest.mark.parametrize(
    ("query", "limits", "problem"),
    [
        (ENDLESS + "count(*) FROM n", {"max_seconds": 0.2}, "more than 0.2 seconds"),
        (ENDLESS + "i FROM n", {"max_rows": 5_000}, "more than 5000 rows"),
        (ENDLESS + "zeroblob(150000) FROM n", {}, "more than 2 MB"),
        ("SELECT zeroblob(900000000)", {}, "a value of the SQL has more than 200 MB"),
    ],
)
def test_sql_has_limits(
    corpus: Corpus,
    query: str,
    limits: dict[str, Any],
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("polcorp.store.sql_query._LARGEST_TABLE", 2_000_000)
    with pytest.raises(PolcorpError, match=problem):
        corpus.sql(query, **limits)
    assert len(corpus.sql("SELECT doc_id FROM documents", max_rows=3, max_seconds=0)) == 3


def test_sql_reads_and_only_reads(corpus: Corpus) -> None:
    frame = corpus.sql("SELECT doc_id, n_words FROM documents ORDER BY n_words LIMIT 1")
    assert frame.to_dict("records") == [{"doc_id": "liberal", "n_words": 12}]
    assert list(corpus.sql("SELECT 1 AS a, 2 AS a").columns) == ["a", "a_2"]
    for query in (
        "DELETE FROM document",
        "DROP VIEW demands",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = OFF",
        "VACUUM INTO 'copy.db'",
    ):
        with pytest.raises(PolcorpError, match="only reading SQL"):
            corpus.sql(query)
    assert not Path("other.db").exists()
    with pytest.raises(PolcorpError, match="no such column: nonsense"):
        corpus.sql("SELECT nonsense FROM demands")
    with pytest.raises(PolcorpError, match="one SQL statement"):
        corpus.sql("SELECT 1; SELECT 2")
    with pytest.raises(PolcorpError, match="no statement"):
        corpus.sql("-- nothing")


def test_runs_say_with_what(corpus: Corpus) -> None:
    run = corpus.runs().iloc[0]
    assert (run["model"], run["lexicons"], run["added"], run["failed"]) == ("test", "none", 3, 0)
    assert run["started"] <= run["finished"]
