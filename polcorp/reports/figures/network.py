"""Which party names which actor, as a network of two sides: who names, and who is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError
from polcorp.lexicons.parties import resolve_party
from polcorp.lexicons.party_colours import party_colour
from polcorp.reports.drawing import EDGE, NEUTRAL, new_figure
from polcorp.reports.labels import Language
from polcorp.reports.paper import caption_of
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from polcorp.corpus import Corpus, Where

#: Actors that a figure has, those named most.
SHOWN = 30
#: The type of actor whose nodes have a colour of their own.
_PARTY = "PARTY"
#: Inches that each actor takes, and points that the widest line has.
_INCHES, _WIDEST = 0.24, 7.0


def network_figure(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
    """Draw a line from each party to each actor that it names, the wider the more often.

    A party's names for itself are left out.

    Raises:
        PolcorpError: there is nothing to draw.
    """
    table = corpus.actors(by="party", **where)
    named = table[table["party"].notna()]
    itself = [_abbr(row) == row["party"] for row in named.to_dict("records")]
    named = named[[not own for own in itself]]
    if named.empty:
        raise PolcorpError(message("nothing_to_draw"))
    mentions = named.groupby(["canonical", "type"])["n"].sum()
    order = sorted(mentions.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = {actor: place for place, (actor, _) in enumerate(order[:SHOWN])}
    lines = named[[key in shown for key in zip(named["canonical"], named["type"], strict=True)]]
    figure = _drawn(lines, shown)
    actors = counted(len(shown), "actor", len(order)) if len(order) > len(shown) else ""
    note = f"n = {counted(int(lines['n'].sum()), 'mention')}"
    note += f"; {message('most_named', actors=actors)}" if actors else ""
    return figure, caption_of("actors by", table, language), note


def _abbr(row: dict[Any, Any]) -> str | None:
    """Return the abbreviation of the party that an actor is, if it is one."""
    return resolve_party(row["canonical"]) if row["type"] == _PARTY else None


def _drawn(lines: pd.DataFrame, shown: dict[Any, int]) -> Figure:
    """Draw the parties of *lines* on the left, and the actors *shown* on the right in order."""
    sums = lines.groupby("party")["n"].sum()
    parties = sorted(sums.index, key=lambda party: (-sums[party], party))
    step = len(shown) / len(parties)
    places = {party: (number + 0.5) * step - 0.5 for number, party in enumerate(parties)}
    figure = new_figure(1.0 + _INCHES * max(len(shown), 1.5 * len(parties)))
    axes: Any = figure.subplots()
    _draw_lines(axes, lines, places, shown)
    for party, place in places.items():
        _node(axes, (0, place), party_colour(party), f"{party} ({sums[party]})", side=-1)
    for row in lines.groupby(["canonical", "type"])["n"].sum().reset_index().to_dict("records"):
        own = _abbr(row)
        colour = party_colour(own) if own else NEUTRAL
        place = shown[row["canonical"], row["type"]]
        _node(axes, (1, place), colour, f"{row['canonical']} ({row['n']})", side=1)
    axes.set_xlim(-0.25, 1.6)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_axis_off()
    return figure


def _draw_lines(
    axes: Any, lines: pd.DataFrame, places: dict[str, float], shown: dict[Any, int]
) -> None:
    """Draw a line for each row of *lines*, the widest first."""
    most = int(lines["n"].max())
    for row in lines.sort_values("n", ascending=False, kind="stable").to_dict("records"):
        axes.plot(
            (0, 1),
            (places[row["party"]], shown[row["canonical"], row["type"]]),
            color=party_colour(row["party"]),
            linewidth=max(0.5, _WIDEST * int(row["n"]) / most),
            alpha=0.55,
            solid_capstyle="butt",
            zorder=1,
        )


def _node(axes: Any, place: tuple[float, float], colour: str, label: str, *, side: int) -> None:
    """Draw a node, its label on the outer side."""
    axes.scatter([place[0]], [place[1]], s=42, color=colour, zorder=2, **EDGE)
    axes.annotate(
        label,
        place,
        xytext=(7 * side, 0),
        textcoords="offset points",
        ha="left" if side > 0 else "right",
        va="center",
        fontsize=8.5,
    )
