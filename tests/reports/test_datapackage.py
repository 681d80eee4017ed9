"""What ``datapackage.json`` says of an export holds, for every format and dialect."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.reading.sheet import OPENS_FORMULA
from polcorp.vocabulary.formats import FORMATS
from tests.cli.conftest import Polcorp, polcorp  # noqa: F401  # a fixture

frictionless = pytest.importorskip("frictionless")


def exported(polcorp: Polcorp, *options: str) -> dict[str, Any]:  # noqa: F811
    run = polcorp("export", "out", "--quiet", *options)
    assert (run.code, run.err) == (0, "")
    package: dict[str, Any] = json.loads(Path("out/datapackage.json").read_text("utf-8"))
    return package


def problems() -> list[str]:
    report = frictionless.validate("out/datapackage.json")
    found = [f"{error.type}: {error.message}" for error in report.errors]
    for task in report.tasks:
        found += [f"{task.name}: {error.type}: {error.message}" for error in task.errors]
    return found


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", FORMATS)
def test_frictionless_accepts_every_format(
    corpus: Corpus,
    kind: str,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    exported(polcorp, "--export", kind)
    assert problems() == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "options",
    [["--dialect", "excel-sv"], ["--raw-cells"], ["--party", "C"], ["--theme", "trygghet"]],
)
def test_frictionless_accepts_dialects_and_parts(
    corpus: Corpus,
    options: list[str],
    polcorp: Polcorp,  # noqa: F811
) -> None:
    exported(polcorp, *options)
    assert problems() == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_package_of_changed_tables_is_not_accepted(
    corpus: Corpus,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    """The checks above would see a value that breaks a constraint, a key or a link."""
    exported(polcorp)
    path = Path("out/demands.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    rows[0] |= {"form": "poem", "confidence": "1.5"}
    rows[1] |= {"doc_id": "nobody", "demand_id": rows[0]["demand_id"]}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    found = " ".join(problems())
    for kind in ('"enum"', '"maximum"', "unique-error", "foreign-key"):
        assert kind in found, kind


def test_fields_have_units_constraints_keys_and_links(
    corpus: Corpus,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    package = exported(polcorp)
    assert package["licenses"][0]["name"] == "notspecified"
    tables = {resource["name"]: resource for resource in package["resources"]}
    schema = tables["demands"]["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["form"]["constraints"] == {"enum": ["bullet", "numbered", "prose", "heading"]}
    assert (fields["confidence"]["unit"], fields["confidence"]["constraints"]) == (
        "0 to 1",
        {"minimum": 0, "maximum": 1},
    )
    assert fields["start"]["unit"] == "code points"
    assert fields["demand_id"]["constraints"] == {"required": True, "unique": True}
    links = {tuple(link["fields"]): link["reference"] for link in schema["foreignKeys"]}
    assert links["doc_id",] == {"resource": "documents", "fields": ["doc_id"]}
    links = {
        tuple(link["fields"]): link["reference"]
        for link in tables["mentions"]["schema"]["foreignKeys"]
    }
    assert links["actor", "type"] == {"resource": "actors", "fields": ["canonical", "type"]}
    assert tables["actors"]["schema"]["primaryKey"] == ["canonical", "type"]
    sections = tables["sections"]["schema"]
    assert {"", "documents"} == {link["reference"]["resource"] for link in sections["foreignKeys"]}


def test_a_link_that_does_not_hold_is_not_claimed() -> None:
    import pandas as pd

    from polcorp.reports.schemas import table_schema

    frames = {
        "documents": pd.DataFrame({"doc_id": ["a"]}),
        "sections": pd.DataFrame({"section_id": ["s", "s"], "doc_id": ["a", "b"]}),
    }
    schema = table_schema("sections", frames, "csv", "standard")
    assert "foreignKeys" not in schema
    assert "primaryKey" not in schema
    frames["sections"] = pd.DataFrame({"section_id": ["s", "t"], "doc_id": ["a", None]})
    schema = table_schema("sections", frames, "csv", "standard")
    assert [link["fields"] for link in schema["foreignKeys"]] == [["doc_id"]]
    assert schema["primaryKey"] == ["section_id"]


def test_the_guard_of_cells_is_told_and_can_be_undone(
    here: Path,
    quick: object,
    polcorp: Polcorp,  # noqa: F811
) -> None:
    Path("raw").mkdir()
    Path("raw/001.txt").write_text("=SUM(1) är rubriken\n\nVi vill att barn hörs.\n", "utf-8")
    Path("m.csv").write_text("doc_id,title\n001,=SUM(1) är rubriken\n", "utf-8")
    Corpus().ingest(["raw"], metadata="m.csv")
    package = exported(polcorp)
    (documents,) = [one for one in package["resources"] if one["name"] == "documents"]
    assert documents["guard"]["before"] == list(OPENS_FORMULA)
    sign, before = documents["guard"]["sign"], tuple(documents["guard"]["before"])
    rows = csv.DictReader(Path("out/documents.csv").read_text("utf-8").splitlines())
    texts = [text for row in rows for text in row.values()]
    undone = [
        text[1:] if text[:1] == sign and text[1:].startswith(before) else text for text in texts
    ]
    assert "001" in texts
    assert any(text.startswith("'=SUM") for text in texts)
    assert "=SUM(1) är rubriken" in undone
    package = exported(polcorp, "--raw-cells")
    assert not any("guard" in resource for resource in package["resources"])
