"""Some columns of a table are those of the whole table, and words are counted as they are read."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.analysis.columns import columns_of
from polcorp.analysis.words import Cutter
from polcorp.corpus import Corpus, Where
from polcorp.tables.relations import CODES, DEMANDS, DOCUMENTS, MENTIONS, SECTIONS, Relation

TABLES: tuple[tuple[Relation, str, dict[str, Any]], ...] = (
    (DOCUMENTS, "documents", {}),
    (DEMANDS, "demands", {}),
    (SECTIONS, "sections", {}),
    (MENTIONS, "actors", {"long": True}),
    (CODES, "themes", {"long": True}),
)


@pytest.mark.parametrize("where", [{}, {"party": "C"}, {"contains": "vill"}, {"with_copies": True}])
@pytest.mark.parametrize(("relation", "method", "how"), TABLES)
def test_columns_are_those_of_the_table(
    corpus: Corpus, relation: Relation, method: str, how: dict[str, bool], where: Where
) -> None:
    whole = getattr(corpus, method)(**how, **where)
    names = [column.name for column in relation.columns][::3]
    some = columns_of(corpus, relation, names[::-1], where, ordered=True)
    pd.testing.assert_frame_equal(some, whole[names[::-1]])
    loose = columns_of(corpus, relation, names, where)
    assert Counter(loose.itertuples(index=False)) == Counter(whole[names].itertuples(index=False))


_PIECES = st.sampled_from(["Skolan", "skolan", "Vi", "vi", "–", "Lund.Men", "(BID)", ".", "24/7"])
_GAPS = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\n\n "])


@given(
    parts=st.lists(st.tuples(_PIECES, _GAPS), max_size=12),
    first=st.sampled_from(["", " ", "\n"]),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_pieces_have_the_words_that_are_read_in_the_text(
    parts: list[tuple[str, str]], first: str, spans: list[tuple[int, int]]
) -> None:
    text = first + "".join(piece + gap for piece, gap in parts)
    cutter = Cutter()
    counted = Counter(
        form for number in cutter.numbers(text, spans) for form in cutter.forms[number]
    )
    read = list(cutter.words(text))
    shown = [w for w in read if not any(start <= w.start < end for start, end in spans)]
    assert counted == Counter(word.form for word in shown)
    assert [*cutter.words(text, spans)] == shown
    assert all(word.form.lower() == text[word.start : word.end].lower() for word in read)
