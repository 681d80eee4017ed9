"""XMI for INCEpTION: written, and read back by dkpro-cassis."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from polcorp.analysis.views import document_view, document_views
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.ingest import Analyser
from polcorp.reports.annotations.corrections import import_annotations
from polcorp.reports.annotations.files import read_annotations, write_annotations
from polcorp.reports.annotations.spans import spans_of
from polcorp.reports.annotations.xmi import LAYER, TYPE_SYSTEM, for_xml
from tests.reports.test_annotations import CORRECTIONS, light, what  # noqa: F401  # a fixture

cassis = pytest.importorskip("cassis")

TEXT = (
    "👍 Trygga barn\r\n\r\nVi vill att Skolfam införs i skolan.\f\tFalkenberg har gjort det & <mer>.\n\n"
    "Centerpartiet vill att:\n• polisen syns i hela kommunen\n"
)


@pytest.fixture
def exported(here: Path, quick: Analyser, light: None) -> Path:  # noqa: F811
    Path("raw/d").mkdir(parents=True)
    Path("raw/d/a.txt").write_bytes(TEXT.encode())
    Path("raw/a.txt").write_bytes(TEXT.replace("Skolfam", "BID").encode())
    assert Corpus().ingest(["raw"]).ok
    written = write_annotations(document_views(Corpus()), Path("out"), "xmi")
    assert {path.name for path in written} == {TYPE_SYSTEM, "a.xmi", "raw__d__a.xmi"}
    return Path("out")


def test_spans_come_back_with_attributes_and_nothing_differs(exported: Path) -> None:
    back = {document.name: document for document in read_annotations(exported)}
    for name, doc_id in (("a", "a"), ("raw__d__a", "raw/d/a.txt")):
        view = document_view(Corpus(), doc_id)
        assert what(back[name].spans) == what(spans_of(view))
        assert back[name].spans
        assert back[name].text == for_xml(view.text) != view.text
    done = import_annotations(Corpus(), read_annotations(exported), CORRECTIONS)
    assert (len(done.documents), done.corrected) == (2, [])


def test_a_correction_made_in_a_tool_is_taken(exported: Path) -> None:
    types = cassis.load_typesystem((exported / TYPE_SYSTEM).read_text("utf-8"))
    path = exported / "a.xmi"
    cas = cassis.load_cas_from_xmi(path.read_text("utf-8"), typesystem=types)
    first = next(one for one in cas.select(LAYER) if one.label.startswith("DEMAND"))
    cas.remove(first)
    cas.to_xmi(str(path))
    done = import_annotations(Corpus(), read_annotations(exported), CORRECTIONS)
    assert done.corrected == ["raw/a.txt"]


def test_offsets_in_the_file_are_utf16_and_tokens_are_words(exported: Path) -> None:
    root = ET.parse(exported / "a.xmi").getroot()
    text = for_xml(TEXT.replace("Skolfam", "BID"))
    units = text.encode("utf-16-le")

    def covered(element: ET.Element) -> str:
        start, end = (2 * int(element.attrib[name]) for name in ("begin", "end"))
        return units[start:end].decode("utf-16-le")

    tokens = [covered(element) for element in root if element.tag.endswith("}Token")]
    assert tokens[:3] == ["👍", "Trygga", "barn"]
    assert "".join(tokens) == "".join(text.split())
    (whole,) = [element for element in root if element.tag.endswith("}DocumentAnnotation")]
    assert covered(whole) == text
    labels = {element.get("label"): covered(element) for element in root if element.get("label")}
    assert labels["PROGRAMME"] == "BID"


def test_equal_corpora_give_equal_files(exported: Path) -> None:
    before = {path.name: path.read_bytes() for path in exported.iterdir()}
    write_annotations(document_views(Corpus()), Path("again"), "xmi")
    assert {path.name: path.read_bytes() for path in Path("again").iterdir()} == before


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<xmi:XMI", "<xmi", "no XMI that can be read"),
        ('label="PROGRAMME"', 'label="POEM"', "unknown label «POEM»"),
        ("webanno/custom.ecore", "webanno/other.ecore", "no XMI that can be read"),
    ],
)
def test_damaged_files_are_told(exported: Path, old: str, new: str, problem: str) -> None:
    path = exported / "a.xmi"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(PolcorpError, match=problem) as caught:
        list(read_annotations(exported))
    assert str(caught.value).startswith("out/a.xmi: ")


def test_a_file_without_its_types_is_read_with_ours(exported: Path) -> None:
    (exported / TYPE_SYSTEM).unlink()
    assert [document.name for document in read_annotations(exported)] == ["a", "raw__d__a"]
    types = cassis.TypeSystem()
    (exported / TYPE_SYSTEM).write_text(types.to_xml(), "utf-8")
    with pytest.raises(PolcorpError, match="no XMI that can be read"):
        list(read_annotations(exported))


def test_a_missing_library_says_which_command_installs_it(
    corpus: Corpus,
    light: None,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(PolcorpError, match=r'pip install "polcorp\[annotations\]"'):
        write_annotations(document_views(corpus), Path("out"), "xmi")
