"""Tables of themes beyond plain counts: shares with intervals, a matrix, and what has no code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.analysis.columns import columns_of, sums_of
from polcorp.analysis.compare import keyness_table
from polcorp.analysis.grouping import Grouping, groups_of
from polcorp.analysis.rates import FEW_DOCUMENTS, share_intervals, wilson
from polcorp.analysis.terms import TermCounts, count_spans
from polcorp.errors import UnknownValueError
from polcorp.ingest.user_folder import own_stop_words
from polcorp.swedish.order import swedish_key
from polcorp.tables.filters import Condition
from polcorp.tables.measures import PARTY_OF_CODE
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
    return _shares(corpus, by, where or {}, intervals=True)


def _shares(corpus: Corpus, by: str, where: Where, *, intervals: bool) -> pd.DataFrame:
    """Return the table of :func:`theme_shares`, without the columns of intervals if none are wanted."""
    import pandas as pd

    rest: Any = {name: value for name, value in where.items() if name != "theme"}
    grouping = groups_of(corpus, by, rest)
    counts = _Counts.of(corpus, grouping, rest)
    names = sorted({*grouping.groups, *counts.group}, key=swedish_key)
    members = [counts.group == name for name in names]
    column = grouping.column(_COLUMNS)
    tables = [
        table.assign(**{column: name})
        for name, table in zip(names, _tables(counts, members, intervals=intervals), strict=True)
    ]
    shown = _COLUMNS if intervals else [c for c in _COLUMNS if not c.endswith(("_low", "_high"))]
    columns = [column, *shown]
    result = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
    if theme := where.get("theme"):
        chosen = corpus.themes(theme=theme)["theme"]
        result = result[result["theme"].isin(chosen)]
    place = result[column].map({name: number for number, name in enumerate(names)})
    result = result.assign(_place=place).sort_values(
        ["_place", "words_share", "theme"], ascending=[True, False, True]
    )
    result = result[columns].reset_index(drop=True)
    result.attrs = {
        "without_group": grouping.without_group,
        "by": by,
        "theme_names": _theme_names(corpus),
    }
    return result


def _theme_names(corpus: Corpus) -> dict[str, dict[str, str]]:
    """Return the names of the codebook's themes by language and code."""
    table = corpus.sql("SELECT code, name, coalesce(nullif(name_en, ''), name) AS en FROM theme")
    columns = {"sv": table["name"], "en": table["en"]}
    return {lang: dict(zip(table["code"], names, strict=True)) for lang, names in columns.items()}


#: What is summed over the codes of a theme in a document, in the order of ``_MEASURES``.
_CODED = (
    "sum(x.demand IS NOT NULL)",
    "sum(x.demand IS NOT NULL AND x.rank = 1)",
    "sum(CASE WHEN x.demand IS NULL THEN x.n_words ELSE 0 END)",
)
#: The coded sentences, each once, whatever the number of its codes, and what is summed over them.
_SENTENCES = Condition("x.demand IS NULL")
_SENTENCE = "x.start AS start, x.n_words AS n"
_WORDS_AND_SQUARES = ("sum(n)", "sum(n * n)")
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

        table = columns_of(corpus, DOCUMENTS, ("doc_id", "n_body_words"), where, ordered=True)
        group_of = {doc: name for name, docs in grouping.groups.items() for doc in docs}

        def group(doc_id: str, party: str | None) -> str | None:
            return party if grouping.by == "party" else group_of.get(doc_id)

        words_of = dict(zip(table["doc_id"], table["n_body_words"].fillna(0), strict=True))
        documents = [(doc, group_of[doc]) for doc in words_of if doc in group_of]
        coded = _said(sums_of(corpus, CODES, (PARTY_OF_CODE, "h.code"), _CODED, where), group)
        asked = _said(sums_of(corpus, DEMANDS, ("x.party",), ("count(*)",), where), group)
        beside = {(doc, name) for doc, name, *_ in (*coded, *asked)}.difference(documents)
        unit_of = {unit: place for place, unit in enumerate((*documents, *sorted(beside)))}
        themes = sorted({theme for _, _, theme, *_ in coded})
        column_of = {theme: place for place, theme in enumerate(themes)}
        whole = np.zeros(len(unit_of))
        for doc, name, number in asked:
            whole[unit_of[doc, name]] += number
        is_document = np.arange(len(unit_of)) < len(documents)
        body = np.array([words_of.get(doc, 0) for doc, _ in unit_of], dtype=np.float64)
        places = (
            np.array([unit_of[doc, name] for doc, name, *_ in coded], dtype=np.intp),
            np.array([column_of[theme] for _, _, theme, *_ in coded], dtype=np.intp),
        )
        sums = np.array([row[3:] for row in coded], dtype=np.float64).reshape(-1, len(_MEASURES))
        return cls(
            np.array([name for _, name in unit_of], dtype=object),
            is_document,
            themes,
            {
                name: _cells(column, places, (len(unit_of), len(themes)))
                for name, column in zip(_MEASURES, sums.T, strict=True)
            },
            {"demands": whole, "demands_main": whole, "words": body * is_document},
            _sentence_length(corpus, where, group),
        )


