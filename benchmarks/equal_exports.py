"""Ingest and export in many surroundings, and compare every file byte for byte.

    python -m benchmarks.equal_exports [FOLDER] [--model M]

FOLDER (default ``data/raw``) is ingested with one process, two, on a Dask cluster, and into Parquet
data sets, with other hash seeds, locales and time zones; every kind of export is made of each. Leaves
with 1 if a file differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Report
from tests.hostile.surroundings import BASE, KINDS, OTHERS, differing, exported


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data/raw"))
    parser.add_argument("--model", default=None)
    options = parser.parse_args()
    more = ["--model", options.model] if options.model else []
    report = Report("equal-exports")
    differences = 0
    with tempfile.TemporaryDirectory() as scratch:
        texts, place = options.folder.absolute(), Path(scratch)
        wanted = exported(texts, place, BASE, KINDS, *more)
        report.head("surroundings", "#files", "#seconds", "different")
        for around in OTHERS:
            begun = time.monotonic()
            found = exported(texts, place, around, KINDS, *more)
            names = differing(wanted, found)
            differences += len(names)
            seconds = f"{time.monotonic() - begun:.0f}"
            report.row(around.name, len(found), seconds, ", ".join(names) or "none")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
