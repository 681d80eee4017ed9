"""Corpora of any size, quickly: variations of the annotated development pages.

    python benchmarks/varied.py CORPUS NUMBER

Each page of the development sets in ``data/annotations/pages`` is analysed once. A document is a page in which every tenth word outside
names and headings gives way to another word of the same length, with the page's rows: what is
stored has a real corpus's numbers of rows and words, and no analysis is repeated. Years and municipalities
are drawn, parties are the pages' own.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest.analyser import Analyser, load_analyser
from polcorp.ingest.jobs import Job, Outcome
from polcorp.ingest.options import Options
from polcorp.lexicons.places import load_municipalities
from polcorp.reading.documents import make_document
from polcorp.tables.records import DemandRow, DocumentRows, MentionRow
from tests.gold_sets import DEVELOPMENT, annotated_texts

#: One word of this many gives way to another.
_EVERY = 10
_WORD = re.compile(r"[a-zåäö]{4,}")


def pages() -> list[str]:
    """Return the texts of the development pages."""
    return [text for name in DEVELOPMENT for _, text in annotated_texts(name)]


class Varied(Analyser):
    """Gives a varied page the rows of the page that it is made of, which is analysed once."""

    def __init__(self, originals: Sequence[str]) -> None:
        """Analyse the *originals*."""
        real = load_analyser(Options())
        super().__init__(real.nlp, real.info)
        jobs = [Job(str(n), f"{n}.txt", text.encode()) for n, text in enumerate(originals)]
        self._known = [outcome.rows for outcome in real.run_batch(jobs)]

    def run_batch(self, batch: Sequence[Job], wants_to_stop: Any = None) -> list[Outcome]:
        """Return the rows of each page with the words of its variation."""
        return [Outcome(job.path, self._varied(job)) for job in batch]

    def _varied(self, job: Job) -> DocumentRows:
        """Return the rows of a varied page, whose places are those of its original."""
        raw = make_document(job.doc_id, job.path, job.data, job.given, job.came)
        rows = self._known[int(Path(job.path).stem.partition("-")[0])]
        assert rows is not None
        document = {**rows.document, "municipality": job.given["municipality"]}

        def words(row: DemandRow | MentionRow) -> str:
            return raw.text[row["start"] : row["end"]]

        made: DocumentRows = replace(
            rows,
            raw=raw,
            document={**document, "date": job.given["date"]},
            demands=tuple({**row, "text": words(row)} for row in rows.demands),
            mentions=tuple({**row, "text": words(row)} for row in rows.mentions),
        )
        return made

    def kept(self, number: int) -> list[tuple[int, int]]:
        """Return the spans of page *number* whose words stay."""
        rows = self._known[number]
        assert rows is not None
        headings = [
            (row["heading_start"], row["heading_end"])
            for row in rows.sections
            if row["heading_start"] is not None and row["heading_end"] is not None
        ]
        return [*((row["start"], row["end"]) for row in rows.mentions), *headings]


def vary(
    text: str, kept: Sequence[tuple[int, int]], others: dict[int, list[str]], seed: int
) -> str:
    """Return *text* with some words outside *kept* exchanged for *others* of their length."""
    draw = random.Random(seed)

    def other(match: re.Match[str]) -> str:
        inside = any(start < match.end() and match.start() < end for start, end in kept)
        if inside or draw.randrange(_EVERY):
            return match.group()
        return draw.choice(others[len(match.group())])

    return _WORD.sub(other, text)


def make(corpus: Path, number: int) -> None:
    """Write a corpus of *number* varied pages to *corpus*, which is replaced."""
    for left in corpus.parent.glob(f"{corpus.name}*"):
        left.unlink()
    originals = pages()
    analyser = Varied(originals)
    others: dict[int, list[str]] = defaultdict(list)
    for word in _WORD.findall(" ".join(originals)):
        others[len(word)].append(word)
    draw = random.Random(1)
    towns = [place.name for place in load_municipalities()]
    with tempfile.TemporaryDirectory() as scratch:
        lines = ["file;municipality;date"]
        for place in range(number):
            page = place % len(originals)
            name = f"{page:03d}-{place:05d}"
            text = vary(originals[page], analyser.kept(page), others, place)
            Path(scratch, f"{name}.txt").write_text(text, encoding="utf-8")
            lines.append(f"{name};{draw.choice(towns)};{draw.randrange(2006, 2027)}")
        table = Path(scratch, "documents.csv")
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        setattr(ingest_module, "load_analyser", lambda _options: analyser)  # noqa: B010  # in place of the real one
        report = Corpus(corpus).ingest([scratch], metadata=table, jobs=1)
    if report.failures:
        raise SystemExit(str(report.failures[:3]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("number", type=int)
    options = parser.parse_args()
    make(options.corpus, options.number)


if __name__ == "__main__":
    main()
