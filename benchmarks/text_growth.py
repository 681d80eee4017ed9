"""How the time of each component grows with the length of a text, for texts made of one piece.

    python -m benchmarks.text_growth [CHARACTERS] [SEED] [MODEL]

Texts are one piece over and over: the families that once took quadratic time, and 200 pieces put
together at random. Each is analysed at CHARACTERS (default 8,000) and at twice that; a component
that takes more than three times as long is told with its seconds of processor time. Twice is linear;
a little more is caches that run full. A pair that seems to grow faster is measured again, and the
least of four times counts: what other programs do to the machine only ever adds. Numeric libraries
have one thread, as in an ingest: a second one that waits takes processor time as well.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from spacy.language import Language

from benchmarks.measure import Report
from polcorp.ingest.analyser import single_threaded
from polcorp.pipeline.annotations import register_extensions
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model.unbroken import make_doc
from polcorp.reading.clean_view import clean_view

#: A component that takes less is not worth a look: its seconds are noise.
LEAST = 0.1
MOST = 3.0
#: How many more times a pair that seems slow is measured.
AGAIN = 3

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
    model = sys.argv[3] if len(sys.argv) > 3 else None  # «blank»: the rules alone, for longer texts
    nlp = load_pipeline(model)
    register_extensions()
    nlp("Anna Ek i Linköping vill att metoden huskurage prövas.")  # loads the dictionaries
    report = Report(
        "text_growth",
        f"{size} and {2 * size} characters, seed {seed}, {model or 'the packaged model'}",
    )
    report.head("text", "component", "#once", "#twice")
    slow = 0
    for piece in families(seed):
        once, twice = _pair(nlp, [(piece * (n // len(piece) + 1))[:n] for n in (size, 2 * size)])
        suspects = _suspects(once, twice)
        slow += bool(suspects)
        for name in suspects:
            report.row(repr(piece), name, f"{once[name]:.2f}", f"{twice[name]:.2f}")
    report(f"\n{slow} of {len(FAMILIES) + 200} texts grow faster than their length.")


def _pair(nlp: Language, texts: list[str]) -> list[dict[str, float]]:
    """Return the seconds of each component for each of *texts*, measured again while they look slow."""
    with single_threaded(), nlp.memory_zone():
        least = [_seconds(nlp, text) for text in texts]
        for _ in range(AGAIN):
            if not _suspects(*least):
                break
            least = [
                _least(seconds, _seconds(nlp, text))
                for seconds, text in zip(least, texts, strict=True)
            ]
    return least


def _suspects(once: dict[str, float], twice: dict[str, float]) -> list[str]:
    """Return the components that take more than their share for a text of twice the length."""
    return [name for name, seconds in twice.items() if seconds > max(LEAST, MOST * once[name])]


def _least(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """Return the less of two times for each component."""
    return {name: min(seconds, other[name]) for name, seconds in one.items()}


def _seconds(nlp: Language, text: str) -> dict[str, float]:
    """Return the seconds of processor time that the view and each component take for *text*."""
    spent = {}
    begun = time.process_time()
    view = clean_view(text)
    spent["clean view"] = time.process_time() - begun
    begun = time.process_time()
    doc = make_doc(nlp, view.text)
    spent["tokenizer"] = time.process_time() - begun
    for name, component in nlp.pipeline:
        begun = time.process_time()
        doc = component(doc)
        spent[name] = time.process_time() - begun
    return spent


if __name__ == "__main__":
    main()
