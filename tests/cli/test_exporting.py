"""Exports of the whole corpus, read back by the libraries that their users would use."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from tests.cli.conftest import Polcorp

TABLES = {
    "documents",
    "sections",
    "lead_ins",
    "demands",
    "other_demands",
    "actors",
    "mentions",
    "boilerplate_mentions",
    "themes",
    "codes",
    "other_codes",
}


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return caught.value.code


def package(folder: str) -> dict[str, dict[str, Any]]:
    described = json.loads(Path(folder, "datapackage.json").read_text("utf-8"))
    assert described["citation"].startswith("The polcorp developers.")
    assert described["made_with"]["model"] == "test"
    return {resource["name"]: resource for resource in described["resources"]}


def test_the_data_package_describes_what_is_there(corpus: Corpus) -> None:
    assert run("export", "tables") == 0
    resources = package("tables")
    assert set(resources) == TABLES
    for name, resource in resources.items():
        data = Path("tables", resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = list(csv.reader(data.decode().splitlines(keepends=True)))
        fields = resource["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields], name
        assert len(rows) == resource["rows"] + 1
        given = {"source"} if name == "documents" else set()
        assert not [f["name"] for f in fields if not f["description"] and f["name"] not in given]
    demands = resources["demands"]["schema"]
    assert demands["primaryKey"] == ["demand_id"]
    assert {link["reference"]["resource"] for link in demands["foreignKeys"]} == {
        "documents",
        "sections",
    }
    types = {field["name"]: field["type"] for field in demands["fields"]}
    assert (types["start"], types["confidence"], types["own"], types["text"]) == (
        "integer",
        "number",
        "boolean",
        "string",
    )


def test_keys_are_unique_and_links_hold(corpus: Corpus) -> None:
    run("export", "tables")
    frames = {name: pd.read_csv(f"tables/{name}.csv") for name in TABLES}
    for name, resource in package("tables").items():
        assert not frames[name].duplicated(resource["schema"].get("primaryKey")).any()
        for link in resource["schema"].get("foreignKeys", ()):
            reference = link["reference"]
            found = frames[name][link["fields"]].dropna()
            there = frames[reference["resource"] or name][reference["fields"]]
            assert set(map(tuple, found.to_numpy())) <= set(map(tuple, there.to_numpy()))


def test_one_workbook_holds_a_sheet_a_table(corpus: Corpus) -> None:
    import openpyxl

    assert run("export", "book", "--export", "xlsx") == 0
    assert {path.name for path in Path("book").iterdir()} == {"polcorp.xlsx", "datapackage.json"}
    book = openpyxl.load_workbook("book/polcorp.xlsx")
    assert set(book.sheetnames) == TABLES
    sheet = book["demands"]
    assert sheet.freeze_panes == "A2"
    header = [cell.value for cell in sheet[1]]
    assert isinstance(sheet.cell(2, header.index("start") + 1).value, int)
    assert sheet.max_row == len(corpus.demands()) + 1
    assert {r["dialect"]["sheet"] for r in package("book").values()} == TABLES


def test_annotations_go_out_and_come_back(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "ann", "--export", "brat") == 0
    assert "3 documents in 7 files under ann" in capsys.readouterr().err
    assert run("annotations", "import", "ann") == 0
    assert "3 documents, none of which differs from the corpus" in capsys.readouterr().err
    ann = Path("ann/centre.ann")
    lines = [line for line in ann.read_text("utf-8").splitlines() if "\tBID" not in line]
    lines = [line for line in lines if not line.split("\t")[-1].startswith("canonical=BID")]
    lines = [line for line in lines if "\tHEADING 0 " not in line]
    ann.write_text("\n".join(lines), "utf-8")
    assert run("annotations", "import", "ann") == 0
    told = capsys.readouterr().err
    assert "1 of 3 documents corrected in data/annotations/corrections.jsonl" in told
    assert "centre.txt: other headings, lead-ins or boilerplate; only actors and demands" in told
    assert "«polcorp ingest» uses it" in told
    Path("mine").mkdir()
    assert run("annotations", "import", "ann", "--user-dir", "mine") == 0
    assert "«polcorp ingest --user-dir mine» uses it" in capsys.readouterr().err
    assert corpus.ingest().updated == ["data/raw/centre.txt"]


def test_quanteda_gets_texts_with_document_variables(corpus: Corpus) -> None:
    assert run("export", "texts", "--export", "quanteda", "--municipality", "Linköping") == 0
    with Path("texts/texts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:3] == ["doc_id", "text", "party"]
    assert {row["doc_id"]: row["text"] for row in rows} == {
        name: corpus.text(name) for name in ("centre", "liberal")
    }


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--export", "brta"], 2, "unknown format «brta»; did you mean brat"),
        (["--export", "brat", "--dialect", "excel-sv"], 2, "--dialect goes with tables, not with"),
        (["--export", "gold", "--party", "V"], 0, "nothing to export: no matching documents"),
    ],
)
def test_wrong_use_is_told(
    corpus: Corpus,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    assert run("export", "out", *arguments) == code
    assert message in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_table_for_a_paper_says_what_it_is_and_how_it_was_made(
    corpus: Corpus, polcorp: Polcorp
) -> None:
    text = polcorp("demands", "--by", "party", "--lang", "sv", "--export", "md").out
    assert text.startswith("**Krav efter parti**\n\n| parti ")
    assert "*n = 4 krav*" in text
    assert text.endswith(": polcorp demands --by party*\n")
    bare = polcorp("demands", "--by", "party", "--export", "latex", "--caption", "").out
    assert bare.startswith("\\begin{tabular}")
    own = polcorp("demands", "--persons", "drop", "--export", "md", "--caption", "Table 1").out
    assert own.startswith("**Table 1**")
    assert "polcorp demands" not in own
    assert (
        "md and latex, not with csv" in polcorp("demands", "--caption", "x", "--export", "csv").err
    )
