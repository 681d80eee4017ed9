"""Every measure by every way to it: one number, and the one that the texts themselves give."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest.ingest import Analyser
from polcorp.reports.html.content import collect
from tests.measures.spec import THEMES, Document, Line, Truth, annotate, truth
from tests.reports.report.counting import by_actor, by_party, by_theme, chosen, party_name

pytestmark = pytest.mark.slow

#: Joint texts, pages of unknown speakers, of a newspaper, copies, missing values, boilerplate.
CORPUS = [
    Document(
        "joint",
        ("M", "KD"),
        municipality="Lund",
        date="2018",
        lines=(
            Line("!", "Skolfam och Bris i skolan", ("skola", "trygghet"), "M"),
            Line("!", "Bris till alla", ("trygghet",), "KD"),
            Line(".", "Polisen behövs", ("trygghet",)),
            Line("~", "Följ Skolfam och Bris"),
        ),
    ),
    Document(
        "polemic",
        ("V",),
        municipality="Åmål",
        lines=(
            Line("!", "bygg bostäder", ("bostad",), "V"),
            Line("!", "riv Polisen", ("bostad", "skola"), "S", own=False),
            Line(".", "Socialdemokraterna bryr sig inte om Bris", ("skola",)),
        ),
    ),
    Document(
        "unknown",
        (),
        "unknown",
        date="2019-03",
        lines=(
            Line("!", "Skolfam i varje skola", ("skola",), ""),
            Line("!", "fler Polisen", (), "L"),
            Line(".", "ingen vet vem", ("bostad",)),
        ),
    ),
    Document(
        "paper",
        (),
        "media",
        municipality="Älmhult",
        date="2019",
        lines=(
            Line("!", "Bris åt alla", ("trygghet",), "", own=False),
            Line(".", "Bris igen", ("trygghet",)),
        ),
    ),
    Document("empty", ("S",), lines=(Line("~", "Skolfam"),)),
]
CORPUS.append(Document("zcopy", CORPUS[0].parties, lines=CORPUS[0].lines, copy=True))


def _analyser() -> Analyser:
    import spacy
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

    from polcorp.pipeline.annotations import register_extensions

    register_extensions()
    if not Language.has_factory("spec_annotate"):
        Language.component("spec_annotate", func=annotate)
    nlp = spacy.blank("sv")
    nlp.tokenizer = Tokenizer(nlp.vocab)  # at blanks, as the truth counts words
    nlp.add_pipe("spec_annotate")
    return Analyser(nlp, {"model": "spec", "lexicons": "none"})


@contextmanager
def ingested(documents: list[Document]) -> Iterator[tuple[Corpus, Corpus]]:
    """Ingest *documents* in a folder of their own, into a store and into a Parquet data set."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        os.chdir(folder)
        try:
            patch.setenv("POLCORP_CACHE", str(Path(folder, "cache")))
            patch.delenv("POLCORP_CORPUS", raising=False)
            patch.setattr(ingest_module, "load_analyser", lambda _options: _analyser())
            Path("raw").mkdir()
            originals = {d.lines: d for d in documents if not d.copy}
            for document in documents:
                text = originals[document.lines].text() if document.copy else document.text()
                Path("raw", f"{document.name}.txt").write_text(text, encoding="utf-8")
            store = Corpus("corpus.db")
            assert store.ingest("raw", jobs=1).ok
            assert store.ingest("raw", jobs=1, parquet="set").ok
            yield store, Corpus("set")
        finally:
            os.chdir(before)


def by_command(corpus: Corpus, *arguments: str) -> pd.DataFrame:
    """Return the table that a command exports."""
    out = Path("out.jsonl")
    with pytest.raises(SystemExit) as caught:
        main([*arguments, "--corpus", str(corpus.source), "-q", "-o", str(out)])
    assert caught.value.code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return pd.DataFrame(rows)


def exported(corpus: Corpus, kind: str) -> dict[str, pd.DataFrame]:
    """Return all tables that ``export`` writes in a format."""
    with pytest.raises(SystemExit) as caught:
        main(["export", f"as-{kind}", "--export", kind, "--corpus", str(corpus.source), "-q"])
    assert caught.value.code == 0
    read: dict[str, Callable[[Any], pd.DataFrame]] = {
        "csv": pd.read_csv,
        "parquet": pd.read_parquet,
    }
    return {
        path.stem: read[kind](path)
        for path in Path(f"as-{kind}").iterdir()
        if path.suffix == f".{kind}"
    }


def counter(values: Any) -> Counter[Any]:
    """Count values, missing ones as None."""
    return Counter(None if pd.isna(value) else value for value in values)


def pairs(frame: pd.DataFrame, *columns: str) -> Counter[tuple[Any, ...]]:
    """Count the rows of *frame* by the values of *columns*."""
    cells = [[None if pd.isna(v) else v for v in frame[name]] for name in columns]
    return Counter(zip(*cells, strict=True))


