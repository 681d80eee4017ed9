"""Figures for papers."""

from __future__ import annotations

import csv
import json
import runpy
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.lexicons.files import data_dir
from polcorp.reports.figures import FORMATS, KINDS, figure, outlines
from polcorp.reports.notebook import Corpus as Notebook
from polcorp.vocabulary.messages import speaking
from tests.cli.conftest import Polcorp, polcorp

__all__ = ["polcorp"]

TEXT = "{party} i {place}\n\n2018-05-0{day}\n\nVi vill att skolan får fler lärare. Vi vill ha trygghet.\n"
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
        text = TEXT.format(party=party, place=place, day=day + 1)
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
    with speaking("sv"):
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
    with pytest.raises(UnknownValueError, match=r"unknown figure «pie».*known: themes, time, map"):
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
