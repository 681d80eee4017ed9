"""What the packaged pipeline finds on wrapped pages is what it finds on the pages."""

from __future__ import annotations

import pytest

from benchmarks.damage import LAYERS, compare, pages_of, said_on
from polcorp.ingest.analyser import load_analyser
from polcorp.ingest.options import Options
from tests.damage import DAMAGES
from tests.gold_sets import DEVELOPMENT

PAGES = pages_of(DEVELOPMENT)
#: This many rows of a layer, of those that the pages have or that were added, may differ at 60 columns.
MOST = {
    "fields": 0,
    "headings": 1,
    "lead-ins": 1,
    "page text": 0,
    "demands": 9,
    "actors": 1,
    "themes": 24,
}


@pytest.mark.slow
def test_pages_wrapped_at_60_columns() -> None:
    packaged = load_analyser(Options())
    whole = said_on(PAGES, packaged)
    assert whole["demands"].total() > 800
    lost, added = compare(PAGES, whole, DAMAGES["wrapped at 60"], packaged)
    differ = {layer: lost[layer].total() + added[layer].total() for layer in LAYERS}
    assert {layer: n for layer, n in differ.items() if n > MOST[layer]} == {}
