"""What the packaged pipeline finds on wrapped pages is what it finds on the pages."""

from __future__ import annotations

import pytest

from benchmarks.damage import LAYERS, compare, pages_of, said_on
from polcorp.ingest.analyser import load_analyser
from polcorp.ingest.options import Options
from tests.damage import DAMAGES
from tests.gold_sets import DEVELOPMENT

pytestmark = pytest.mark.bulk

#: This many rows of a layer, of those that the pages have or that were added, may differ at 60 columns:
#: on the first four sets, which have some 850 demands, and on the fifth, which has some 130.
FOUR_SETS = {
    "fields": 0,
    "headings": 1,
    "lead-ins": 1,
    "page text": 0,
    "demands": 9,
    "actors": 1,
    "themes": 24,
}
FIFTH_SET = {
    "fields": 4,
    "headings": 4,
    "lead-ins": 0,
    "page text": 4,
    "demands": 4,
    "actors": 0,
    "themes": 14,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sets", "most", "demands"),
    [(DEVELOPMENT[:4], FOUR_SETS, 800), (DEVELOPMENT[4:5], FIFTH_SET, 120)],
)
def test_pages_wrapped_at_60_columns(
    sets: tuple[str, ...], most: dict[str, int], demands: int
) -> None:
    pages, packaged = pages_of(sets), load_analyser(Options())
    whole = said_on(pages, packaged)
    assert whole["demands"].total() > demands
    lost, added = compare(pages, whole, DAMAGES["wrapped at 60"], packaged)
    differ = {layer: lost[layer].total() + added[layer].total() for layer in LAYERS}
    assert {layer: n for layer, n in differ.items() if n > most[layer]} == {}
