from __future__ import annotations

import pytest

from polcorp.plurals import counted


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "file", "0 files"),
        (1, "file", "1 file"),
        (2, "new or changed file", "2 new or changed files"),
        (1, "copy", "1 copy"),
        (3, "copy", "3 copies"),
    ],
)
def test_numbers_agree_with_their_nouns(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said


def test_of_a_whole_the_whole_decides() -> None:
    assert counted(1, "document", total=60) == "1 of 60 documents"
    assert counted(1, "document", total=1) == "1 of 1 document"
