"""Short texts with the codes of their themes, for the encoder to learn from.

Usage: python theme_texts.py DATA_DIR OUT.jsonl.xz

Annotated demands come from the development pages, alone and under their heading; none are from ``dev-4`` and from
the half of ``dev-5`` that is not read, so that what the encoder knows of themes can be measured there. The rest has the
label of its source, mapped to the codebook by ``training/themes_categories.csv``: government texts by policy area,
Almedalen events by topic, interpellations by their subject as the codebook reads it, else by the minister. The
codebook's own terms join, half of them in a clause. Rows: source, text (lines end with a line break), codes with weights.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from themes_candidates import GOVERNMENT, mapping, of_subject, rows

from benchmarks.pages import read_folder
from polcorp.evaluation.gold import Annotation, GoldDocument, read_gold
from polcorp.lexicons.themes import ThemeIndex, load_themes

ANNOTATIONS = Path(__file__).parents[2] / "data" / "annotations"
#: Sets of pages whose demands are learned from; of the last only the half that may be read.
LEARNED = ("dev-1", "dev-2", "dev-3")
HALF_LEARNED = "dev-5"
#: What a further and an optional code count beside the main one.
FURTHER, OPTIONAL = 0.4, 0.15
#: Texts of one source and code, at most; codes of one text; words of a text.
MOST, MOST_CODES, LONGEST = 260, 3, 36
#: How a term of the codebook may be asked for.
FRAMES = (
    "vi vill satsa på {}",
    "utveckla {}",
    "att kommunen arbetar mer med {}",
    "stärka {} i hela kommunen",
    "frågan om {}",
    "det behövs {}",
)
_SHORTEST = 4


class Row(NamedTuple):
    """A text with its codes; their weights are relative."""

    source: str
    text: str
    codes: dict[str, float]


def shortened(text: str) -> str:
    """Return the first words of *text*, its lines kept."""
    left = LONGEST
    lines = []
    for line in text.split("\n"):
        words = line.split()[:left]
        left -= len(words)
        if words:
            lines.append(" ".join(words))
    return "\n".join(lines)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs and headings of *text* that say something."""
    found = (part.strip("#*– ").strip() for part in text.replace("\u00ad", "").split("\n"))
    return [part for part in found if len(part.split()) >= _SHORTEST]


def evenly(codes: Iterable[str]) -> dict[str, float]:
    """Return *codes* with equal weights."""
    return dict.fromkeys(codes, 1.0)


def government(data: Path, random: Random) -> Iterator[Row]:
    """Yield titles, paragraphs, and both together, of texts that have policy areas."""
    areas = mapping("government")
    for name in GOVERNMENT:
        for row in rows(data / "swedish-government-text" / name):
            codes = evenly(c for area in row["categories"] for c in areas.get(area, ()))
            parts = paragraphs(row["text"])
            if not codes or not parts:
                continue
            title, *others = parts
            yield Row("government", title, codes)
            if others:
                yield Row("government", f"{title}\n{random.choice(others)}", codes)
                yield Row("government", random.choice(others), codes)


def almedalen(data: Path) -> Iterator[Row]:
    """Yield titles of events, and titles with what they are about."""
    topics = mapping("almedalen")
    for row in rows(data / "almedalen" / "almedalen.jsonl.xz"):
        said = (row["topic_1"], row["topic_2"])
        codes = evenly(code for topic in said for code in topics.get(topic or "", ()))
        if codes and row["language"] == "Svenska":
            yield Row("almedalen", row["title"], codes)
            if row["description"]:
                yield Row("almedalen", f"{row['title']}\n{row['description']}", codes)


