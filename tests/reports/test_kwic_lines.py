"""Concordance lines in any width."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reports.kwic import kwic_lines

LINES = st.lists(
    st.tuples(*(st.text("ab å", max_size=40).map(str.strip) for _ in range(3))),
    min_size=1,
    max_size=4,
)


def lines(
    rows: list[tuple[str, str, str]],
    width: int,
    doc: str = "001_a5c3a2ba99e27260",
    party: str = "MP",
) -> list[tuple[str, str, str, str]]:
    table = pd.DataFrame(rows, columns=["left", "text", "right"], dtype="string")
    return kwic_lines(table.assign(doc_id=doc, party=party), width)


@given(LINES, st.integers(40, 130))
def test_lines_fit_and_have_whole_words(rows: list[tuple[str, str, str]], width: int) -> None:
    for (_, left, hit, right), row in zip(made := lines(rows, width), rows, strict=True):
        before, words, after = ("".join(cell.split()) and cell.split() for cell in row)
        assert left.split() == list(before)[len(before) - len(left.split()) :]
        assert right.split() == list(after)[: len(right.split())]
        if len(" ".join(words)) <= width - len(made[0][0]) - 6:
            assert hit.split() == list(words)
    assert all(len("  ".join(parts)) <= width for parts in made)


@pytest.mark.parametrize("width", [40, 50, 60])
def test_a_narrow_terminal_shows_the_whole_hit(width: int) -> None:
    ((name, left, hit, right),) = lines(
        [("att kommunen har en", "områdesbaserade", "och ny socialtjänst")], width
    )
    assert name.startswith("001")
    assert hit == "områdesbaserade"
    assert left.split()
    assert right.split()[0] == "och"


def test_one_long_hit_leaves_the_others_their_room() -> None:
    made = lines([("vi vill ha", "ny", "skola nu"), ("", "b" * 60, "och mer")], 100)
    assert made[0][1].endswith("vi vill ha")
    assert made[0][3].strip() == "skola nu"
    assert made[1][2] == "b" * 60
    assert len(made[0][1]) == len(made[1][1])


def test_a_hit_that_cannot_fit_says_that_it_goes_on() -> None:
    ((_, _, hit, _),) = lines([("", "a" * 200, "")], 60)
    assert hit.rstrip().endswith("a…")
