"""Exports are the same bytes in other surroundings; ``python -m benchmarks.equal_exports`` has all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.surroundings import BASE, Surroundings, differing, exported

pytestmark = pytest.mark.bulk

#: What differs from the base in everything at once, processes aside.
ELSEWHERE = Surroundings(
    "elsewhere",
    ("--jobs", "2"),
    {"PYTHONHASHSEED": "17", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONUTF8": "0"},
)
KINDS = ("csv", "xlsx", "brat", "report")


@pytest.mark.slow
def test_exports_do_not_depend_on_the_surroundings(raw: Path) -> None:
    scratch = raw.parents[1] / "scratch"
    scratch.mkdir()
    base, other = (
        exported(raw, scratch, around, KINDS, "--model", "blank") for around in (BASE, ELSEWHERE)
    )
    assert len(base) > 15
    assert differing(base, other) == []
    assert differing(base, {**other, "report.html": b""}) == ["report.html"]
