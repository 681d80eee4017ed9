"""Throughput and memory of an ingest by number of documents and processes, and what comes after.

    python benchmarks/scale.py FOLDER [--sizes 100,1000,10000,15000] [--jobs 1,2] [--keep FILE]

FOLDER holds at least as many ``.txt`` files as the largest size (see ``texts.py``). Prints a
Markdown table; after the largest size also the time of an ingest with nothing changed, with one
file changed, and the size of the store.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from measure import machine, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="100,1000,10000,15000")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--keep", type=Path, help="Where to leave the largest corpus.")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    files = sorted(options.folder.rglob("*.txt"))
    if len(files) < sizes[-1]:
        sys.exit(f"{options.folder} has only {len(files)} files")
    print(f"{machine()}\n")
    print("| documents | words | processes | seconds | words/s | peak memory, MiB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        folder, corpus = Path(scratch, "raw"), Path(scratch, "corpus.db")
        for size in sizes:
            for file in files[:size]:
                target = folder / file.relative_to(options.folder)
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, target)
            words = sum(len(file.read_text("utf-8").split()) for file in files[:size])
            for jobs in options.jobs.split(","):
                for left in corpus.parent.glob("corpus.db*"):
                    left.unlink()
                done = run(ingest(folder, corpus, "--jobs", jobs))
                if done.code:
                    sys.exit(f"the ingest failed with code {done.code}")
                rate = words / done.seconds
                row = f"{size} | {words} | {jobs} | {done.seconds:.1f} | {rate:.0f}"
                print(f"| {row} | {done.memory:.0f} |", flush=True)
        raw = sum(file.stat().st_size for file in files[: sizes[-1]])
        print(f"\n- store: {corpus.stat().st_size / raw:.2f} times the raw text")
        print(f"- nothing changed: {run(ingest(folder, corpus)).seconds:.2f} s")
        changed = next(folder.rglob("*.txt"))
        changed.write_text(changed.read_text("utf-8") + "\nNytt.\n", "utf-8")
        print(f"- one file changed: {run(ingest(folder, corpus)).seconds:.2f} s")
        if options.keep:
            shutil.copy(corpus, options.keep)


def ingest(folder: Path, corpus: Path, *more: str) -> list[str]:
    """Return the command line."""
    head = [sys.executable, "-m", "polcorp", "ingest", str(folder), "--corpus", str(corpus)]
    return [*head, "--quiet", *more]


if __name__ == "__main__":
    main()
