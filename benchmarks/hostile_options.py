"""Try every option and argument of every command with every hostile value of the tests.

    python -m benchmarks.hostile_options

Runs in a temporary folder; no value leads out of it. Leaves with 1 if one call ended in anything
but an answer or an error in words, and shows these calls.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time

from benchmarks.measure import Report
from tests.hostile import options


def main() -> None:
    report = Report("hostile-options")
    begun = time.monotonic()
    tried = 0
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        options.prepare()
        for call in options.calls():
            tried += 1
            found = options.problem(call)
            if found:
                problems.append(f"{call.arguments!r}: {found.strip().splitlines()[-1]}")
                print(problems[-1], file=sys.stderr, flush=True)
    report(f"{tried} calls in {time.monotonic() - begun:.0f} s, {len(problems)} of them broken")
    for told in problems:
        report(f"- {told[:300]}")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
