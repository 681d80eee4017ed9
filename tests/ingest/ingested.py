"""A corpus of either kind, a store or a Parquet data set, filled by one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from polcorp.corpus import Corpus
from polcorp.ingest.options import IngestReport

#: A text that asks for something.
NEWS = "Vi vill att barn hörs i skolan.\n"


class Ingested:
    """A corpus of one kind, filled by one call."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.file = Path("corpus/polcorp.db").absolute()
        self.folder = Path("corpus/set").absolute()

    def __call__(self, *paths: str | Path, **options: Any) -> IngestReport:
        told = self._ingest(*paths, dry_run=True, **options)
        done = self._ingest(*paths, **options)
        for name in ("added", "updated", "unchanged", "moved", "missing", "pruned", "elsewhere"):
            assert getattr(told, name) == getattr(done, name), name
        assert (told.duplicates, told.failures) == (done.duplicates, done.failures)
        return done

    def _ingest(self, *paths: str | Path, **options: Any) -> IngestReport:
        if self.kind == "parquet":
            return Corpus(self.file).ingest(paths, parquet=self.folder, **options)
        return Corpus(self.file).ingest(paths, **options)

    @property
    def corpus(self) -> Corpus:
        return Corpus(self.folder if self.kind == "parquet" else self.file)

    def ids(self, **where: Any) -> dict[str, str]:
        """Return the path of each doc_id, copies among them."""
        documents = self.corpus.documents(with_copies=True, **where)
        return dict(zip(documents["doc_id"], documents["path"], strict=True))

    def copies(self) -> dict[str, str]:
        rows = self.corpus.sql("SELECT doc_id, path, copy_of FROM copies ORDER BY doc_id")
        assert self.corpus.check() == []
        return dict(zip(rows["doc_id"], rows["copy_of"], strict=True))


def write(name: str, text: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or f"Vi vill att {name} får barn.\n", encoding="utf-8")
    return path
