"""Pages that are wrapped at 60 columns have the layout of the pages as they were."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from polcorp.evaluation.gold import read_gold
from polcorp.pipeline.layout.analyse import Layout
from polcorp.reading.clean_view import clean_view
from tests.gold_sets import ROOT

PAGES = ROOT / "data/annotations/pages"
#: Of what is found in either form of a page, so much at least is found in both.
FLOORS = {"headings": 0.98, "lead_ins": 0.97, "list_items": 0.96, "boilerplate": 0.97}


def wrapped(text: str, width: int = 60) -> str:
    """Break lines between words, before the word that goes over the margin."""
    lines = []
    for line in text.split("\n"):
        current = ""
        for word in re.findall(r"\s*\S+", line):
            if current and len(current) + len(word) > width and word[0].isspace():
                lines.append(current)
                current = word.lstrip()
            else:
                current += word
        lines.append(current)
    return "\n".join(lines)


def rows(found: Layout, text: str) -> Counter[tuple[str, str]]:
    return Counter(
        (layer, " ".join(text[item["start"] : item["end"]].split()))
        for layer in FLOORS
        for item in getattr(found, layer)
    )


@pytest.fixture(scope="module")
def agreement(layout: Callable[[str], Layout]) -> dict[str, float]:
    """The share of rows of each layer that both forms of the development pages have."""
    both: Counter[str] = Counter()
    either: Counter[str] = Counter()
    for folder in sorted(PAGES.glob("dev*")):
        for page in read_gold(folder):
            views = [clean_view(raw).text for raw in (page.text or "", wrapped(page.text or ""))]
            whole, broken = (rows(layout(text), text) for text in views)
            both.update(layer for layer, _ in (whole & broken).elements())
            either.update(layer for layer, _ in (whole | broken).elements())
    return {layer: both[layer] / either[layer] for layer in FLOORS}


@pytest.mark.parametrize("layer", FLOORS)
def test_wrapped_pages_have_the_same_layout(agreement: dict[str, float], layer: str) -> None:
    assert agreement[layer] >= FLOORS[layer]
