"""The sets of annotated texts, by name."""

from __future__ import annotations

from pathlib import Path

from polcorp.evaluation.gold import GoldDocument, read_gold

ROOT = Path(__file__).resolve().parents[1]
FIVE_TEXTS = "data/annotations/gold.jsonl"
#: Pages whose errors anybody who writes rules may read: of the fifth set those of the half that
#: ``benchmarks.pages`` calls read.
DEVELOPMENT = (
    "data/annotations/pages/dev-1",
    "data/annotations/pages/dev-2",
    "data/annotations/pages/dev-3",
    "data/annotations/pages/dev-4",
    "data/annotations/pages/dev-5",
    "data/annotations/pages/dev-6",
)
#: Pages that weights are fitted to and that are scored; nobody who writes rules reads them or their errors.
UNREAD = ("data/annotations/pages/dev-7",)
#: Pages that nobody who writes rules reads; scored when a version is finished.
HELD_OUT = ("data/annotations/pages/test", "data/annotations/pages/test-2")
#: What tables call them.
HELD_OUT_NAMES = ("held-out pages", "second held-out pages")


def annotated_texts(name: str) -> list[tuple[GoldDocument, str]]:
    """Return the documents of the set *name* with their texts."""
    return [(document, _text_of(document)) for document in read_gold(ROOT / name)]


def _text_of(document: GoldDocument) -> str:
    if document.text is not None:
        return document.text
    return (ROOT / "data/raw" / document.name).read_bytes().decode("utf-8")
