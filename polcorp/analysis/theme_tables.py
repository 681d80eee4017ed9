"""Tables of themes beyond plain counts: shares with intervals, a matrix, and what has no code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.analysis.columns import columns_of
from polcorp.analysis.compare import keyness_table
from polcorp.analysis.grouping import Grouping, groups_of
from polcorp.analysis.rates import FEW_DOCUMENTS, share_intervals, wilson
from polcorp.analysis.terms import TermCounts, count_spans
from polcorp.errors import UnknownValueError
from polcorp.ingest.user_folder import own_stop_words
from polcorp.swedish.order import swedish_key
from polcorp.tables.relations import CODES, DEMANDS, DOCUMENTS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from polcorp.corpus import Corpus, Where

__all__ = ["MATRICES", "theme_matrix", "theme_shares", "unlisted", "wilson"]

#: Shorter words are hardly ever about a theme.
_LETTERS = 4

#: What a matrix may be of, and the column of :func:`theme_shares` that it shows.
MATRICES = {
    "words": "words_share",
    "demands": "demands_share",
    "demands_main": "demands_main_share",
}


def theme_shares(corpus: Corpus, *, by: str = "party", where: Where | None = None) -> pd.DataFrame:
    """Return the share of each theme in each group's demands and words, with 95 % intervals.

    One row per group and theme that occurs in it:

    - *demands*, those that have the theme as any of theirs, of *demands_all* of the group, and
      *demands_main*, those that have it as their main one. Only *demands_main_share* sums to (at
      most) one over the themes: a demand with three themes counts in *demands* for each of them;
    - *words* of the sentences that have the theme, of *words_all* outside boilerplate; a sentence
      with two themes counts for both;
    - *documents* with such a demand or sentence, of *documents_all* of the group;
    - *few_documents*, whether these are fewer than five: the intervals then rest on how documents
      of the other groups differ.

    The intervals take documents for the sample (:func:`polcorp.analysis.rates.share_intervals`), and
    are missing where no group has two. A filter by theme chooses rows and leaves the whole as it
    is. Documents without a group are left out; ``frame.attrs["without_group"]`` is their number.

    Raises:
        PolcorpError: the documents' table has no such column.
    """
    import pandas as pd

    rest: Any = {name: value for name, value in (where or {}).items() if name != "theme"}
    grouping = groups_of(corpus, by, rest)
    counts = _Counts.of(corpus, grouping, rest)
    names = sorted({*grouping.groups, *counts.group}, key=swedish_key)
    members = [counts.group == name for name in names]
    column = grouping.column(_COLUMNS)
    tables = [
        table.assign(**{column: name})
        for name, table in zip(names, _tables(counts, members), strict=True)
    ]
    columns = [column, *_COLUMNS]
    result = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
    if theme := (where or {}).get("theme"):
        chosen = corpus.themes(theme=theme)["theme"]
        result = result[result["theme"].isin(chosen)]
    place = result[column].map({name: number for number, name in enumerate(names)})
    result = result.assign(_place=place).sort_values(
        ["_place", "words_share", "theme"], ascending=[True, False, True]
    )
    result = result[columns].reset_index(drop=True)
    result.attrs = {"without_group": grouping.without_group, "by": by}
    return result


#: What is asked of each code.
_CODED = ("doc_id", "unit", "start", "theme", "rank", "party", "n_words")
_MEASURES = ("demands", "demands_main", "words")
_COLUMNS = (
    *("theme", "demands", "demands_main", "demands_all"),
    *("demands_share", "demands_low", "demands_high"),
    *("demands_main_share", "demands_main_low", "demands_main_high"),
    *("words", "words_all", "words_share", "words_low", "words_high"),
    *("documents", "documents_all", "few_documents"),
)


@dataclass(frozen=True)
class _Counts:
    """How much of each unit is about each theme.

    A unit is a document. By party it is what is said for one party in a document: a row belongs to
    its own party, which may be another than the document's.

    Attributes:
        group: the group of each unit.
        is_document: whether the unit is what its document is counted as.
        themes: the theme of each column.
        cells: for each measure the counts (units times themes), a sparse array.
        sizes: for each measure what the counts are of, a value a unit.
        unit: words of a sentence, the unit in which words come.
    """

    group: NDArray[np.object_]
    is_document: NDArray[np.bool_]
    themes: list[str]
    cells: dict[str, Any]
    sizes: dict[str, NDArray[np.float64]]
    unit: float

    @classmethod
    def of(cls, corpus: Corpus, grouping: Grouping, where: Where) -> _Counts:
        """Count in the documents that have a group, and by party in all rows that have one."""
        import numpy as np
        import pandas as pd

        table = columns_of(corpus, DOCUMENTS, ("doc_id", "n_body_words"), where, ordered=True)
        table = table.set_index("doc_id")
        codes = columns_of(corpus, CODES, _CODED, where)
        demands = columns_of(corpus, DEMANDS, ("doc_id", "party"), where)
        group_of = {doc: name for name, docs in grouping.groups.items() for doc in docs}
        documents = pd.MultiIndex.from_tuples(
            [(doc, group_of[doc]) for doc in table.index if doc in group_of],
            names=["doc_id", "group"],
        )
        codes, demands = (_with_group(rows, grouping.by, group_of) for rows in (codes, demands))
        said = [pd.MultiIndex.from_frame(rows[["doc_id", "group"]]) for rows in (codes, demands)]
        units = documents.union(said[0].union(said[1]).unique(), sort=False)
        is_document = units.isin(documents)
        body = table["n_body_words"].reindex(units.get_level_values("doc_id")).fillna(0)
        asked = demands.groupby(["doc_id", "group"]).size().reindex(units, fill_value=0)
        sentences, coded = (codes[codes["unit"] == unit] for unit in ("sentence", "demand"))
        themes = sorted(set(codes["theme"]))
        words = sentences.drop_duplicates(["doc_id", "start"])["n_words"].to_numpy(dtype=float)
        parts = {
            "demands": coded.assign(n=1),
            "demands_main": coded[coded["rank"] == 1].assign(n=1),
            "words": sentences.assign(n=sentences["n_words"]),
        }
        whole = np.asarray(asked, dtype=np.float64)
        return cls(
            units.get_level_values("group").to_numpy(dtype=object),
            is_document,
            themes,
            {name: _cells(rows, units, themes) for name, rows in parts.items()},
            {
                "demands": whole,
                "demands_main": whole,
                "words": np.asarray(body, dtype=np.float64) * is_document,
            },
            float((words**2).sum() / words.sum()) if words.sum() else 1.0,
        )


def _with_group(rows: pd.DataFrame, by: str, group_of: dict[str, str]) -> pd.DataFrame:
    """Return the *rows* that have a group, with the column ``group``."""
    group = rows["party"] if by == "party" else rows["doc_id"].map(group_of)
    return rows.assign(group=group)[group.notna()]


def _cells(rows: pd.DataFrame, units: pd.MultiIndex, themes: list[str]) -> Any:
    """Return the sums of *n* by unit and theme as a sparse array."""
    import pandas as pd
    from scipy.sparse import csr_array

    places = (
        units.get_indexer(pd.MultiIndex.from_frame(rows[["doc_id", "group"]])),
        pd.Index(themes).get_indexer(pd.Index(rows["theme"])),
    )
    shape = (len(units), len(themes))
    return csr_array((rows["n"].to_numpy(dtype=float), places), shape=shape)


def _tables(counts: _Counts, members: list[NDArray[np.bool_]]) -> list[pd.DataFrame]:
    """Return the table of each group, given the rows of its documents."""
    import numpy as np
    import pandas as pd

    tables = [pd.DataFrame({"theme": pd.Series(counts.themes, dtype="string")}) for _ in members]
    for name in _MEASURES:
        unit = counts.unit if name == "words" else 1.0
        groups = [(counts.cells[name][rows], counts.sizes[name][rows]) for rows in members]
        intervals = share_intervals([(cells / unit, sizes / unit) for cells, sizes in groups])
        for table, (cells, sizes), (low, high) in zip(tables, groups, intervals, strict=True):
            found, whole = np.asarray(cells.sum(axis=0)), sizes.sum()
            table[name] = found.astype(int)
            table[name.removesuffix("_main") + "_all"] = int(whole)
            table[f"{name}_share"] = found / whole if whole else np.nan
            table[f"{name}_low"], table[f"{name}_high"] = low, high
    for number, (table, rows) in enumerate(zip(tables, members, strict=True)):
        about = counts.cells["demands"][rows] + counts.cells["words"][rows]
        table["documents"] = np.asarray((about > 0).sum(axis=0), dtype=int)
        table["documents_all"] = int((rows & counts.is_document).sum())
        table["few_documents"] = bool(rows.sum() < FEW_DOCUMENTS)
        tables[number] = table[table["documents"] > 0]
    return tables


def theme_matrix(
    corpus: Corpus, *, by: str = "party", of: str = "words", where: Where | None = None
) -> pd.DataFrame:
    """Return one row per theme and one column per group, with shares as in :func:`theme_shares`.

    *of* says of what: ``words``, ``demands`` (that have the theme as any of theirs) or
    ``demands_main`` (that have it as their main one). Missing where a group has no demands.

    Raises:
        UnknownValueError: *of* is none of these.
        PolcorpError: the documents' table has no such column.
    """
    if of not in MATRICES:
        raise UnknownValueError("kind of share", of, MATRICES)
    table = theme_shares(corpus, by=by, where=where)
    column = table.columns[0]
    wide = table.pivot(index="theme", columns=column, values=MATRICES[of])
    names: list[str] = [str(name) for name in wide.columns]
    names.sort(key=swedish_key)
    wide = wide[names]
    wholes = table.groupby(column)["words_all" if of == "words" else "demands_all"].first()
    told = [name for name in wide.columns if wholes[name] > 0]
    wide[told] = wide[told].fillna(0.0)
    wide.columns = [str(name) for name in wide.columns]
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    result = wide.loc[order].reset_index()
    result.attrs = dict(table.attrs)
    return result


def unlisted(
    corpus: Corpus,
    *,
    least: int = 2,
    without: Collection[str] | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return the lemmas that are typical of text without a theme, to grow the codebook by.

    Text without a theme is what stands outside boilerplate and outside coded sentences. *least*
    is how often a lemma must stand, *without* what is not shown: default the stop words,
    with the user's own, and what has fewer than four letters.
    """
    import numpy as np

    hidden = own_stop_words(corpus.path) if without is None else without
    codes = columns_of(corpus, CODES, ("doc_id", "unit", "start", "end"), where)
    codes = codes[codes["unit"] == "sentence"]
    coded: dict[str, list[tuple[int, int]]] = {}
    for doc_id, start, end in zip(codes["doc_id"], codes["start"], codes["end"], strict=True):
        coded.setdefault(str(doc_id), []).append((int(start), int(end)))
    inside, outside = count_spans(corpus, coded, where)
    n = len(inside.doc_ids)
    sides = np.arange(2 * n) < n
    table = keyness_table(_together(outside, inside), sides, ~sides, least=least, without=hidden)
    if hidden:
        table = table[table["term"].str.len() >= _LETTERS]
    table = table[table["count"] >= least]
    columns = ["term", "count", "documents", "count_coded", "log_likelihood", "log_odds"]
    return table.rename(columns={"count_reference": "count_coded"})[columns].reset_index(drop=True)


def _together(first: TermCounts, second: TermCounts) -> TermCounts:
    """Return the rows of both, which have the same terms."""
    import numpy as np
    from scipy.sparse import csr_array, vstack

    return TermCounts(
        [*first.doc_ids, *second.doc_ids],
        first.terms,
        csr_array(vstack([first.matrix, second.matrix])),
        np.concatenate([first.sizes, second.sizes]),
    )
