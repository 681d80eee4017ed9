"""Run the mutated files of ``tests/reading/test_fuzz.py``, as many as one likes.

    python -m benchmarks.fuzz [NUMBER]

Default 20,000, in rounds of 1,000. A file that breaks something is shrunk and shown; put it into
the test as an ``@example``.
"""

from __future__ import annotations

import sys
import time

from hypothesis import HealthCheck, given, seed, settings

from benchmarks.measure import Report
from tests.reading.test_fuzz import check, files

ROUND = 1000


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    report = Report("fuzz")
    report.head("#files", "#broken", "#seconds")
    begun, seen = time.monotonic(), 0
    while seen < number:
        seen += one_round(min(ROUND, number - seen), seen)
        report.row(seen, 0, f"{time.monotonic() - begun:.0f}")


def one_round(number: int, start: int) -> int:
    """Check *number* files that no other round (with another *start*) has; return how many."""
    seen = 0

    @seed(start)
    @settings(
        max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(files())
    def run(data: bytes) -> None:
        nonlocal seen
        seen += 1
        check(data)

    run()
    return seen


if __name__ == "__main__":
    main()
