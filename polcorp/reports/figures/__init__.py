"""Figures for papers, drawn by matplotlib from the tables of the analysis, in the report's colours.

They are the same bytes for the same data.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.errors import UnknownValueError
from polcorp.reports.drawing import plot_style
from polcorp.reports.figures.keyness import keyness_figure
from polcorp.reports.figures.network import network_figure
from polcorp.reports.figures.places import map_figure, outlines
from polcorp.reports.figures.shares import themes_figure, time_figure
from polcorp.reports.labels import Language
from polcorp.vocabulary.messages import speaking

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from polcorp.corpus import Corpus, Where

__all__ = ["FORMATS", "KINDS", "ending_of", "figure", "outlines"]

#: What the file of each format says of itself: nothing that differs from run to run.
FORMATS: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None},
}
#: Dots per inch of a PNG.
_DPI = 200

#: What can be drawn, each with the function that returns a figure, its usual title and a note.
KINDS: dict[str, Callable[[Corpus, Language, Where], tuple[Figure, str, str]]] = {
    "themes": themes_figure,
    "keyness": keyness_figure,
    "time": time_figure,
    "map": map_figure,
    "network": network_figure,
}


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
    with plot_style(), speaking(language):
        drawn, usual, note = KINDS[kind](corpus, language, where or {})
        drawn.suptitle(usual if title is None else title, fontsize=11)
        drawn.supxlabel(note, fontsize=8, x=0.99, ha="right")
        buffer = io.BytesIO()
        drawn.savefig(buffer, format=ending[1:], dpi=_DPI, metadata=FORMATS[ending])
    return buffer.getvalue()


def ending_of(path: Path) -> str:
    """Return the ending of *path*, which says the format."""
    return path.suffix.lower()
