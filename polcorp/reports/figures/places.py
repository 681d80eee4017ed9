"""The municipalities as a map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError
from polcorp.reports.drawing import NEUTRAL, new_figure
from polcorp.reports.labels import Language, heading
from polcorp.reports.paper import caption_of
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from polcorp.corpus import Corpus, Where


def map_figure(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
    """Draw the municipalities, the darker the more demands their documents have."""
    from matplotlib import colormaps
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import Normalize

    table = corpus.demands(by="municipality", **where)
    rows = table[table["municipality"].isin(list(outlines()))]
    numbers = dict(zip(rows["municipality"], map(int, rows["n"]), strict=True))
    if not numbers:
        raise PolcorpError(message("nothing_to_draw"))
    drawn = new_figure(8.0, width=5.0)
    axes: Any = drawn.subplots()
    shapes = [(name, _points(ring)) for name, rings in outlines().items() for ring in rings]
    axes.add_collection(
        PolyCollection(
            [ring for name, ring in shapes if name not in numbers],
            facecolors="#ededf0",
            edgecolors="#c4c4cc",
            linewidths=0.2,
        )
    )
    coloured = PolyCollection(
        [ring for name, ring in shapes if name in numbers],
        array=[numbers[name] for name, _ in shapes if name in numbers],
        cmap=colormaps["viridis_r"],
        norm=Normalize(0, max(numbers.values()) or 1),
        edgecolors=NEUTRAL,
        linewidths=0.3,
    )
    axes.add_collection(coloured)
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()
    drawn.colorbar(coloured, ax=axes, shrink=0.4, label=heading("demands", language))
    n = sum(numbers.values())
    note = f"n = {counted(n, 'demand')}; {message('outlines_by')}"
    return drawn, caption_of("demands by", table, language), note


@cache
def outlines() -> Mapping[str, list[list[int]]]:
    """Return the outer rings of each municipality, x and y in turn, in units of about 500 metres."""
    text = (files("polcorp.reports") / "municipality_outlines.json").read_text(encoding="utf-8")
    found: dict[str, list[list[int]]] = json.loads(text)
    return found


def _points(ring: list[int]) -> list[tuple[int, int]]:
    return list(zip(ring[::2], ring[1::2], strict=True))
