"""What the whole export of annotated texts was when somebody last looked at it.

``python -m tests.snapshot.snapshots`` from the root of the project writes all of it again: do that
when a change of rows is wanted, and look at what the next ``git diff --stat`` and the score say.
"""

from __future__ import annotations

import lzma
import tempfile
from pathlib import Path

import pandas as pd

from polcorp.corpus import Corpus
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, annotated_texts

HERE = Path(__file__).resolve().parent
#: The sets of texts with annotations, without the one that nobody who writes rules looks at.
SETS = (FIVE_TEXTS, *DEVELOPMENT)
#: Digits of numbers that come out of arithmetic: another processor may differ in the last ones.
_DIGITS = 6


def ingested(name: str, folder: Path) -> Corpus:
    """Ingest the texts of the set *name* into a corpus in *folder*, file names left aside."""
    texts = folder / "texts"
    texts.mkdir()
    for document, text in annotated_texts(name):
        (texts / document.name).write_bytes(text.encode())
    corpus = Corpus(folder / "corpus.db")
    report = corpus.ingest([texts], path_evidence=False)
    assert report.ok, report.failures
    return corpus


def tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Return all tables that an export writes."""
    return {
        "documents": corpus.documents().drop(columns=["path"]),
        "sections": corpus.sections(),
        "lead_ins": corpus.lead_ins(),
        "demands": corpus.demands(),
        "other_demands": corpus.uncounted("other_demands"),
        "actors": corpus.actors(),
        "mentions": corpus.actors(long=True),
        "boilerplate_mentions": corpus.uncounted("boilerplate_mentions"),
        "themes": corpus.themes(),
        "codes": corpus.themes(long=True),
        "other_codes": corpus.uncounted("other_codes"),
    }


def written(corpus: Corpus) -> str:
    """Return all tables as one text."""
    parts = []
    for name, table in tables(corpus).items():
        cells = table.to_csv(index=False, float_format=f"%.{_DIGITS}g", lineterminator="\n")
        parts.append(f"# {name}\n{cells}")
    return "\n".join(parts)


def kept(name: str) -> Path:
    """Return where the snapshot of the set *name* is."""
    return HERE / f"{Path(name).stem}.csv.xz"


def read(name: str) -> str:
    """Return the snapshot of the set *name*."""
    return lzma.decompress(kept(name).read_bytes()).decode()


def main() -> None:
    """Write all snapshots."""
    for name in SETS:
        with tempfile.TemporaryDirectory() as folder:
            text = written(ingested(name, Path(folder)))
        kept(name).write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    main()
