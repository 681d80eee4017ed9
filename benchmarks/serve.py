"""Times of the pages of ``polcorp serve`` on a large corpus, each asked for over HTTP.

    python -m benchmarks.serve CORPUS [--times 5]

The server runs in a process of its own, as the command starts it. The first time is what a page takes when nothing of the
corpus has been read before in that process; then the best of several, and the processor time that the server
spent on it, which other programs disturb less. A page that fails is told; the others go on.
"""

from __future__ import annotations

import argparse
import os
import re
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


def processor(pid: int) -> float:
    """Return the seconds that a process has computed (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def asked(address: str, pid: int) -> tuple[float, float, int]:
    """Return the seconds until all of a page was there, those that the server computed, and the bytes."""
    begun, before = time.perf_counter(), processor(pid)
    with urllib.request.urlopen(address, timeout=300) as answer:
        size = len(answer.read())
    return time.perf_counter() - begun, processor(pid) - before, size


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
        report.head("page", "#first, s", "#best, s", "#processor, s", "#KiB")
        report.row("(start)", f"{started:.2f}", "", f"{processor(server.pid):.2f}", "")
        failed = False
        for page in PAGES:
            address = found.group() + quote(page, "/?=&:")
            try:
                took = [asked(address, server.pid) for _ in range(options.times + 1)]
            except urllib.error.URLError as error:
                report.row(f"`{page}`", "failed", str(error), "", "")
                failed = True
                continue
            first, more = took[0], took[1:]
            best, computed = (min(one[n] for one in more) for n in (0, 1))
            report.row(
                f"`{page}`", f"{first[0]:.2f}", f"{best:.2f}", f"{computed:.2f}", first[2] // 1024
            )
    finally:
        server.kill()  # it only reads
        server.wait()
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
