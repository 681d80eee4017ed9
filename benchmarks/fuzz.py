"""Run the mutated files of ``tests/reading/test_fuzz.py``, as many as one likes.

    python benchmarks/fuzz.py [NUMBER]

Default 20,000. A file that breaks something is shrunk and shown; put it into the test as an
``@example``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/reading"))

from test_fuzz import check, files


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seen = 0

    @settings(
        max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(files())
    def run(data: bytes) -> None:
        nonlocal seen
        seen += 1
        check(data)

    begun = time.monotonic()
    run()
    print(f"{seen} files, nothing broken, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
