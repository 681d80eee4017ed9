"""Fill the disk at every kind of write: a store, a data set, exports, reports, corrections, caches.

    python -m benchmarks.full_disk [SHARE…]

For each kind, only a SHARE (0, 0.3, 0.6 and 0.9) of what the write needs is free on a disk in
memory. The command must end with an error in words, what was on the disk must still be there, and
with more room the same command must do its work. Leaves with 1 otherwise. Needs mount or a user
name space (Linux).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Report
from tests.hostile.disks import WRITES, Disks, enter_name_space


def main() -> None:
    enter_name_space()
    shares = [float(share) for share in sys.argv[1:]] or [0.0, 0.3, 0.6, 0.9]
    report = Report("full-disk")
    report.head("what is written", "#room", "what was said")
    broken = 0
    with tempfile.TemporaryDirectory() as scratch:
        disks = Disks(Path(scratch))
        for write in WRITES:
            for share in shares:
                try:
                    told = disks.try_out(write, share)
                except AssertionError as error:
                    broken += 1
                    told = f"**broken**: {error}"[:400].replace("\n", " ")
                report.row(write.name, f"{share:.0%}", told)
    report(f"\n{broken} broken")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
