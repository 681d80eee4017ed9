"""Score the coding of themes on labelled demands, as Markdown: totals, codes, confusions.

    python -m benchmarks.themes [--held-out] [--per-code] [--confusion]
    python -m benchmarks.themes --pages FOLDER … [--half read|unread] [--errors FILE]

With --pages it scores the demands of folders of annotated pages, as benchmarks.pages does their lines. The spans of the demands are given, so only the codes are scored. Demands of the jsonl files are
put on small pages with their title, heading and lead-in, as on the page that they come from. The
test halves are scored only with --held-out: when a version is finished.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bootstrap import middle_95
from benchmarks.pages import read_folder
from polcorp.evaluation.gold import GoldDocument
from polcorp.lexicons.themes import load_themes
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.themes.component import ThemesComponent
from polcorp.pipeline.themes.view import View
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, HELD_OUT, HELD_OUT_NAMES, ROOT, annotated_texts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Demand = tuple[int, int, tuple[str, ...], frozenset[str]]
Labelled = tuple["Doc", list[Demand]]
#: What was given and what was found for one demand.
Case = tuple[tuple[str, ...], frozenset[str], list[str]]


@cache
def pipeline() -> Language:
    nlp = load_pipeline()
    nlp.remove_pipe("polcorp_themes")
    return nlp


def labelled_pages(name: str) -> list[Labelled]:
    """Return the demands of the set *name* that have themes."""
    return [labelled(page, text) for page, text in annotated_texts(name)]


def labelled_folder(folder: Path, half: str | None) -> list[Labelled]:
    """Return the demands of the annotated pages of *folder* that have themes."""
    pages, _ = read_folder(folder, half)
    return [labelled(page, page.text or "") for page in pages]


def labelled(page: GoldDocument, text: str) -> Labelled:
    """Return the document of a page, and its demands that have themes."""
    demands = [
        (s.start, s.end, s.themes, s.optional)
        for s in page.spans
        if s.layer == "DEMAND" and s.themes
    ]
    return pipeline()(text), demands


def labelled_demands(half: str) -> list[Labelled]:
    """Return the pages made of ``data/annotations/units/demands-themes-<half>.jsonl``."""
    path = ROOT / f"data/annotations/units/demands-themes-{half}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for _, page in groupby(rows, key=lambda row: row["page"]):
        items = list(page)
        text = f"{items[0]['title']}\n\n{items[0]['heading']}\n\n"
        text += items[0]["lead_in"] + "\n" if items[0]["lead_in"] else ""
        demands = []
        for item in items:
            start = len(text) + 2
            text += f"• {item['text']}\n"
            optional = frozenset(item["themes_optional"])
            demands.append((start, start + len(item["text"]), tuple(item["themes"]), optional))
        found.append((pipeline()(text), demands))
    return found


def cases(found: list[Labelled]) -> list[Case]:
    """Code every labelled demand."""
    coder = ThemesComponent.packaged()
    rows = []
    for doc, demands in found:
        view = View(doc, coder.finder)
        for start, end, themes, optional in demands:
            codes = [code["theme"] for code in coder.code("demand", view, start, end)]
            rows.append((themes, optional, codes))
    return rows


def main_right(rows: list[Case]) -> float:
    return sum(found[:1] == [themes[0]] for themes, _, found in rows) / len(rows)


def interval(rows: list[Case], rounds: int = 1000) -> tuple[float, float]:
    """Return a 95 % interval of the main theme's accuracy by bootstrap over demands."""
    draw = random.Random(1)
    return middle_95(main_right(draw.choices(rows, k=len(rows))) for _ in range(rounds))


