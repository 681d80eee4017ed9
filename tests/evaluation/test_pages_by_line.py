"""Scores of annotated pages by line, field and site, and labels without texts."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from benchmarks.halves import is_read, site_of
from benchmarks.page_labels import labels_of, page_of
from benchmarks.pages import (
    Line,
    Page,
    f1_of,
    field_pairs,
    kind_of_line,
    lines_of,
    read_folder,
    table,
)
from polcorp.evaluation.gold import Annotation, GoldDocument, read_page
from polcorp.evaluation.scores import Predicted

PAGE = """<document party="C" parties="C" municipality="Kil" region="" date="2021" doc_type="press" title="Bryggor &amp; bad" notes="n" address="https://a.se/x" query="«bad» i a/b (c.md)">
<heading level="1">Bryggor &amp; bad</heading>
<boilerplate>Dela
Skriv ut</boilerplate>
<leadin holder="C">Vi vill:</leadin>
<demand form="bullet" holder="C" themes="trafik" optional="" polarity="pos" addressee="">bygga <actor canonical="Kil" type="GPE">Kil</actor> en brygga</demand>
</document>
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bryggor.xml"
    path.write_text(PAGE, encoding="utf-8")
    return path


def found_as(gold: GoldDocument, spans: list[Annotation]) -> Predicted:
    return Predicted("bryggor", gold.text or "", dict(gold.fields) | {"speaker": "party"}, spans)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.kil.se/politik/skola", "www.kil.se"),
        ("https://github.com/eva/sida/blob/HEAD/om.md", "github.com/eva/sida"),
        ("https://www.facebook.com/events/12/", "www.facebook.com/events/12"),
    ],
)
def test_site(address: str, site: str) -> None:
    assert site_of(address) == site


def test_a_line_is_what_most_of_it_is() -> None:
    spans = [Annotation("BOILERPLATE", 0, 8), Annotation("HEADING", 9, 12)]
    assert kind_of_line(spans, 0, 10) == "furniture"
    assert kind_of_line(spans, 0, 20) == "text"
    assert kind_of_line([Annotation("DEMAND", 0, 9, kind="prose")], 0, 9) == "text"
    assert kind_of_line([Annotation("DEMAND", 0, 9, kind="numbered")], 0, 9) == "item"


def test_f1_counts_lines() -> None:
    lines = [Line("heading", "heading", ""), Line("heading", "text", ""), Line("text", "text", "")]
    assert f1_of(lines, "heading") == pytest.approx(2 / 3)
    assert f1_of(lines, "text") == pytest.approx(2 / 3)
    assert math.isnan(f1_of(lines, "item"))


def test_lines_and_fields_of_a_page(page: Path) -> None:
    (gold,), (site,) = read_folder(page.parent)
    one = Page(gold, found_as(gold, [s for s in gold.spans if s.layer != "LEAD_IN"]), site)
    assert [(line.gold, line.found) for line in lines_of(one)] == [
        ("heading", "heading"),
        ("furniture", "furniture"),
        ("furniture", "furniture"),
        ("lead-in", "text"),
        ("item", "item"),
    ]
    assert all(gold == found for _, gold, found in field_pairs(one))
    rows = list(table([one]))
    assert rows[2].startswith("| heading | 1 | 1.000 | 1.000 | 1.000 |")
    assert rows[4].startswith("| lead-in | 1 | 0.000 | 0.000 | 0.000 |")


def test_each_page_is_of_one_half(page: Path) -> None:
    halves = [len(read_folder(page.parent, half)[0]) for half in ("read", "unread")]
    assert sum(halves) == 1
    assert bool(halves[0]) == is_read("a.se")


def test_a_page_without_its_text_is_left_out(page: Path) -> None:
    page.write_text('<document form="standoff" address="https://a.se/x"/>', encoding="utf-8")
    assert read_folder(page.parent) == ([], [])


def test_labels_hold_no_text_and_come_back_on_it(page: Path, tmp_path: Path) -> None:
    labels = labels_of(page)
    held = json.dumps(labels)
    assert not [word for word in ("Bryggor", "Dela", "Skriv", "bygga") if word in held]
    assert labels["document"]["query"] == "bad"
    assert labels["document"]["source"] == "a/b c.md"
    gold = read_page(page)
    again = tmp_path / "again.xml"
    again.write_text(page_of(labels, gold.text or ""), encoding="utf-8")
    back = read_page(again)
    assert (back.text, back.fields) == (gold.text, gold.fields)
    spans = [(s.layer, s.start, s.end, s.kind) for s in gold.spans if s.layer != "ACTOR"]
    assert sorted((s.layer, s.start, s.end, s.kind) for s in back.spans) == sorted(spans)
