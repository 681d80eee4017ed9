"""Figures for papers: shares of themes, themes over the years, a map of the municipalities.

They are drawn by matplotlib from the tables of the analysis, in the colours of the report, and are
the same bytes for the same data.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reports.drawing import (
    MARKS,
    NEUTRAL,
    Share,
    new_figure,
    plot_style,
    shares_figure,
)
from polcorp.reports.labels import Language, heading
from polcorp.reports.paper import caption_of
from polcorp.reports.tables import format_value
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from polcorp.corpus import Corpus, Where

#: What the file of each format says of itself: nothing that differs from run to run.
FORMATS: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None},
}
#: Themes whose lines a plot over the years has.
_LINES = 6
#: Dots per inch of a PNG.
_DPI = 200


def figure(
    corpus: Corpus,
    kind: str,
    ending: str,
    language: Language = "en",
    title: str | None = None,
    where: Where | None = None,
) -> bytes:
    """Return a figure of a *kind*, one of ``KINDS``, as a file with that *ending*.

    The title is that of the table that is drawn, unless another is given.

    Raises:
        UnknownValueError: there is no such kind or format.
        PolcorpError: there is nothing to draw.
    """
    if kind not in KINDS:
        raise UnknownValueError("figure", kind, KINDS, listed=True)
    if ending not in FORMATS:
        raise UnknownValueError("format", ending.removeprefix("."), [e[1:] for e in FORMATS])
    with plot_style():
        drawn, usual, note = KINDS[kind](corpus, language, where or {})
        drawn.suptitle(usual if title is None else title, fontsize=11)
        drawn.supxlabel(note, fontsize=8, x=0.99, ha="right")
        buffer = io.BytesIO()
        drawn.savefig(buffer, format=ending[1:], dpi=_DPI, metadata=FORMATS[ending])
    return buffer.getvalue()


def _themes(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
    """Draw each theme's share of each party's demands, with its interval."""
    from polcorp.analysis.theme_tables import theme_shares

    table = theme_shares(corpus, where=where)
    rows = table[table["demands_share"].notna()].to_dict("records")
    shares = [
        Share(
            row["theme"],
            row["party"],
            row["demands"],
            row["demands_all"],
            *_interval(row["demands_share"], row["demands_low"], row["demands_high"]),
        )
        for row in rows
    ]
    if not shares:
        raise PolcorpError(message("nothing_to_draw"))
    axis = f"{heading('demands_share', language, 'theme shares')}, %"
    drawn = shares_figure(_all_pairs(shares), _names(corpus, language), axis)
    n = sum({share.party: share.n for share in shares}.values())
    note = f"n = {counted(n, 'demand')}"
    if any(share.low < share.high for share in shares):
        note += f"; {message('lines_are_intervals')}"
    return drawn, caption_of("themes by", table, language), note


def _interval(share: float, low: Any, high: Any) -> tuple[float, float]:
    """Return an interval; where there is none, the share itself."""
    import pandas as pd

    return (share, share) if pd.isna(low) or pd.isna(high) else (float(low), float(high))


def _all_pairs(shares: list[Share]) -> list[Share]:
    """Return a share for every party and theme: nothing where a party has not got the theme."""
    asked = {share.party: share.n for share in shares}
    found = {(share.theme, share.party): share for share in shares}
    themes = dict.fromkeys(share.theme for share in shares)
    return [
        found.get((theme, party), Share(theme, party, 0, n, 0.0, 0.0))
        for theme in themes
        for party, n in asked.items()
    ]


def _time(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
    """Draw the share of words of the largest themes over the years."""
    from matplotlib.ticker import MaxNLocator

    from polcorp.analysis.theme_tables import theme_shares

    table = theme_shares(corpus, by="year", where=where)
    if table.empty:
        raise PolcorpError(message("nothing_to_draw"))
    names = _names(corpus, language)
    largest = table.groupby("theme")["words"].sum().sort_values(ascending=False, kind="stable")
    years = sorted(table["year"].astype(int).unique())
    drawn = new_figure(3.6)
    axes: Any = drawn.subplots()
    for number, theme in enumerate(largest.index[:_LINES]):
        of_theme = table[table["theme"] == theme]
        of_theme = of_theme.set_index(of_theme["year"].astype(int))
        values = 100 * of_theme["words_share"].reindex(years, fill_value=0.0).astype(float)
        axes.plot(years, values, marker=MARKS[number], label=names.get(theme, theme), clip_on=False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    axes.set_xlim(min(years) - 0.5, max(years) + 0.5)
    axes.set_ylim(0, None)
    axes.set_ylabel(f"{heading('words_share', language, 'theme shares')}, %")
    axes.grid(axis="y", alpha=0.3)
    axes.legend(frameon=False, fontsize=9, bbox_to_anchor=(1, 1), loc="upper left")
    return drawn, caption_of("themes by", table, language), _without(table, "year", language)


def _without(table: pd.DataFrame, by: str, language: Language) -> str:
    """Return how many documents are left out since they have no value."""
    n = int(table.attrs.get("without_group", 0))
    name = heading(by, language)
    return message("without_group", n, documents=counted(n, "document"), by=name) if n else ""


def _map(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
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


def _names(corpus: Corpus, language: Language) -> dict[str, str]:
    """Return the names of the themes by their codes."""
    table = corpus.themes()
    column = "name_en" if language == "en" and "name_en" in table else "name"
    return {
        str(row["theme"]): format_value("name", row[column], language)
        for row in table.to_dict("records")
    }


@cache
def outlines() -> Mapping[str, list[list[int]]]:
    """Return the outer rings of each municipality, x and y in turn, in units of about 500 metres."""
    text = (files("polcorp.reports") / "municipality_outlines.json").read_text(encoding="utf-8")
    found: dict[str, list[list[int]]] = json.loads(text)
    return found


def _points(ring: list[int]) -> list[tuple[int, int]]:
    return list(zip(ring[::2], ring[1::2], strict=True))


def ending_of(path: Path) -> str:
    """Return the ending of *path*, which says the format."""
    return path.suffix.lower()


#: What can be drawn, each with the function that returns a figure, its usual title and a note.
KINDS: dict[str, Callable[[Corpus, Language, Where], tuple[Figure, str, str]]] = {
    "themes": _themes,
    "time": _time,
    "map": _map,
}
