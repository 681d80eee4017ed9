"""Score polcorp on a folder of annotated pages, line by line and field by field.

    python -m benchmarks.pages FOLDER [--half read|unread] [--model NAME] [--errors FILE]

FOLDER is a set of annotated texts or a folder of pages annotated inline (data/annotations/pages/README.md describes
both), each with the ``address`` it was gathered from. A
line that is not blank counts once, as what most of it is: heading, furniture (text of the site),
lead-in, item (of a list of demands) or text. Intervals are of 95 %, by drawing sites. The halves are
made of whole sites, by a hash: errors are read on one, and the other is only scored.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.accuracy import analysed
from benchmarks.bootstrap import middle_95
from benchmarks.halves import is_read, site_of_page
from polcorp.evaluation.gold import Annotation, GoldDocument, read_gold, read_page
from polcorp.evaluation.scores import Predicted
from polcorp.pipeline.layout.lines import physical_lines

KINDS = ("heading", "furniture", "lead-in", "item", "text")
FIELDS = ("title", "date", "doc_type", "party", "municipality", "speaker")
_KIND_OF = {"HEADING": "heading", "BOILERPLATE": "furniture", "LEAD_IN": "lead-in"}
_ROUNDS = 1000


@dataclass(slots=True, frozen=True)
class Page:
    """An annotated page, what was found on it, and its site."""

    gold: GoldDocument
    found: Predicted
    site: str


@dataclass(slots=True, frozen=True)
class Line:
    """What a line is, what it was taken for, and its words."""

    gold: str
    found: str
    text: str


def read_folder(folder: Path, half: str | None = None) -> tuple[list[GoldDocument], list[str]]:
    """Return the annotated pages of *folder* that have their text, and their sites."""
    pages = [page for page in _documents(folder) if page.text]
    sited = [(page, site_of_page(page)) for page in pages]
    chosen = [
        (page, site)
        for page, site in sited
        if half in (None, "read" if is_read(site) else "unread")
    ]
    return [page for page, _ in chosen], [site for _, site in chosen]


def _documents(folder: Path) -> list[GoldDocument]:
    """Return the documents of *folder*; what has labels without a text (``form="standoff"``) is left out."""
    inline = sorted(folder.glob("*.xml"))
    if not inline:
        return read_gold(folder)
    return [
        read_page(path)
        for path in inline
        if ElementTree.parse(path).getroot().get("form") != "standoff"
    ]


def kind_of_line(spans: Iterable[Annotation], start: int, end: int) -> str:
    """Return what most of the line from *start* to *end* is, by the spans over it."""
    covered = dict.fromkeys(KINDS, 0)
    for span in spans:
        kind = _KIND_OF.get(span.layer)
        if span.layer == "DEMAND" and span.kind in {"bullet", "numbered"}:
            kind = "item"
        if kind is not None:
            covered[kind] += max(0, min(end, span.end) - max(start, span.start))
    kind = max(KINDS, key=lambda one: covered[one])
    return kind if 2 * covered[kind] > end - start else "text"


def lines_of(page: Page) -> list[Line]:
    """Return the lines of a page that are not blank."""
    text = page.found.text
    return [
        Line(
            kind_of_line(page.gold.spans, start, end),
            kind_of_line(page.found.spans, start, end),
            text[start:end],
        )
        for start, end, _, _ in physical_lines(text)
    ]


def f1_of(lines: Iterable[Line], kind: str) -> float:
    """Return the F1 of a kind of line, or not a number where it does not occur."""
    pairs = [(line.gold == kind, line.found == kind) for line in lines]
    wrong = sum(gold != found for gold, found in pairs)
    right = sum(gold and found for gold, found in pairs)
    return 2 * right / (2 * right + wrong) if right + wrong else float("nan")


def field_pairs(page: Page) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield field, gold and found of each field that the gold has, or says not to be there."""
    for name in FIELDS:
        if name in page.gold.fields:
            yield name, _clean(page.gold.fields[name]), _clean(page.found.fields[name])


def _clean(value: str | None) -> str | None:
    """Return a value without soft hyphens and further blanks, as a reader sees it."""
    return " ".join(value.replace("\u00ad", "").split()) if value else value


def draws(pages: Sequence[Page]) -> list[list[int]]:
    """Return the numbers of the pages of each draw: as many sites as there are, with replacement."""
    by_site: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        by_site.setdefault(page.site, []).append(number)
    draw, sites = random.Random(1), sorted(by_site)
    return [[n for _ in sites for n in by_site[draw.choice(sites)]] for _ in range(_ROUNDS)]


def table(pages: Sequence[Page]) -> Iterator[str]:
    """Yield the lines of a Markdown table with the scores of all kinds and fields."""
    lines = [lines_of(page) for page in pages]
    drawn = draws(pages)
    yield "| kind or field | n | precision | recall | F1 or share right | 95 % |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for kind in KINDS:
        every = [line for of_page in lines for line in of_page]
        gold, found = sum(x.gold == kind for x in every), sum(x.found == kind for x in every)
        right = sum(x.gold == x.found == kind for x in every)
        span = middle_95(
            [f for d in drawn if (f := f1_of([x for n in d for x in lines[n]], kind)) == f]
        )
        precision, recall = right / max(1, found), right / max(1, gold)
        yield _row(kind, gold, f"{precision:.3f} | {recall:.3f}", f1_of(every, kind), span)
    fields = [{name: gold == found for name, gold, found in field_pairs(page)} for page in pages]
    for name in FIELDS:
        hits = [of_page.get(name) for of_page in fields]
        told = [hit for hit in hits if hit is not None]
        shares = [
            sum(h) / len(h) for d in drawn if (h := [x for n in d if (x := hits[n]) is not None])
        ]
        yield _row(name, len(told), "– | –", sum(told) / max(1, len(told)), middle_95(shares))


def _row(name: str, n: int, between: str, value: float, span: tuple[float, float]) -> str:
    return f"| {name} | {n} | {between} | {value:.3f} | {span[0]:.2f}–{span[1]:.2f} |"


def write_errors(pages: Sequence[Page], path: Path) -> None:
    """Write the lines and fields that came out wrong as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["page", "what", "gold", "found", "text"])
        for page in pages:
            for line in lines_of(page):
                if line.gold != line.found:
                    rows.writerow([page.gold.name, "line", line.gold, line.found, line.text[:120]])
            for name, gold, found in field_pairs(page):
                if gold != found:
                    rows.writerow([page.gold.name, name, gold, found, ""])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("read", "unread"))
    parser.add_argument("--errors", type=Path, help="write the errors of the read half here")
    parser.add_argument("--model", help="the pipeline to build on: fast, accurate, or another")
    options = parser.parse_args()
    gold, sites = read_folder(options.folder, options.half)
    pairs = analysed([(page, page.text or "") for page in gold], options.model)
    pages = [Page(*pair, site) for pair, site in zip(pairs, sites, strict=True)]
    print(f"{len(pages)} pages of {len(set(sites))} sites\n")
    print("\n".join(table(pages)))
    if options.errors:
        write_errors([page for page in pages if is_read(page.site)], options.errors)


if __name__ == "__main__":
    main()
