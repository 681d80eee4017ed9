"""Unknown actors, actors named together, one name over the corpus, and persons left out."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

from polcorp.analysis.cooccurrence import cooccurring, network
from polcorp.analysis.keyness import log_likelihood
from polcorp.analysis.unknown import COLUMNS, unknown_actors
from polcorp.analysis.views import document_views
from polcorp.cli.app import app, main
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.privacy.persons import Persons
from polcorp.privacy.pseudonymised_copy import nameless
from tests.frames import named_rows

TEXTS = {
    "asks.txt": "Motion om Lugna Kvarten\n\n"
    "Vi vill att Vimmelstads kommun inför metoden Lugna Kvarten tillsammans med Polisen. Lugna Kvarten"
    " är ett gott exempel. Inspektionen för vård och omsorg berömmer Skolfam.\n\n"
    "Eva-Karin Svensson (S) har frågat Skolfam. Svensson skriver till eva.svensson@vimmel.se.\n\n"
    "Eva-Karin Svensson (S)\nOlof Berg (S)\n",
    "praises.txt": "Trygghet\n\n"
    "Moderaterna vill att Polisen och IVO granskar Skolfam. IVO och Polisen är bra.\n\n"
    "Polisen har mött Olof Berg (S). Olof Bergs fond betalar metoden Lugna Kvarten.\n\n"
    "EVA-KARIN SVENSSON tackade nej, sade Eva-Karin Svenssons granne.\n",
}
NAMES = ("svensson", "eva", "karin", "olof", "berg")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("actors")
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    corpus = Corpus(folder / "corpus.db")
    report = corpus.ingest([folder / "raw"], model="blank", jobs=1)
    assert report.ok, report.failures
    return corpus


def told(corpus: Corpus, *arguments: str) -> str:
    command = [*arguments, "--corpus", str(corpus.path)]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(corpus: Corpus, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told(corpus, *arguments, "--export", "csv"))))


def test_unknown_actors_are_those_that_no_lexicon_has(corpus: Corpus) -> None:
    table = unknown_actors(corpus)
    assert tuple(table.columns) == COLUMNS
    names = dict(zip(table["canonical"], table["type"], strict=True))
    assert names["Lugna Kvarten"] == "PROGRAMME"
    assert names["Olof Berg"] == "PERSON"
    assert {"Skolfam", "Polisen", "IVO"}.isdisjoint(names)
    first = table.iloc[0]
    assert first["note"] == "5 mentions in 2 documents"
    assert not any("Svensson" in alias.split("|") for alias in table["aliases"])
    assert list(unknown_actors(corpus, actor_type="programme")["canonical"]) == ["Lugna Kvarten"]
    assert len(unknown_actors(corpus, where={"actor": "Lugna Kvarten"})) == 1


def test_unknown_actors_come_back_as_the_users_own(corpus: Corpus, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    written = told(corpus, "actors", "--unknown", "--export", "csv")
    (mine / "actors.csv").write_text(written, encoding="utf-8")
    again = Corpus(tmp_path / "again.db")
    again.ingest([corpus.path.parent / "raw"], model="blank", jobs=1, user_dir=mine)
    table = again.actors(long=True)
    listed = set(table[table["source"] == "user"]["canonical"])
    assert listed == {row["canonical"] for row in csv.DictReader(io.StringIO(written))}
    assert unknown_actors(again).empty


def test_a_wording_stands_on_one_row_only(corpus: Corpus) -> None:
    """Else the file would be refused: two rows that give the same surface."""
    table = unknown_actors(corpus)
    forms = [
        form
        for row in named_rows(table)
        for form in (row.canonical, *str(row.aliases).split("|"))
        if form
    ]
    assert len(forms) == len(set(forms))


def test_one_name_over_the_corpus(corpus: Corpus) -> None:
    long = corpus.actors(long=True)
    agency = long[long["wikidata"] == "Q10536053"]
    assert set(agency["canonical"]) == {"IVO", "Inspektionen för vård och omsorg"}
    assert set(agency["actor"]) == {"IVO"}
    short = corpus.actors()
    row = short[short["canonical"] == "IVO"].iloc[0]
    assert (row["mentions"], row["documents"]) == (3, 2)
    assert "Inspektionen för vård och omsorg" not in set(short["canonical"])
    for name in ("IVO", "inspektionen för vård och omsorg"):
        assert len(corpus.actors(long=True, actor=name)) == 3
        assert len(corpus.documents(actor=name)) == 2


def test_the_summary_counts_what_the_texts_make_of_an_actor(corpus: Corpus) -> None:
    table = corpus.actors(by="party")
    long = corpus.actors(long=True)
    for stance in ("asked", "praised", "criticised"):
        assert table[stance].sum() == (long["stance"] == stance).sum()
    assert table["asked"].sum() > 0


def test_pairs_in_sentences(corpus: Corpus) -> None:
    table = cooccurring(corpus, "sentence")
    pairs = {frozenset((row.canonical, row.other_canonical)): row for row in named_rows(table)}
    assert len(pairs) == len(table)
    both = pairs[frozenset(("IVO", "Polisen"))]
    assert (both.together, both.documents) == (2, 1)
    assert (both.units, both.other_units) == (3, 4)
    share = both.together / both.units_all
    chance = both.units * both.other_units / both.units_all**2
    assert both.npmi == pytest.approx(math.log(share / chance) / -math.log(share))
    import numpy as np

    counts = (np.array([2.0]), np.array([2.0]), 3.0, both.units_all - 3.0)
    assert both.log_likelihood == pytest.approx(log_likelihood(*counts)[0])
    assert list(table["together"]) == sorted(table["together"], reverse=True)


def test_pairs_count_the_units_that_hold_both(corpus: Corpus) -> None:
    """The same numbers by hand, from the table of mentions."""
    long = corpus.actors(long=True)
    own = set(corpus.demands()["demand_id"])
    keys = {
        "sentence": long["doc_id"] + long["sentence_start"].astype(str),
        "section": long["section_id"],
        "demand": long["demand_id"].where(long["demand_id"].isin(own)),
    }
    for unit, key in keys.items():
        units: dict[str, set[str]] = {}
        for place, name in zip(key, long["actor"], strict=True):
            if isinstance(place, str):
                units.setdefault(place, set()).add(name)
        table = cooccurring(corpus, unit)
        assert len(table), unit
        for row in named_rows(table):
            found = [n for n in units.values() if {row.canonical, row.other_canonical} <= n]
            assert row.together == len(found)
            assert row.units == sum(row.canonical in n for n in units.values())
            assert row.units_all == len(units)


def test_pairs_of_one_actor_and_of_one_type(corpus: Corpus) -> None:
    whole = cooccurring(corpus, "sentence")
    mine = cooccurring(corpus, "sentence", where={"actor": "Polisen"})
    assert set(mine["canonical"]) == {"Polisen"}
    some = {(r.canonical, r.other_canonical): r.npmi for r in named_rows(whole)}
    for row in named_rows(mine):  # the measures do not depend on which pairs are shown
        pair = tuple(sorted((row.canonical, row.other_canonical)))
        assert some[pair] == pytest.approx(row.npmi)
    typed = cooccurring(corpus, "sentence", actor_type="AUTHORITY")
    assert {*typed["type"], *typed["other_type"]} == {"AUTHORITY"}
    both = cooccurring(corpus, "sentence", actor_type="PERSON", where={"actor": "Polisen"})
    assert set(both["other_type"]) == {"PERSON"}
    assert cooccurring(corpus, "sentence", where={"doc": "asks"})["documents"].max() == 1
    with pytest.raises(UnknownValueError, match="sentence"):
        cooccurring(corpus, "sentance")


def test_a_network_is_read_back(corpus: Corpus, tmp_path: Path) -> None:
    target = tmp_path / "net.graphml"
    told(corpus, "actors", "--co-occurring", "section", "-o", str(target))
    graph = nx.read_graphml(target)
    found = network(corpus, "section")
    assert graph.number_of_edges() == len(found.pairs)
    mentions = dict(zip(found.actors["canonical"], found.actors["mentions"], strict=True))
    assert graph.nodes["Polisen"] == {
        "label": "Polisen",
        "type": "AUTHORITY",
        "mentions": mentions["Polisen"],
        "documents": 2,
    }
    for row in named_rows(found.pairs):
        edge = graph.edges[row.canonical, row.other_canonical]
        assert edge["weight"] == row.together
        assert edge["npmi"] == pytest.approx(row.npmi)
    again = told(corpus, "actors", "--co-occurring", "section", "--export", "graphml")
    assert again.encode() == target.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--unknown", "--long"], "one at a time"),
        (["--export", "graphml"], "--co-occurring"),
        (["--unknown", "--persons", "pseudonym"], "needs the names"),
        (["--persons", "hide"], "pseudonym"),
        (["--co-occurring", "sentence", "--export", "graphml", "--columns", "type"], "network"),
    ],
)
def test_what_does_not_go_together_is_refused(
    corpus: Corpus, arguments: list[str], problem: str
) -> None:
    with pytest.raises(PolcorpError, match=problem):
        told(corpus, "actors", *arguments)


#: Everything that shows text or names, but for what goes to files.
SHOWN = [
    ["documents"],
    ["sections"],
    ["demands", "--any-holder"],
    ["actors"],
    ["actors", "--long"],
    ["actors", "--by", "party"],
    ["actors", "--by", "document"],
    ["actors", "--co-occurring", "sentence"],
    ["themes", "--long"],
    ["kwic", "Svensson"],
    ["kwic", "Svensson", "--context", "0"],
    ["kwic", "Polisen", "--context", "1"],
    ["kwic", "tack*", "--context", "2"],
]


def names_in(text: str) -> list[str]:
    """Return the names of persons that are left, those of other actors set aside."""
    plain = text.lower().replace("olof bergs fond", "")
    return [name for name in NAMES if name in plain]


@pytest.mark.slow
@pytest.mark.parametrize("command", SHOWN, ids=" ".join)
def test_no_name_is_left_in_a_table(corpus: Corpus, command: list[str]) -> None:
    whole = told(corpus, *command, "--export", "jsonl")
    for mode in ("pseudonym", "drop"):
        text = told(corpus, *command, "--persons", mode, "--export", "jsonl")
        assert names_in(text) == [], text
        assert len(text.splitlines()) <= len(whole.splitlines())
    assert told(corpus, *command, "--persons", "keep", "--export", "jsonl") == whole


def test_no_name_is_left_in_a_network(corpus: Corpus) -> None:
    command = ["actors", "--co-occurring", "section", "--export", "graphml"]
    assert names_in(told(corpus, *command))
    assert "Person 1" in told(corpus, *command, "--persons", "pseudonym")
    for mode in ("pseudonym", "drop"):
        assert names_in(told(corpus, *command, "--persons", mode)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["csv", "brat", "gold", "prodigy", "doccano", "labelstudio", "quanteda"]
)
def test_no_name_is_left_in_an_export(corpus: Corpus, tmp_path: Path, kind: str) -> None:
    for mode in ("pseudonym", "drop"):
        told(corpus, "export", str(tmp_path / mode), "--export", kind, "--persons", mode)
        written = [path.read_text("utf-8") for path in (tmp_path / mode).iterdir()]
        assert names_in("\n".join(written)) == []
    told(corpus, "export", str(tmp_path / "keep"), "--export", kind)
    assert names_in("".join(path.read_text("utf-8") for path in (tmp_path / "keep").iterdir()))


@pytest.mark.slow
def test_no_name_is_left_in_a_report(corpus: Corpus, tmp_path: Path) -> None:
    for mode in ("keep", "pseudonym", "drop"):
        target = tmp_path / f"{mode}.html"
        told(corpus, "report", "-o", str(target), "--persons", mode)
        words = set(re.findall(r"\w+", target.read_text("utf-8").lower()))
        assert bool(words & {*NAMES, "svenssons"}) == (mode == "keep")
        assert ("person 1" in target.read_text("utf-8").lower()) == (mode == "pseudonym")


@pytest.mark.slow
@pytest.mark.parametrize("of", ["words", "lemmas", "parts", "actors"])
def test_no_name_is_left_in_a_comparison(corpus: Corpus, of: str) -> None:
    command = ["compare", "--of", of, "--least", "1", "--both", "--export", "csv"]
    assert names_in(told(corpus, *command))
    for mode in ("pseudonym", "drop"):
        assert names_in(told(corpus, *command, "--persons", mode)) == []


def test_a_copy_without_names_is_whole(corpus: Corpus) -> None:
    before = corpus.path.read_bytes()
    for mode in ("pseudonym", "drop"):
        with nameless(corpus, Persons(corpus, mode)) as copy:
            assert copy.check() == []
            for table in (copy.demands(any_holder=True), copy.actors(long=True)):
                for row in named_rows(table):
                    assert copy.text(row.doc_id)[row.start : row.end] == row.text
            view = Persons(corpus, mode).view(next(document_views(corpus)))
            assert copy.text(view.doc_id) == view.text
            wanted = Persons(corpus, mode).table(corpus.actors())
            assert copy.actors()["canonical"].to_list() == wanted["canonical"].to_list()
            path = copy.path
        assert not path.exists()
    assert corpus.path.read_bytes() == before
    with nameless(corpus, Persons(corpus)) as same:
        assert same is corpus


def test_no_name_is_left_in_a_document(corpus: Corpus) -> None:
    for mode in ("pseudonym", "drop"):
        assert names_in(told(corpus, "show", "asks", "--long", "--persons", mode)) == []


def test_the_store_and_other_commands_are_refused(
    corpus: Corpus, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PolcorpError, match="store"):
        told(corpus, "export", "x", "--export", "datasette", "--persons", "drop")
    with pytest.raises(PolcorpError, match="--unlisted"):
        told(corpus, "themes", "--unlisted", "--persons", "drop")
    for command in (["info"], ["evaluate"], ["sql", "SELECT 1"]):
        with pytest.raises(SystemExit) as stopped:
            main([*command, "--persons", "drop"])
        assert stopped.value.code == 2
        assert "cannot take the names of persons out" in capfd.readouterr().err


def test_pseudonyms_are_the_same_everywhere(corpus: Corpus) -> None:
    names = [row["canonical"] for row in rows(corpus, "actors", "--actor-type", "PERSON")]
    persons = Persons(corpus, "pseudonym")
    wanted = {persons.name(name) for name in names}
    assert len(wanted) == len(names)
    mentions = rows(corpus, "actors", "--long", "--actor-type", "person", "--persons", "pseudonym")
    assert {row["actor"] for row in mentions} == {row["text"] for row in mentions} == wanted
    signed = rows(corpus, "documents", "--doc", "asks", "--persons", "pseudonym")[0]["signatories"]
    assert set(signed.split(";")) == {persons.name("Eva-Karin Svensson"), persons.name("Olof Berg")}
    sentence = next(row["sentence"] for row in mentions if "granne" in row["sentence"])
    assert sentence.count(persons.name("Eva-Karin Svensson")) == 2


def test_a_key_gives_other_pseudonyms(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def order(key: str) -> list[str]:
        persons = Persons(corpus, "pseudonym", key)
        return [persons.name(name) for name in ("Olof Berg", "Eva-Karin Svensson")]

    assert order("a") == order("a")
    assert len({tuple(order(str(key))) for key in range(20)}) > 1
    by_key = set()
    for key in map(str, range(8)):
        monkeypatch.setenv("POLCORP_PERSONS_KEY", key)
        by_key.add(told(corpus, "kwic", "Olof", "--persons", "pseudonym", "--export", "csv"))
    assert len(by_key) > 1


def test_dropped_rows_and_their_number(corpus: Corpus) -> None:
    kept = rows(corpus, "actors", "--persons", "drop")
    whole = rows(corpus, "actors")
    assert kept == [row for row in whole if row["type"] != "PERSON"]
    signed = rows(corpus, "documents", "--persons", "drop")
    assert {row["signatories"] for row in signed} == {""}
    some = told(corpus, "actors", "--persons", "drop", "--limit", "2", "--export", "jsonl")
    assert [json.loads(line)["canonical"] for line in some.splitlines()] == [
        row["canonical"] for row in kept[:2]
    ]


def test_offsets_of_a_document_fit_its_new_text(corpus: Corpus) -> None:
    for view in document_views(corpus):
        for mode in ("pseudonym", "drop"):
            other = Persons(corpus, mode).view(view)
            assert other.text != view.text
            for row in (*other.demands, *other.mentions, *other.lead_ins, *other.codes):
                assert other.text[row["start"] : row["end"]] == row["text"]
            for row in other.mentions:
                assert row["sentence"] == other.text[row["sentence_start"] : row["sentence_end"]]
            assert other.sections[0]["start"] == 0
            assert max(row["end"] for row in other.sections) == len(other.text)
            same = [row for row in view.mentions if row["type"] != "PERSON"]
            assert [r["canonical"] for r in other.mentions if r["type"] != "PERSON"] == [
                row["canonical"] for row in same
            ]
            assert Persons(corpus).view(view) is view


def test_the_name_of_another_actor_keeps_the_person_in_it(corpus: Corpus) -> None:
    persons = Persons(corpus, "pseudonym")
    assert persons.words("Olof Bergs förslag") != "Olof Bergs förslag"
    assert persons.words("Olof Bergström och ett isberg") == "Olof Bergström och ett isberg"
    assert persons.words("Berg är kort", "asks") != "Berg är kort"
    assert persons.words("Berg är kort", "nowhere") == "Berg är kort"
    assert "@" not in persons.words("skriv till o.b@vimmel.se")


@pytest.mark.slow
def test_files_that_name_persons_are_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "motion-eva-karin-svensson.txt").write_text(TEXTS["asks.txt"], encoding="utf-8")
    corpus = Corpus(tmp_path / "corpus.db")
    corpus.ingest([raw], model="blank", jobs=1)
    with pytest.raises(PolcorpError, match="ingest the files under other names"):
        Persons(corpus, "drop")
    assert Persons(corpus).keep
    (raw / "motion-eva-karin-svensson.txt").rename(tmp_path / "motion.txt")
    corpus.ingest([raw, tmp_path / "motion.txt"], model="blank", jobs=1)
    with pytest.raises(PolcorpError, match=r"names of 1 document \(motion-eva-karin"):
        Persons(corpus, "drop")  # its doc_id is the same
    (tmp_path / "motion.txt").rename(tmp_path / "away")
    corpus.ingest([tmp_path], model="blank", jobs=1, prune=True)
    (tmp_path / "away").rename(raw / "motion.txt")
    corpus.ingest([raw], model="blank", jobs=1)
    assert not Persons(corpus, "drop").keep
