"""Write the labels of annotated pages without their texts, or put them back on texts.

    python -m benchmarks.page_labels PAGES LABELS.jsonl        # the labels of a folder of pages
    python -m benchmarks.page_labels LABELS.jsonl TEXTS PAGES  # pages, of the texts of a folder

Each line of the labels is a page: its address, the words that it was found by and the public repository that
it is in, the SHA-256 of its text (UTF-8), its fields and its spans (element, offsets in code points, attributes). A text is known by its hash.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from polcorp.evaluation.inline import Element, elements_of, marked_up

_QUOTED = re.compile(r"«(.+?)»")
#: The public repository that a text is in, and the file there.
_REPOSITORY = re.compile(r"([\w.-]+/[\w.-]+)(?: \(([^()]+)\))?\)?$")
#: Attributes that hold words of the page; the title is found again by its heading.
OF_THE_TEXT = frozenset({"title", "notes", "canonical"})
#: What the labels hold of a span beside its attributes.
_PLACE = ("element", "start", "end")


def labels_of(path: Path) -> dict[str, Any]:
    root = ElementTree.parse(path).getroot()
    text, elements = elements_of(root)
    document = _kept(root.attrib)
    asked = document.pop("query", "")
    words, source = _QUOTED.search(asked), _REPOSITORY.search(asked)
    document["query"] = words.group(1) if words else ""
    document["source"] = " ".join(filter(None, source.groups())) if source else ""
    spans: list[dict[str, Any]] = [
        {"element": e.tag, "start": e.start, "end": e.end, **_kept(e.attributes)}
        for e in elements
        if e.tag != "actor"  # names are words of the page
    ]
    return {
        "name": path.stem,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "document": document,
        "spans": sorted(spans, key=lambda span: (span["start"], -span["end"])),
    }


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name not in OF_THE_TEXT}


def page_of(labels: dict[str, Any], text: str) -> str:
    """Return the marked-up page of *text*; spans nest."""
    document = dict(labels["document"])
    titles = [s for s in labels["spans"] if s["element"] == "heading" and s.get("level") == "1"]
    document["title"] = (
        " ".join(text[titles[0]["start"] : titles[0]["end"]].split()) if titles else ""
    )
    elements = []
    for span in labels["spans"]:
        said = {name: value for name, value in span.items() if name not in _PLACE}
        elements.append(Element(span["start"], span["end"], span["element"], said))
    return marked_up(text, document, elements)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("pages", type=Path, nargs="?")
    options = parser.parse_args()
    if options.pages is None:
        rows = [labels_of(path) for path in sorted(options.source.glob("*.xml"))]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        options.target.write_text(lines, encoding="utf-8")
        return
    texts = [path.read_bytes().decode() for path in sorted(options.target.glob("*.txt"))]
    by_hash = {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}
    options.pages.mkdir(exist_ok=True)
    found = 0
    for line in options.source.read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        if labels["sha256"] in by_hash:
            page = page_of(labels, by_hash[labels["sha256"]])
            (options.pages / f"{labels['name']}.xml").write_text(page, encoding="utf-8")
            found += 1
    print(f"{found} pages written; the other texts are not in {options.target}, or have changed")


if __name__ == "__main__":
    main()
