"""A disk that is full; ``python -m benchmarks.full_disk`` tries every kind of write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile import disks

pytestmark = [
    pytest.mark.bulk,
    pytest.mark.slow,
    pytest.mark.skipif(not disks.can_mount(), reason="needs a small disk: mount, or unshare -Urm"),
]
#: One of each way of writing, with the share of what it needs that is free; the script tries all.
SOME = {"a store that grows": 0.0, "a data set": 0.5, "a table": 0.5}


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a disk; the script needs no rights")
def test_a_full_disk_loses_nothing_and_is_told(tmp_path: Path) -> None:
    small = disks.Disks(tmp_path, texts=4)
    for write in disks.WRITES:
        if write.name in SOME:
            assert small.try_out(write, SOME[write.name]) != "enough", write.name