def sums(frame: pd.DataFrame, *keys: str, of: str) -> Counter[Any]:
    """Return the figures in column *of* by the columns *keys*, zeros left out."""
    found: Counter[Any] = Counter()
    if frame.empty:
        return found
    cells = [[None if pd.isna(v) else v for v in frame[name]] for name in keys]
    for *key, n in zip(*cells, frame[of], strict=True):
        found[key[0] if len(key) == 1 else tuple(key)] += int(n)
    return +found


def check_long_tables(tables: dict[str, pd.DataFrame], right: Truth) -> None:
    """Compare rows, counted one by one, with the truth."""
    assert counter(tables["demands"]["party"]) == right.demands
    assert counter(tables["documents"]["party"]) == right.documents
    assert pairs(tables["mentions"], "actor", "party") == right.mentions
    assert len(tables["other_demands"]) == right.others
    assert len(tables["boilerplate_mentions"]) == right.in_boilerplate
    codes = tables["codes"]
    of_demands = codes[codes["unit"] == "demand"]
    assert pairs(of_demands, "theme", "party") == right.by_theme
    assert pairs(of_demands[of_demands["rank"] == 1], "theme", "party") == +right.main_theme
    assert pairs(codes[codes["unit"] == "sentence"], "theme", "party") == right.sentences


def check_summaries(ask: Callable[..., pd.DataFrame], right: Truth) -> None:
    """Compare the summaries that *ask* gives with the truth."""
    documents = ask("documents", "--by", "party")
    assert sums(documents, "party", of="n") == right.documents
    assert sums(documents, "party", of="words") == +right.words
    demands = ask("demands", "--by", "party")
    assert sums(demands, "party", of="n") == right.demands
    assert sums(demands, "party", of="words_all") == +right.words
    assert sums(demands, "party", of="documents_all") == right.documents
    themes = ask("themes", "--by", "party")
    assert sums(themes, "party", "theme", of="demands") == turned(right.by_theme)
    assert sums(themes, "party", "theme", of="demands_main") == turned(right.main_theme)
    assert sums(themes, "party", "theme", of="sentences") == turned(right.sentences)
    actors = ask("actors", "--by", "party")
    assert sums(actors, "party", "canonical", of="n") == turned(right.mentions)
    short = ask("actors")
    assert sums(short, "canonical", of="mentions") == merged(right.mentions)
    assert sums(ask("themes"), "theme", of="demands") == merged(right.by_theme)
    for table in (demands, actors):
        for row in table.to_dict("records"):
            party = None if pd.isna(row["party"]) else row["party"]
            if right.words[party]:
                assert row["per_1000"] == pytest.approx(1000 * row["n"] / right.words[party])
    whole = right.demands.total()
    for row in demands.to_dict("records"):
        if whole:
            assert row["share"] == pytest.approx(row["n"] / whole)
    for party in {*right.documents, *right.demands} - {None}:
        rows = ask("demands", "--party", party)
        assert len(rows) == right.demands[party]
        assert set(rows["party"] if len(rows) else ()) <= {party}
        more = ask("demands", "--party", party, "--any-holder")
        assert set(rows.get("demand_id", ())) <= set(more.get("demand_id", ()))
    assert len(ask("demands", "--party", "none")) == right.demands[None]
    for theme in THEMES:
        of_theme = ask("demands", "--theme", theme, "--by", "party")
        wanted = {party: n for (code, party), n in right.by_theme.items() if code == theme}
        assert sums(of_theme, "party", of="n") == Counter(wanted)


def turned(counts: Counter[tuple[str, str | None]]) -> Counter[Any]:
    return Counter({(party, name): n for (name, party), n in counts.items() if n})


def merged(counts: Counter[tuple[str, str | None]]) -> Counter[Any]:
    total: Counter[str] = Counter()
    for (name, _), n in counts.items():
        total[name] += n
    return +total


def check_sql(corpus: Corpus, right: Truth) -> None:
    """Compare what anybody would ask the views with the truth."""
    found = corpus.sql("SELECT party, count(*) AS n FROM demands GROUP BY party")
    assert sums(found, "party", of="n") == right.demands
    found = corpus.sql("SELECT canonical, mentions AS n FROM actors")
    assert sums(found, "canonical", of="n") == merged(right.mentions)
    found = corpus.sql("SELECT theme, demands, demands_main FROM themes")
    assert sums(found, "theme", of="demands") == merged(right.by_theme)
    assert sums(found, "theme", of="demands_main") == merged(right.main_theme)
    found = corpus.sql("SELECT party, sum(n_body_words) AS n FROM documents GROUP BY party")
    assert sums(found, "party", of="n") == +right.words


def check_report(corpus: Corpus, right: Truth) -> None:
    """Compare the rows of the report with the truth."""
    data = collect(corpus).payload
    documents, words = Counter[str | None](), Counter[str | None]()
    for doc in chosen(data):
        party = party_name(data, data["documents"]["party"][doc])
        documents[party] += 1
        words[party] += data["documents"]["words"][doc]
    assert documents == right.documents
    assert +words == +right.words
    assert by_party(data, "demands") == +right.demands
    assert by_theme(data, "demands") == +right.by_theme
    assert by_theme(data, "sentences") == +right.sentences
    assert by_actor(data) == +right.mentions


