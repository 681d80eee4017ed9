"""One row set right from the command line, listed, undone, and kept by the next ingest."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from polcorp.corpus import Corpus
from tests.cli.conftest import Polcorp

FILE = Path("data/annotations/corrections.jsonl")


def themes(corpus: Corpus, start: int) -> list[str]:
    """Return the themes of the demands of «centre» at a place, after an ingest."""
    assert corpus.ingest().ok
    table = corpus.demands(doc="centre")
    return [str(row.themes) for row in table.itertuples() if row.start == start]


def changed(corpus: Corpus) -> int:
    """Return where the second demand of «centre» begins."""
    return int(corpus.demands(doc="centre")["start"].iloc[1])


def test_a_correction_is_told_listed_and_kept(corpus: Corpus, polcorp: Polcorp) -> None:
    start = changed(corpus)
    row = f"centre:{start}"
    run = polcorp("correct", row, "--theme", "skola", "--theme", "bostad", "--by", "Eva Ek")
    assert (run.code, run.out) == (0, "")
    assert "→ skola;bostad" in run.err
    assert f"{FILE.as_posix()}; the next «polcorp ingest» uses it" in run.err
    assert themes(corpus, start) == ["skola;bostad"]
    (listed,) = polcorp("correct", "--list", "--export", "jsonl").out.splitlines()
    change = json.loads(listed)
    assert (change["start"], change["now"], change["by"]) == (start, "skola;bostad", "Eva Ek")
    assert change["at"].endswith("+00:00")
    assert "rättelser" not in polcorp("correct", "--list", "--lang", "sv").out


def test_corrections_of_a_document_add_up_before_an_ingest(
    corpus: Corpus, polcorp: Polcorp
) -> None:
    start = changed(corpus)
    assert polcorp("correct", f"centre:{start}", "--theme", "bostad").code == 0
    assert polcorp("correct", f"centre:{start}", "--polarity", "neg").code == 0
    assert polcorp("correct", f"centre:{start}", "--holder", "S", "-q").err == ""
    corpus.ingest()
    table = corpus.demands(doc="centre", any_holder=True)
    row = table[table["start"] == start].iloc[0]
    assert (row["themes"], row["polarity"], row["party"]) == ("bostad", "neg", "S")


def test_what_is_undone_is_as_it_was(corpus: Corpus, polcorp: Polcorp) -> None:
    start, before = changed(corpus), corpus.demands()
    row = f"centre:{start}"
    polcorp("correct", row, "--theme", "bostad")
    assert polcorp("correct", row, "--drop", "--what", "demand").code == 0
    assert themes(corpus, start) == []
    assert "again" in polcorp("correct", row, "--undo").err
    assert themes(corpus, start) == ["bostad"]
    polcorp("correct", row, "--undo")
    assert FILE.read_text("utf-8") == ""
    corpus.ingest()
    assert corpus.demands().equals(before)
    gone = polcorp("correct", row, "--undo")
    assert (gone.code, "unknown change" in gone.err) == (2, True)


def test_an_actor_gets_another_name_and_type(corpus: Corpus, polcorp: Polcorp) -> None:
    mention = corpus.actors(long=True, doc="centre").iloc[0]
    row = f"centre:{mention['start']}"
    run = polcorp("correct", row, "--name", "Skolmodellen", "--actor-type", "PROGRAMME")
    assert run.code == 0, run.err
    corpus.ingest()
    after = corpus.actors(long=True, doc="centre")
    assert after["canonical"].iloc[0] == "Skolmodellen"


def test_an_import_before_stays_when_corrections_are_undone(
    corpus: Corpus, polcorp: Polcorp
) -> None:
    start = changed(corpus)
    polcorp("correct", f"centre:{start}", "--theme", "bostad")
    lines = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    del lines[0]["changes"]  # as an import writes it
    FILE.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert polcorp("correct", f"centre:{start}", "--drop", "--what", "demand").code == 0
    assert polcorp("correct", f"centre:{start}", "--undo").code == 0
    assert themes(corpus, start) == ["bostad"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("centre", "«centre» names no row: give DOC:START"),
        ("centre:x --drop", "names no row"),
        ("nowhere:3 --drop", "unknown document «nowhere»"),
        ("centre:3", "say what is right"),
        ("centre:3 --drop --theme skola", "say what is right"),
        ("centre:99999 --drop", "begins at 99999; nearest: "),
        ("centre:3 --form list", "unknown form «list»; known: bullet"),
        ("centre:3 --actor-type PART", "unknown actor type «PART»"),
        ("centre:3 --drop --what theme", "unknown kind of row «theme»"),
    ],
)
def test_what_cannot_be_corrected_is_told(
    corpus: Corpus, polcorp: Polcorp, arguments: str, said: str
) -> None:
    run = polcorp("correct", *arguments.split())
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert not FILE.exists()


def test_an_unknown_theme_changes_nothing(corpus: Corpus, polcorp: Polcorp) -> None:
    run = polcorp("correct", f"centre:{changed(corpus)}", "--theme", "rymden")
    assert "unknown theme «rymden»" in run.err
    assert not FILE.exists()


def test_a_row_among_several_is_named(corpus: Corpus, polcorp: Polcorp) -> None:
    demands = set(corpus.demands(doc="centre")["start"])
    mentions = set(corpus.actors(long=True, doc="centre")["start"])
    (both, *_) = sorted(demands & mentions)
    run = polcorp("correct", f"centre:{both}", "--drop")
    assert f"several rows begin at {both}" in run.err
    assert polcorp("correct", f"centre:{both}", "--drop", "--what", "actor").code == 0
    corpus.ingest()
    assert both in set(corpus.demands(doc="centre")["start"])
    assert both not in set(corpus.actors(long=True, doc="centre")["start"])


def exported(polcorp: Polcorp, command: str, file: str, **changes: dict[str, str]) -> None:
    """Export a table, change cells of the rows that begin at the places named, and write it again."""
    path = Path(file)
    assert polcorp(*command.split(), "-o", file, "-q").code == 0
    if path.suffix == ".xlsx":
        table = pd.read_excel(path, dtype=str, keep_default_na=False)
    else:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for place, cells in changes.items():
        for column, value in cells.items():
            if column not in table:
                table[column] = ""
            table.loc[table["start"] == place.removeprefix("at_"), column] = value
    if path.suffix == ".xlsx":
        table.to_excel(path, index=False)
    else:
        table.to_csv(path, index=False, sep=";", encoding="utf-8-sig")


@pytest.mark.parametrize("file", ["krav.xlsx", "krav.csv"])
def test_a_table_that_was_corrected_in_a_spreadsheet_is_read_back(
    corpus: Corpus, polcorp: Polcorp, file: str
) -> None:
    before = corpus.demands()
    first, second = (int(start) for start in corpus.demands(doc="centre")["start"].iloc[:2])
    changes = {f"at_{first}": {"drop": "x"}, f"at_{second}": {"themes": "bostad, skola"}}
    exported(polcorp, "demands --doc centre", file, **changes)
    run = polcorp("annotations", "import", file)
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith("2 rows corrected")
    assert polcorp("annotations", "import", file).err == "0 rows corrected\n"
    corpus.ingest()
    after = corpus.demands()
    assert len(after) == len(before) - 1
    centre = corpus.demands(doc="centre")
    assert first not in set(centre["start"])
    assert centre.loc[centre["start"] == second, "themes"].item() == "bostad;skola"
    listed = polcorp("correct", "--list", "--export", "jsonl").out.splitlines()
    assert len(listed) == 2
    for line in map(json.loads, reversed(listed)):
        assert polcorp("correct", f"centre:{line['start']}", "--undo").code == 0
    corpus.ingest()
    assert corpus.demands().equals(before)


def test_a_table_without_changes_changes_nothing(corpus: Corpus, polcorp: Polcorp) -> None:
    for command, file in (("demands", "a.xlsx"), ("actors --long", "b.csv")):
        assert polcorp(*command.split(), "-o", file, "-q").code == 0
        run = polcorp("annotations", "import", file)
        assert (run.code, run.err) == (0, "0 rows corrected\n")
    assert not FILE.exists()


def test_mentions_are_corrected_in_a_table(corpus: Corpus, polcorp: Polcorp) -> None:
    start = int(corpus.actors(long=True, doc="centre")["start"].iloc[0])
    cells = {"canonical": "Skolmodellen", "type": "PROGRAMME"}
    exported(polcorp, "actors --long --doc centre", "namn.xlsx", **{f"at_{start}": cells})
    assert polcorp("annotations", "import", "namn.xlsx").err.startswith("1 row corrected")
    corpus.ingest()
    row = corpus.actors(long=True, doc="centre").iloc[0]
    assert (row["canonical"], row["type"]) == ("Skolmodellen", "PROGRAMME")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a,b\n1,2\n", "line 1: no column doc_id: export the whole table"),
        ("doc_id,start,text\ncentre,1,x\n", "no column that can be corrected"),
        ("doc_id,start,text,themes\ncentre,x,y,skola\n", "line 2: doc_id and start must say"),
        ("doc_id,start,text,form\ncentre,1,x,list\n", "unknown form «list»; known: bullet"),
        ("doc_id,start,text,themes\nnowhere,1,x,skola\n", "line 2: unknown document «nowhere»"),
        ("doc_id,start,text,themes\ncentre,99999,x,skola\n", "begins at 99999; nearest: "),
        ("doc_id,start,text,themes\ncentre,{start},Person 7,skola\n", "is another; export"),
        ("doc_id,start,text,themes\ncentre,{start},,rymden\n", "unknown theme «rymden»"),
        ("", "the file is empty"),
    ],
)
def test_a_table_that_fits_nothing_changes_nothing(
    corpus: Corpus, polcorp: Polcorp, table: str, said: str
) -> None:
    Path("t.csv").write_text(table.replace("{start}", str(changed(corpus))), "utf-8")
    run = polcorp("annotations", "import", "t.csv")
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert not FILE.exists()
