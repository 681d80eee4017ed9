"""Compare what is found on annotated pages with what is found on the same pages after damage.

    python -m benchmarks.damage [--damages DAMAGE …] [--held-out] [--show LAYER …]

What a reader does not notice must change nothing but places. Printed for each damage: how many rows of
each layer only one form of the pages has, and how many the pages have as they were. The pages of
held-out sets are compared only with --held-out, and their rows are not shown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable

from polcorp.ingest.analyser import Analyser, load_analyser, single_threaded
from polcorp.ingest.options import Options
from polcorp.reading.clean_view import clean
from polcorp.reading.documents import RawDocument
from polcorp.tables.records import DocumentRows
from polcorp.tables.rows import rows_of
from polcorp.vocabulary.document_fields import FIELDS
from tests.damage import DAMAGES
from tests.gold_sets import DEVELOPMENT, HELD_OUT, annotated_texts

#: What a row of a layer says, its place aside; each with the name of the page.
Said = dict[str, Counter[tuple[str, ...]]]
LAYERS = ("fields", "headings", "lead-ins", "page text", "demands", "actors", "themes")
#: Texts that go through the pipeline together.
_TOGETHER = 20


def pages_of(sets: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pages of the annotated *sets*, each as its name and its text."""
    return [
        (f"{name.rsplit('/', 1)[-1]}/{document.name}", text)
        for name in sets
        for document, text in annotated_texts(name)
    ]


def said_on(pages: list[tuple[str, str]], analyser: Analyser) -> Said:
    """Return what all rows of *pages*, pairs of name and text, say."""
    said: Said = {layer: Counter() for layer in LAYERS}
    for first in range(0, len(pages), _TOGETHER):
        raw = [
            RawDocument(name, name, "", "utf-8", text)
            for name, text in pages[first : first + _TOGETHER]
        ]
        with single_threaded():
            docs = list(analyser.analyse_together(raw))
        for document, doc in zip(raw, docs, strict=True):
            for layer, rows in _said(rows_of(doc, document)).items():
                said[layer].update((document.doc_id, *row) for row in rows)
    return said


def _said(rows: DocumentRows) -> dict[str, Iterable[tuple[str, ...]]]:
    def words(start: int | None, end: int | None) -> str:
        return " ".join(clean(rows.raw.text[start:end]).split())

    pages = [item for item in rows.sections if item["kind"] == "boilerplate"]
    return {
        "fields": [(name, str(rows.document[name])) for name in FIELDS],
        "headings": [
            (words(item["heading_start"], item["heading_end"]), str(item["level"]))
            for item in rows.sections
            if item["heading_start"] is not None
        ],
        "lead-ins": [(words(item["start"], item["end"]),) for item in rows.lead_ins],
        "page text": [(words(item["start"], item["end"]),) for item in pages],
        "demands": [
            (words(item["start"], item["end"]), str(item["party"]), str(item["own"]), item["form"])
            for item in rows.demands
        ],
        "actors": [
            (words(item["start"], item["end"]), item["canonical"], item["type"])
            for item in rows.mentions
        ],
        "themes": [
            (words(item["start"], item["end"]), item["theme"], str(item["rank"]))
            for item in rows.codes
        ],
    }


def compare(
    pages: list[tuple[str, str]], whole: Said, damage: Callable[[str], str], analyser: Analyser
) -> tuple[Said, Said]:
    """Return what only *pages* as they were say, and what only the damaged pages say."""
    broken = said_on([(name, damage(text)) for name, text in pages], analyser)
    return (
        {layer: whole[layer] - broken[layer] for layer in LAYERS},
        {layer: broken[layer] - whole[layer] for layer in LAYERS},
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--damages", nargs="*", metavar="DAMAGE", help=f"of {', '.join(DAMAGES)}; default: all"
    )
    parser.add_argument("--held-out", action="store_true", help="compare the held-out pages")
    parser.add_argument(
        "--show", nargs="*", choices=LAYERS, default=[], help="list the rows of layers that differ"
    )
    options = parser.parse_args()
    if unknown := set(options.damages or ()) - set(DAMAGES):
        parser.error(f"no such damage: {', '.join(sorted(unknown))}")
    pages = pages_of(HELD_OUT if options.held_out else DEVELOPMENT)
    analyser = load_analyser(Options())
    whole = said_on(pages, analyser)
    print("| damage | " + " | ".join(LAYERS) + " |\n| --- |" + " ---: |" * len(LAYERS))
    print("| (rows) | " + " | ".join(str(whole[layer].total()) for layer in LAYERS) + " |")
    for name in options.damages or DAMAGES:
        lost, added = compare(pages, whole, DAMAGES[name], analyser)
        cells = (f"−{lost[layer].total()} +{added[layer].total()}" for layer in LAYERS)
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
        for layer in options.show if not options.held_out else ():
            differ = [(row, "−") for row in lost[layer].elements()]
            differ += [(row, "+") for row in added[layer].elements()]
            for row, sign in sorted(differ):
                print(f"  {layer} {sign} {' | '.join(row)}")


if __name__ == "__main__":
    main()
