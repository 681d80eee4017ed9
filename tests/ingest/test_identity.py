"""A doc_id stays, and what belongs to it: metadata and corrections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from polcorp.ingest.given import by_path
from tests.ingest.ingested import NEWS, Ingested, write


def test_the_first_to_have_a_stem_keeps_it(ingested: Ingested) -> None:
    write("raw/program.txt")
    ingested("raw")
    write("raw/2027/program.txt")
    ingested("raw")
    wanted = {"program": "raw/program.txt", "raw/2027/program.txt": "raw/2027/program.txt"}
    assert ingested.ids() == wanted
    ingested("raw", force=True)
    assert ingested.ids() == wanted
    write("raw/program.txt", "En annan text.")
    ingested("raw")
    assert ingested.ids() == wanted


def test_of_one_ingest_the_first_path_gets_the_stem(ingested: Ingested) -> None:
    for name in ("raw/b/index.txt", "raw/c/index.txt", "raw/a/index.txt"):
        write(name)
    ingested("raw/c", "raw")
    assert ingested.ids() == {
        "index": "raw/a/index.txt",
        "raw/b/index.txt": "raw/b/index.txt",
        "raw/c/index.txt": "raw/c/index.txt",
    }


def test_a_moved_file_keeps_its_doc_id_and_a_newcomer_at_its_place_gets_another(
    ingested: Ingested,
) -> None:
    write("raw/a/index.txt")
    write("raw/b/index.txt")
    ingested("raw")
    Path("raw/b/index.txt").rename(write("raw/moved.txt"))
    assert ingested("raw").moved == [("raw/b/index.txt", "raw/moved.txt")]
    write("raw/b/index.txt", "En helt ny text.")
    ingested("raw")
    assert ingested.ids() == {
        "index": "raw/a/index.txt",
        "raw/b/index.txt": "raw/moved.txt",
        "raw/b/index.txt-2": "raw/b/index.txt",
    }
    assert set(ingested.corpus.demands(doc="raw/moved.txt")["doc_id"]) == {"raw/b/index.txt"}


def test_a_doc_id_is_free_again_when_its_document_is_pruned(ingested: Ingested) -> None:
    write("raw/a.txt")
    write("raw/x/a.txt")
    ingested("raw")
    Path("raw/a.txt").unlink()
    ingested("raw", prune=True)
    assert ingested.ids() == {"raw/x/a.txt": "raw/x/a.txt"}
    write("raw/a.txt", "Tillbaka med annan text.")
    ingested("raw")
    assert ingested.ids() == {"a": "raw/a.txt", "raw/x/a.txt": "raw/x/a.txt"}


def test_a_file_that_cannot_be_read_takes_no_other_documents_id(ingested: Ingested) -> None:
    write("raw/x/a.txt")
    ingested("raw")
    Path("raw/a.txt").write_bytes(b"")
    assert [failure.path for failure in ingested("raw").failures] == ["raw/a.txt"]
    assert ingested.ids() == {"a": "raw/x/a.txt"}


def test_metadata_by_doc_id_keep_matching(ingested: Ingested) -> None:
    write("raw/program.txt")
    table = write("data/annotations/documents.csv", "doc_id,municipality\nprogram,Lund\n")
    ingested("raw")
    write("raw/2027/program.txt")
    ingested("raw")
    Path("raw/program.txt").rename("raw/renamed.txt")
    report = ingested("raw", metadata=table)
    assert (len(report.moved), report.unmatched_metadata) == (1, [])
    documents = ingested.corpus.documents().set_index("path")["municipality"]
    assert documents.dropna().to_dict() == {"raw/renamed.txt": "Lund"}
    Path("raw/renamed.txt").unlink()  # and what is gone does not hand its row to a namesake
    ingested("raw")
    documents = ingested.corpus.documents().set_index("path")["municipality"]
    assert documents.dropna().to_dict() == {"raw/renamed.txt": "Lund"}


def test_metadata_by_absolute_path(ingested: Ingested) -> None:
    path = write("raw/a.txt").absolute().as_posix()
    table = write("documents.csv", f"path,municipality\n{path},Lund\n")
    assert ingested("raw", metadata=table).unmatched_metadata == []
    assert ingested.corpus.documents()["municipality"].tolist() == ["Lund"]


def test_corrections_stay_with_their_document(ingested: Ingested) -> None:
    write("raw/program.txt", NEWS)
    ingested("raw")
    rows: list[dict[str, Any]] = [
        {"doc": "program.txt", "layer": "DOCUMENT", "corrected": ["ACTOR"]},
        {
            "doc": "program.txt",
            "layer": "ACTOR",
            "start": 12,
            "end": 16,
            "text": "barn",
            "type": "ORG",
        },
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    write("data/annotations/corrections.jsonl", lines)
    write("raw/2027/program.txt", "En text utan det ordet.")
    report = ingested("raw")
    assert report.failures == []
    mentions = ingested.corpus.actors(long=True)
    assert list(zip(mentions["doc_id"], mentions["canonical"], strict=True)) == [
        ("program", "barn")
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("raw/x/a.txt", "raw/x/a.txt"),  # a path
        ("old", "raw/new.txt"),  # a doc_id
        ("old.txt", "raw/new.txt"),  # the name of a file before it was renamed
        ("a.txt", "raw/a.txt"),  # two have it now: the one that is called so
        ("new.txt", "raw/new.txt"),  # nobody is called so, and only one has it
        ("raw/x/old.txt", "raw/x/old.txt"),
        ("nowhere.txt", None),
    ],
)
def test_what_a_correction_is_of(name: str, path: str | None) -> None:
    ids = {
        "raw/a.txt": "a",
        "raw/x/a.txt": "raw/x/a.txt",
        "raw/new.txt": "old",
        "raw/x/old.txt": "raw/x/old.txt",
    }
    assert list(by_path({name: [{}]}, ids)) == ([path] if path else [])


def test_a_row_that_fits_two_files_is_told(ingested: Ingested) -> None:
    write("raw/a/x.txt")
    write("raw/b/x.txt")
    table = write("documents.csv", "file,party\nx.txt,C\n")
    problem = "«x.txt» fits raw/a/x.txt, raw/b/x.txt; give the path"
    report = ingested("raw", metadata=table)
    assert report.metadata_remarks == [f"documents.csv, line 2: {problem}"]