def micro(rows: list[Case]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over codes; optional ones are neither right nor wrong."""
    hits = sum(len((set(f) - o) & set(t)) for t, o, f in rows)
    found = sum(len(set(f) - o) for _, o, f in rows)
    given = sum(len(t) for t, _, _ in rows)
    return hits / found, hits / given, 2 * hits / (found + given)


def per_code(rows: list[Case]) -> str:
    lines = ["| code | given | found | right | precision | recall |", "| --- |" + " --- |" * 5]
    for theme in load_themes():
        code = theme.code
        given = sum(code in t for t, _, _ in rows)
        found = sum(code in f and code not in o for _, o, f in rows)
        hits = sum(code in f and code in t for t, _, f in rows)
        precision = f"{hits / found:.2f}" if found else "–"
        recall = f"{hits / given:.2f}" if given else "–"
        lines.append(f"| {code} | {given} | {found} | {hits} | {precision} | {recall} |")
    return "\n".join(lines)


def confusion(rows: list[Case]) -> str:
    """Return the confusion table of main themes; a row is the given theme, a column the found."""
    counts = Counter((t[0], f[0] if f else "none") for t, _, f in rows)
    codes = [theme.code for theme in load_themes()]
    short = [code[:5] for code in codes]
    lines = ["| given \\ found | " + " | ".join([*short, "none"]) + " |"]
    lines.append("| --- |" + " --- |" * (len(codes) + 1))
    for code in codes:
        cells = [str(counts[code, other] or "") for other in [*codes, "none"]]
        lines.append(f"| {code} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def annotated_sets(*, held_out: bool) -> dict[str, list[Labelled]]:
    """Return the labelled demands of the repository, by the name of their set."""
    sets = {
        "five texts": labelled_pages(FIVE_TEXTS),
        "development pages": labelled_pages(DEVELOPMENT[0]),
        "second development pages": labelled_pages(DEVELOPMENT[1]),
        "third development pages": labelled_pages(DEVELOPMENT[2]),
        "fourth development pages": labelled_pages(DEVELOPMENT[3]),
        "further demands, development half": labelled_demands("dev"),
    }
    if held_out:
        for name, where in zip(HELD_OUT_NAMES, HELD_OUT, strict=True):
            sets[name] = labelled_pages(where)
        sets["further demands, test half"] = labelled_demands("test")
    return sets


def write_errors(path: Path, sets: dict[str, list[Labelled]], rows: dict[str, list[Case]]) -> None:
    """Write each demand whose codes differ to *path*, tab-separated: set, given, found, text."""
    with path.open("w", encoding="utf-8") as file:
        for name, found in sets.items():
            places = [(doc, start, end) for doc, ds in found for start, end, _, _ in ds]
            for (doc, start, end), (given, optional, codes) in zip(places, rows[name], strict=True):
                if codes[:1] != [given[0]] or set(codes) - optional != set(given):
                    words = " ".join(doc.text[start:end].split())
                    print(name, " ".join(given), " ".join(codes), words, sep="\t", file=file)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="score the test halves too")
    parser.add_argument("--per-code", action="store_true")
    parser.add_argument("--confusion", action="store_true")
    parser.add_argument("--pages", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--half", choices=("read", "unread"), help="of the sites of FOLDER")
    parser.add_argument("--errors", type=Path, help="write what is coded wrongly to this file")
    options = parser.parse_args()
    if options.pages:
        folders = {path.name: labelled_folder(path, options.half) for path in options.pages}
        sets = {name: found for name, found in folders.items() if any(ds for _, ds in found)}
    else:
        sets = annotated_sets(held_out=options.held_out)
    began = time.perf_counter()
    rows = {name: cases(found) for name, found in sets.items()}
    took = time.perf_counter() - began
    if options.errors:
        write_errors(options.errors, sets, rows)
    print("| set | demands | main theme right | precision | recall | micro-F1 |")
    print("| --- |" + " --- |" * 5)
    for name, found in rows.items():
        low, high = interval(found)
        p, r, f = micro(found)
        right = f"{main_right(found):.3f} ({low:.2f}–{high:.2f})"
        print(f"| {name} | {len(found)} | {right} | {p:.3f} | {r:.3f} | {f:.3f} |")
    words = sum(len(doc) for found in sets.values() for doc, _ in found)
    print(f"\ncoding: {words / took:,.0f} tokens a second\n")
    every = [row for found in rows.values() for row in found]
    if options.per_code:
        print(per_code(every), end="\n\n")
    if options.confusion:
        print(confusion(every))


if __name__ == "__main__":
    main()