def check_data_set(folder: str, right: Truth) -> None:
    """Compare what any reader of Parquet finds in the folders with the truth."""

    def read(name: str) -> pd.DataFrame:
        return pd.read_parquet(Path(folder, name))

    documents = read("documents")
    counted = documents[documents["copy_of"].isna()]
    assert counter(counted["party"]) == right.documents
    assert counted["n_body_words"].sum() == right.words.total()

    def rows(name: str) -> pd.DataFrame:
        table = read(name)
        return table[table["path"].isin(counted["path"])]

    assert counter(rows("demands")["party"]) == right.demands
    assert len(rows("other_demands")) == right.others
    assert len(rows("mentions")) == right.mentions.total()
    assert len(rows("boilerplate_mentions")) == right.in_boilerplate


def check_all(documents: list[Document]) -> None:
    """Ask for every measure by every way."""
    right = truth(documents)
    with ingested(documents) as (store, data_set):
        for corpus in (store, data_set):
            check_sql(corpus, right)
            check_report(corpus, right)
            check_long_tables(
                {
                    "documents": corpus.documents(),
                    "demands": corpus.demands(),
                    "other_demands": corpus.uncounted("other_demands"),
                    "mentions": corpus.actors(long=True),
                    "boilerplate_mentions": corpus.uncounted("boilerplate_mentions"),
                    "codes": corpus.themes(long=True),
                },
                right,
            )
        check_data_set("set", right)
        check_summaries(lambda *words: by_command(store, *words), right)
        for kind in ("csv", "parquet"):
            tables = exported(store, kind)
            check_long_tables(tables, right)
            assert sums(tables["actors"], "canonical", of="mentions") == merged(right.mentions)
            assert sums(tables["themes"], "theme", of="demands_main") == merged(right.main_theme)


def test_a_corpus_of_everything_that_makes_counting_hard() -> None:
    right = truth(CORPUS)
    assert right.demands == {"M": 1, "KD": 1, "V": 1, "L": 1, None: 1}
    assert right.documents == {"M": 1, "V": 1, "S": 1, None: 2}
    assert right.in_boilerplate == 3
    check_all(CORPUS)


def test_joint_texts_count_for_each_party_on_demand() -> None:
    with ingested(CORPUS) as (store, _):
        alone, joint = store.demands(by="party"), store.demands(by="party", joint=True)
        assert sums(alone, "party", of="n")["KD"] == 1
        assert sums(joint, "party", of="n")["KD"] == 2  # its own and the joint one
        assert sums(joint, "party", of="documents_all") == {
            "M": 1,
            "KD": 1,
            "V": 1,
            "S": 1,
            None: 2,
        }
        assert len(store.demands(party="KD")) == 1
        assert set(store.demands(party="KD", joint=True)["party"]) == {"M", "KD"}
        assert list(store.documents(party="KD")["doc_id"]) == []
        assert list(store.documents(party="KD", joint=True)["doc_id"]) == ["joint"]
        assert alone.attrs["notes"] == [
            "1 joint text counts for the first of its parties only; --joint counts for each of them"
        ]
        assert joint.attrs["notes"] == [
            "1 joint text counts for each of its parties: the groups hold 1 document more than"
            " there are"
        ]
        only = store.documents(by="party", party="KD", joint=True)
        assert list(only["party"]) == ["KD"]


def test_groups_come_in_swedish_order_and_the_missing_last() -> None:
    with ingested(CORPUS) as (store, _):
        groups = list(store.documents(by="municipality")["municipality"])
        assert groups[:3] == ["Lund", "Åmål", "Älmhult"]
        assert pd.isna(groups[3])


lines = st.one_of(
    st.builds(
        Line,
        st.just("!"),
        st.sampled_from(["Skolfam nu", "Polisen och Bris", "mer av allt"]),
        st.lists(st.sampled_from(THEMES), max_size=2, unique=True).map(tuple),
        st.sampled_from(["M", "S", "L", ""]),
        st.booleans(),
    ),
    st.builds(
        Line,
        st.just("."),
        st.sampled_from(["Bris finns", "ett par ord"]),
        st.lists(st.sampled_from(THEMES), max_size=2, unique=True).map(tuple),
    ),
    st.builds(Line, st.just("~"), st.sampled_from(["Dela Skolfam", "meny"])),
)
parties = st.sampled_from([(), ("M",), ("S",), ("M", "S"), ("S", "L")])


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(parties, st.sampled_from(["", "Lund"]), st.lists(lines, max_size=4).map(tuple)),
        min_size=1,
        max_size=4,
    )
)
def test_any_corpus(drawn: list[tuple[tuple[str, ...], str, tuple[Line, ...]]]) -> None:
    documents = [
        Document(f"d{number}", parties, "party" if parties else "unknown", place, "2018", lines)
        for number, (parties, place, lines) in enumerate(drawn)
    ]
    check_all(list({document.text(): document for document in documents}.values()))
