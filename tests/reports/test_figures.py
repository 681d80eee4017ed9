"""Figures for papers."""

from __future__ import annotations

import csv
import json
import re
import runpy
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.party_colours import party_colour
from polcorp.reports.figures import FORMATS, KINDS, figure, network, outlines
from polcorp.reports.notebook import Corpus as Notebook
from tests.cli.conftest import Polcorp, polcorp

__all__ = ["polcorp"]

TEXT = (
    "{party} i {place}\n\n2018-05-0{day}\n\nVi vill att skolan får fler lärare. Vi vill ha trygghet."
    " Skolfam i {place} behövs. {words}\n"
)
#: What one party says and the other does not, often enough to be typical of it.
WORDS = {
    "Centerpartiet": "Landsbygden, landsbygden. " * 9,
    "Vänsterpartiet": "Rättvisa, rättvisa. " * 9,
}
BEGINS = {".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus of four texts of two parties in two municipalities."""
    folder = tmp_path_factory.mktemp("figures")
    raw = folder / "raw"
    raw.mkdir()
    for day, (party, place) in enumerate(
        (p, m) for p in ("Centerpartiet", "Vänsterpartiet") for m in ("Lund", "Umeå")
    ):
        text = TEXT.format(party=party, place=place, day=day + 1, words=WORDS[party])
        (raw / f"{day}.txt").write_text(text, "utf-8")
    corpus = Corpus(folder / "polcorp.db")
    assert corpus.ingest([raw], model="blank").ok
    return corpus


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_figure_is_a_file_and_the_same_twice(drawn: Corpus, kind: str, ending: str) -> None:
    data = figure(drawn, kind, ending)
    assert data.startswith(BEGINS[ending])
    assert figure(drawn, kind, ending) == data


def svg(corpus: Corpus, kind: str, **options: str) -> str:
    return figure(corpus, kind, ".svg", **options).decode()  # type: ignore[arg-type]


def test_themes_have_names_parties_and_n(drawn: Corpus) -> None:
    text = svg(drawn, "themes")
    for said in ("Themes by party", "Schools and education", "C (n = 4)", "n = 8 demands"):
        assert said in text
    assert "#n:" not in text  # leads nowhere outside the report
    swedish = svg(drawn, "themes", language="sv")
    for said in ("Teman efter parti", "Skola och utbildning", "n = 8 krav"):
        assert said in swedish


def test_years_are_numbers_and_those_without_are_told(drawn: Corpus) -> None:
    text = svg(drawn, "time", title="A <title>")
    assert "A &lt;title&gt;" in text
    assert ">2018<" in text


def test_a_map_colours_the_municipalities_of_the_corpus(drawn: Corpus) -> None:
    text = svg(drawn, "map")
    assert "Demands by municipality" in text
    assert "n = 8 demands; outlines: okfse/sweden-geojson" in text
    assert text.count("#ededf0") + text.count("fill: #") > 2


def test_typical_words_are_drawn_for_each_party_with_the_axis(drawn: Corpus) -> None:
    text = svg(drawn, "keyness")
    for said in ("Typical words by party", "landsbygd (36)", "rättvis (36)", "log-ratio"):
        assert said in text
    assert (
        "n = 4 documents; lines are 95 % intervals; too few documents to speak for a party" in text
    )
    assert {party_colour("C"), party_colour("V")} <= set(re.findall(r"#[0-9a-f]{6}", text))
    assert "#n:" not in text


def test_a_network_draws_who_names_whom_and_no_party_naming_itself(drawn: Corpus) -> None:
    text = svg(drawn, "network")
    for said in ("Named actors by party", "Skolfam (4)", "Lund (4)", "C (6)", "n = 12 mentions"):
        assert said in text
    assert "Centerpartiet (" not in text
    assert text.count(party_colour("C")) >= 4  # three lines and a node


def test_a_large_network_says_what_it_leaves_out(
    drawn: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "SHOWN", 2)
    text = svg(drawn, "network")
    assert "the most named, 2 of 3 actors" in text
    assert "Umeå" not in text


def test_every_municipality_has_an_outline() -> None:
    with (data_dir() / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        assert {row["name"] for row in csv.DictReader(file)} == set(outlines())
    for rings in outlines().values():
        assert rings
        assert all(len(ring) >= 6 and len(ring) % 2 == 0 for ring in rings)


def test_rounding_drops_points_that_fall_together() -> None:
    script = Path(__file__).parents[2] / "training/scripts/municipality_outlines.py"
    rounded = runpy.run_path(str(script))["rounded"]
    assert rounded([[18.0, 59.0], [18.0001, 59.0001], [18.1, 59.0], [18.1, 59.1]]) != []
    assert len(rounded([[18.0, 59.0], [18.0001, 59.0001], [18.1, 59.0], [18.1, 59.1]])) == 6
    assert rounded([[18.0, 59.0], [18.0001, 59.0001], [18.0, 59.0]]) == []


def test_what_cannot_be_drawn_is_told(drawn: Corpus, tmp_path: Path) -> None:
    with pytest.raises(
        UnknownValueError, match=r"unknown figure «pie».*known: themes, keyness, time, map, network"
    ):
        figure(drawn, "pie", ".svg")
    with pytest.raises(UnknownValueError, match="unknown format «jpg»"):
        figure(drawn, "map", ".jpg")
    for kind in KINDS:
        with pytest.raises(PolcorpError, match="nothing to draw"):
            figure(drawn, kind, ".svg", where={"party": "none"})


def test_the_command_and_the_notebook_draw_the_same(
    drawn: Corpus, polcorp: Polcorp, tmp_path: Path
) -> None:
    file = tmp_path / "a.svg"
    run = polcorp("plot", "map", "-o", str(file), "--corpus", drawn.source)
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith(f"{file.as_posix()}: ")
    other = Notebook(drawn.source).plot("map", tmp_path / "b.svg")
    assert other.read_bytes() == file.read_bytes()
    assert json.dumps(sorted(outlines()))  # the data file is JSON
