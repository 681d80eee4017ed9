"""Run the mutated files of the tests, as many as one likes.

    python -m benchmarks.fuzz [NUMBER] [--whole | --user-files]

By itself: files through reading and layout (``tests/reading/test_fuzz.py``). ``--whole``: through
the packaged model, with all components, to the rows (``tests/hostile/whole.py``). ``--user-files``:
every kind of file that the user may hand in (``tests/hostile/user_files.py``). Default 20,000, in
rounds of 1,000. A file that breaks something is shrunk and shown; put it into the test as an
``@example``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from benchmarks.measure import Report
from tests.hostile import user_files, whole
from tests.reading import test_fuzz as reading

ROUND = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=20_000)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--whole", action="store_true")
    what.add_argument("--user-files", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if options.whole:
            run(options.number, "fuzz-whole", reading.files(), whole.checker())
        elif options.user_files:
            folder = Path(scratch)
            run(
                options.number,
                "fuzz-user-files",
                user_files.files(),
                lambda file: user_files.check(folder, *file),
            )
        else:
            run(options.number, "fuzz", reading.files(), reading.check)


def run(number: int, name: str, files: SearchStrategy[Any], check: Callable[[Any], object]) -> None:
    report = Report(name)
    report.head("#files", "#broken", "#seconds", "#processor")
    begun, computed, seen = time.monotonic(), time.process_time(), 0
    while seen < number:
        seen += one_round(min(ROUND, number - seen), seen, files, check)
        taken = (time.monotonic() - begun, time.process_time() - computed)
        report.row(seen, 0, *(f"{seconds:.0f}" for seconds in taken))


def one_round(
    number: int, start: int, files: SearchStrategy[Any], check: Callable[[Any], object]
) -> int:
    """Check *number* files that no other round (with another *start*) has; return how many."""
    seen = 0

    @seed(start)
    @settings(
        max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(files)
    def each(file: Any) -> None:
        nonlocal seen
        seen += 1
        check(file)

    each()
    return seen


if __name__ == "__main__":
    main()
