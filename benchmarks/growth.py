"""How time and memory of every command grow with the corpus.

    python -m benchmarks.growth [--sizes 1500,3000,6000,15000] [--only WORD] [--keep FOLDER]

The corpora are variations of the development pages (``varied.py``), made before and not measured, and kept
in ``--keep``. Each command runs once at each size, in a process of its own: seconds of the processor and by
the clock, and peak memory.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import varied
from benchmarks.measure import Report, run

#: The commands by what they are called in the table; «OUT» is a folder to write to.
COMMANDS = {
    "documents": ["documents"],
    "sections": ["sections", "--limit", "20"],
    "demands": ["demands", "--limit", "20"],
    "demands, all": ["demands", "--export", "csv", "-o", "OUT/demands.csv"],
    "demands --by party": ["demands", "--by", "party"],
    "actors": ["actors", "--limit", "20"],
    "actors --by party": ["actors", "--by", "party"],
    "actors --co-occurring": ["actors", "--co-occurring", "--limit", "20"],
    "themes": ["themes"],
    "themes --by year": ["themes", "--by", "year"],
    "themes --matrix": ["themes", "--matrix", "--by", "party"],
    "themes --unlisted": ["themes", "--unlisted", "--limit", "20"],
    "kwic": ["kwic", "skola", "--limit", "20"],
    "sql": ["sql", "SELECT party, count(*) FROM documents GROUP BY party"],
    "info": ["info"],
    "compare, one party": ["compare", "--by", "party", "--target", "M", "--limit", "20"],
    "compare, all parties": ["compare", "--by", "party", "--limit", "20"],
    "compare --similarity": ["compare", "--by", "party", "--similarity"],
    "compare --near-copies": ["compare", "--near-copies", "0.6", "--limit", "20"],
    "report": ["report", "-o", "OUT/report.html"],
    "export": ["export", "OUT/all"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1500,3000,6000,15000")
    parser.add_argument("--only", default="", help="Only commands with this in their name.")
    parser.add_argument("--keep", type=Path, help="Where the corpora are, or are left.")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    report = Report("growth")
    with tempfile.TemporaryDirectory() as scratch:
        corpora = {size: corpus_of(size, options.keep or Path(scratch)) for size in sizes}
        report.head("command", *(f"#{size:,}: s, by the clock, MiB" for size in sizes))
        for name, arguments in COMMANDS.items():
            if options.only in name:
                report.row(f"`{name}`", *(measured(arguments, corpora[size]) for size in sizes))


def corpus_of(size: int, folder: Path) -> Path:
    """Return the corpus of *size* documents in *folder*, which is made if it is not there."""
    corpus = folder / f"v{size}.db"
    if not corpus.exists():
        folder.mkdir(parents=True, exist_ok=True)
        varied.make(corpus, size)
    return corpus


def measured(arguments: list[str], corpus: Path) -> str:
    """Return what a command takes, as a cell of the table."""
    with tempfile.TemporaryDirectory() as out:
        there = [argument.replace("OUT", out) for argument in arguments]
        done = run([sys.executable, "-m", "polcorp", *there, "--corpus", str(corpus)])
    if done.code:
        return f"failed with {done.code}"
    return f"{done.processor:.1f}, {done.seconds:.1f}, {done.memory:.0f}"


if __name__ == "__main__":
    main()
