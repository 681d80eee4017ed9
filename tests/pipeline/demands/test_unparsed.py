from __future__ import annotations

from typing import Any

import spacy

from polcorp.pipeline.demands.outsiders import outsider


def test_nobody_looks_for_subjects_without_a_parse() -> None:
    """Where there is no parse, spaCy's edges of a token may lie outside of the document."""

    class Word:
        dep = 0
        dep_ = ""

        @property
        def children(self) -> list[object]:
            raise AssertionError("the tree of a text without a parse was asked for")

    words: list[Any] = [Word()]
    assert outsider(words, 0, "vilja") == (None, False, "")
    assert spacy.blank("sv")("Man vill se mer.")[1].dep == 0
