"""Throughput and memory of an ingest by number of documents and processes, and what comes after.

    python -m benchmarks.scale FOLDER [--sizes 100,1000,10000,15000] [--jobs 1,2] [--keep FILE]

FOLDER holds at least as many ``.txt`` files as the largest size (see ``texts.py``). Sizes up to
``--apart`` (1,000) are ingests of their own; larger ones but the last are looked at in passing, in
the ingest of the largest, which begins with the same files in the same order. After it: an ingest
with nothing changed, one with one file changed, the size of the store, and a Parquet data set.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Measured, Report, run

#: Runs an ingest and says at some numbers of stored documents how many words they have.
PROGRAM = """
import json, sys
from pathlib import Path
from polcorp import Corpus
folder, corpus, jobs, *marks = sys.argv[1:]
marks, words = {int(mark) for mark in marks}, 0
def progress(done, total, path):
    global words
    words += len(Path(path).read_text("utf-8").split())
    if done in marks:
        print(json.dumps([done, words]), flush=True)
report = Corpus(corpus).ingest([folder], jobs=int(jobs), progress=progress)
if report.failures:
    sys.exit(str(report.failures[:3]))
"""

NOTE = """
Seconds count from the start of the process: loading and looking through all files are in them.
Numbers above {apart} documents but the last are readings in passing of the same ingest. Memory is
the sum over all processes (proportional resident), at that moment and at its highest until then.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="100,1000,10000,15000")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--apart", type=int, default=1000, help="Largest size of an own ingest.")
    parser.add_argument("--keep", type=Path, help="Where to leave the largest corpus.")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    files = sorted(options.folder.rglob("*.txt"))
    if len(files) < sizes[-1]:
        sys.exit(f"{options.folder} has only {len(files)} files")
    report = Report("scale")
    report.head(
        "#documents", "#words", "#processes", "#seconds", "#words/s", "#memory, MiB", "#peak, MiB"
    )
    runs = [[size] for size in sizes[:-1] if size <= options.apart]
    runs.append([size for size in sizes if size > options.apart or size == sizes[-1]])
    with tempfile.TemporaryDirectory() as scratch:
        folders = {marks[-1]: copied(files[: marks[-1]], options, scratch) for marks in runs}
        corpus = Path(scratch, "corpus.db")
        for jobs in options.jobs.split(","):
            for marks in runs:
                for left in corpus.parent.glob("corpus.db*"):
                    left.unlink()
                ingest(folders[marks[-1]], corpus, jobs, marks, report)
        report(NOTE.format(apart=options.apart))
        if options.keep:
            shutil.copy(corpus, options.keep)
        after(folders[sizes[-1]], corpus, report)
        parquet(folders[sizes[-1]], scratch, report)


def copied(files: list[Path], options: argparse.Namespace, scratch: str) -> Path:
    """Return a folder with copies of *files*, which may be changed."""
    folder = Path(scratch, f"raw{len(files)}")
    for file in files:
        target = folder / file.relative_to(options.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return folder


def ingest(folder: Path, corpus: Path, jobs: str, marks: list[int], report: Report) -> None:
    """Ingest *folder* and report a row at each of *marks*, the last when the process has ended."""
    begun = time.perf_counter()
    last: list[tuple[int, int]] = []

    def tell(line: str, now: float, peak: float) -> None:
        done, words = json.loads(line)
        last.append((done, words))
        if done != marks[-1]:
            seconds = time.perf_counter() - begun
            row(done, words, seconds, now, peak)

    def row(done: int, words: int, seconds: float, now: float, peak: float) -> None:
        rate = f"{words / seconds:.0f}"
        report.row(done, words, jobs, f"{seconds:.1f}", rate, f"{now:.0f}", f"{peak:.0f}")

    arguments = [str(folder), str(corpus), jobs, *map(str, marks)]
    done = run([sys.executable, "-c", PROGRAM, *arguments], tell=tell)
    if done.code or not last:
        sys.exit(f"the ingest failed with code {done.code}")
    row(*last[-1], done.seconds, done.memory, done.memory)


def after(folder: Path, corpus: Path, report: Report) -> None:
    """Report what comes after an ingest: the store's size, and ingests with little to do."""
    files = list(folder.rglob("*.txt"))
    raw = sum(file.stat().st_size for file in files)
    report(f"- store: {corpus.stat().st_size / raw:.2f} times the raw text ({raw / 1e6:.1f} MB)")
    unchanged = [again(folder, corpus) for _ in range(3)]
    told = ", ".join(f"{done.seconds:.2f}" for done in unchanged)
    report(f"- nothing changed, three times: {told} s")
    took = []
    for file in sorted(files)[:3]:
        file.write_text(file.read_text("utf-8") + "\nNytt.\n", "utf-8")
        took.append(again(folder, corpus))
    report(f"- one file changed, three times: {', '.join(f'{t.seconds:.2f}' for t in took)} s")


def parquet(folder: Path, scratch: str, report: Report) -> None:
    """Report the size of a Parquet data set, and what it takes to read it like a store."""
    target = Path(scratch, "set")
    polcorp = [sys.executable, "-m", "polcorp"]
    made = run([*polcorp, "ingest", str(folder), "--parquet", str(target), "--quiet"])
    read = [*polcorp, "documents", "--corpus", str(target), "--export", "csv"]
    took = [run(read, {"POLCORP_CACHE": f"{scratch}/cache"}) for _ in range(2)]
    if made.code or any(done.code for done in took):
        sys.exit("the Parquet data set could not be written or read")
    files = list(folder.rglob("*.txt"))
    raw = sum(file.stat().st_size for file in files)
    size = sum(file.stat().st_size for file in target.rglob("*.parquet"))
    seconds = " and ".join(f"{done.seconds:.1f}" for done in took)
    report(f"- Parquet data set of {len(files)} documents: {size / raw:.2f} times the raw text,")
    report(f"  written in {made.seconds:.1f} s; `documents` from it, first and again: {seconds} s")


def again(folder: Path, corpus: Path) -> Measured:
    """Run the whole command and measure it."""
    head = [sys.executable, "-m", "polcorp", "ingest", str(folder), "--corpus", str(corpus)]
    done = run([*head, "--quiet"])
    if done.code:
        sys.exit(f"the ingest failed with code {done.code}")
    return done


if __name__ == "__main__":
    main()
