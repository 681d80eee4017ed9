"""Make a set of gold of pages that are annotated inline, or write a set as such pages, to be read and edited.

    python -m benchmarks.inline PAGES SET   # PAGES holds .xml files
    python -m benchmarks.inline SET PAGES   # SET holds gold.jsonl, and texts in a folder

data/annotations/pages/README.md describes both forms. What is written is read again and compared before the
script ends.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from polcorp.errors import PolcorpError
from polcorp.evaluation.gold import GoldDocument, read_gold
from polcorp.evaluation.inline import gold_of_page, page_of_gold
from polcorp.reading.json_lines import json_lines


def write_set(pages: Path, target: Path) -> None:
    """Write the annotations of a folder of pages to ``gold.jsonl``, and their texts to ``texts``."""
    (target / "texts").mkdir(parents=True, exist_ok=True)
    lines = []
    for path in sorted(pages.glob("*.xml")):
        text, rows = gold_of_page(path)
        (target / "texts" / f"{path.stem}.txt").write_bytes(text.encode())
        lines += [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (target / "gold.jsonl").write_bytes("".join(lines).encode())


def write_pages(source: Path, pages: Path) -> None:
    """Write a page for each document of a set."""
    pages.mkdir(parents=True, exist_ok=True)
    rows = [line.value for line in json_lines(source / "gold.jsonl")]
    for document in read_gold(source):
        if document.text is None:
            raise PolcorpError(f"{source / 'texts' / document.name} is missing")
        own = [row for row in rows if row["doc"] == document.name]
        page = page_of_gold(own, document.text)
        (pages / document.name).with_suffix(".xml").write_bytes(page.encode())


def said(documents: Iterable[GoldDocument]) -> list[object]:
    """Return all that *documents* say, whatever the order of the annotations and their lines."""
    return [
        (
            document.name,
            document.text,
            document.fields,
            document.others,
            document.address,
            Counter(replace(span, line=None) for span in document.spans),
        )
        for document in sorted(documents, key=lambda document: document.name)
    ]


def main() -> None:
    """Write the other form."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    is_inline = any(options.source.glob("*.xml"))
    (write_set if is_inline else write_pages)(options.source, options.target)
    before, after = read_gold(options.source), read_gold(options.target)
    if said(before) != said(after):
        raise SystemExit(f"what {options.target} says is not what {options.source} says")
    print(f"{len(after)} documents, {sum(len(document.spans) for document in after)} annotations")


if __name__ == "__main__":
    main()