def interpellations(data: Path, index: ThemeIndex) -> Iterator[Row]:
    """Yield subjects, and the questions that an interpellation ends with."""
    ministers = mapping("interpellations")
    for row in rows(data / "interpellations" / "interpellations.jsonl.xz"):
        subject = (row["about"] or row["title"].rpartition(" om ")[2]).replace("\u00ad", "")
        to = (row["to"] or "").lower().replace("\u00ad", "")
        minister = next((codes for title, codes in ministers.items() if title in to), [])
        codes = evenly(of_subject(subject, index) or minister)
        if not codes:
            continue
        if subject and row["to"]:
            yield Row("interpellations", subject, evenly(minister) or codes)
        asked = [part for part in paragraphs(row["text"]) if part.endswith("?")]
        if asked:
            yield Row("interpellations", asked[-1], codes)


def codebook(random: Random) -> Iterator[Row]:
    """Yield the terms of the codebook that decide, and what it says of each code."""
    for theme in load_themes():
        for text in (theme.name, theme.about):
            if text:
                yield Row("codebook", text, {theme.code: 1.0})
        for term in (*theme.terms, *theme.phrases):
            if term.weight > 1:
                frame = random.choice(FRAMES) if random.random() < 0.5 else "{}"
                yield Row("codebook", frame.format(term.text), {theme.code: 1.0})


def weighted(themes: Iterable[str], optional: Iterable[str]) -> dict[str, float]:
    """Return codes of a demand with their weights, the first being the main one."""
    main, *further = themes
    return {main: 1.0} | dict.fromkeys(further, FURTHER) | dict.fromkeys(optional, OPTIONAL)


def heading_over(page: GoldDocument, demand: Annotation) -> str:
    """Return the heading that *demand* stands under, empty where it is itself in one."""
    headings = [
        span for span in page.spans if span.layer == "HEADING" and span.start <= demand.start
    ]
    nearest = max(headings, key=lambda span: span.start, default=None)
    if nearest is None or nearest.end > demand.start:
        return ""
    return (page.text or "")[nearest.start : nearest.end]


def annotated(annotations: Path) -> Iterator[Row]:
    """Yield the annotated demands that may be learned from, alone and under their heading."""
    pages = [page for name in LEARNED for page in read_gold(annotations / "pages" / name)]
    pages += read_folder(annotations / "pages" / HALF_LEARNED, "read")[0]
    for page in pages:
        for span in page.spans:
            if span.layer == "DEMAND" and span.themes:
                text = (page.text or "")[span.start : span.end]
                codes = weighted(span.themes, span.optional)
                yield Row("pages", text, codes)
                over = heading_over(page, span)
                if over:
                    yield Row("pages", f"{over}\n{text}", codes)
    units = annotations / "units" / "demands-themes-dev.jsonl"
    for line in units.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        codes = weighted(row["themes"], row["themes_optional"])
        yield Row("pages", row["text"], codes)
        yield Row("pages", f"{row['heading']}\n{row['text']}", codes)


def evened(found: list[Row], random: Random) -> Iterator[Row]:
    """Yield *found* in a random order, with at most ``MOST`` texts of one source and code."""
    random.shuffle(found)
    had: Counter[tuple[str, str]] = Counter()
    for row in found:
        if len(row.codes) > MOST_CODES:
            continue
        keys = [(row.source, code) for code in row.codes]
        if all(had[key] < MOST for key in keys):
            had.update(keys)
            yield row


def main() -> None:
    """Write the texts and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    random = Random(1)
    index = ThemeIndex(load_themes())
    distant = [
        *government(options.data, random),
        *almedalen(options.data),
        *interpellations(options.data, index),
        *codebook(random),
    ]
    counts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    with lzma.open(options.out, "wt", encoding="utf-8") as out:
        for row in (*evened(distant, random), *annotated(ANNOTATIONS)):
            text = shortened(row.text)
            if text:
                out.write(json.dumps(row._replace(text=text)._asdict(), ensure_ascii=False) + "\n")
                counts[row.source] += 1
                words[row.source] += len(text.split())
    print(dict(counts), "texts,", dict(words), "words")


if __name__ == "__main__":
    main()
