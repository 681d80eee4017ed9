"""Texts made to be slow or to break something: each goes through the whole pipeline.

A rule with quadratic cost shows as a test that does not come to its end."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polcorp.ingest.analyser import Analyser
from polcorp.ingest.jobs import Job
from polcorp.pipeline.language import load_pipeline

pytestmark = [pytest.mark.slow, pytest.mark.bulk]

#: Characters of each text.
N = 5_000

HOSTILE = {
    "one letter": "a" * N,
    "capitals": "A" * N,
    "capitals with full stops": "A." * (N // 2),
    "capitals with hyphens": "A-" * (N // 2),
    "capitals with blanks": "A " * (N // 2),
    "capitalised words": "Anna " * (N // 5),
    "capitalised words and «och»": "Anna och " * (N // 9),
    "a capitalised word with no end": "Anna" * (N // 4),
    "full stops": "." * N,
    "full stops with blanks": ". " * (N // 2),
    "bullets": "•" * N,
    "bullets with blanks": "• " * (N // 2),
    "hyphens": "-" * N,
    "dashes with words": "– ord " * (N // 6),
    "digits": "1" * N,
    "digits with full stops": "1." * (N // 2),
    "dates": "2018-01-" * (N // 8),
    "dates with blanks": "den 1 januari " * (N // 14),
    "brackets": "(" * N,
    "bracketed words": "(Anna " * (N // 6),
    "quotation marks": "”" * N,
    "quoted words": "”Anna ” " * (N // 8),
    "blanks": "a" + " " * N + "b",
    "tabs and blanks": "a" + "\t " * (N // 2) + "b",
    "blank lines": "a" + "\n" * N + "b",
    "blank lines with blanks": "a" + " \n" * (N // 2) + "b",
    "line ends of old": "ord\r" * (N // 4),
    "soft hyphens": "a\u00ad" * (N // 2),
    "zero-width": "\u200b" * N + "a",
    "right to left": "\u202eord\u202c " * (N // 6),
    "accents": "a" + "\u0301" * N,
    "colons": "vill:" * (N // 5),
    "wishes": "Vi vill att " * (N // 12),
    "wishes without blanks": "villatt" * (N // 7),
    "«att» in one line": "att " * (N // 4),
    "commas": "ord, " * (N // 5),
    "party letters": "(S) " * (N // 4),
    "an address": "http://" + "a." * (N // 2),
    "an address of letters": "www." + "a/" * (N // 2),
    "mail addresses": "a@" * (N // 2),
    "emoji": "😀" * (N // 2),
    "escape codes": "\x1b[31mVi vill att skolan\x1b[0m " * (N // 30),
    "thousands of bullets": "Vi vill att:\n" + "• träd\n" * 2000,
    "numbered bullets": "Vi vill:\n" + "".join(f"{n}. träd i {n}\n" for n in range(1, 1500)),
    "deep nesting": "\n".join(" " * min(n, 60) + "• " + "ord" for n in range(1500)),
    "ever more hash signs": "\n".join("#" * n + " Rubrik" for n in range(1, 200)),
    "headings only": "Rubrik\n\n" * (N // 8),
    "a law in pieces": "lag (2010:800) om " * (N // 18),
    "genitives": "Annas " * (N // 6),
    "titles": "kommunalråd Anna " * (N // 17),
    "markup": "<div><p>" * (N // 8),
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = load_pipeline("blank")
    nlp("Vi vill att skolan blir bättre.")  # what is loaded at the first text is loaded
    return nlp


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts(name: str, nlp: Language) -> None:
    outcome = Analyser(nlp, {}).run(Job("x", "x.txt", HOSTILE[name].encode()))
    assert outcome.rows is not None or outcome.reason in (
        "not a text file but binary data",
        "the file holds nothing but white space",
    )
