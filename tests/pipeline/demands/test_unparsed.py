from __future__ import annotations

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

    assert outsider([Word()], 0, "vilja") == (None, False, "")  # type: ignore[list-item]
    assert spacy.blank("sv")("Man vill se mer.")[1].dep == 0
