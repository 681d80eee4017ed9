"""Times of whole commands on a large corpus, each in a process of its own.

    python -m benchmarks.queries CORPUS [--times 5]

The best and the median of several runs; «imports» is a process that does nothing but import what
the commands need. A command that fails is told; the others go on.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Report

COMMANDS = (
    ["--help"],
    ["actors", "--by", "party"],
    ["actors", "--limit", "20"],
    ["themes", "--by", "year", "--export", "csv"],
    ["demands", "--contains", "skola", "--limit", "20"],
    ["kwic", "skola", "--limit", "20"],
    ["kwic", "kommunen", "--by", "party"],
    ["sql", "SELECT party, count(*) FROM documents GROUP BY party"],
)
IMPORTS = "import sqlite3, pandas, typer, rich.table, polcorp.corpus"


def times(command: list[str], number: int) -> list[float]:
    """Return the seconds that *command* took, *number* times."""
    found = []
    for _ in range(number):
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False)
        found.append(time.perf_counter() - begun)
        if done.returncode:
            raise ValueError(" ".join(done.stderr.decode().split())[-300:] or "no message")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    report = Report("queries", f"a corpus of {options.corpus.stat().st_size / 2**20:.0f} MiB")
    report.head("command", "#best, s", "#median, s")
    rows = [
        ("(python -c pass)", [sys.executable, "-c", "pass"]),
        ("(imports)", [sys.executable, "-c", IMPORTS]),
    ]
    for arguments in COMMANDS:
        where = [] if arguments == ["--help"] else ["--corpus", str(options.corpus)]
        command = [sys.executable, "-m", "polcorp", *arguments, *where]
        rows.append((f"polcorp {' '.join(arguments)}", command))
    failed = False
    for label, command in rows:
        try:
            took = times(command, options.times)
        except ValueError as error:
            report.row(f"`{label}`", "failed", error)
            failed = True
            continue
        report.row(f"`{label}`", f"{min(took):.2f}", f"{statistics.median(took):.2f}")
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
