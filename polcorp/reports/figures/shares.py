"""Shares of themes as figures: by party with their intervals, and over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError
from polcorp.reports.drawing import MARKS, Share, new_figure, shares_figure
from polcorp.reports.labels import Language, heading
from polcorp.reports.paper import caption_of
from polcorp.reports.tables import format_value
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from polcorp.corpus import Corpus, Where

#: Themes whose lines a plot over the years has.
_LINES = 6


def themes_figure(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
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


def time_figure(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
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


def _names(corpus: Corpus, language: Language) -> dict[str, str]:
    """Return the names of the themes by their codes."""
    table = corpus.themes()
    column = "name_en" if language == "en" and "name_en" in table else "name"
    return {
        str(row["theme"]): format_value("name", row[column], language)
        for row in table.to_dict("records")
    }
