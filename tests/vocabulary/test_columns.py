"""The catalogue of columns covers every table that there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from polcorp.analysis.compare import compare
from polcorp.analysis.near_copies import CLUSTER_COLUMNS, PAIR_COLUMNS
from polcorp.analysis.template import documents_template
from polcorp.analysis.theme_tables import theme_shares, unlisted
from polcorp.corpus import Corpus
from polcorp.evaluation import tallies
from polcorp.reports.labels import heading
from polcorp.reports.schemas import column_description
from polcorp.store import connection as store
from polcorp.store.connection import CorpusError, reading, writing
from polcorp.tables.data_dictionary import columns_of_tables, dictionary
from polcorp.tables.measures import SUMMARIES
from polcorp.tables.relations import STORED
from polcorp.vocabulary.columns import catalogue, entry, having, naming_actors, slices
from polcorp.vocabulary.document_fields import DOCUMENT_FIELDS


def test_entries_are_whole_and_speak_of_columns_that_there_are() -> None:
    columns = catalogue().columns
    for name, said in columns.items():
        assert said.about.endswith("."), name
        assert said.en, name
        assert said.sv, name
        assert (said.kind in ("integer", "real")) == bool(said.unit), name
        assert not said.look or said.kind == "real", name
        assert not (said.wraps or said.list or said.place) or said.kind == "text", name
        assert {said.type_in, *said.place} - {""} <= set(columns), name
        table, _, plain = name.rpartition(".")
        assert not table or (plain in columns and table in catalogue().tables), name


def test_what_tables_show_is_in_the_catalogue() -> None:
    for table, said in catalogue().tables.items():
        for column in said.shown.replace("*", "").split():
            assert entry(column.rstrip("?"), table).en


def test_a_column_says_something_of_its_own_in_one_table_and_the_rest_as_elsewhere() -> None:
    assert entry("demands", "lead_ins").kind == "flag"
    assert entry("demands").kind == "integer"
    assert entry("title", "sections").sv == entry("title").sv
    assert entry("title", "sections").about != entry("title").about
    with pytest.raises(KeyError, match="no column «mood»"):
        entry("mood")
    with pytest.raises(KeyError, match="colour"):
        having("colour", "red")


def test_columns_beside_a_field_follow_from_its_name() -> None:
    assert heading("party_guess") == "party guessed"
    assert heading("party_evidence", "sv") == "parti: belägg"
    assert entry("date_confidence").kind == "real"
    assert catalogue().column("mood_evidence") is None
    assert column_description("mood") == ""
    assert entry("stance_evidence").about == "The word that says so."


def tables(corpus: Corpus) -> Iterator[tuple[pd.DataFrame, set[str]]]:
    """Yield tables of all kinds, and the columns that are named after something of the corpus."""
    group = {"party"}
    yield corpus.documents(by="party"), group
    yield corpus.demands(by="party"), group
    yield corpus.actors(by="party"), group
    yield corpus.themes(by="party"), group
    yield compare(corpus, by="party", least=1), group
    yield theme_shares(corpus, by="party"), group
    yield unlisted(corpus), group
    yield documents_template(corpus), set()
    yield pd.DataFrame(columns=[*CLUSTER_COLUMNS, *PAIR_COLUMNS]), set()
    yield pd.DataFrame(columns=[*tallies.SCORE_COLUMNS, *tallies.ERROR_COLUMNS]), set()


def test_every_column_of_every_table_is_in_the_catalogue(corpus: Corpus) -> None:
    for table, named in tables(corpus):
        for column in table.columns:
            assert column in named or entry(column)


def test_measures_and_the_catalogue_agree_on_kinds(corpus: Corpus) -> None:
    kinds = {"i": "integer", "f": "real"}
    for table, frame in (("actors", corpus.actors()), ("themes", corpus.themes())):
        for measure in SUMMARIES[table]:
            assert kinds[frame[measure.column].dtype.kind] == measure.kind


def test_the_dictionary_lists_the_columns_in_the_order_of_the_table(corpus: Corpus) -> None:
    assert columns_of_tables()["demands"] == tuple(corpus.demands().columns)
    assert columns_of_tables()["actors"] == tuple(corpus.actors().columns)
    assert [line.split("`")[1] for line in dictionary("themes").splitlines()[2:]] == list(
        corpus.themes().columns
    )
    with pytest.raises(KeyError):
        dictionary("moods")


def test_privacy_sees_to_every_column_of_text() -> None:
    safe = having("persons", "safe")
    for name in ("text", "title", "holder", "sentence", "evidence", "path"):
        assert (name in safe) == (name == "path")
    assert naming_actors().keys() <= safe
    assert slices()["title"] == ("heading_start", "heading_end")


def test_a_store_gets_the_columns_that_it_lacks(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = corpus.documents()
    with writing(corpus.path) as connection:
        for name in DOCUMENT_FIELDS[-1].columns:
            assert name in {row[1] for row in connection.execute("PRAGMA table_info(document)")}
    monkeypatch.setattr(store, "STORED", {**STORED, "section": {"mood": "TEXT", "warmth": "REAL"}})
    with pytest.raises(CorpusError, match="older form"):
        corpus.documents()
    with reading(corpus.path, older=True):
        pass
    with writing(corpus.path) as connection:
        added = connection.execute("SELECT DISTINCT mood, warmth FROM section").fetchall()
    assert added == [(None, None)]
    pd.testing.assert_frame_equal(corpus.documents(), before)


def test_a_new_store_has_all_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "STORED", {**STORED, "section": {"mood": "TEXT"}})
    with writing(tmp_path / "new.db") as connection:
        assert connection.execute("SELECT count(mood) FROM section").fetchone() == (0,)
