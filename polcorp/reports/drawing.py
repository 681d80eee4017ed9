"""What figures for papers have in common: marks, colours and style, drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.lexicons.party_colours import party_colour

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The colour of text and axes.
INK = "#010203"
#: A marker for each party of a plot besides its colour, which not all eyes tell apart.
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")
#: The colour of what belongs to no party.
NEUTRAL = "#74747c"
#: The edge of a marker, in the colour of the text: yellow is faint on white, dark blue on black.
EDGE: Any = {"edgecolors": INK, "linewidths": 0.6}
_THEMES, _PARTIES = 12, 8


@dataclass(frozen=True)
class Share:
    """A theme's part of a party's demands, with its 95 % interval."""

    theme: str
    party: str
    hits: int
    n: int
    low: float
    high: float


def shares_figure(shares: Sequence[Share], names: dict[str, str], axis: str) -> Figure:
    """Draw the largest themes' shares by party with their intervals, in the style of plots."""
    sums: dict[str, int] = {}
    for share in shares:
        sums[share.theme] = sums.get(share.theme, 0) + share.hits
    themes = sorted(sums, key=lambda theme: (-sums[theme], theme))[:_THEMES]
    asked = {share.party: share.n for share in shares}
    parties = sorted(asked, key=lambda party: (-asked[party], party))[:_PARTIES]
    figure = new_figure(0.55 + 0.16 * len(themes) * max(len(parties), 2))
    axes: Any = figure.subplots()
    found = {(share.theme, share.party): share for share in shares}
    for number, party in enumerate(parties):
        points = [(row, found[theme, party]) for row, theme in enumerate(themes)]
        offset = (number - (len(parties) - 1) / 2) * 0.8 / max(len(parties), 1)
        middle = [100 * share.hits / share.n for _, share in points]
        places = [row + offset for row, _ in points]
        low = [100 * share.low for _, share in points]
        high = [100 * share.high for _, share in points]
        axes.hlines(places, low, high, color=party_colour(party), linewidth=1.4)
        axes.scatter(
            middle,
            places,
            s=25,
            marker=MARKS[number],
            color=party_colour(party),
            **EDGE,
            label=f"{party} (n = {asked[party]})",
            zorder=2,
            clip_on=False,
        )
    axes.set_yticks(range(len(themes)), [names.get(theme, theme) for theme in themes])
    axes.set_ylim(len(themes) - 0.5, -0.5)
    axes.set_xlim(0, None)
    axes.set_xlabel(axis)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(frameon=False, loc="lower right", fontsize=9)
    return figure


def keyness_figure(rows: Sequence[dict[str, Any]], axis: str) -> Figure:
    """Draw how much more often each party says its typical words, with the interval.

    Each of *rows* has ``party``, ``term``, ``count``, ``log_ratio``, ``low`` and ``high``.
    """
    parties = list(dict.fromkeys(row["party"] for row in rows))
    columns = 2
    lines = (len(parties) + columns - 1) // columns
    figure = new_figure(2.0 * lines)
    grid: Any = figure.subplots(lines, columns, squeeze=False)
    for axes in grid.flat[len(parties) :]:
        axes.set_axis_off()
    for axes, party in zip(grid.flat, parties, strict=False):
        _typical_of(axes, party, [row for row in rows if row["party"] == party])
    figure.supxlabel(axis, fontsize=10, color=INK)
    return figure


def _typical_of(axes: Any, party: str, rows: Sequence[dict[str, Any]]) -> None:
    """Draw the typical words of one party on its *axes*."""
    places = range(len(rows))
    ends = [[_end(row, name) for row in rows] for name in ("low", "high")]
    axes.hlines(places, *ends, color=party_colour(party))
    ratios = [row["log_ratio"] for row in rows]
    axes.scatter(ratios, places, s=36, color=party_colour(party), zorder=2, clip_on=False, **EDGE)
    axes.set_yticks(places, [f"{row['term']} ({row['count']})" for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, None)
    axes.set_title(party, fontsize=10)
    axes.grid(axis="x", alpha=0.3)


def _end(row: dict[str, Any], name: str) -> float:
    """Return an end of a row's interval; one that is open is not drawn."""
    return float(row["log_ratio"] if row[name] is None else row[name])


@contextmanager
def plot_style() -> Iterator[None]:
    """Draw in one style until the block ends."""
    import matplotlib as mpl

    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "polcorp",
        "font.family": "sans-serif",
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    for part in ("text.", "axes.label", "axes.edge", "xtick.", "ytick."):
        settings[f"{part}color"] = INK
    with mpl.rc_context(settings):
        yield


def new_figure(height: float, width: float = 8) -> Figure:
    """Return an empty figure, its size in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")
