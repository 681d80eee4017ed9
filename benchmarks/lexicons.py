"""What named actors cost: beside the rest of the pipeline, and with a lexicon of 100,000 entries.

    python -m benchmarks.lexicons FOLDER [NUMBER]

Reads the first NUMBER (default 500) ``.txt`` files. The made-up entries are two words of made-up
syllables each, so that hardly any is found: what is measured is the size of the lexicon.
"""

from __future__ import annotations

import csv
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.measure import Report
from polcorp.lexicons.actors import Form, packaged_forms, read_user_actors
from polcorp.lexicons.parties import load_parties
from polcorp.pipeline.actors.component import ActorsComponent
from polcorp.pipeline.language import load_pipeline
from polcorp.reading.documents import make_document

ENTRIES = 100_000
SYLLABLES = ("bro", "dal", "fin", "gul", "hav", "lex", "mor", "nat", "rid", "sol", "tun", "väx")


def main() -> None:
    """Print the two tables."""
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    files = sorted(Path(sys.argv[1]).rglob("*.txt"))[:number]
    report = Report("lexicons")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "actors.csv")
        write_entries(path)
        started = time.perf_counter()
        own = read_user_actors(path)
        read = time.perf_counter() - started
    packaged = packaged_forms()
    report.head("lexicon", "#forms", "#reading, s", "#building, s", "#finding, s")
    docs, rest = analysed(files)
    few = ActorsComponent(packaged, load_parties())
    spent = finding(few, docs)
    report.row("packaged", len(packaged), "", f"{building(packaged):.2f}", f"{spent:.2f}")
    both = (*own, *packaged)
    many = ActorsComponent(both, load_parties())
    cells = (read, building(both), finding(many, docs))
    report.row("with 100,000 more", len(both), *(f"{cell:.2f}" for cell in cells))
    report(
        f"\n{len(files)} documents; actors take {100 * spent / rest:.0f} % of the time that the "
        f"rest of the pipeline takes ({rest:.1f} s).\n"
    )


def write_entries(path: Path) -> None:
    """Write a file of the user's own actors."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["canonical", "type", "aliases", "note"])
        for name in itertools.islice(names(), ENTRIES):
            table.writerow([name, "ORG", "", ""])


def names() -> Iterator[str]:
    """Yield made-up names of two words."""
    for parts in itertools.product(SYLLABLES, repeat=5):
        yield "".join(parts[:3]).capitalize() + " " + "".join(parts[3:]).capitalize()


def analysed(files: list[Path]) -> tuple[list[Doc], float]:
    """Return the documents up to the names, and the seconds of all components but the names."""
    nlp = load_pipeline()
    texts = (make_document(file.stem, str(file), file.read_bytes()).text for file in files)
    docs = [nlp.make_doc(text) for text in texts]
    spent = 0.0
    ready: list[Doc] = []
    for name, component in nlp.pipeline:
        if name == "polcorp_actors":
            ready = [doc.copy() for doc in docs]
        started = time.perf_counter()
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [*map(component, docs)]
        spent += (time.perf_counter() - started) * (name != "polcorp_actors")
    return ready, spent


def building(forms: tuple[Form, ...]) -> float:
    """Return the seconds that compiling *forms* takes."""
    started = time.perf_counter()
    ActorsComponent(forms, load_parties())
    return time.perf_counter() - started


def finding(component: ActorsComponent, docs: list[Doc]) -> float:
    """Return the seconds that finding takes in all *docs*, the best of three rounds."""
    rounds = []
    for _ in range(3):
        copies = [doc.copy() for doc in docs]
        started = time.perf_counter()
        for doc in copies:
            component(doc)
        rounds.append(time.perf_counter() - started)
    return min(rounds)


if __name__ == "__main__":
    main()
