"""Where the time of an ingest goes, stage by stage, in one process.

    python -m benchmarks.stages FOLDER [NUMBER] [--profile] [--model=NAME]

Reads the first NUMBER (default 500) ``.txt`` files. NAME is the pipeline to build on. With ``--profile`` also the functions of the
program's own stages that take the most time; the shares are then those of a profiled run, and
say little.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.measure import Report
from polcorp.pipeline.language import load_pipeline
from polcorp.reading.clean_view import clean_view
from polcorp.reading.documents import make_document
from polcorp.store.connection import transaction, writing
from polcorp.store.write import write_document
from polcorp.tables.records import DocumentRows
from polcorp.tables.rows import rows_of


def main() -> None:
    numbers = [argument for argument in sys.argv[2:] if argument.isdecimal()]
    files = sorted(Path(sys.argv[1]).rglob("*.txt"))[: int(numbers[0]) if numbers else 500]
    named = [argument.partition("=")[2] for argument in sys.argv if argument.startswith("--model=")]
    nlp = load_pipeline(named[0] if named else None)
    nlp(
        "Vi vill att metoden huskurage prövas i Linköping. Anna Ek deltar."
    )  # loads the dictionaries
    profile = cProfile.Profile()
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, own: bool, work: Callable[..., Any], *arguments: Any) -> Any:
        if own and "--profile" in sys.argv:
            profile.enable()
        begun = time.process_time()
        result = work(*arguments)
        spent[stage] += time.process_time() - begun
        profile.disable()
        return result

    scratch = tempfile.TemporaryDirectory()
    with scratch as folder, writing(Path(folder, "stages.db")) as connection:
        connection.execute(
            "INSERT INTO run (started, version, model, lexicons, pipeline, options)"
            " VALUES ('', '', '', '', '', '')"
        )
        for file in files:
            raw = timed("read", True, lambda f=file: make_document(f.stem, str(f), f.read_bytes()))
            view = timed("clean view", True, clean_view, raw.text)
            doc = timed("tokenize", False, nlp.make_doc, view.text)
            for name, component in nlp.pipeline:
                doc = timed(name, name.startswith("polcorp"), component, doc)
            rows = timed("rows", True, rows_of, doc, raw)

            def store(rows: DocumentRows = rows) -> None:
                with transaction(connection):
                    write_document(connection, rows, 1)

            timed("store", True, store)
    report = Report("stages", f"{len(files)} documents, one process")
    tell(report, spent)
    if "--profile" in sys.argv:
        told = io.StringIO()
        pstats.Stats(profile, stream=told).sort_stats("tottime").print_stats(30)
        report(f"\n```text\n{told.getvalue().strip()}\n```")


def tell(report: Report, spent: Mapping[str, float]) -> None:
    """Report the seconds of each stage; the program's own are all but spaCy's and its model's."""
    whole = sum(spent.values())
    ours = {"read", "rows", "store"}
    own = sum(spent[stage] for stage in spent if stage.startswith("polcorp_") or stage in ours)
    report.head("stage", "#seconds", "#share")
    for stage, value in sorted(spent.items(), key=lambda item: -item[1]):
        report.row(stage, f"{value:.2f}", f"{value / whole:.1%}")
    pipeline = sum(value for stage, value in spent.items() if stage not in ours)
    coding = spent["polcorp_themes"] / pipeline
    report(f"\nCoding of themes: {coding:.1%} of the time of the pipeline")
    report(f"The program's own part: {own / whole:.1%} of {whole:.1f} s of processor time")


if __name__ == "__main__":
    main()
