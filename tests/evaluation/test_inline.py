"""Pages with their annotations inline become a set of gold and come back."""

import json
from pathlib import Path

import pytest

from benchmarks.inline import said, write_pages, write_set
from polcorp.errors import DataFileError, PolcorpError
from polcorp.evaluation.gold import read_gold
from polcorp.evaluation.inline import page_of_gold
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, annotated_texts

PAGE = (
    '<document party="C" parties="C;M" municipality="" date="2020" doc_type="motion" title="T"'
    ' address="https://a.se/x">\n'
    '<heading level="1"><demand form="heading" holder="C" themes="skola" polarity="pos">T'
    "</demand></heading>\n\n"
    '<demand form="prose" holder="C" themes="skola halsa" optional="aldre" polarity="neg">Vi i '
    '<actor canonical="Centerpartiet" type="PARTY">C</actor> vill</demand> &amp; &#13;\n'
    '<demand form="prose" holder="V">de &lt; vill</demand>\n'
    "</document>"
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "sida.xml").write_bytes(PAGE.encode())
    return folder


def test_a_set_says_what_its_pages_say(pages: Path, tmp_path: Path) -> None:
    write_set(pages, tmp_path / "set")
    write_pages(tmp_path / "set", tmp_path / "back")
    assert said(read_gold(tmp_path / "set")) == said(read_gold(pages))
    assert said(read_gold(tmp_path / "back")) == said(read_gold(pages))
    (document,) = read_gold(tmp_path / "set")
    assert document.text == "T\n\nVi i C vill & \r\nde < vill"
    assert (document.address, document.others) == ("https://a.se/x", True)
    assert [s.own for s in document.spans if s.layer == "DEMAND"] == [True, True, False]


def test_a_heading_is_around_the_demand_that_it_is(pages: Path, tmp_path: Path) -> None:
    write_set(pages, tmp_path / "set")
    write_pages(tmp_path / "set", tmp_path / "back")
    page = (tmp_path / "back/sida.xml").read_text(encoding="utf-8")
    assert '<heading level="1"><demand form="heading"' in page
    assert "</demand></heading>" in page


def test_a_text_that_has_changed_is_an_error(pages: Path, tmp_path: Path) -> None:
    write_set(pages, tmp_path / "set")
    (tmp_path / "set/texts/sida.txt").write_bytes(b"U\n\nVi i C vill & \r\nde < vill")
    with pytest.raises(DataFileError, match="line 2: at 0 the text has «U», not «T»"):
        read_gold(tmp_path / "set")


def test_annotations_that_cross_cannot_be_inline() -> None:
    rows = [
        {"doc": "a.txt", "layer": "DEMAND", "start": 0, "end": 5, "form": "prose"},
        {"doc": "a.txt", "layer": "ACTOR", "start": 3, "end": 8, "type": "ORG"},
    ]
    with pytest.raises(PolcorpError, match="<demand> at 0 and <actor> at 3 overlap"):
        page_of_gold(rows, "Vi och de andra.")


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_every_annotation_of_a_set_can_be_read_inline(name: str, tmp_path: Path) -> None:
    source = Path(name).absolute()
    write_pages(source, tmp_path)
    assert said(read_gold(tmp_path)) == said(read_gold(source))


def test_all_sets_hold_the_same_attributes() -> None:
    keys: dict[str, dict[str, set[str]]] = {}
    for name in (FIVE_TEXTS, *DEVELOPMENT):
        path = Path(name) / "gold.jsonl" if Path(name).is_dir() else Path(name)
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            keys.setdefault(row["layer"], {}).setdefault(name, set()).update(row)
    for by_set in keys.values():
        least = by_set[FIVE_TEXTS]
        for name, found in by_set.items():
            assert least <= found, name
    assert all(text for name in DEVELOPMENT for _, text in annotated_texts(name))
