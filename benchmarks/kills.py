"""Kill an ingest at random moments, go on each time, and see that nothing is lost or doubled.

    python benchmarks/kills.py FOLDER [--times 50] [--jobs 2] [--seed 1] [--model blank]

After each kill the corpus must be whole and hold each document at most once, none lost of those
that were stored before; at the end its exports must be those of an ingest that nobody disturbed.
Prints one line a kill, and leaves with 1 at the first difference.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def command(folder: Path, corpus: Path, options: argparse.Namespace) -> list[str]:
    """Return the command line of an ingest."""
    model = ["--model", options.model] if options.model else []
    head = [sys.executable, "-m", "polcorp", "ingest", str(folder), "--quiet"]
    return [*head, "--corpus", str(corpus), "--jobs", str(options.jobs), *model]


def stored(corpus: Path) -> list[str]:
    """Return the paths of the documents, having looked the corpus through."""
    from polcorp import Corpus

    if not corpus.exists() or not corpus.stat().st_size:
        return []
    problems = Corpus(corpus).check()
    if problems:
        sys.exit(f"after a kill: {problems[:3]}")
    return list(Corpus(corpus).sql("SELECT path FROM documents ORDER BY path")["path"])


def exported(corpus: Path, folder: Path) -> dict[str, bytes]:
    """Return the bytes of every exported table."""
    run = [sys.executable, "-m", "polcorp", "export", str(folder), "--corpus", str(corpus), "-q"]
    subprocess.run(run, check=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default=None)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        whole, torn = Path(scratch, "whole.db"), Path(scratch, "torn.db")
        begun = time.monotonic()
        subprocess.run(command(options.folder, whole, options), check=True)
        length = time.monotonic() - begun
        print(f"undisturbed: {len(stored(whole))} documents in {length:.1f} s", flush=True)
        kept: list[str] = []
        for number in range(1, options.times + 1):
            if len(kept) == len(stored(whole)):  # all done: begin anew
                for path in torn.parent.glob("torn.db*"):
                    path.unlink()
                kept = []
            process = subprocess.Popen(command(options.folder, torn, options))
            # the first part of a run is start-up: what happens later is of more interest
            moment = length * dice.triangular(0, 1, 0.6)
            try:
                process.wait(moment)
                how = "finished before the kill"
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                how = f"killed after {moment:.2f} s"
            now = stored(torn)
            if len(set(now)) != len(now) or not set(kept) <= set(now):
                sys.exit(f"kill {number}: documents lost or doubled")
            print(f"{number}: {how}; {len(kept)} -> {len(now)} documents", flush=True)
            kept = now
        subprocess.run(command(options.folder, torn, options), check=True)
        if exported(whole, Path(scratch, "a")) != exported(torn, Path(scratch, "b")):
            sys.exit("the exports differ from those of the undisturbed run")
        print("exports are equal, byte for byte")


if __name__ == "__main__":
    main()
