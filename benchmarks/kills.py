"""Kill an ingest at random moments, go on each time, and see that nothing is lost or doubled.

    python -m benchmarks.kills FOLDER [--times 50] [--workers 5] [--seed 1] [--model M]

Of FOLDER ``--number`` (80) short texts are used. The kills are spread over the four ways to ingest:
into a store or a Parquet data set, with processes of its own or on a Dask cluster. After each kill
the corpus must be whole and hold each document at most once, none lost of those that were stored
before; at the end its exports must be those of an ingest that nobody disturbed. Then one worker of
a Dask cluster is killed at a time, and the ingest itself must come to its end. Leaves with 1 at the
first difference.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.measure import Report, family


class Bench:
    """The texts, the undisturbed exports, and where things are put."""

    def __init__(self, options: argparse.Namespace, scratch: Path, report: Report) -> None:
        self.options = options
        self.scratch = scratch
        self.report = report
        self.dice = random.Random(options.seed)
        self.texts = scratch / "texts"
        self.texts.mkdir()
        found = sorted(options.folder.rglob("*.txt"), key=lambda path: path.stat().st_size)
        third = len(found) // 3 if len(found) // 3 + options.number <= len(found) else 0
        for path in found[third : third + options.number]:
            shutil.copy(path, self.texts)
        os.environ["POLCORP_CACHE"] = str(scratch / "cache")

    def command(self, target: Path, *more: str) -> list[str]:
        """Return the command line of an ingest into a store or, without a suffix, a data set."""
        model = ["--model", self.options.model] if self.options.model else []
        where = ["--corpus" if target.suffix else "--parquet", str(target)]
        head = [sys.executable, "-m", "polcorp", "ingest", str(self.texts), "--quiet"]
        return [*head, *where, *(more or ("--jobs", str(self.options.jobs))), *model]

    def undisturbed(self) -> None:
        """Make what all others are compared with, twice: the first time nothing is in the machine's caches yet."""
        whole = self.scratch / "whole.db"
        lengths = []
        for _ in range(2):
            clear(whole)
            begun = time.monotonic()
            subprocess.run(self.command(whole), check=True)
            lengths.append(time.monotonic() - begun)
        self.length = min(lengths)
        self.stored = stored(whole)
        self.wanted = self.exported(whole)
        self.report(f"{len(self.stored)} documents, undisturbed: {self.length:.1f} s\n")

    def exported(self, corpus: Path) -> dict[str, bytes]:
        """Return the bytes of every exported table."""
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        run = [sys.executable, "-m", "polcorp", "export", str(folder), "--corpus", str(corpus)]
        subprocess.run([*run, "-q"], check=True)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def compare(self, corpus: Path) -> None:
        """Leave if the exports are not those of the undisturbed ingest."""
        if self.exported(corpus) != self.wanted:
            sys.exit(f"{corpus.name}: the exports differ from those of the undisturbed ingest")

    def kills(self, target: Path, times: int, *more: str) -> None:
        """Kill ingests into *target*, one after the other; each goes on where the last one died."""
        command = self.command(target, *more)
        kept: list[str] = []
        for number in range(1, times + 1):
            if kept == self.stored:  # all done: started once more
                subprocess.run(command, check=True)
                self.compare(target)
                clear(target)
                kept = []
            process = subprocess.Popen(command)
            how = self.kill(process, target)
            now = stored(target)
            if len(set(now)) != len(now) or not set(kept) <= set(now):
                sys.exit(f"{target.name}, kill {number}: documents lost or doubled")
            self.report.row(target.name, number, how, len(kept), len(now))
            kept = now
        subprocess.run(command, check=True)
        self.compare(target)

    def kill(self, process: subprocess.Popen[bytes], target: Path) -> str:
        """Kill an ingest: one in four at any moment, the others while they are storing."""
        begun = time.monotonic()
        moment = self.dice.uniform(0, self.length)
        if self.dice.random() < 0.75:
            before = number_of_pieces(target)
            while process.poll() is None and number_of_pieces(target) <= before:
                time.sleep(0.01)
            moment /= 4
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            return f"{time.monotonic() - begun:.2f} s"
        return "finished before"

    def worker_kills(self, times: int) -> None:
        """Kill a Dask worker each time; the ingest must not mind."""
        for number in range(1, times + 1):
            target = self.scratch / f"dask{number}.db"
            process = subprocess.Popen(
                self.command(target, "--dask", "local", "--jobs", "2"), stderr=subprocess.PIPE
            )
            begun = time.monotonic()
            workers: list[int] = []
            while not workers and process.poll() is None:
                workers = [pid for pid in family(process.pid) if is_worker(pid)]
                time.sleep(0.05)
            time.sleep(self.dice.uniform(0, self.length))
            how = "finished before"
            if process.poll() is None and workers:
                os.kill(self.dice.choice(workers), signal.SIGKILL)
                how = f"{time.monotonic() - begun:.2f} s"
            _, told = process.communicate()
            if process.returncode:
                sys.exit(f"Dask, kill {number}: the ingest failed: {told[-2000:].decode()}")
            self.compare(target)
            self.report.row("Dask worker", number, how, 0, len(stored(target)))


def number_of_pieces(target: Path) -> int:
    """Return how many documents a store or parts a data set has, as far as one can see now."""
    if not target.suffix:
        return len(list(target.glob("documents/*.parquet")))
    if not target.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are not there yet
        return 0


def stored(corpus: Path) -> list[str]:
    """Return the paths of the documents, having looked the corpus through."""
    from polcorp import Corpus
    from polcorp.errors import PolcorpError

    if not corpus.exists() or (corpus.is_file() and not corpus.stat().st_size):
        return []
    try:
        problems = Corpus(corpus).check()
    except PolcorpError as error:
        if "no data set in it" in str(error):  # killed before the first manifest
            return []
        raise
    if problems:
        sys.exit(f"after a kill: {problems[:3]}")
    return list(Corpus(corpus).sql("SELECT path FROM documents ORDER BY path")["path"])


def is_worker(pid: int) -> bool:
    """Return whether a process is one that Dask has spawned, and no helper of its."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has ended
        return False
    return b"spawn_main" in words


def clear(target: Path) -> None:
    """Take a store or data set away."""
    if target.is_dir():
        shutil.rmtree(target)
    for path in target.parent.glob(f"{target.name}*"):
        path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=50, help="Kills of an ingest, in all ways.")
    parser.add_argument("--workers", type=int, default=5, help="Kills of a Dask worker.")
    parser.add_argument("--number", type=int, default=80, help="Texts.")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default=None)
    options = parser.parse_args()
    report = Report("kills", f"seed {options.seed}")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, Path(scratch), report)
        bench.undisturbed()
        report.head("what", "#kill", "#after", "#stored before", "#stored then")
        for name, share in (("store.db", 0.4), ("set", 0.3), ("dask.db", 0.15), ("dask-set", 0.15)):
            dask = ("--dask", "local", "--jobs", str(options.jobs)) if "dask" in name else ()
            bench.kills(Path(scratch, name), max(round(options.times * share), 1), *dask)
        if options.workers:
            bench.worker_kills(options.workers)
    report("\nNothing was lost or doubled; all exports are equal, byte for byte.")


if __name__ == "__main__":
    main()
