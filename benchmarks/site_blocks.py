"""Score the lines that a site's pages share: annotated pages inside made-up templates, and as they are.

    python -m benchmarks.site_blocks [FOLDER ...]

The annotated pages of each party with at least eight (default: the dev sets) make a site: each page gets
the same menu above and the same footer below, but for the way through the site, the active entry of the
menu, a counter and a day. Lines are scored as furniture, heading, lead-in or text with the rules and the
learned weights alone, and with the lines learned from the site as well; so are the folders as they
are, each taken for a site, where nothing should change.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import process_time

from polcorp.evaluation.gold import Annotation, GoldDocument, read_gold
from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.pipeline.layout.analyse import analyse_layout, mark_page_blocks
from polcorp.pipeline.layout.component import masthead, person_test
from polcorp.pipeline.layout.fitted import Fitted
from polcorp.pipeline.layout.lines import physical_lines
from polcorp.pipeline.layout.site_blocks import lines_for, lines_of
from polcorp.pipeline.layout.site_learning import learn, site_page
from polcorp.pipeline.layout.site_lists import SiteLines
from polcorp.reading.clean_view import clean_view

PAGES = Path("data/annotations/pages")
DEV_SETS = ("dev-1", "dev-2", "dev-3", "dev-4")
FEWEST = 8
KINDS = ("furniture", "heading", "lead-in", "text")
_KIND_OF = {"BOILERPLATE": "furniture", "HEADING": "heading", "LEAD_IN": "lead-in"}

#: Templates: a menu and a footer with words that the rules know, and one whose words are its own.
TEMPLATES = {
    "usual": (
        (
            "Hoppa till innehåll",
            "Meny",
            "Start",
            "Vår politik",
            "Våra förtroendevalda",
            "Engagera dig",
            "Bli medlem",
            "Sök på webbplatsen",
        ),
        (
            "Dela sidan",
            "Skriv ut ({counter})",
            "Om webbplatsen",
            "Så hanterar vi personuppgifter",
            "Organisationsnummer 802001-5452",
            "Följ oss i sociala medier",
            "Till sidans topp",
        ),
    ),
    "own": (
        (
            "Välkommen hit",
            "Hem",
            "Laget",
            "Det här brinner vi för",
            "Aktuellt hos oss",
            "Kalender",
            "Bildarkiv",
            "Hör av dig",
        ),
        (
            "Veckans fråga",
            "Tyck till du också",
            "Har läst detta: {counter}",
            "Grannföreningar",
            "Tidigare års sidor",
            "Sidan görs av Webbgruppen med glädje och frivilliga krafter varje dag",
        ),
    ),
}


@dataclass(frozen=True)
class Wrapped:
    """A page inside a template: its text, and what its spans are."""

    name: str
    text: str
    spans: tuple[Annotation, ...]


def wrapped(pages: Sequence[GoldDocument], template: str) -> Iterator[Wrapped]:
    """Yield *pages* inside a template; what differs from page to page is drawn."""
    menu, footer = TEMPLATES[template]
    draw = Random(1)
    for page in pages:
        active = draw.choice(menu[2:])
        entries = [entry for entry in menu if entry != active]
        way = f"{menu[2]} / {draw.choice(menu[3:])} / {page.name.removesuffix('.txt')}"
        above = "\n".join([*entries, way]) + "\n\n"
        below = "\n\n" + "\n".join(line.format(counter=draw.randrange(9999)) for line in footer)
        body = page.text or ""
        text = above + body + below
        start, end = len(above), len(above) + len(body)
        spans = [
            replace(span, start=span.start + start, end=span.end + start) for span in page.spans
        ]
        around = [
            Annotation("BOILERPLATE", left, right) for left, right in ((0, start), (end, len(text)))
        ]
        yield Wrapped(page.name, text, (*spans, *around))


def as_they_are(pages: Sequence[GoldDocument]) -> Iterator[Wrapped]:
    """Yield *pages* without a template."""
    for page in pages:
        yield Wrapped(page.name, page.text or "", tuple(page.spans))


def kinds_of(text: str, spans: Iterable[tuple[str, int, int]]) -> list[str]:
    """Return what most of each line of *text* that is not blank is."""
    there = [span for span in spans if span[0] in KINDS]
    found = []
    for start, end, _, _ in physical_lines(text):
        covered = dict.fromkeys(KINDS, 0)
        for kind, left, right in there:
            covered[kind] += max(0, min(end, right) - max(start, left))
        kind = max(KINDS, key=lambda one: covered[one])
        found.append(kind if 2 * covered[kind] > end - start else "text")
    return found


def score_site(pages: Sequence[Wrapped]) -> tuple[list[tuple[str, str, str]], int]:
    """Return (gold, alone, with the site's lines) of each line of a site, and how many are masked."""
    lexicon, fitted = load_boilerplate(), Fitted.packaged()
    views = [clean_view(page.text) for page in pages]
    learned = learn(
        site_page(page.name, view.text, lexicon, person_test(), masthead())
        for page, view in zip(pages, views, strict=True)
    ).site_lines
    lines: list[tuple[str, str, str]] = []
    masked = 0
    for page, view in zip(pages, views, strict=True):
        gold = kinds_of(
            page.text, [(_KIND_OF.get(s.layer, ""), s.start, s.end) for s in page.spans]
        )
        units, _ = mark_page_blocks(view.text, lexicon)
        own, number = lines_for(lines_of(units, view.text), learned)
        masked += number
        both = []
        for site in (SiteLines(), own):
            layout = analyse_layout(view.text, lexicon, person_test(), masthead(), fitted, site)
            spans = [
                (kind, *view.span(item["start"], item["end"]))
                for kind, items in (
                    ("furniture", layout.boilerplate),
                    ("heading", layout.headings),
                    ("lead-in", layout.lead_ins),
                )
                for item in items
            ]
            both.append(kinds_of(page.text, spans))
        lines += zip(gold, *both, strict=True)
    return lines, masked


def f1(pairs: Iterable[tuple[str, str]], kind: str) -> float:
    """Return the F1 of a kind of line in pairs of gold and found."""
    tally = Counter(
        (gold == kind) + (found == kind) for gold, found in pairs if kind in (gold, found)
    )
    return 2 * tally[2] / (2 * tally[2] + tally[1]) if tally else float("nan")


def row(name: str, n: int, lines: Sequence[tuple[str, str, str]], masked: int) -> str:
    """Return a row of the table: each kind alone and with the site's lines."""
    cells = []
    for kind in KINDS:
        alone = f1(((gold, before) for gold, before, _ in lines), kind)
        both = f1(((gold, after) for gold, _, after in lines), kind)
        cells.append(f"{alone:.3f} → {both:.3f}")
    return f"| {name} | {n} | {len(lines)} | {masked} | {' | '.join(cells)} |"


def seconds_a_page(folders: Iterable[Sequence[GoldDocument]]) -> float:
    """Return the processor time that the second pass takes for a page, reading the file left out."""
    texts = [page.text or "" for pages in folders for page in pages]
    clean_view.cache_clear()
    start = process_time()
    lexicon = load_boilerplate()
    learn(
        site_page(str(n), clean_view(text).text, lexicon, person_test(), masthead())
        for n, text in enumerate(texts)
    )
    return (process_time() - start) / len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders or [PAGES / name for name in DEV_SETS]
    read = {folder: read_gold(folder) for folder in folders}
    parties: dict[str, list[GoldDocument]] = {}
    for page in (page for pages in read.values() for page in pages):
        parties.setdefault(str(page.fields.get("party") or ""), []).append(page)
    print(f"| site | pages | lines | masked | {' | '.join(KINDS)} |")
    print("| --- | ---: | ---: | ---: | --- | --- | --- | --- |")
    for template in TEMPLATES:
        every: list[tuple[str, str, str]] = []
        number = masked = 0
        for party, pages in sorted(parties.items()):
            if party and len(pages) >= FEWEST:
                lines, n = score_site(list(wrapped(pages, template)))
                print(row(f"{template}: {party}", len(pages), lines, n))
                every, number, masked = [*every, *lines], number + len(pages), masked + n
        print(row(f"{template}: all", number, every, masked))
    for folder, pages in read.items():
        lines, n = score_site(list(as_they_are(pages)))
        print(row(f"as they are: {folder.name}", len(pages), lines, n))
    print(
        f"\nTo learn from a page: {1000 * seconds_a_page(read.values()):.1f} ms of processor time"
    )


if __name__ == "__main__":
    main()
