"""Pages that are wrapped at a column have the layout of the pages as they were."""

from collections import Counter
from collections.abc import Callable

import pytest

from polcorp.pipeline.layout.analyse import Layout
from polcorp.reading.clean_view import clean
from tests.damage import wrapped
from tests.gold_sets import DEVELOPMENT, annotated_texts

pytestmark = pytest.mark.bulk

#: Of what is found in either form of a page, this much is found in both, at least.
FLOORS = {
    60: {"headings": 0.997, "lead_ins": 0.99, "list_items": 0.983, "boilerplate": 0.983},
    72: {"headings": 0.995, "lead_ins": 0.99, "list_items": 0.985, "boilerplate": 0.978},
    40: {"headings": 0.97, "lead_ins": 0.97, "list_items": 0.975, "boilerplate": 0.9},
}
LAYERS = tuple(FLOORS[60])


def rows(found: Layout, text: str) -> Counter[tuple[str, str]]:
    return Counter(
        (layer, " ".join(text[item["start"] : item["end"]].split()))
        for layer in LAYERS
        for item in getattr(found, layer)
    )


@pytest.fixture(scope="module", params=FLOORS)
def agreement(
    request: pytest.FixtureRequest, layout: Callable[[str], Layout]
) -> tuple[int, dict[str, float]]:
    """A width, and the share of rows of each layer that both forms of the development pages have."""
    both: Counter[str] = Counter()
    either: Counter[str] = Counter()
    for name in DEVELOPMENT[:4]:  # the floors are of these
        for _, text in annotated_texts(name):
            views = [clean(text), clean(wrapped(text, request.param))]
            whole, broken = (rows(layout(view), view) for view in views)
            both.update(layer for layer, _ in (whole & broken).elements())
            either.update(layer for layer, _ in (whole | broken).elements())
    return request.param, {layer: both[layer] / either[layer] for layer in LAYERS}


@pytest.mark.parametrize("layer", LAYERS)
def test_wrapped_pages_have_the_same_layout(
    agreement: tuple[int, dict[str, float]], layer: str
) -> None:
    width, shares = agreement
    assert shares[layer] >= FLOORS[width][layer]
