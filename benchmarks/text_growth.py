"""How the time of each component grows with the length of a text, for texts made of one piece.

    python -m benchmarks.text_growth [CHARACTERS] [SEED]

Texts are one piece over and over: the families that once took quadratic time, and 200 pieces put
together at random. Each is analysed at CHARACTERS (default 8,000) and at twice that; a component
that takes more than three times as long is told with its seconds. Twice is linear; a little more is
caches that run full.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from spacy.language import Language

from benchmarks.measure import Report
from polcorp.pipeline.annotations import register_extensions
from polcorp.pipeline.language import load_pipeline
from polcorp.reading.clean_view import clean_view

#: A component that takes less is not worth a look: its seconds are noise.
LEAST = 0.1
MOST = 3.0

FAMILIES = (
    *("A", "x", "och ", "/ ", "Anna Berg, ", "S M C L ", "aaaanämnd", "lagen", "AaaaAaaa", "x@"),
    *("Aa ", "1", "a.", "_", "a-", "Anna och ", "Ab-", "\u00a0", "\t", "(a ", "Vi vill \n", "a: "),
    *(
        "vill ",
        "att ",
        "www.",
        "&amp;",
        "”a",
        "a, ",
        "2018 ",
        "2018-01-",
        "• ",
        "1. ",
        "\n",
        "Xab AB ",
    ),
    *(
        "Vi vill att skolan får mer.\n\n",
        "Skolan\n\n",
        "Annas ",
        "ABC ",
        "i Lund ",
        "projektet Aaa ",
    ),
    *(
        "a\u0308",
        "a\u00ad",
        "a-\n",
        "<p>",
        "<!-- ",
        "**a ",
        "[a](",
        "Ã¤",
        "Anna Berg (S), ",
        "\f",
        "# ",
    ),
)
PIECES = (
    *(
        "Anna",
        "Berg",
        "(S)",
        "vill",
        "att",
        "och",
        "Vi",
        "i",
        "Lund",
        "kommun",
        "nämnden",
        "2018",
        "1.",
    ),
    *(
        "•",
        "-",
        "–",
        ",",
        ".",
        ":",
        ";",
        "!",
        "?",
        "”",
        "«",
        "/",
        "(",
        ")",
        "\n",
        "\n\n",
        "\t",
        " ",
        "  ",
    ),
    *(
        "Aaa",
        "aaa",
        "AB",
        "SD",
        "projektet",
        "föreningen",
        "modellen",
        "av",
        "till",
        "A",
        "s",
        "&",
        "@",
    ),
)


def families(seed: int) -> Iterator[str]:
    """Yield the pieces that texts are made of."""
    yield from FAMILIES
    chance = random.Random(seed)
    for _ in range(200):
        glue = chance.choice(("", " ", "\n"))
        yield glue.join(chance.choices(PIECES, k=chance.randint(1, 6))) + chance.choice(("", " "))


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 8_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    nlp = load_pipeline()
    register_extensions()
    nlp("Anna Ek i Linköping vill att metoden huskurage prövas.")  # loads the dictionaries
    report = Report("text_growth", f"{size} and {2 * size} characters, seed {seed}")
    report.head("text", "component", "#once", "#twice")
    slow = 0
    for piece in families(seed):
        once, twice = (_seconds(nlp, (piece * (n // len(piece) + 1))[:n]) for n in (size, 2 * size))
        for name, seconds in twice.items():
            if seconds > max(LEAST, MOST * once[name]):
                slow += 1
                report.row(repr(piece), name, f"{once[name]:.2f}", f"{seconds:.2f}")
    report(f"\n{slow} of {len(FAMILIES) + 200} texts grow faster than their length.")


def _seconds(nlp: Language, text: str) -> dict[str, float]:
    """Return the seconds of processor time that the view and each component take for *text*."""
    spent = {}
    begun = time.process_time()
    view = clean_view(text)
    spent["clean view"] = time.process_time() - begun
    begun = time.process_time()
    doc = nlp.make_doc(view.text)
    spent["tokenizer"] = time.process_time() - begun
    for name, component in nlp.pipeline:
        begun = time.process_time()
        doc = component(doc)
        spent[name] = time.process_time() - begun
    return spent


if __name__ == "__main__":
    main()
