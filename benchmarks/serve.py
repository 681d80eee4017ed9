"""Times of the pages of ``polcorp serve`` on a large corpus, each asked for over HTTP.

    python -m benchmarks.serve CORPUS [--times 5]

The server runs in a process of its own, as the command starts it. The first time is what a page takes when nothing of the
corpus has been read before in that process; then the best and the median of several. A page that
fails is told; the others go on.
"""

from __future__ import annotations

import argparse
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

from benchmarks.measure import Report

PAGES = (
    "/",
    "/documents",
    "/demands",
    "/demands?party=C&theme=skola",
    "/demands?contains=skola",
    "/demands?sort=-date",
    "/actors",
    "/themes",
    "/search?q=skola",
    "/search?q=kommunen",
    "/search?q=lemma:vilja",
    "/demands.csv",
)
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def asked(address: str) -> tuple[float, int]:
    """Return the seconds until all of a page was there, and its bytes."""
    begun = time.perf_counter()
    with urllib.request.urlopen(address, timeout=300) as answer:
        size = len(answer.read())
    return time.perf_counter() - begun, size


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    command = [sys.executable, "-m", "polcorp", "serve", "--port", "0", "--corpus"]
    server = subprocess.Popen(
        [*command, str(options.corpus)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        begun = time.perf_counter()
        found = next(filter(None, map(_ADDRESS.search, server.stderr)), None)
        if found is None:
            raise SystemExit("the server did not start")
        started = time.perf_counter() - begun
        report = Report("serve", f"a corpus of {options.corpus.stat().st_size / 2**20:.0f} MiB")
        report.head("page", "#first, s", "#best, s", "#median, s", "#KiB")
        report.row("(start)", f"{started:.2f}", "", "", "")
        failed = False
        for page in PAGES:
            try:
                took = [
                    asked(found.group() + quote(page, "/?=&:")) for _ in range(options.times + 1)
                ]
            except urllib.error.URLError as error:
                report.row(f"`{page}`", "failed", str(error), "", "")
                failed = True
                continue
            first, *more = (seconds for seconds, _ in took)
            times = (first, min(more), statistics.median(more))
            report.row(f"`{page}`", *(f"{one:.2f}" for one in times), f"{took[0][1] / 1024:.0f}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
