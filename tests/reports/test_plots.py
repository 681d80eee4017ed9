"""Plots: each party has its own colour, whatever else is shown beside it."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polcorp.lexicons.parties import load_parties, party_by_abbr
from polcorp.lexicons.party_colours import GREYS, load_party_colours, party_colour
from polcorp.reports.drawing import Share, plot_style, shares_figure

#: Where each party's colour lies: its hue in degrees, from and to, and its lightness in per cent.
CONVENTION = {
    "S": ("red", 345, 365, 40, 60),
    "V": ("dark red", 340, 365, 15, 38),
    "MP": ("leaf green", 75, 110, 35, 55),
    "C": ("green", 130, 160, 20, 40),
    "L": ("light blue", 190, 215, 55, 75),
    "M": ("blue", 205, 230, 43, 55),
    "KD": ("dark blue", 220, 245, 15, 42),
    "SD": ("yellow", 45, 62, 40, 60),
    "Fi": ("pink", 315, 335, 40, 65),
}


def drawn(svg: str) -> list[str]:
    """Return the party colours and greys of *svg* in order, each once."""
    known = {*load_party_colours().values(), *GREYS}
    return [c for c in dict.fromkeys(re.findall(r"#[0-9a-f]{6}", svg)) if c in known]


def shares(*parties: str) -> str:
    rows = [Share("skola", party, 3, 10 + n, 0.1, 0.6) for n, party in enumerate(parties)]
    buffer = io.StringIO()
    with plot_style():
        shares_figure(rows, {"skola": "Skola"}, "per cent").savefig(buffer, format="svg")
    return buffer.getvalue()


@pytest.mark.parametrize("party", CONVENTION)
def test_parties_have_the_colours_that_swedes_expect(party: str) -> None:
    import colorsys

    colour = party_colour(party)
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, lightness, _ = colorsys.rgb_to_hls(red, green, blue)
    _, low, high, dark, light = CONVENTION[party]
    assert low <= 360 * hue <= high or low <= 360 * hue + 360 <= high
    assert dark <= 100 * lightness <= light


def test_colours_are_of_parties_that_exist_and_of_all_in_the_riksdag() -> None:
    colours = load_party_colours()
    assert set(colours) <= set(party_by_abbr())
    assert set(colours) >= {p.abbr for p in load_parties() if p.level == "riksdag"}
    assert len(set(colours.values())) == len(colours)
    assert not set(colours.values()) & set(GREYS)


def test_local_parties_are_grey() -> None:
    local = [party.abbr for party in load_parties() if party.level == "local"]
    assert {party_colour(party) for party in local} == set(GREYS)


@settings(max_examples=15, deadline=None)
@given(st.permutations(["S", "C", "SD", "Årjängspartiet"]), st.integers(min_value=1, max_value=4))
def test_a_party_keeps_its_colour_in_every_plot(parties: list[str], n: int) -> None:
    shown = parties[:n]
    assert set(drawn(shares(*shown))) == {party_colour(party) for party in shown}


def test_parties_differ_in_shape_too() -> None:
    """Two local parties of one grey are told apart by their markers."""
    same = [p.abbr for p in load_parties() if party_colour(p.abbr) == GREYS[0]][:2]
    svg = shares(*same)
    assert drawn(svg) == [GREYS[0]]
    markers = re.findall(r'<g id="PathCollection_\d+">.*?<path[^>]* d="([^"]+)"', svg, re.DOTALL)
    assert len(set(markers)) == 2
