"""Groups of documents side by side: what is typical of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from polcorp.analysis.grouping import Grouping, groups_of
from polcorp.analysis.keyness import (
    deviation_of_proportions,
    log_likelihood,
    log_ratio,
    p_values,
    weighted_log_odds,
)
from polcorp.analysis.rates import FEW_DOCUMENTS, log_ratio_interval
from polcorp.analysis.shuffles import ROUNDS, Shuffles
from polcorp.analysis.terms import TermCounts, count_terms
from polcorp.errors import PolcorpError
from polcorp.ingest.user_folder import own_stop_words
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from polcorp.corpus import Corpus, Where

    Rows = NDArray[np.bool_]


class NothingToCompareError(PolcorpError):
    """No group has a term that is frequent enough to compare."""


def compare(  # noqa: PLR0913  # options with names
    corpus: Corpus,
    *,
    by: str = "party",
    of: str = "lemmas",
    target: str | None = None,
    reference: str | None = None,
    least: int = 3,
    both: bool = False,
    rounds: int = ROUNDS,
    without: Collection[str] | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return what is typical of each group, or of *target*, against *reference* or all others.

    One row per group and term, the most typical first; docs/compare.md says what each column is.
    Documents without a group are left out. ``frame.attrs`` has ``without_group``, their number,
    and ``no_q``, the groups whose documents are too few for a *q* below 0.05.

    Args:
        corpus: the corpus.
        by: party, municipality, doc_type, year, document or any column of the documents' table.
        of: ``words``, ``lemmas``, ``parts`` (of compounds), ``themes`` or ``actors``.
        target: one group; default each in turn.
        reference: the group to compare with; default all other documents that have a group.
        least: a term must occur this often in target and reference together to have a row.
        both: also what is rarer in the target than in the reference.
        rounds: groupings at random for *q*.
        without: words that are counted and tested but not shown; default the package's stop
            words, for words, lemmas and parts.
        where: which documents.

    Raises:
        UnknownValueError: there is no such kind of term or group.
        PolcorpError: there is no such column, or there are not two groups to compare.
        NothingToCompareError: no term is frequent enough.
    """
    import pandas as pd

    grouping = groups_of(corpus, by, where)
    chosen = [grouping.find(target)] if target else list(grouping.groups)
    other = grouping.find(reference) if reference else None
    counts = count_terms(corpus, of, where, _needed(grouping, chosen, other))
    hidden = (
        ()
        if of in ("themes", "actors")
        else own_stop_words(corpus.path)
        if without is None
        else without
    )
    tables, no_q = [], []
    for name, left, right, shuffles in _sides(counts, grouping, chosen, other, (least, rounds)):
        table = keyness_table(
            counts, left, right, least=least, both=both, without=hidden, shuffles=shuffles
        )
        table.insert(0, grouping.column(table.columns), name)
        tables.append(table)
        if not shuffles.possible(int(left.sum())):
            no_q.append(name)
    if not tables:
        raise NothingToCompareError(message("nothing_to_compare", name=target or by))
    result = pd.concat(tables, ignore_index=True)
    result.attrs = {"without_group": grouping.without_group, "by": by, "no_q": no_q}
    return result


def _needed(grouping: Grouping, chosen: list[str], other: str | None) -> frozenset[str]:
    """Return the documents that take part."""
    if other is None:
        return grouping.documents
    return frozenset().union(*(grouping.groups[name] for name in (*chosen, other)))


def _sides(
    counts: TermCounts,
    grouping: Grouping,
    chosen: list[str],
    other: str | None,
    options: tuple[int, int],
) -> Iterator[tuple[str, Rows, Rows, Shuffles]]:
    """Yield each group, the rows of its documents and those of the reference, and the shuffles.

    A group without documents to compare with is left out. All groups that are compared with all
    others share one set of shuffles. *options* are *least* and *rounds* of :func:`compare`.
    """
    import numpy as np

    everybody = shuffles_of(counts, np.ones(len(counts.doc_ids), dtype=bool), *options)
    for name in chosen:
        left = counts.rows_of(grouping.groups[name])
        right = counts.rows_of(grouping.groups[other]) if other else ~left
        right = right & ~left
        if not left.any() or not right.any():
            continue
        together = left | right
        if together.all():
            yield name, left, right, everybody
        else:
            yield name, left, right, shuffles_of(counts, together, *options)


def shuffles_of(counts: TermCounts, rows: Rows, least: int, rounds: int = ROUNDS) -> Shuffles:
    """Return the shuffles of the documents in *rows*, over the terms they have *least* times."""
    cells = counts.matrix[rows]
    return Shuffles(cells[:, _frequent(cells, least)], counts.sizes[rows], rounds)


def _frequent(cells: object, least: int) -> NDArray[np.intp]:
    import numpy as np

    return np.flatnonzero(np.asarray(cells.sum(axis=0)) >= least)  # type: ignore[attr-defined]


def keyness_table(
    counts: TermCounts,
    left: Rows,
    right: Rows,
    *,
    least: int = 3,
    both: bool = False,
    without: Collection[str] = (),
    shuffles: Shuffles | None = None,
) -> pd.DataFrame:
    """Return one row per term with counts, tests and effect sizes of *left* against *right*.

    Rows are ordered by the weighted log-odds, the most typical first. Terms *without* are counted
    and tested with the others, but have no row. *shuffles* (:func:`shuffles_of` the documents of
    both sides, with the same *least*) give ``q``; it is missing without them.
    """
    import numpy as np
    import pandas as pd

    tested = _frequent(counts.matrix[left | right], least)
    cells = counts.matrix[:, tested]
    sides = [(cells[rows], counts.sizes[rows]) for rows in (left, right)]
    first, second = (np.asarray(side.sum(axis=0)) for side, _ in sides)
    sizes = (float(sides[0][1].sum()), float(sides[1][1].sum()))
    g2 = log_likelihood(first, second, *sizes)
    low, high = log_ratio_interval(*sides)
    members = left[left | right]
    table = pd.DataFrame(
        {
            "term": pd.Series(counts.terms[tested], dtype="string"),
            "count": first.astype(int),
            "count_reference": second.astype(int),
            "per_1000": 1000 * first / sizes[0],
            "per_1000_reference": 1000 * second / sizes[1],
            "documents": np.asarray((sides[0][0] > 0).sum(axis=0), dtype=int),
            "documents_reference": np.asarray((sides[1][0] > 0).sum(axis=0), dtype=int),
            "log_likelihood": g2,
            "p": p_values(g2),
            "q": shuffles.q(members) if shuffles else np.full(len(tested), np.nan),
            "log_ratio": log_ratio(first, second, *sizes),
            "low": low,
            "high": high,
            "log_odds": weighted_log_odds(first, second, sizes=sizes),
            "dp": deviation_of_proportions(*sides[0]),
            "few_documents": bool(min(left.sum(), right.sum()) < FEW_DOCUMENTS),
        }
    )
    if not both:
        table = table[table["log_likelihood"] > 0]
    table = table[~table["term"].isin(list(without))]
    return table.sort_values(["log_odds", "term"], ascending=[False, True], ignore_index=True)
