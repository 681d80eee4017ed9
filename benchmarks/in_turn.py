"""Processor time of a command with another version of the program and with this one, in turn.

    python -m benchmarks.in_turn OTHER [--times 5] [--without FILE] -- polcorp actors --corpus large.db

OTHER is the folder of a checkout of the other version. The two run by turns, after one run of each that does
not count, so that a machine that gets busier does so for both: the ratio of the pairs is what counts.
``polcorp`` stands for ``python -m polcorp``, ``python`` for the interpreter that runs this. FILE, a corpus, is
removed before each run.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Report

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--without", type=Path)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    python = {"polcorp": [sys.executable, "-m", "polcorp"], "python": [sys.executable]}
    head, *rest = options.command
    command = [*python.get(head, [head]), *rest]
    versions = (options.other.resolve(), ROOT)
    for version in versions:
        seconds(command, version, options.without)
    pairs = [
        tuple(seconds(command, version, options.without) for version in versions)
        for _ in range(options.times)
    ]
    report = Report("in_turn")
    report.head("command", "#other: least, s", "#this: least, s", "#median of the pairs' ratios")
    others, these = (min(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(this / other for other, this in pairs)
    report.row(f"`{' '.join(options.command)}`", f"{others:.2f}", f"{these:.2f}", f"{ratio:.2f}")


def seconds(command: list[str], version: Path, without: Path | None) -> float:
    """Return the processor time of *command* with the *version* in that folder."""
    if without is not None:
        for left in without.parent.glob(f"{without.name}*"):
            left.unlink()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    surroundings = {**os.environ, "PYTHONPATH": str(version)}
    done = subprocess.run(command, capture_output=True, env=surroundings, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(" ".join(done.stderr.decode().split())[-300:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
