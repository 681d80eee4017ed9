"""The words that are typical of each party as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError
from polcorp.reports.drawing import keyness_figure as draw
from polcorp.reports.labels import Language, heading
from polcorp.reports.paper import caption_of
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from polcorp.corpus import Corpus, Where

_COLUMNS = ["party", "term", "count", "log_ratio", "low", "high"]


def keyness_figure(corpus: Corpus, language: Language, where: Where) -> tuple[Figure, str, str]:
    """Draw the lemmas most typical of each party, as log2 of how much more often it has them.

    Raises:
        PolcorpError: there is nothing to draw, or there are not two parties to compare.
    """
    from polcorp.analysis.compare import NothingToCompareError
    from polcorp.analysis.typical import typical_terms
    from polcorp.analysis.views import records

    try:
        table = typical_terms(corpus, where=where)
    except NothingToCompareError as error:
        raise PolcorpError(message("nothing_to_draw")) from error
    if table.empty:
        raise PolcorpError(message("nothing_to_draw"))
    figure = draw(records(table[_COLUMNS]), "")
    for axes in figure.axes:
        axes.set_xlabel(heading("log_ratio", language, "compare"), fontsize=9)
    n = len(corpus.documents(**where)) - int(table.attrs.get("without_group", 0))
    note = f"n = {counted(n, 'document')}; {message('lines_are_intervals')}"
    if table["q"].isna().any():
        note += f"; {message('few_documents_drawn')}"
    return figure, caption_of("compare", table, language), note
