"""Groups of documents side by side: what is typical of each, and how alike they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from polcorp.analysis.keyness import (
    bootstrap_log_ratio,
    deviation_of_proportions,
    log_likelihood,
    log_ratio,
    p_values,
    q_values,
    weighted_log_odds,
)
from polcorp.analysis.terms import Counted, count_terms
from polcorp.corpus.relations import SEPARATOR
from polcorp.corpus.user_folder import own_stop_words
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.lexicons.parties import resolve_party

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from polcorp.corpus.corpus import Corpus, Where

#: Terms that get an interval and a dispersion; those after them, the weakest, are left without.
MOST_WITH_INTERVAL = 2000


def compare(  # noqa: PLR0913  # options with names
    corpus: Corpus,
    *,
    by: str = "party",
    of: str = "lemmas",
    target: str | None = None,
    reference: str | None = None,
    least: int = 3,
    both: bool = False,
    rounds: int = 500,
    without: Collection[str] | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return what is typical of each group, or of *target*, against *reference* or all others.

    Args:
        corpus: the corpus.
        by: party, municipality, doc_type, year, or any column of the documents' table.
        of: ``words``, ``lemmas``, ``parts`` (of compounds), ``themes`` or ``actors``.
        target: one group; default each in turn.
        reference: the group to compare with; default all other documents.
        least: a term must stand this often in target and reference together.
        both: also what is rarer in the target than in the reference.
        rounds: draws for the intervals.
        without: words that are counted and tested but not shown; default the package's stop
            words, for words, lemmas and parts.
        where: which documents.

    Raises:
        UnknownValueError: there is no such column, kind of term or group.
        PolcorpError: there are not two groups to compare.
    """
    import pandas as pd

    groups = groups_of(corpus, by, where)
    counted = {item.doc_id: item for item in count_terms(corpus, of, where)}
    chosen = [_known(by, target, groups)] if target else list(groups)
    other = _known(by, reference, groups) if reference else None
    hidden = own_stop_words(corpus.path) if without is None else without
    if of in ("themes", "actors"):
        hidden = ()
    tables = []
    for name in chosen:
        left = [counted[doc] for doc in sorted(groups[name])]
        rest = groups[other] if other else set(counted) - groups[name]
        right = [counted[doc] for doc in sorted(rest - groups[name])]
        if left and right:
            table = keyness_table(
                left, right, least=least, both=both, rounds=rounds, without=hidden
            )
            table.insert(0, by, name)
            tables.append(table)
    if not tables:
        raise PolcorpError(f"there is nothing to compare «{target or by}» with in this corpus")
    return pd.concat(tables, ignore_index=True)


def groups_of(corpus: Corpus, by: str, where: Where | None = None) -> dict[str, set[str]]:
    """Return the documents of each group, by doc_id; documents without a value are in none.

    A document of several parties is in the group of each.

    Raises:
        UnknownValueError: the documents' table has no such column.
    """
    documents = corpus.documents(**(where or {}))
    column = "parties" if by == "party" else "date" if by == "year" else by
    if column not in documents:
        raise UnknownValueError("group", by, ["party", "year", *map(str, documents.columns)])
    groups: dict[str, set[str]] = {}
    for doc_id, value in zip(documents["doc_id"], documents[column], strict=True):
        if value is None or value != value or str(value) in ("", "<NA>"):  # noqa: PLR0124
            continue
        names = str(value).split(SEPARATOR) if by == "party" else [str(value)]
        for name in names:
            groups.setdefault(name[:4] if by == "year" else name.strip(), set()).add(doc_id)
    return dict(sorted(groups.items()))


def _known(by: str, name: str, groups: Mapping[str, set[str]]) -> str:
    found = (resolve_party(name) or name) if by == "party" else name
    if found not in groups:
        raise UnknownValueError(by, name, list(groups))
    return found


def keyness_table(
    left: Sequence[Counted],
    right: Sequence[Counted],
    *,
    least: int = 3,
    both: bool = False,
    rounds: int = 500,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Return one row a term with counts, tests and effect sizes of *left* against *right*.

    Rows are ordered by the weighted log-odds, the most typical first. Terms *without* are counted
    and tested with the others, but have no row.
    """
    import numpy as np
    import pandas as pd

    a, b = _sum(left), _sum(right)
    terms = sorted(term for term in a | b if a[term] + b[term] >= least)
    first = np.array([a[t] for t in terms], dtype=float)
    second = np.array([b[t] for t in terms], dtype=float)
    sizes = (sum(item.size for item in left), sum(item.size for item in right))
    g2 = log_likelihood(first, second, *sizes)
    p = p_values(g2)
    table = pd.DataFrame(
        {
            "term": pd.Series(terms, dtype="string"),
            "count": first.astype(int),
            "count_reference": second.astype(int),
            "per_1000": 1000 * first / sizes[0],
            "per_1000_reference": 1000 * second / sizes[1],
            "documents": [sum(t in item.terms for item in left) for t in terms],
            "documents_reference": [sum(t in item.terms for item in right) for t in terms],
            "log_likelihood": g2,
            "p": p,
            "q": q_values(p) if terms else p,
            "log_ratio": log_ratio(first, second, *sizes),
            "log_odds": weighted_log_odds(first, second, sizes=sizes),
        }
    )
    if not both:
        table = table[table["log_likelihood"] > 0]
    table = table[~table["term"].isin(list(without))]
    table = table.sort_values(["log_odds", "term"], ascending=[False, True], ignore_index=True)
    return _with_spread(table, left, right, rounds)


def _with_spread(
    table: pd.DataFrame, left: Sequence[Counted], right: Sequence[Counted], rounds: int
) -> pd.DataFrame:
    """Add the interval of the log-ratio and the dispersion in the target."""
    import numpy as np

    shown = [str(term) for term in table["term"].head(MOST_WITH_INTERVAL)]
    first, second = _matrix(left, shown), _matrix(right, shown)
    sizes = tuple(np.array([item.size for item in side], dtype=float) for side in (left, right))
    low, high = bootstrap_log_ratio(first, second, (sizes[0], sizes[1]), rounds)
    spread = deviation_of_proportions(first, sizes[0])
    if len(left) == 1:  # one document has no spread
        spread = np.full(len(shown), np.nan)
    for name, values in (("low", low), ("high", high), ("dp", spread)):
        column = np.full(len(table), np.nan)
        column[: len(shown)] = values
        table[name] = column
    return table


def _sum(items: Sequence[Counted]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for item in items:
        whole.update(item.terms)
    return whole


def _matrix(items: Sequence[Counted], terms: Sequence[str]) -> NDArray[np.float64]:
    import numpy as np

    place = {term: n for n, term in enumerate(terms)}
    rows = np.zeros((len(items), len(terms)))
    for row, item in enumerate(items):
        for term, number in item.terms.items():
            if term in place:
                rows[row, place[term]] = number
    return rows
