"""The table of docs/scaling.md: hours and sizes of large corpora from measured figures.

    python -m benchmarks.arithmetic --rate WORDS --store TIMES --parquet TIMES [--words N] [--bytes N]

``--rate``: words a second and process (``scale.py``, the largest size); ``--store`` and
``--parquet``: size as times the raw text (``scale.py``); ``--words`` and ``--bytes``: of a document
in the mean, by default those of the government texts.
"""

from __future__ import annotations

import argparse

SIZES = (1_000_000, 100_000_000)
CORES = (64, 1_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--store", type=float, required=True)
    parser.add_argument("--parquet", type=float, required=True)
    parser.add_argument("--words", type=float, default=187)
    parser.add_argument("--bytes", type=float, default=1431)
    options = parser.parse_args()
    heads = ["documents", "words", "core-hours", *(f"on {n:,} cores" for n in CORES)]
    heads += ["raw text", "store", "Parquet"]
    print(f"| {' | '.join(heads)} |\n|{' ---: |' * len(heads)}")
    for documents in SIZES:
        words = documents * options.words
        hours = words / options.rate / 3600
        raw = documents * options.bytes
        sizes = (size(raw * times) for times in (1, options.store, options.parquet))
        cells = [f"{documents:,}", f"{words / 1e6:,.0f} M", f"{hours:,.0f}"]
        print(f"| {' | '.join([*cells, *(time(hours / n) for n in CORES), *sizes])} |")


def time(hours: float) -> str:
    """Return hours, or minutes where they are few."""
    return f"{hours:,.1f} h" if hours >= 2 else f"{60 * hours:,.0f} min"


def size(count: float) -> str:
    """Return bytes as gigabytes."""
    return f"{count / 1e9:,.1f} GB"


if __name__ == "__main__":
    main()