def _sentence_length(
    corpus: Corpus, where: Where, group: Callable[[str, str | None], str | None]
) -> float:
    """Return the words of the coded sentence that a word is in, in the mean over words."""
    sentences = sums_of(
        corpus,
        CODES,
        (PARTY_OF_CODE,),
        _WORDS_AND_SQUARES,
        where,
        distinct=_SENTENCE,
        rows=_SENTENCES,
    )
    said = _said(sentences, group)
    words, squares = (sum(row[place] for row in said) for place in (2, 3))
    return float(squares / words) if words else 1.0


def _said(
    rows: Iterable[tuple[Any, ...]], group: Callable[[str, str | None], str | None]
) -> list[tuple[Any, ...]]:
    """Return the *rows* (document, party, more) that have a group, which takes the party's place."""
    found = ((doc, group(doc, party), *more) for doc, party, *more in rows)
    return [row for row in found if row[1] is not None]


def _cells(
    values: NDArray[np.float64],
    places: tuple[NDArray[np.intp], NDArray[np.intp]],
    shape: tuple[int, int],
) -> Any:
    """Return the sums of *values* by unit and theme as a sparse array."""
    from scipy.sparse import csr_array

    there = values > 0
    return csr_array((values[there], (places[0][there], places[1][there])), shape=shape)


def _tables(
    counts: _Counts, members: list[NDArray[np.bool_]], *, intervals: bool
) -> list[pd.DataFrame]:
    """Return the table of each group, given the rows of its documents; with *intervals* if wanted."""
    import numpy as np
    import pandas as pd

    tables = [pd.DataFrame({"theme": pd.Series(counts.themes, dtype="string")}) for _ in members]
    for name in _MEASURES:
        groups = [(counts.cells[name][rows], counts.sizes[name][rows]) for rows in members]
        for table, (cells, sizes) in zip(tables, groups, strict=True):
            about, whole = np.asarray(cells.sum(axis=0)), sizes.sum()
            table[name] = about.astype(int)
            table[name.removesuffix("_main") + "_all"] = int(whole)
            table[f"{name}_share"] = about / whole if whole else np.nan
        if intervals:
            unit = counts.unit if name == "words" else 1.0
            found = share_intervals([(cells / unit, sizes / unit) for cells, sizes in groups])
            for table, bounds in zip(tables, found, strict=True):
                table[f"{name}_low"], table[f"{name}_high"] = bounds
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
    table = _shares(corpus, by, where or {}, intervals=False)
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

    Text without a theme is what is outside boilerplate and outside coded sentences. *least*
    is how often a lemma must occur, *without* what is not shown: default the stop words,
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
