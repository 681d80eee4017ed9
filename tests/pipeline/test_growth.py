"""Work grows with the length of a text, and no faster: counted in calls, not by the clock."""

from __future__ import annotations

import itertools
import sys
from types import FrameType
from typing import Any

import pytest
from spacy.language import Language

from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model.sentences import LONGEST_SENTENCE
from polcorp.reading.clean_view import clean_view

pytestmark = pytest.mark.bulk

PIECES = [
    *(
        "A",
        "x",
        "och ",
        "/ ",
        "Anna Berg, ",
        "S M C L ",
        "AaaaAaaa",
        "x@",
        "Aa ",
        "1",
        "a.",
        "_",
        "a-",
    ),
    *(
        "\u00a0",
        "\t",
        "(a ",
        "Vi vill \n",
        "a: ",
        "att ",
        "&amp;",
        "”a",
        "2018 ",
        "• ",
        "1. ",
        "\n",
    ),
    *(
        "Vi vill att skolan får mer.\n\n",
        "Skolan\n\n",
        "Xab AB ",
        "projektet Aaa ",
        "a\u0308",
        "a-\n",
    ),
    *("   SD ", "\t . s « SD", "Lundprojektets)projektet ", " \n(S)\n  \n:\n«"),
    *("<p>", "<!-- ", "**a ", "[a](", "Ã¤", "Anna Berg (S), ", "\f", "# ", "och Anna ", "i Lund "),
]


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = load_pipeline("blank")
    nlp("Anna Ek i Linköping vill att metoden huskurage prövas.")
    return nlp


def _calls(nlp: Language, text: str) -> int:
    """Return how many functions are called to analyse *text*."""
    count = 0

    def counting(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        nlp(clean_view(text).text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_is_twice_the_work(blank: Language, piece: str) -> None:
    once, twice = (
        _calls(blank, (piece * (size // len(piece) + 1))[:size]) for size in (1_500, 3_000)
    )
    assert twice < 3 * once


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "Vi vill att skolan får mer.\n\n",
        "a, ",
        "”a",
        "   SD ",
        " \n(S)\n  \n:\n«",
        "Anna Berg (S), ",
    ],
)
def test_thirty_times_the_text_is_thirty_times_the_work(blank: Language, piece: str) -> None:
    short, long = (
        _calls(blank, (piece * (size // len(piece) + 1))[:size]) for size in (1_000, 30_000)
    )
    assert long < 45 * short


@pytest.mark.slow
@pytest.mark.parametrize("word", ["och ", "/ ", "ett, ", "hus\n", "Anna "])
def test_no_sentence_is_longer_than_the_parser_can_take(word: str) -> None:
    nlp = load_pipeline()
    doc = nlp.make_doc(word * 1200)
    for name in ("polcorp_layout", "polcorp_sentences"):
        doc = nlp.get_pipe(name)(doc)
    starts = [token.i for token in doc if token.is_sent_start]
    borders = [0, *starts, len(doc)]
    assert all(b - a <= LONGEST_SENTENCE + 1 for a, b in itertools.pairwise(borders))


def test_words_without_end_name_nobody(blank: Language) -> None:
    assert not blank("A" * 5_000 + " nämnd")._.actors
    assert blank(f"{'a' * 300} Arbetsförmedlingen")._.actors
