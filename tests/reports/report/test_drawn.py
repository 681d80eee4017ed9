"""The plots of the report: what they say, lead to, and give away as files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.lexicons.party_colours import party_colour
from polcorp.reports.figures import outlines
from tests.reports.conftest import expect
from tests.reports.report.conftest import Open

pytestmark = pytest.mark.slow

FIGURE = "(id) => plots.get(id).spec.build(LIGHT)"
KINDS = ("shares", "map", "time", "theme-time", "network")
#: Makes a programme that two parties name the name of one of them.
NAMED = """() => { const k = data.actors.findIndex(([name]) => name === "Skolfam"); data.actors[k] = ["Centerpartiet", "PARTY"]; data.actor_parties[k] = partyNumber.get("C"); actorNumber.set(actorKey(k), k); }"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_point_has_a_tip_and_leads_somewhere(page: Any, kind: str) -> None:
    page.evaluate(NAMED)
    figure = page.evaluate(FIGURE, kind)
    assert figure["traces"]
    for trace in figure["traces"]:
        tips = trace.get("hovertext") or trace["text"]
        assert tips if isinstance(tips, str) else all(tips)
    known = page.evaluate(
        "(id) => plots.get(id).spec.build(LIGHT).traces.flatMap((one) => [one.customdata].flat())"
        ".filter(Boolean).every((ask) => isKnown(understood(ask)))",
        kind,
    )
    assert known


def test_parties_have_their_colours_in_every_plot(page: Any) -> None:
    for kind in ("shares", "time"):
        for trace in page.evaluate(FIGURE, kind)["traces"]:
            party = trace["name"].split(" ")[0]
            if party in ("C", "S", "L"):
                assert trace["marker"]["color"] == party_colour(party)
    symbols = {trace["marker"]["symbol"] for trace in page.evaluate(FIGURE, "time")["traces"]}
    assert len(symbols) == len(page.evaluate(FIGURE, "time")["traces"])


def test_a_tip_has_value_n_and_interval(page: Any) -> None:
    trace = page.evaluate(FIGURE, "shares")["traces"][0]
    n = int(trace["name"].split("= ")[1].rstrip(")"))
    assert any(f"of {n} demands)" in tip for tip in trace["text"])
    assert all("interval" in tip for tip in trace["text"])


def test_a_point_opens_its_sentences(page: Any) -> None:
    plot = page.locator('[data-plot="shares"]')
    plot.scroll_into_view_if_needed()
    point = plot.locator(".points path").first
    point.wait_for()
    point.hover(force=True)
    plot.locator(".hoverlayer text").first.wait_for()
    point.click(force=True)
    expect(page.locator("#evidence[open] #evidence-list li")).not_to_have_count(0)
    expect(page.locator("#evidence-title")).to_contain_text("Demands: ")


def test_the_map_has_all_municipalities(page: Any) -> None:
    figure = page.evaluate(FIGURE, "map")
    assert len(figure["traces"]) == len(outlines()) == 290
    shown = [trace for trace in figure["traces"] if trace["customdata"]]
    assert {trace["text"].split("</b>")[0] for trace in shown} == {
        "<b>Linköping",
        "<b>Södertälje",
    }
    assert "okfse" in figure["note"]


def test_years_are_on_an_axis_of_time(corpus: Corpus, opened: Open) -> None:
    page = opened(corpus)
    figure = page.evaluate(FIGURE, "time")
    assert {year for trace in figure["traces"] for year in trace["x"]} == {2018, 2019}
    assert figure["layout"]["xaxis"]["type"] == "linear"
    assert figure["note"] == "All documents have a date."


def test_the_network_leaves_out_what_a_party_says_of_itself(page: Any) -> None:
    assert page.evaluate(FIGURE, "network") is None
    page.evaluate(NAMED)
    figure = page.evaluate(FIGURE, "network")
    arrows = [one for one in figure["traces"] if one["mode"] == "lines+markers"]
    assert [arrow["text"] for arrow in arrows] == ["L names C: 1 of 2 mentions"]
    page.locator("#option-network").select_option("actors")
    expect(page).to_have_url(re.compile("#network=actors$"))
    assert len(page.evaluate(FIGURE, "network")["traces"]) > len(figure["traces"])


def test_names_in_plots_are_no_markup(page: Any) -> None:
    assert page.evaluate("short('<a href=\"x\">&')") == '&lt;a href="x"&gt;&amp;'


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_plots_are_saved_as_files(page: Any, kind: str, begins: bytes) -> None:
    page.locator('[data-plot="time"]').scroll_into_view_if_needed()
    with page.expect_download() as caught:
        page.locator('[data-plot="time"]').get_by_role("button", name=kind.upper()).click()
    assert caught.value.suggested_filename == f"polcorp-time.{kind}"
    assert Path(caught.value.path()).read_bytes().startswith(begins)


def test_a_filter_that_leaves_nothing_says_so(corpus: Corpus, opened: Open) -> None:
    page = opened(corpus, hash_="#party=L&theme=trygghet&from=2018&to=2018")
    page.evaluate("() => { for (const plot of plots.values()) plot.draw(); }")
    expect(page.locator('[data-plot="shares"] > .note').first).to_be_visible()
    expect(page.locator("#totals dd").first).to_have_text("0")
