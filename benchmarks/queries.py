"""Times of whole commands on a large corpus, each in a process of its own.

    python benchmarks/queries.py CORPUS [--times 5]

The best and the median of several runs; «imports» is the same process doing nothing but importing
what the command needs.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from measure import machine

COMMANDS = (
    ["--help"],
    ["actors", "--by", "party"],
    ["actors", "--limit", "20"],
    ["themes", "--by", "year", "--export", "csv"],
    ["demands", "--contains", "skola", "--limit", "20"],
    ["kwic", "skola", "--limit", "20"],
    ["sql", "SELECT party, count(*) FROM documents GROUP BY party"],
)
IMPORTS = "import sqlite3, pandas, typer, rich.table, polcorp.corpus.corpus"


def times(command: list[str], number: int) -> list[float]:
    """Return the seconds that *command* took, *number* times."""
    found = []
    for _ in range(number):
        begun = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        found.append(time.perf_counter() - begun)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print(f"{machine()}; {options.corpus.stat().st_size / 2**20:.0f} MiB\n")
    print("| command | best, s | median, s |\n| --- | ---: | ---: |")
    rows = [("(imports)", [sys.executable, "-c", IMPORTS])]
    for arguments in COMMANDS:
        where = [] if arguments == ["--help"] else ["--corpus", str(options.corpus)]
        command = [sys.executable, "-m", "polcorp", *arguments, *where]
        rows.append((f"polcorp {' '.join(arguments)}", command))
    for label, command in rows:
        took = times(command, options.times)
        print(f"| `{label}` | {min(took):.2f} | {statistics.median(took):.2f} |", flush=True)


if __name__ == "__main__":
    main()
